package random

import (
	"math"
	"slices"
	"testing"

	np "fastergo/arraylib"
)

func TestMultivariateNormal(t *testing.T) {
	mean := []float64{1, -2, 0.5}
	cov := np.New([]float64{4, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 1}, 3, 3)
	a := New(42).MultivariateNormal(mean, cov, 2, 2)
	if !slices.Equal(a.Shape(), []int{2, 2, 3}) {
		t.Fatal("shape", a.Shape())
	}
	// np.random.default_rng(42).multivariate_normal(mean, cov, (2, 2), method="cholesky")
	want := []float64{
		1.6094341595088628, -3.1660425479433396, 1.2317925314672185,
		2.8811294327824277, -3.818615708070192, -0.5945723469924789,
		1.2556808063345708, -2.3193941599250345, 0.5000072016685466,
		-0.7060878551471601, -1.6093873847991338, 1.046194690212439,
	}
	for i, v := range a.All() {
		if math.Abs(v-want[i]) > 1e-14 {
			t.Errorf("element %d is %v, want %v", i, v, want[i])
		}
	}
	x := New(1).MultivariateNormal(mean, cov, many)
	for i := range 3 {
		v := cov.At(i, i)
		moments(t, "MultivariateNormal", np.Copy(x.S(":, %d", i)).Data(), mean[i], v, 3*v*v)
	}
	both := np.Add(np.Copy(x.S(":, 0")), np.Copy(x.S(":, 1"))) // variance 4 + 3 + 2·2
	moments(t, "the sum of two", both.Data(), -1, 11, 3*11*11)
}

func TestMultivariateNormalShapes(t *testing.T) {
	for _, cov := range []*np.Array[float64]{np.Zeros[float64](2, 3), np.Zeros[float64](4), np.Eye[float64](3)} {
		func() {
			defer func() {
				if _, ok := recover().(*np.ShapeError); !ok {
					t.Error("no *ShapeError for", cov.Shape())
				}
			}()
			New(1).MultivariateNormal([]float64{1, 2}, cov)
		}()
	}
}
