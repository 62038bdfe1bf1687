package bench

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"

	np "fastergo/arraylib"
)

// gonumMatMul returns the product of two matrices in C order by gonum's BLAS,
// into new memory.
func gonumMatMul[T np.Float](a, b *np.Array[T]) func() any {
	m, k, n := a.Shape()[0], a.Shape()[1], b.Shape()[1]
	switch a := any(a).(type) {
	case *np.Array[float32]:
		x := blas32.General{Rows: m, Cols: k, Stride: k, Data: a.Data()}
		y := blas32.General{Rows: k, Cols: n, Stride: n, Data: any(b).(*np.Array[float32]).Data()}
		return func() any {
			r := blas32.General{Rows: m, Cols: n, Stride: n, Data: make([]float32, m*n)}
			blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, x, y, 0, r)
			return np.AsArray(r.Data, m, n)
		}
	case *np.Array[float64]:
		x := blas64.General{Rows: m, Cols: k, Stride: k, Data: a.Data()}
		y := blas64.General{Rows: k, Cols: n, Stride: n, Data: any(b).(*np.Array[float64]).Data()}
		return func() any {
			r := blas64.General{Rows: m, Cols: n, Stride: n, Data: make([]float64, m*n)}
			blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, x, y, 0, r)
			return np.AsArray(r.Data, m, n)
		}
	}
	panic("unreachable")
}
