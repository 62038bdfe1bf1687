package linalg

import (
	"slices"
	"unsafe"

	np "fastergo/arraylib"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"
)

// FromDense returns m as an array that shares its storage: writing to one writes to the other, until m is made to hold another matrix.
func FromDense(m *mat.Dense) *np.Array[float64] {
	r := m.RawMatrix()
	data := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(r.Data))), 8*len(r.Data))
	return attach[float64](np.Layout{DType: np.Float64, Data: data, Shape: []int{r.Rows, r.Cols}, Strides: []int{r.Stride, 1}})
}

// Dense returns a as a matrix of gonum's. It shares a's storage, so that writing to one writes to the other, if the elements of each row are
// neighbours and the rows follow one another without overlap: arrays in C order, and blocks of rows and columns of them. Of other arrays, such as
// transposes, it has a copy. An array without elements becomes gonum's empty matrix, of shape 0×0.
//
// It panics with *[np.ShapeError] if a does not have two axes.
func Dense(a *np.Array[float64]) *mat.Dense {
	l := np.LayoutOf(a)
	if len(l.Shape) != 2 {
		panic(&np.ShapeError{Op: "Dense", A: l.Shape, Why: "is not that of a matrix: two axes are needed"})
	}
	m, n := l.Shape[0], l.Shape[1]
	d := new(mat.Dense)
	if m == 0 || n == 0 {
		return d
	}
	stride, step := l.Strides[0], l.Strides[1]
	if m == 1 {
		stride = n
	}
	if n == 1 {
		step = 1
	}
	data := a.Data()
	if step != 1 || stride < n {
		data, stride = np.Copy(a).Data(), n
	}
	d.SetRawMatrix(blas64.General{Rows: m, Cols: n, Stride: stride, Data: slices.Clip(data)})
	return d
}
