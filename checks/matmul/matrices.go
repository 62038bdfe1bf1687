package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
)

type array = np.Array[float32]

// uniform is t.Uniform in float32.
func uniform(t *checks.T, shape ...int) *array { return np.AsType[float32](t.Uniform(shape...)) }

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

// pairs are the inputs of a matrix product: the shapes of the lesson's digits
// and weights, square ones, single elements, sums of nothing, views.
func pairs(t *checks.T) []pair {
	return []pair{
		{uniform(t, 3, 4), uniform(t, 4, 2)},
		{uniform(t, 4, 4), uniform(t, 4, 4)},
		{uniform(t, 1, 1), uniform(t, 1, 1)},
		{uniform(t, 5, 60), uniform(t, 60, 10)},
		{uniform(t, 2, 0), uniform(t, 0, 3)},
		{uniform(t, 6, 5).T(), uniform(t, 12, 3).S("::-2")},
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
	a, b := uniform(t, 3, 4), uniform(t, 4, 2)
	t.Unchanged(func() { multiply(a, b) }, a, b)
}
