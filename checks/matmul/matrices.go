package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
)

type array = np.Array[float32]

// quarters are random odd multiples of 1/4: of either sign, none of them 0, and
// their products and sums are exact. So an answer that makes a planted mistake
// gives the planted answer's very bits, in whatever order it adds up.
func quarters(t *checks.T, shape ...int) *np.Array[float64] {
	halves := np.Floor(np.MultiplyScalar(t.Uniform(shape...), 12))
	return np.DivideScalar(np.AddScalar(np.MultiplyScalar(halves, 2), 1), 4)
}

// quarters32 are quarters in float32.
func quarters32(t *checks.T, shape ...int) *array { return np.AsType[float32](quarters(t, shape...)) }

// product is the matrix product of a and b, added up in float64.
func product(a, b *array) *array {
	m, k, n := a.Shape()[0], a.Shape()[1], b.Shape()[1]
	c := np.Zeros[float32](m, n)
	for i := range m {
		for j := range n {
			sum := 0.0
			for l := range k {
				sum += float64(a.At(i, l)) * float64(b.At(l, j))
			}
			c.Set(float32(sum), i, j)
		}
	}
	return c
}

// A pair is two matrices to multiply.
type pair struct{ a, b *array }

// pairs are the inputs of a matrix product: square ones, the number of the
// lesson's digits and weights, single elements, sums of nothing, views. Square
// ones come first: there a wrong axis gives wrong values, and so a diagnosis,
// where it would end in a panic about shapes.
func pairs(t *checks.T) []pair {
	return []pair{
		{quarters32(t, 3, 3), quarters32(t, 3, 3)},
		{quarters32(t, 3, 4), quarters32(t, 4, 2)},
		{quarters32(t, 1, 1), quarters32(t, 1, 1)},
		{quarters32(t, 5, 60), quarters32(t, 60, 10)},
		{quarters32(t, 2, 0), quarters32(t, 0, 3)},
		{quarters32(t, 6, 5).T(), quarters32(t, 12, 3).S("::-2")},
	}
}

// closeTo is how far a sum in float32 may be off, relative to sums near 1.
const closeTo = 1e-5

// products fails unless multiply, by the given name, multiplies matrices.
func products(t *checks.T, name string, multiply func(a, b *array) *array) {
	for _, p := range pairs(t) {
		t.Call("%s(a, b), a of shape (%d, %d), b of shape (%d, %d)", name, p.a.Shape()[0], p.a.Shape()[1], p.b.Shape()[0], p.b.Shape()[1])
		t.Close(multiply(p.a, p.b), product(p.a, p.b), closeTo)
	}
}

// unchanged fails if multiply changes a matrix that it is given.
func unchanged(t *checks.T, multiply func(a, b *array) *array) {
	a, b := quarters32(t, 3, 4), quarters32(t, 4, 2)
	t.Unchanged(func() { multiply(a, b) }, a, b)
}
