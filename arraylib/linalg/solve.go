package linalg

import (
	"math"
	"slices"

	np "fastergo/arraylib"
)

// Solve returns x of a·x = b, by elimination with partial pivoting. a is n×n, or a stack of such; b is n×k, or a stack, and so is x. A b with
// one axis is one right side for all matrices, and x has then a row for each. The stacks broadcast.
//
// A matrix of which a pivot is exactly 0 is an [ErrSingular]; one that is singular but for rounding errors is not found: see [Cond]. NaN and Inf in
// a or b reach x. It panics with *[np.ShapeError] if the shapes do not fit.
func Solve[T np.Inexact](a, b *np.Array[T]) (*np.Array[T], error) { return one[T](solve(a, b)) }

//go:noinline
func solve(a, b np.Operand) (np.Operand, error) {
	if isComplex(a) {
		return solveIn(complexes{}, a, b)
	}
	return solveIn(reals{}, a, b)
}

func solveIn[E number](k kernel[E], a, b np.Operand) (np.Operand, error) {
	const op = "Solve"
	squareShape(op, a)
	s, x, shape := loadSystem(k, op, a, b)
	pivots := make([]int, s.n)
	for i := range s.filled() {
		if _, ok := k.lu(s.at(i), s.n, pivots); !ok {
			return nil, failure(op, s.batch, i, ErrSingular)
		}
		if x.n > 0 {
			k.solve(s.at(i), s.n, pivots, x.at(i), x.n)
		}
	}
	return k.store(np.DTypeOf(a), x.data, shape), nil
}

// loadSystem returns the matrices of a and the right sides of b as stacks of one shape, and the shape that b then has.
func loadSystem[E number](k kernel[E], op string, a, b np.Operand) (s, x stack[E], shape []int) {
	batch, m, n := matrixShape(op, a)
	as, bs := np.LayoutOf(a).Shape, np.LayoutOf(b).Shape
	rows, columns := len(bs)-2, 1
	if len(bs) == 1 {
		rows = 0
	}
	if len(bs) == 0 || bs[rows] != m {
		panic(&np.ShapeError{Op: op, A: as, B: bs, Why: "do not fit: the right side needs a row for each row of the matrix"})
	}
	shape = append(slices.Clone(batch), m)
	if len(bs) > 1 {
		columns = bs[rows+1]
		defer named(op)
		batch = np.BroadcastShapes(batch, bs[:rows])
		shape = append(slices.Clone(batch), m, columns)
	}
	s = stack[E]{k.load(a, slices.Concat(batch, []int{m, n})), batch, m, n}
	return s, stack[E]{k.load(b, shape), batch, m, columns}, shape
}

// Inv returns the inverse of a square matrix, or of each in a stack.
//
// A matrix of which a pivot is exactly 0 is an [ErrSingular]. To solve equations, [Solve] is faster and more accurate. It panics with
// *[np.ShapeError] if a's last two axes are not of one length.
func Inv[T np.Inexact](a *np.Array[T]) (*np.Array[T], error) { return one[T](inv(a)) }

//go:noinline
func inv(a np.Operand) (np.Operand, error) {
	if isComplex(a) {
		return invIn(complexes{}, a)
	}
	return invIn(reals{}, a)
}

func invIn[E number](k kernel[E], a np.Operand) (np.Operand, error) {
	s := loadSquare(k, "Inv", a)
	d, err := inverses(k, "Inv", s)
	if err != nil {
		return nil, err
	}
	return k.store(np.DTypeOf(a), d.data, d.shape()), nil
}

func inverses[E number](k kernel[E], op string, s stack[E]) (stack[E], error) {
	d := newStack[E](s.batch, s.n, s.n)
	for i := range s.filled() {
		if !inverse(k, d.at(i), s.at(i), s.n) {
			return d, failure(op, s.batch, i, ErrSingular)
		}
	}
	return d, nil
}

// inverse makes d, which is zero, the inverse of a, and returns whether there is one.
func inverse[E number](k kernel[E], d, a []E, n int) bool {
	pivots := make([]int, n)
	if _, ok := k.lu(a, n, pivots); !ok {
		return false
	}
	eye(k, d, n)
	k.solve(a, n, pivots, d, n)
	return true
}

// Det returns the determinant of a square matrix, or of each in a stack: the shape is that of the stack. It is 0 of a singular matrix and 1 of
// one without elements. It overflows only if the determinant itself does, which for large matrices is soon: see [Slogdet].
//
// It panics with *[np.ShapeError] if a's last two axes are not of one length.
func Det[T np.Inexact](a *np.Array[T]) *np.Array[T] { return as[T](det(a)) }

//go:noinline
func det(a np.Operand) np.Operand {
	if isComplex(a) {
		return detIn(complexes{}, a)
	}
	return detIn(reals{}, a)
}

func detIn[E number](k kernel[E], a np.Operand) np.Operand {
	s := loadSquare(k, "Det", a)
	d := make([]E, s.size())
	for i := range d {
		// The product is kept near 1 and its power of two apart, so that it overflows at the end or not at all.
		x, power := k.lift(1), 0
		diagonalOfLU(k, &s, i, &x, func(p E) {
			_, e := math.Frexp(k.abs(p))
			x *= k.ldexp(p, -e)
			_, f := math.Frexp(k.abs(x))
			x, power = k.ldexp(x, -f), power+e+f
		})
		d[i] = k.ldexp(x, power)
	}
	return k.store(np.DTypeOf(a), d, s.batch)
}

// diagonalOfLU calls f with the numbers of which the determinant of matrix i is the product, after it set the sign of d for the order of rows.
func diagonalOfLU[E number](k kernel[E], s *stack[E], i int, d *E, f func(p E)) {
	if s.n == 0 {
		return
	}
	a := s.at(i)
	sign, _ := k.lu(a, s.n, make([]int, s.n))
	*d = k.lift(sign)
	for j := 0; j < len(a); j += s.n + 1 {
		f(a[j])
	}
}

// Slogdet returns the sign of the determinant and the logarithm of its absolute value, which do not overflow: the determinant is
// sign·exp(logabs). Of a singular matrix they are 0 and -Inf. The shapes are that of the stack. For complex matrices see [SlogdetAs].
//
// It panics with *[np.ShapeError] if a's last two axes are not of one length.
func Slogdet[T np.Float](a *np.Array[T]) (sign, logabs *np.Array[T]) {
	return two[T, T](slogdet(a, dtypeOf[T]()))
}

// SlogdetAs is [Slogdet] with logarithms of type R: those of complex matrices are real. The sign of a complex determinant is its quotient by
// its absolute value.
func SlogdetAs[R np.Float, T np.Inexact](a *np.Array[T]) (sign *np.Array[T], logabs *np.Array[R]) {
	return two[T, R](slogdet(a, dtypeOf[R]()))
}

//go:noinline
func slogdet(a np.Operand, dt np.DType) (sign, logabs np.Operand) {
	if isComplex(a) {
		return slogdetIn(complexes{}, a, dt)
	}
	return slogdetIn(reals{}, a, dt)
}

func slogdetIn[E number](k kernel[E], a np.Operand, dt np.DType) (sign, logabs np.Operand) {
	s := loadSquare(k, "Slogdet", a)
	signs, logs := make([]E, s.size()), make([]float64, s.size())
	for i := range signs {
		signs[i] = k.lift(1)
		diagonalOfLU(k, &s, i, &signs[i], func(p E) {
			logs[i] += math.Log(k.abs(p))
			signs[i] *= k.sign(p)
		})
	}
	return k.store(np.DTypeOf(a), signs, s.batch), reals{}.store(dt, logs, s.batch)
}

// MatrixPower returns the product of n factors a; of -n factors of the inverse if n is negative; the identity if n is 0. Of a stack it is that of each
// matrix.
//
// A negative power of a singular matrix is an [ErrSingular]. It panics with *[np.ShapeError] if a's last two axes are not of one length.
func MatrixPower[T np.Inexact](a *np.Array[T], n int) (*np.Array[T], error) {
	return one[T](matrixPower(a, n))
}

//go:noinline
func matrixPower(a np.Operand, n int) (np.Operand, error) {
	if isComplex(a) {
		return matrixPowerIn(complexes{}, a, n)
	}
	return matrixPowerIn(reals{}, a, n)
}

func matrixPowerIn[E number](k kernel[E], a np.Operand, n int) (np.Operand, error) {
	s := loadSquare(k, "MatrixPower", a)
	if n < 0 {
		var err error
		if s, err = inverses(k, "MatrixPower", s); err != nil {
			return nil, err
		}
	}
	d := newStack[E](s.batch, s.n, s.n)
	for i := range s.filled() {
		times := uint(n)
		if n < 0 {
			times = -times
		}
		power, square, started := d.at(i), s.at(i), false
		for ; times > 0; times >>= 1 {
			if times&1 != 0 {
				if started {
					copy(power, squareProduct(power, square, s.n))
				} else {
					copy(power, square)
					started = true
				}
			}
			if times > 1 {
				square = squareProduct(square, square, s.n)
			}
		}
		if !started {
			eye(k, power, s.n)
		}
	}
	return k.store(np.DTypeOf(a), d.data, d.shape()), nil
}

// squareProduct returns the product of two n×n matrices.
func squareProduct[E number](a, b []E, n int) []E {
	d := make([]E, n*n)
	multiply(d, a, b, n, n, n)
	return d
}
