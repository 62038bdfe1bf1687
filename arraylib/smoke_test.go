package arraylib

import "testing"

func TestSmoke(t *testing.T) {
	m := Full(0.1, 4, 4)
	Diagonal(m).Fill(1)
	y := AddScalar(m, 1)
	t.Log(y.Data(), y.Shape(), m.At(-1, -1))
	t.Log(Add(m.T().S("::2"), m.S("1:3,::-1")).Data())
	t.Log(Arange[float64](0, 1, 0.1).Data(), Arange[int](5).Data(), Linspace(0., 1, 5).Data(), Eye[int](3).Data())
	t.Log(AsType[complex128](New([]int{1, 2, 3})).Data(), AsType[int](New([]complex64{1, 2i, 3})).Data())
	AddInto(m.S("1:"), m.S("1:"), m.S(":-1"))
	t.Log(m.Data())
}
