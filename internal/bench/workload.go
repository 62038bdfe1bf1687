package bench

import (
	"fmt"
	"math"
	"math/bits"

	np "fastergo/arraylib"
)

// A Workload is one row: what is computed, here in Go and under the name Body
// in peers/*.py.
type Workload struct {
	Name string         // of the row
	Body string         // of the function in inputs.py and in the peers' files
	Args map[string]any // of the function in inputs.py

	// The least that any implementation must do: bytes read from and written to
	// arrays, and additions and multiplications that can be fused.
	Read, Written, Flops float64
	Double               bool // the flops are on float64
	Random               bool // results differ between implementations

	// Setup makes the inputs, those of inputs.py, and returns what is timed.
	Setup func() func() any
	// Gonum does the same with gonum, if it has the operation.
	Gonum func() func() any
	// Loop does the same with the plain loops that one would write in Go, if the row
	// is to be compared with those.
	Loop func() func() any
}

// A digest is what results of the same workload have in common, whoever
// computed them: serve.py says the same in Python.
type digest struct {
	Shape []int   `json:"shape"`
	Mean  float64 `json:"mean"`  // of the absolute values
	Order float64 `json:"order"` // mean of the elements times their index modulo 7
}

func digestOf(result any) digest {
	switch r := result.(type) {
	case *np.Array[float64]:
		return digestOfArray(r)
	case *np.Array[float32]:
		return digestOfArray(r)
	case *np.Array[int]:
		return digestOfArray(r)
	default:
		panic(fmt.Sprintf("bench: a result of type %T", result))
	}
}

func digestOfArray[T np.Real](a *np.Array[T]) digest {
	d := digest{Shape: a.Shape()}
	for i, v := range a.All() {
		d.Mean += math.Abs(float64(v))
		d.Order += float64(v) * float64(i%7)
	}
	n := float64(np.Size(a))
	d.Mean, d.Order = d.Mean/n, d.Order/n
	return d
}

// differs says in what way got is another result than want, or nothing. Sums
// are rounded in different orders, and k-means decides by them: a thousandth is
// far more than that.
func (want digest) differs(got digest, random bool) string {
	tolerance := 1e-3
	if random {
		tolerance = 0.1
	}
	switch {
	case fmt.Sprint(got.Shape) != fmt.Sprint(want.Shape):
		return fmt.Sprintf("its result has shape %v, ours %v", got.Shape, want.Shape)
	case !(math.Abs(got.Mean-want.Mean) <= tolerance*want.Mean): // also NaN
		return fmt.Sprintf("the mean of its result's absolute values is %g, of ours %g", got.Mean, want.Mean)
	case !random && !(math.Abs(got.Order-want.Order) <= 6*tolerance*want.Mean):
		return "its result has the elements in another order"
	}
	return ""
}

// power writes n as 2^e where it is a power of two.
func power(n int) string {
	if n > 0 && n&(n-1) == 0 {
		return fmt.Sprintf("2^%d", bits.Len(uint(n))-1)
	}
	return fmt.Sprint(n)
}

// dtypeName returns NumPy's name of T, and its size.
func dtypeName[T np.Float]() (name string, size float64) {
	var zero T
	if _, ok := any(zero).(float32); ok {
		return "float32", 4
	}
	return "float64", 8
}

func isDouble[T np.Float]() bool {
	_, size := dtypeName[T]()
	return size == 8
}
