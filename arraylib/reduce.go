package arraylib

import (
	"math"
	"math/bits"
	"slices"
	"sync"
	"time"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Option narrows a reduction: Axis(0), KeepDims. A function takes any number of them, and panics with *[ShapeError] if it has no use for one.
//
// It is a struct, so that Sum(a, 0) does not compile: axis 0 is Axis(0).
type Option struct{ bits uint64 }

// KeepDims leaves the axes that were reduced in the shape, with length 1, so that the result broadcasts with the operand.
var KeepDims = Option{keepDims}

const (
	keepDims  = 1 << 63
	axesNamed = 1 << 62 // some or no axis was named; otherwise all are meant
	axisBias  = maxDims // axis a is bit a + axisBias
)

// Axis names the axes that a reduction is along; negative ones count from the end. Without it a reduction is along all axes.
//
// It panics with *[AxisError] if no array can have the axis, or it is named twice.
func Axis(axes ...int) Option {
	o := uint64(axesNamed)
	for _, a := range axes {
		if a < -maxDims || a >= maxDims {
			panic(&AxisError{"Axis", a, nil, "is one that no array has"})
		}
		bit := uint64(1) << (a + axisBias)
		if o&bit != 0 {
			panic(&AxisError{"Axis", a, nil, "is named twice"})
		}
		o |= bit
	}
	return Option{o}
}

// Correction is what [Var] and [Std] take from the number of elements before they divide by it: 1 for the variance of a population of which
// the elements are a sample; 0 if it is left out. NumPy calls it ddof or correction.
func Correction(c float64) Option { return Option{correction | math.Float64bits(c)>>2} }

// correction marks an Option whose other bits are those of a number, all but the last two. No other has both of these bits.
const correction = keepDims | axesNamed

func (o Option) isCorrection() bool { return o.bits&correction == correction }

// number is that of a Correction.
func (o Option) number() float64 { return math.Float64frombits(o.bits << 2) }

func (o Option) namesAxes() bool { return !o.isCorrection() && o.bits&axesNamed != 0 }

// correctionOption takes the Correction out of opts, and returns absent if there is none.
func correctionOption(opts []Option, absent float64) (less float64, others []Option) {
	less, others = absent, make([]Option, 0, len(opts))
	for _, o := range opts {
		if o.isCorrection() {
			less = o.number()
		} else {
			others = append(others, o)
		}
	}
	return less, others
}

// axisSet is the axes of an array that an operation is along.
type axisSet struct {
	bits uint32
	keep bool
}

func (s axisSet) has(d int) bool { return s.bits>>d&1 != 0 }

func newAxisSet(op string, opts []Option, shape []int) (s axisSet) {
	var all uint64
	for _, o := range opts {
		if o.isCorrection() {
			panic(&ShapeError{Op: op, A: shape, Why: "has no use for a Correction: that is for Var and Std"})
		}
		if o.isChoice() {
			panic(&ShapeError{Op: op, A: shape, Why: "has no use for " + optionNames[o.bits]})
		}
		all |= o.bits
	}
	s.keep = all&keepDims != 0
	if all&axesNamed == 0 {
		s.bits = 1<<len(shape) - 1
		return s
	}
	for a := -maxDims; a < maxDims; a++ {
		if all>>(a+axisBias)&1 == 0 {
			continue
		}
		d := a
		if d < 0 {
			d += len(shape)
		}
		if d < 0 || d >= len(shape) {
			panic(&AxisError{op, a, shape, "is out of range for " + plural(len(shape), "axis")})
		}
		if s.has(d) {
			panic(&AxisError{op, a, shape, "is named twice"})
		}
		s.bits |= 1 << d
	}
	return s
}

// axisOption returns the one axis that opts name, of those of shape. If they name none it is absent, which may count from the end, or -1 for
// none.
func axisOption(op string, opts []Option, shape []int, absent axisDefault) int {
	set := newAxisSet(op, opts, shape)
	if set.keep {
		panic(&ShapeError{Op: op, A: shape, Why: "has no use for KeepDims"})
	}
	if !slices.ContainsFunc(opts, Option.namesAxes) {
		if absent == noAxis {
			return -1
		}
		set = newAxisSet(op, []Option{Axis(int(absent))}, shape)
	}
	if bits.OnesCount32(set.bits) != 1 {
		panic(&AxisError{op, bits.Len32(set.bits) - 1, shape, "is one too many or too few: one axis is needed"})
	}
	return bits.TrailingZeros32(set.bits)
}

// axisDefault is the axis that is meant where none is named.
type axisDefault int

const (
	noAxis    axisDefault = maxDims
	firstAxis axisDefault = 0
	lastAxis  axisDefault = -1
)

// count returns how many elements of shape become one.
func (s axisSet) count(shape []int) int {
	n := 1
	for d, m := range shape {
		if s.has(d) {
			n *= m
		}
	}
	return n
}

// split divides c's axes into those of the result, whose shape it appends to room, and those that vanish.
func (s axisSet) split(room []int, c *core) (shape []int, kept, gone axes) {
	shape = room
	kept.size, gone.size = 1, 1
	for d, n := range c.shape {
		switch {
		case !s.has(d):
			shape = append(shape, n)
			kept.push(n, c.strides[d])
			continue
		case s.keep:
			shape = append(shape, 1)
		}
		gone.push(n, c.strides[d])
	}
	kept.finish()
	gone.finish()
	return shape, kept, gone
}

// Sum returns the sum of the elements, added pairwise. The sum of none is 0, and that of nothing but -0, which
// NumPy makes 0, is -0. Integers wrap around: see [SumAs].
//
// As all reductions it is along the axes that [Axis] names, or all, and panics with *[AxisError] if a does not have them. The Into forms
// of reductions set dst, which may overlap a, and panic with *[ShapeError] if it does not have the result's shape, or repeats elements as views
// of [BroadcastTo] do. They do not allocate unless dst overlaps a.
func Sum[T Number](a *Array[T], opts ...Option) *Array[T] { return as[T](sum(nil, &a.c, opts)) }

// SumInto sets dst to the sum of the elements of a; see [Sum].
func SumInto[T Number](dst, a *Array[T], opts ...Option) { sum(&dst.c, &a.c, opts) }

//go:noinline
func sum(d, a *core, opts []Option) *core {
	return reduce(fold{op: "Sum"}, sumsOf(a.dtype, nil), d, a, a.dtype, opts)
}

// SumAs returns the sum of the elements after their conversion to R, as of [AsType]: SumAs[int](mask) counts what is true.
func SumAs[R Number, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](sumAs("SumAs", &a.c, dtypeOf[R](), opts))
}

//go:noinline
func sumAs(op string, a *core, dt DType, opts []Option) *core {
	k := sumsOf(dt, nil)
	switch {
	case dt == a.dtype:
	case a.dtype == Bool && dt < Complex64 && len(opts) == 0:
		n := full(Int64, toWord(int64(countTrue(truth(a)))), nil)
		return n.cast(op, dt)
	case max(dt, a.dtype) >= Complex64:
		a = a.cast(op, dt)
	default:
		k.cast = castKernel(dt, a.dtype)
	}
	return reduce(fold{op: op}, k, nil, a, dt, opts)
}

// Mean returns the sum of the elements divided by their number: NaN if there is none.
func Mean[T Inexact](a *Array[T], opts ...Option) *Array[T] { return as[T](mean(nil, &a.c, opts)) }

// MeanInto sets dst to the mean of the elements of a; see [Sum].
func MeanInto[T Inexact](dst, a *Array[T], opts ...Option) { mean(&dst.c, &a.c, opts) }

//go:noinline
func mean(d, a *core, opts []Option) *core {
	return divideByCount(reduce(fold{op: "Mean"}, sumsOf(a.dtype, nil), d, a, a.dtype, opts), a, opts)
}

// MeanAs returns the mean of the elements after their conversion to R: MeanAs[float64](mask) is the share of what is true.
func MeanAs[R Inexact, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](meanAs(&a.c, dtypeOf[R](), opts))
}

//go:noinline
func meanAs(a *core, dt DType, opts []Option) *core {
	return divideByCount(sumAs("MeanAs", a, dt, opts), a, opts)
}

// divideByCount makes sums of a means.
func divideByCount(d, a *core, opts []Option) *core {
	return over("Mean", d, float64(newAxisSet("Mean", opts, a.shape).count(a.shape)))
}

// over divides d by n.
func over(op string, d *core, n float64) *core {
	k, size := inexacts[d.dtype], d.dtype.Size()
	return unary(op, func(d, a, _ span) {
		copy(of[byte](span{d.p, d.n * size}), of[byte](span{a.p, a.n * size}))
		k.over(d, n)
	}, d.dtype, d, d)
}

// Var returns the variance: the mean of |a - mean|². [Correction] makes it that of a sample. It is NaN if there is no element, or, as
// in NumPy, none is left to divide by and all are alike.
func Var[T Float](a *Array[T], opts ...Option) *Array[T] {
	return as[T](varianceAs("Var", &a.c, dtypeOf[T](), opts))
}

// VarAs returns the variance of the elements after their conversion to R, as of [AsType], or, of complex ones, without it.
func VarAs[R Float, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](varianceAs("VarAs", &a.c, dtypeOf[R](), opts))
}

// Std returns the standard deviation, the square root of [Var].
func Std[T Float](a *Array[T], opts ...Option) *Array[T] {
	return as[T](deviationAs("Std", &a.c, dtypeOf[T](), opts))
}

// StdAs returns the standard deviation of the elements after their conversion to R; see [VarAs].
func StdAs[R Float, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](deviationAs("StdAs", &a.c, dtypeOf[R](), opts))
}

//go:noinline
func deviationAs(op string, a *core, dt DType, opts []Option) *core {
	d := varianceAs(op, a, dt, opts)
	return sqrt(d, d)
}

//go:noinline
func varianceAs(op string, a *core, dt DType, opts []Option) *core {
	less, along := correctionOption(opts, 0)
	of, k := dt, sumsOf(dt, nil) // of the elements whose mean is taken
	switch {
	case a.dtype >= Complex64:
		if of = Complex64; dt == Float64 {
			of = Complex128
		}
		if a.dtype != of {
			a = a.cast(op, of)
		}
	case a.dtype != dt:
		k.cast = castKernel(dt, a.dtype)
	}
	r := reduction{fold: fold{op: op}, c: a}
	r.means = divideByCount(reduce(r.fold, sumsOf(of, k.cast), nil, a, of, along), a, along)
	k.deviation = inexacts[of].deviation
	return over(op, r.reduce(k, nil, dt, along), max(0, float64(newAxisSet(op, along, a.shape).count(a.shape))-less))
}

// Prod returns the product of the elements. The product of none is 1.
func Prod[T Number](a *Array[T], opts ...Option) *Array[T] {
	return as[T](prod(nil, &a.c, toWord(T(1)), opts))
}

// ProdInto sets dst to the product of the elements of a; see [Sum].
func ProdInto[T Number](dst, a *Array[T], opts ...Option) {
	prod(&dst.c, &a.c, toWord(T(1)), opts)
}

//go:noinline
func prod(d, a *core, one word, opts []Option) *core {
	k := numbers[a.dtype]
	return reduce(fold{op: "Prod", none: one}, &kernels{all: k.prod, two: k.multiply}, d, a, a.dtype, opts)
}

// Max returns the greatest element, or NaN if there is one.
//
// It panics with *[ShapeError] if an axis that it is along has length 0.
func Max[T Real](a *Array[T], opts ...Option) *Array[T] { return as[T](maxOf(nil, &a.c, opts)) }

// MaxInto sets dst to the greatest element of a; see [Sum].
func MaxInto[T Real](dst, a *Array[T], opts ...Option) { maxOf(&dst.c, &a.c, opts) }

//go:noinline
func maxOf(d, a *core, opts []Option) *core {
	k := reals[a.dtype]
	return reduce(fold{op: "Max", some: true}, &kernels{all: k.max, two: k.maximum}, d, a, a.dtype, opts)
}

// Min returns the least element, or NaN if there is one. It panics as [Max] does.
func Min[T Real](a *Array[T], opts ...Option) *Array[T] { return as[T](minOf(nil, &a.c, opts)) }

// MinInto sets dst to the least element of a; see [Sum].
func MinInto[T Real](dst, a *Array[T], opts ...Option) { minOf(&dst.c, &a.c, opts) }

//go:noinline
func minOf(d, a *core, opts []Option) *core {
	k := reals[a.dtype]
	return reduce(fold{op: "Min", some: true}, &kernels{all: k.min, two: k.minimum}, d, a, a.dtype, opts)
}

// Any returns whether an element is true, or not 0. Of none it is false.
func Any[T Elem](a *Array[T], opts ...Option) *Array[bool] { return as[bool](anyOf(nil, &a.c, opts)) }

// AnyInto sets dst to whether an element of a is true; see [Sum].
func AnyInto[T Elem](dst *Array[bool], a *Array[T], opts ...Option) { anyOf(&dst.c, &a.c, opts) }

//go:noinline
func anyOf(d, a *core, opts []Option) *core {
	return reduce(fold{op: "Any"}, &kernels{all: (&bools{}).any, two: (&bools{}).or, cast: truthKernel(a.dtype)}, d, a, Bool, opts)
}

// All returns whether every element is true, or not 0. Of none it is true.
func All[T Elem](a *Array[T], opts ...Option) *Array[bool] { return as[bool](allOf(nil, &a.c, opts)) }

// AllInto sets dst to whether every element of a is true; see [Sum].
func AllInto[T Elem](dst *Array[bool], a *Array[T], opts ...Option) { allOf(&dst.c, &a.c, opts) }

//go:noinline
func allOf(d, a *core, opts []Option) *core {
	return reduce(fold{op: "All", none: toWord(true)}, &kernels{all: (&bools{}).all, two: (&bools{}).and, cast: truthKernel(a.dtype)}, d, a, Bool, opts)
}

// ArgMax returns where the greatest element is along one axis, or, if none is named, in C order of all elements; the first one if there
// are several, and the first NaN if there is one. Of bools it is the first true one, if there is any.
//
// It panics with *[AxisError] if several axes are named, and with *[ShapeError] if the axis has length 0.
func ArgMax[T Ordered](a *Array[T], opts ...Option) *Array[int] {
	return as[int](argMax(nil, &a.c, opts))
}

// ArgMaxInto sets dst to where the greatest element of a is; see [ArgMax] and [Sum].
func ArgMaxInto[T Ordered](dst *Array[int], a *Array[T], opts ...Option) {
	argMax(&dst.c, &a.c, opts)
}

//go:noinline
func argMax(d, a *core, opts []Option) *core {
	return locate("ArgMax", greatest{}, d, a, nil, opts)
}

// numberOf is the type of number that an element of an ordered type is in memory: false is 0, true is 1.
func numberOf(dt DType) DType {
	if dt == Bool {
		return Uint8
	}
	return dt
}

// ArgMin returns where the least element is; see [ArgMax].
func ArgMin[T Ordered](a *Array[T], opts ...Option) *Array[int] {
	return as[int](argMin(nil, &a.c, opts))
}

// ArgMinInto sets dst to where the least element of a is; see [ArgMin] and [Sum].
func ArgMinInto[T Ordered](dst *Array[int], a *Array[T], opts ...Option) {
	argMin(&dst.c, &a.c, opts)
}

//go:noinline
func argMin(d, a *core, opts []Option) *core {
	return locate("ArgMin", least{}, d, a, nil, opts)
}

// CountNonzero returns how many elements are true, or not 0.
func CountNonzero[T Elem](a *Array[T], opts ...Option) *Array[int] {
	return as[int](countNonzero(&a.c, opts))
}

//go:noinline
func countNonzero(a *core, opts []Option) *core {
	dt := dtypeOf[int]()
	if len(opts) == 0 {
		return full(dt, toWord(countTrue(truth(a))), nil)
	}
	return reduce(fold{op: "CountNonzero"}, sumsOf(dt, elems[a.dtype].count), nil, a, dt, opts)
}

// truthKernel returns the conversion to bool, or nil if there is none to do.
func truthKernel(dt DType) kernel {
	if dt == Bool {
		return nil
	}
	return elems[dt].nonzero
}

// fold says how many elements become one.
type fold struct {
	op      string
	none    word // from none
	some    bool // at least one is needed, and none has no meaning
	ordered bool // one after the other, by two alone; otherwise in whatever order is fast
}

// kernels are those of a reduction. They travel beside it, because what is in it would be moved to the heap.
type kernels struct {
	all       kernel // one from a span of them, or nil: then two joins halves
	two       kernel // element by element, from two spans of partial results
	rows      kernel // a row from so many as numberOps' sumRows takes, or nil
	cast      kernel // from the operand's elements to the result's, or nil
	deviation kernel // of the operand's elements, after cast, and the means of their lines, to the result's, or nil

	computed *lines // elements of which the operand has but shape and layout, or nil
}

// lines are elements that are computed when they are asked for: line after line or, across, the first of all lines, then the second of all.
//
// They are functions, because what an interface is called with would be moved to the heap, and the kernels beside it.
type lines struct {
	order func(across bool) (tile int) // comes first, and says how many elements load returns at most
	load  func(i, n int) span          // elements i to i+n
}

func (f *fold) needSome(a *core, gone *axes) {
	if gone.size == 0 && f.some {
		panic(&ShapeError{Op: f.op, A: a.shape, Why: "has length 0 along an axis that needs an element"})
	}
}

// reduction is one reduce on its way. For each element of the result there is a line of elements, numbered in C order of the axes that
// vanish. Lines are halved down to a leaf, and the results of the halves joined, so that rounding errors grow with the logarithm of
// the length. A leaf is folded along one line where its elements are near each other; otherwise, as when the rows of a matrix are
// added, the leaf is a block of lines side by side, whose elements are near each other across. Long lines are cut into blocks before they are
// halved, always at the same places: results do not depend on who computes the blocks.
type reduction struct {
	fold
	c          *core
	means      *core // one for each element of the result
	kept, gone axes
	across     bool
	flat       bool  // across, and there are so few lines that a leaf is a tile of all of them
	whole      axes  // if flat: those of gone, and of kept inside them
	first      int   // number of the result's element in hand, or first of a block
	leaf       int   // most elements of a line in a leaf
	block      int   // of a line in a block
	shift      uint8 // log2 of the size of the result's elements
	tile       int   // most elements in a buffer
	width      int   // most lines side by side
	buf        *scratch
	temps      []word // partial results, one row for each level of halving
	tempRow    int
	meant      bool // buf has the means, if flat
}

const (
	leafRows  = sumRows // how many elements are added one after the other across a block
	crossRows = 64      // how many are in a block across
)

// shareTime is how long what is left of a reduction takes that is worth to be shared. Helpers are not waited for, so it may be about as long as
// they need to join in.
const shareTime = 5 * time.Microsecond

// sumsOf are the kernels of sums of elements of dtype dt, after cast if that is not nil.
func sumsOf(dt DType, cast kernel) *kernels {
	return &kernels{all: numbers[dt].sum, two: numbers[dt].add, rows: numbers[dt].sumRows, cast: cast}
}

// plain reports whether elements are folded as they are.
func (k *kernels) plain() bool { return k.cast == nil && k.deviation == nil && k.computed == nil }

// methods are kernels for several goroutines, of elements that are not computed.
type methods struct{ all, two, rows, cast, deviation method }

// share returns k as methods, if it consists of such.
func (k *kernels) share() (m methods, ok bool) {
	var oks [5]bool
	m.all, oks[0] = shareable(k.all)
	m.two, oks[1] = shareable(k.two)
	m.rows, oks[2] = shareable(k.rows)
	m.cast, oks[3] = shareable(k.cast)
	m.deviation, oks[4] = shareable(k.deviation)
	return m, oks == [5]bool{true, true, true, true, true}
}

func (m *methods) kernels() kernels {
	return kernels{all: m.all.kernel(), two: m.two.kernel(), rows: m.rows.kernel(), cast: m.cast.kernel(), deviation: m.deviation.kernel()}
}

// reduce folds a along the axes of opts, into d or, if d is nil, into a new array. Elements are of dtype dt, after a cast if there is one.
func reduce(f fold, k *kernels, d, a *core, dt DType, opts []Option) *core {
	if n := a.size(); 0 < n && n <= chunk && len(opts) == 0 && k.all != nil && k.plain() && a.contiguous() {
		if d == nil {
			d = newResult(f.op, dt, nil)
		} else {
			prepare(f.op, dt, d, []int{})
			a = separate(d, a)
		}
		k.all(d.run(1), a.run(n), span{})
		return d
	}
	r := reduction{fold: f, c: a}
	return r.reduce(k, d, dt, opts)
}

// partials keeps the memory of partial results.
var partials = sync.Pool{New: func() any { return new([]word) }}

func getPartials(n int) *[]word {
	p := partials.Get().(*[]word)
	*p = slices.Grow((*p)[:0], n)[:n]
	return p
}

func (r *reduction) reduce(k *kernels, d *core, dt DType, opts []Option) *core {
	if d != nil {
		r.c = separate(d, r.c)
	}
	a := r.c
	var room [maxDims]int
	var shape []int
	shape, r.kept, r.gone = newAxisSet(r.op, opts, a.shape).split(room[:0], a)
	r.shift = dtypes[dt].shift
	d = prepare(r.op, dt, d, shape)
	var out operand
	out.of(d, d.shape)
	size := out.way.size
	if size == 0 {
		return d
	}
	if r.needSome(a, &r.gone); r.gone.size == 0 {
		d.fill(r.none)
		return d
	}
	r.plan(k, size)
	if size*r.gone.size > 2*chunk {
		r.share(k, &out)
		return d
	}
	r.run(k, &out, 0, size)
	return d
}

// plan decides how lines are cut.
func (r *reduction) plan(k *kernels, size int) {
	r.tile = tileBytes >> max(r.shift, dtypes[r.c.dtype].shift)
	if r.means != nil {
		r.tile = min(r.tile, tileBytes>>dtypes[r.means.dtype].shift)
	}
	r.across = r.ordered || r.gone.size == 1 || r.kept.size > 1 && (r.gone.size <= leafRows || distance(r.kept.inner()) < distance(r.gone.inner()))
	r.flat = r.across && !r.ordered && size < directRow && r.gone.size > 1
	if k.computed != nil {
		r.tile = min(r.tile, k.computed.order(r.across))
		r.flat = r.flat && 2*size <= r.tile
	}
	r.width = 1
	switch {
	case r.ordered:
		r.leaf, r.block, r.width = math.MaxInt, math.MaxInt, min(r.tile, size)
	case r.flat:
		r.leaf, r.width = r.tile/size, size
		r.block = crossRows / leafRows * r.leaf
		r.whole = r.gone
		for i := range r.kept.dims {
			r.whole.push(r.kept.shape[i], r.kept.strides[i])
		}
		r.whole.finish()
	case r.across:
		r.leaf, r.block, r.width = leafRows, crossRows, min(r.tile, size)
		if k.plain() && r.kept.inner() == 1 {
			r.width = min(4*r.tile, size)
		}
	default:
		r.leaf, r.block = lineLeaf(&r.gone, k.all != nil && k.plain(), r.tile), chunk
	}
	if long := min(r.gone.size, r.block); long > r.leaf {
		r.tempRow = (r.width<<r.shift + 15) / 16
		r.temps = nil
	}
}

// share is run for many elements. The first results show how long the others will take.
func (r *reduction) share(k *kernels, out *operand) {
	size := out.way.size
	grain := max(1, chunk/r.gone.size) // results that are worth to be computed by one goroutine
	grain = (grain + r.width - 1) / r.width * r.width
	if size < 4*grain || k.computed != nil {
		r.run(k, out, 0, size)
		return
	}
	start := time.Now()
	r.run(k, out, 0, grain)
	rest := (size - 1) / grain
	if time.Since(start)*time.Duration(rest) >= shareTime {
		if m, ok := k.share(); ok {
			resultTasks.For(rest, 1, &resultTask{*r, m, *out, grain, size}, func(w *resultTask, lo, hi int) {
				y, k := w.r, w.k.kernels()
				y.run(&k, &w.out, (lo+1)*w.grain, min((hi+1)*w.grain, w.size))
			})
			return
		}
	}
	r.run(k, out, grain, size)
}

// resultTask is what goroutines need that share the results of a reduction.
type resultTask struct {
	r           reduction
	k           methods
	out         operand
	grain, size int
}

var resultTasks parallel.Loop[resultTask]

// run computes results lo to hi.
func (r *reduction) run(k *kernels, out *operand, lo, hi int) {
	r.buf, r.meant = scratches.Get().(*scratch), false
	defer scratches.Put(r.buf)
	if r.tempRow > 0 {
		temps := getPartials(r.tempRow * bits.Len(uint(min(r.gone.size, r.block)/r.leaf)))
		defer partials.Put(temps)
		r.temps = *temps
	}
	var n int
	for r.first = lo; r.first < hi; r.first += n {
		n = min(r.width, hi-r.first)
		if r.across && r.kept.inner() == 1 && k.computed == nil && !r.flat {
			if row := r.kept.row(r.first); row >= directRow {
				n = min(n, row)
			}
		}
		if out.kind == direct {
			n = min(n, out.way.row(r.first))
		} else {
			n = min(n, r.tile)
		}
		s := out.piece(unsafe.Pointer(&r.buf[3]), r.first, n, false)
		if r.gone.size <= r.block {
			r.pair(k, s, 0, r.gone.size, 0)
		} else {
			r.blocks(k, s)
		}
		out.store(r.first, s)
	}
}

// blocks reduces the lines in hand, which have several blocks, into d.
func (r *reduction) blocks(k *kernels, d span) {
	m := (r.gone.size-1)/r.block + 1
	row := d.n << r.shift
	done := getPartials((m*row + 15) / 16)
	defer partials.Put(done)
	at := func(i int) span { return span{unsafe.Add(unsafe.Pointer(&(*done)[0]), i*row), d.n} }
	one := func(r *reduction, k *kernels, i int) {
		r.pair(k, at(i), i*r.block, min(r.block, r.gone.size-i*r.block), 0)
	}
	start := time.Now()
	one(r, k, 0)
	shared := false
	if k.computed == nil && d.n*r.gone.size > 2*chunk && time.Since(start)*time.Duration(m-1) >= shareTime {
		if ours, ok := k.share(); ok {
			r.shareBlocks(&ours, *done, d.n, m)
			shared = true
		}
	}
	for i := 1; i < m && !shared; i++ {
		one(r, k, i)
	}
	r.join(k.two, d, span{at(0).p, m * d.n})
}

// shareBlocks computes the results of blocks 1 to m of n lines each.
//
//go:noinline
func (r *reduction) shareBlocks(k *methods, done []word, n, m int) {
	blockTasks.For(m-1, min(4, (m+7)/8), &blockTask{*r, *k, done, n}, func(w *blockTask, lo, hi int) {
		y, k := w.r, w.k.kernels()
		y.buf = scratches.Get().(*scratch)
		defer scratches.Put(y.buf)
		temps := getPartials(len(w.r.temps))
		defer partials.Put(temps)
		y.temps, y.meant = *temps, false
		for i := lo + 1; i <= hi; i++ {
			d := span{unsafe.Add(unsafe.Pointer(&w.done[0]), i*w.n<<y.shift), w.n}
			y.pair(&k, d, i*y.block, min(y.block, y.gone.size-i*y.block), 0)
		}
	})
}

// blockTask is what goroutines need that share the blocks of n lines.
type blockTask struct {
	r    reduction
	k    methods
	done []word
	n    int
}

var blockTasks parallel.Loop[blockTask]

func distance(stride int) int { return max(stride, -stride) }

// lineLeaf returns how much of a line a kernel can take at once: a chunk of what lies in a row, or a tile that is gathered or converted.
func lineLeaf(line *axes, inPlace bool, tile int) int {
	if line.dims == 1 && line.inner() == 1 && inPlace {
		return chunk
	}
	return tile
}

// pair reduces elements lo to lo+n of the lines in hand into d.
func (r *reduction) pair(k *kernels, d span, lo, n, level int) {
	if n <= r.leaf {
		r.reduceLeaf(k, d, lo, n)
		return
	}
	half := (n/2 + r.leaf - 1) / r.leaf * r.leaf
	r.pair(k, d, lo, half, level)
	temp := span{unsafe.Pointer(&r.temps[level*r.tempRow]), d.n}
	r.pair(k, temp, lo+half, n-half, level+1)
	k.two(d, d, temp)
}

func (r *reduction) reduceLeaf(k *kernels, d span, lo, n int) {
	switch {
	case r.flat:
		var s span
		if n *= d.n; k.computed != nil {
			s = k.computed.load(lo*d.n, n)
		} else {
			s = r.load(k, &r.whole, r.c.off, lo*d.n, n)
		}
		t := span{unsafe.Pointer(&r.buf[1]), n}
		copy(of[byte](span{t.p, n << r.shift}), of[byte](span{s.p, n << r.shift}))
		r.join(k.two, d, t)
	case r.across && r.sideBySide(k, lo, n, d.n):
		first := r.c.pointer(r.c.off + r.gone.offset(lo) + r.kept.offset(r.first))
		k.rows(d, span{first, r.gone.inner() << r.shift}, span{})
	case r.across:
		for i := lo; i < lo+n; i++ {
			s := r.row(k, i, d.n)
			if i == lo {
				copy(of[byte](span{d.p, d.n << r.shift}), of[byte](span{s.p, s.n << r.shift}))
			} else {
				k.two(d, d, s)
			}
		}
	default:
		s := r.line(k, lo, n)
		if k.all != nil {
			k.all(d, s, span{})
			return
		}
		t := span{unsafe.Pointer(&r.buf[1]), n}
		copy(of[byte](span{t.p, n << r.shift}), of[byte](span{s.p, n << r.shift}))
		r.join(k.two, d, t)
	}
}

// sideBySide reports whether k.rows is to take elements lo to lo+n of the lines in hand, of which there are width. Whole numbers have a faster
// k.two.
func (r *reduction) sideBySide(k *kernels, lo, n, width int) bool {
	return k.rows != nil && n == sumRows && r.c.dtype >= Float32 && k.plain() && r.kept.inner() == 1 && width <= r.kept.row(r.first) && n <= r.gone.row(lo)
}

// join joins the halves of t, rows of as many elements as d has, until one row is left, which it copies to d.
func (r *reduction) join(two kernel, d, t span) {
	for rows := t.n / d.n; rows > 1; {
		half := span{t.p, rows / 2 * d.n}
		rows -= rows / 2
		two(half, half, span{unsafe.Add(t.p, rows*d.n<<r.shift), half.n})
	}
	copy(of[byte](span{d.p, d.n << r.shift}), of[byte](span{t.p, d.n << r.shift}))
}

// line returns elements lo to lo+n of the line in hand.
func (r *reduction) line(k *kernels, lo, n int) span {
	if k.computed != nil {
		return k.computed.load(r.first*r.gone.size+lo, n)
	}
	return r.load(k, &r.gone, r.c.off+r.kept.offset(r.first), lo, n)
}

// row returns element i of each of the n lines in hand.
func (r *reduction) row(k *kernels, i, n int) span {
	if k.computed != nil {
		return k.computed.load(i*r.kept.size+r.first, n)
	}
	return r.load(k, &r.kept, r.c.off+r.gone.offset(i), r.first, n)
}

// load returns elements i to i+n along way, whose first lies at off, in the result's type.
func (r *reduction) load(k *kernels, way *axes, off, i, n int) span {
	s := way.read(r.c, off, i, n, unsafe.Pointer(&r.buf[0]))
	converted := span{unsafe.Pointer(&r.buf[1]), n}
	if k.cast != nil {
		k.cast(converted, s, span{})
		s = converted
	}
	if k.deviation != nil {
		k.deviation(converted, s, r.meansOf(n))
		s = converted
	}
	return s
}

// meansOf returns the means that belong to n elements loaded: of lines side by side, or n times that of the line in hand.
func (r *reduction) meansOf(n int) span {
	s := span{unsafe.Pointer(&r.buf[2]), n}
	switch {
	case r.flat:
		if !r.meant {
			all := axes{size: 1}
			all.push(r.tile/r.width, 0)
			all.push(r.width, 1)
			all.finish()
			all.gather(span{s.p, r.tile / r.width * r.width}, r.means, 0, 0)
			r.meant = true
		}
	case r.across:
		return span{r.means.pointer(r.first), n}
	default:
		r.means.moves().repeat(s, r.means.pointer(r.first))
	}
	return s
}

// read returns elements i to i+n of c, whose first lies at off: in place if they are neighbours, otherwise gathered into buf.
func (x *axes) read(c *core, off, i, n int, buf unsafe.Pointer) span {
	if x.inner() == 1 && n <= x.row(i) {
		return span{c.pointer(off + x.offset(i)), n}
	}
	s := span{buf, n}
	x.gather(s, c, off, i)
	return s
}
