package matmul

import (
	"iter"
	"math"
	"strings"
	"testing"

	np "fastergo/arraylib"
	"fastergo/checks"
	"fastergo/lesson"
)

// Mistakes that are likely, and what is said of them.
func TestMistakes(t *testing.T) {
	for _, m := range []struct {
		name   string
		says   string
		e      checks.Any
		answer any
	}{
		{"chunks: short last", "The last piece is missing", Chunks, func(x []float32, n int) iter.Seq[[]float32] {
			return func(yield func([]float32) bool) {
				for i := 0; i+n <= len(x); i += n {
					if !yield(x[i : i+n]) {
						return
					}
				}
			}
		}},
		{"chunks: out of range", "a slice up to 12 of something that has 10", Chunks, func(x []float32, n int) iter.Seq[[]float32] {
			return func(yield func([]float32) bool) {
				for i := 0; i < len(x); i += n {
					if !yield(x[i : i+n]) {
						return
					}
				}
			}
		}},
		{"chunks: state", "keep the position inside", Chunks, func(x []float32, n int) iter.Seq[[]float32] {
			return func(yield func([]float32) bool) {
				for len(x) > 0 {
					k := min(n, len(x))
					if !yield(x[:k:k]) {
						return
					}
					x = x[k:]
				}
			}
		}},
		{"chunks: ignores yield", "if !yield(piece) { return }", Chunks, func(x []float32, n int) iter.Seq[[]float32] {
			return func(yield func([]float32) bool) {
				for i := 0; i < len(x); i += n {
					j := min(i+n, len(x))
					yield(x[i:j:j])
				}
			}
		}},
		{"take: one too many", "asked 4 times for 3", Take, func(next func() (float32, bool), n int) (r []float32) {
			for {
				x, ok := next()
				if !ok || len(r) == n {
					return
				}
				r = append(r, x)
			}
		}},
		{"loops: bT", "Equals a·bᵀ", MatMulLoops, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					for l := range a.Shape()[1] {
						c.Set(c.At(i, j)+a.At(i, l)*b.At(j, l), i, j)
					}
				}
			}
			return c
		}},
		{"loops: no +=", "Only the last product", MatMulLoops, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					for l := range a.Shape()[1] {
						c.Set(a.At(i, l)*b.At(l, j), i, j)
					}
				}
			}
			return c
		}},
		{"loops: Empty", "Sums begin with `np.Zeros`", MatMulLoops, func(a, b *array) *array {
			c := np.Empty[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					for l := range a.Shape()[1] {
						c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
					}
				}
			}
			return c
		}},
		{"loops: shape of a", "got shape (3, 4), want shape (3, 2)", MatMulLoops, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()...)
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					for l := range a.Shape()[1] {
						c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
					}
				}
			}
			return c
		}},
		{"loops: no check of shapes", "a panic was wanted", MatMulLoops, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					for l := range a.Shape()[1] {
						c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
					}
				}
			}
			return c
		}},
		{"rows: column of a", "That is aᵀ·b", MatMulRows, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				for j := range b.Shape()[1] {
					c.Set(np.Sum(np.Multiply(a.S(":, %d", i), b.S(":, %d", j))).Item(), i, j)
				}
			}
			return c
		}},
		{"one loop: axis 1", "axis 0", MatMulBroadcast, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				np.CopyTo(c.S("%d", i), np.Sum(np.Multiply(a.S("%d, :, None", i), b), np.Axis(1)))
			}
			return c
		}},
		{"one loop: no new axis", "make it (k, 1)", MatMulBroadcast, func(a, b *array) *array {
			c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
			for i := range a.Shape()[0] {
				np.CopyTo(c.S("%d", i), np.Sum(np.Multiply(a.S("%d", i), b), np.Axis(0)))
			}
			return c
		}},
		{"one loop: rows lost", "got shape (3,), want shape (3, 3)", MatMulBroadcast, func(a, b *array) *array {
			var c *array
			for i := range a.Shape()[0] {
				c = np.Sum(np.Multiply(a.S("%d, :, None", i), b), np.Axis(0))
			}
			return c
		}},
		{"einsum: letter", "b's first axis is the one it shares", MatMulEinsum, func(a, b *array) *array { return np.Einsum("ik,jk->ij", a, b) }},
		{"bilinear: ji", "w was used transposed", Bilinear, func(x, w, y *np.Array[float64]) *np.Array[float64] { return np.Einsum("ni,ji,nj->n", x, w, y) }},
		{"bilinear: outer", "Every row of x met every row of y", Bilinear, func(x, w, y *np.Array[float64]) *np.Array[float64] { return np.Einsum("ai,ij,bj->ab", x, w, y) }},
		{"trace: all elements", "All elements were added up", Trace, func(a *np.Array[float64]) float64 { return np.Einsum("ij->", a).Item() }},
		{"trace: by Sum", "All elements were added up", Trace, func(a *np.Array[float64]) float64 { return np.Sum(a).Item() }},
		{"batched: batch summed", "added up over the batch", Batched, func(a, b *np.Array[float64]) *np.Array[float64] { return np.Einsum("bik,bkj->ij", a, b) }},
		{"batched: letters of one product", "of shape (3, 2, 4) has 3 axes, its term names 2", Batched, func(a, b *np.Array[float64]) *np.Array[float64] { return np.Einsum("ik,kj->ij", a, b) }},
		{"batched: two batches", "the same letter in both", Batched, func(a, b *np.Array[float64]) *np.Array[float64] { return np.Einsum("aik,bkj->aij", a, b) }},
		{"batched: b transposed", "k is 4 in operand 1 and 5 in operand 2", Batched, func(a, b *np.Array[float64]) *np.Array[float64] { return np.Einsum("bik,bjk->bij", a, b) }},
		{"frobenius: overflow", "too large", Frobenius, func(m *np.Array[float64]) float64 { return math.Sqrt(np.Sum(np.Square(m)).Item()) }},
		{"frobenius: squares", "its root is missing", Frobenius, func(m *np.Array[float64]) float64 { return np.Sum(np.Square(m)).Item() }},
		{"kernel: no guard", "MatMulKernel(0, 10, a, b, c), c of shape (5, 10)", MatMulKernel, func(i, j int, a, b, c *array) {
			var sum float32
			for l := range a.Shape()[1] {
				sum += a.At(i, l) * b.At(l, j)
			}
			c.Set(sum, i, j)
		}},
		{"kernel: accumulates", "After the second launch", MatMulKernel, func(i, j int, a, b, c *array) {
			if i < c.Shape()[0] && j < c.Shape()[1] {
				for l := range a.Shape()[1] {
					c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
				}
			}
		}},
		{"kernel: stub launched", "not attempted", MatMulKernel, func(i, j int, a, b, c *array) {
			lesson.LaunchKernel(lesson.Dim{X: 1, Y: 1}, lesson.Dim{X: 1, Y: 1}, func(int, int) { panic(lesson.TODO) })
		}},
		{"ikj: not cleared", "clear it first", MatMulIKJ, func(c, a, b []float32, m, k, n int) {
			for i := range m {
				for l := range k {
					for j := range n {
						c[i*n+j] += a[i*k+l] * b[l*n+j]
					}
				}
			}
		}},
		{"ikj: rows of n in a", "Rows of a have k elements", MatMulIKJ, func(c, a, b []float32, m, k, n int) {
			clear(c)
			for i := range m {
				for l := range k {
					for j := range n {
						c[i*n+j] += a[i*n+l] * b[l*n+j]
					}
				}
			}
		}},
		{"dot: no check", "2 and 3 numbers", Dot, func(a, b []float32) (s float32) {
			for i := range a {
				s += a[i] * b[i]
			}
			return s
		}},
		{"matrix: ragged", "rows of 3, 2 and 4 numbers", NewMatrix, func(rows [][]float32) lesson.Grid {
			return flat{len(rows), len(rows[0]), join(rows), func(i, j int) int { return i*len(rows[0]) + j }, true}
		}},
		{"matrix: nil", "did you forget to return it", NewMatrix, func(rows [][]float32) lesson.Grid { return nil }},
		{"launch: no wait", "not before Launch returned", Launch, func(kernel func(i, j int), gx, gy, bx, by int) {
			for i := range gx {
				go func() {
					for j := range gy {
						kernel(i, j)
					}
				}()
			}
		}},
	} {
		r := checks.Judge(m.e, checks.Local(m.answer), 1)
		said := string(r.Outcome)
		for _, c := range r.Criteria {
			said += "\n" + c.Message
		}
		if r.Outcome == checks.Passed || !strings.Contains(said, m.says) {
			t.Errorf("%s: %s\nwant it to say %q", m.name, said, m.says)
		}
	}
}
