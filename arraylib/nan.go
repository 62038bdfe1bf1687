package arraylib

import "math"

// The functions of this file pass over NaN. They are the reductions of the same name with kernels that do, in as many passes, and one more
// that counts where the number of elements matters. Of integers, which have no NaN, take those.

// NanSum returns the sum of the elements that are not NaN: 0 if there is none. A complex number with a NaN in it is NaN.
func NanSum[T Inexact](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanSum("NanSum", &a.c, opts))
}

//go:noinline
func nanSum(op string, a *core, opts []Option) *core {
	return reduce(fold{op: op}, sumsOf(a.dtype, nans[a.dtype].orZero), nil, a, a.dtype, opts)
}

// NanProd returns the product of the elements that are not NaN: 1 if there is none.
func NanProd[T Inexact](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanProd(&a.c, toWord(T(1)), opts))
}

//go:noinline
func nanProd(a *core, one word, opts []Option) *core {
	k := numbers[a.dtype]
	return reduce(fold{op: "NanProd", none: one}, &kernels{all: k.prod, two: k.multiply, cast: nans[a.dtype].orOne}, nil, a, a.dtype, opts)
}

// NanMean returns the mean of the elements that are not NaN: NaN, of which NumPy warns, if there is none.
func NanMean[T Inexact](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanMean("NanMean", &a.c, opts))
}

//go:noinline
func nanMean(op string, a *core, opts []Option) *core {
	d := nanSum(op, a, opts)
	return divide(d, d, countNumbers(op, a, opts).cast(op, a.dtype), word{})
}

// countNumbers returns how many elements are not NaN.
func countNumbers(op string, a *core, opts []Option) *core {
	return reduce(fold{op: op}, sumsOf(dtypeOf[int](), nans[a.dtype].present), nil, a, dtypeOf[int](), opts)
}

// NanVar returns the variance of the elements that are not NaN: NaN, of which NumPy warns, if none is left to divide by after [Correction].
func NanVar[T Float](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanVariance("NanVar", &a.c, opts))
}

//go:noinline
func nanVariance(op string, a *core, opts []Option) *core {
	less, opts := correctionOption(opts, 0)
	k := sumsOf(a.dtype, nil)
	k.deviation = nanFloats[a.dtype].numbersDeviation
	r := reduction{fold: fold{op: op}, c: a, means: nanMean(op, a, opts)}
	d := r.reduce(k, nil, a.dtype, opts)
	left := countNumbers(op, a, opts).cast(op, Float64)
	for i, n := range storage[float64](left) {
		if n -= less; n <= 0 {
			n = math.NaN()
		}
		storage[float64](left)[i] = n
	}
	return divide(d, d, left.cast(op, a.dtype), word{})
}

// NanStd returns the standard deviation of the elements that are not NaN, the square root of [NanVar].
func NanStd[T Float](a *Array[T], opts ...Option) *Array[T] { return as[T](nanDeviation(&a.c, opts)) }

//go:noinline
func nanDeviation(a *core, opts []Option) *core {
	d := nanVariance("NanStd", a, opts)
	return sqrt(d, d)
}

// NanMax returns the greatest element that is not NaN: NaN, of which NumPy warns, if there is none. It panics as [Max] does.
func NanMax[T Float](a *Array[T], opts ...Option) *Array[T] { return as[T](nanMax(&a.c, opts)) }

//go:noinline
func nanMax(a *core, opts []Option) *core {
	k := nanFloats[a.dtype]
	return reduce(fold{op: "NanMax", some: true}, &kernels{all: k.greatest, two: k.greater}, nil, a, a.dtype, opts)
}

// NanMin returns the least element that is not NaN: NaN, of which NumPy warns, if there is none. It panics as [Max] does.
func NanMin[T Float](a *Array[T], opts ...Option) *Array[T] { return as[T](nanMin(&a.c, opts)) }

//go:noinline
func nanMin(a *core, opts []Option) *core {
	k := nanFloats[a.dtype]
	return reduce(fold{op: "NanMin", some: true}, &kernels{all: k.least, two: k.lesser}, nil, a, a.dtype, opts)
}

// NanArgMax returns where the greatest element that is not NaN is; see [ArgMax]. Beside -Inf too it passes over NaN, which NumPy does not.
//
// It panics as ArgMax does, and with *[ShapeError] if there is none but NaN.
func NanArgMax[T Float](a *Array[T], opts ...Option) *Array[int] {
	return as[int](nanArgMax(&a.c, opts))
}

//go:noinline
func nanArgMax(a *core, opts []Option) *core {
	return locateNumber("NanArgMax", greatestNumber{}, a, opts)
}

// NanArgMin returns where the least element that is not NaN is; see [NanArgMax].
func NanArgMin[T Float](a *Array[T], opts ...Option) *Array[int] {
	return as[int](nanArgMin(&a.c, opts))
}

//go:noinline
func nanArgMin(a *core, opts []Option) *core {
	return locateNumber("NanArgMin", leastNumber{}, a, opts)
}

// greatestNumber and leastNumber pass over NaN.
type (
	greatestNumber struct{}
	leastNumber    struct{}
)

func (greatestNumber) beat(dt DType, best, a span) int { return nanFloats[dt].placeGreater(best, a) }
func (leastNumber) beat(dt DType, best, a span) int    { return nanFloats[dt].placeLesser(best, a) }

func locateNumber(op string, by finder, a *core, opts []Option) *core {
	d := locate(op, by, nil, a, nil, opts)
	if !*(*bool)(allOf(nil, countNumbers(op, a, opts), nil).base) {
		panic(&ShapeError{Op: op, A: a.shape, Why: "has nothing but NaN along an axis that needs a number"})
	}
	return d
}

// NanCumSum returns the running sums with 0 in the stead of NaN; see [CumSum].
func NanCumSum[T Inexact](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanCumSum(&a.c, opts))
}

//go:noinline
func nanCumSum(a *core, opts []Option) *core {
	k := numbers[a.dtype]
	return accumulate("NanCumSum", k.add, k.runningSum, word{}, unary("NanCumSum", nans[a.dtype].orZero, a.dtype, nil, a), opts)
}

// NanCumProd returns the running products with 1 in the stead of NaN; see [CumProd].
func NanCumProd[T Inexact](a *Array[T], opts ...Option) *Array[T] {
	return as[T](nanCumProd(&a.c, toWord(T(1)), opts))
}

//go:noinline
func nanCumProd(a *core, one word, opts []Option) *core {
	k := numbers[a.dtype]
	return accumulate("NanCumProd", k.multiply, k.runningProd, one, unary("NanCumProd", nans[a.dtype].orOne, a.dtype, nil, a), opts)
}

// NanToNum returns a with 0 in the stead of NaN, and the greatest and the least finite number in the stead of the infinities, in each part
// of complex numbers. For other values there is [Where] with [IsNaN].
func NanToNum[T Inexact](a *Array[T]) *Array[T] { return as[T](nanToNum(nil, &a.c)) }

// NanToNumInto sets dst to a as [NanToNum] returns it; it panics as [AddInto] does.
func NanToNumInto[T Inexact](dst, a *Array[T]) { nanToNum(&dst.c, &a.c) }

//go:noinline
func nanToNum(d, a *core) *core {
	if a.dtype < Complex64 {
		return unary("NanToNum", nanFloats[a.dtype].toFinite, a.dtype, d, a)
	}
	d = prepare("NanToNum", a.dtype, d, a.shape)
	a = separate(d, a)
	for i := range 2 {
		part := a.part(i)
		unary("NanToNum", nanFloats[part.dtype].toFinite, part.dtype, d.part(i), part)
	}
	return d
}
