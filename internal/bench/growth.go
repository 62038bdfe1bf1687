package bench

import (
	"fmt"
	"math"
	"strings"

	np "fastergo/arraylib"
)

// A Growth is a workload whose cost is measured as it grows.
type Growth struct {
	Name  string
	Sizes []int
	At    func(n int) Workload
}

// Growths returns the workloads whose cost can be measured as it grows: n is
// the number of elements, for matmul of each matrix, for kmeans of points.
func Growths() []Growth {
	vectors, squares := powersOf(2, 1<<24), powersOf(4, 1<<22)
	return []Growth{
		{"add", vectors, func(n int) Workload { return addConst[float64](1, n).against(loopAdd(n)) }},
		{"sum", vectors, func(n int) Workload { return sumF32(n).against(loopSum(n)) }},
		{"fused", vectors, func(n int) Workload { return fusedF32(n).against(loopFused(n)) }},
		{"exp", vectors, func(n int) Workload { return elementary("exp", np.Exp[float64], n).against(loopExp(n)) }},
		{"matmul", squares, func(n int) Workload {
			side := int(math.Sqrt(float64(n)))
			w := matmul[float32](side, side, side)
			if side > 512 {
				return w // loops would take seconds
			}
			return w.against(loopMatMul(side))
		}},
		{"kmeans", powersOf(2, 1<<20)[5:], func(n int) Workload { return kmeansAssign(n, 26, 26).against(loopNearest(n, 26, 26)) }},
		{"normal", vectors, func(n int) Workload { return normal[float64](n).against(loopNormal(n)) }},
	}
}

func (w Workload) against(loop func() func() any) Workload {
	w.Loop = loop
	return w
}

// powersOf returns 1, b, b² … up to most.
func powersOf(b, most int) (ns []int) {
	for n := 1; n <= most; n *= b {
		ns = append(ns, n)
	}
	return ns
}

// GrowthNamed returns the Growth of that name.
func GrowthNamed(name string) (Growth, error) {
	var names []string
	for _, g := range Growths() {
		if g.Name == name {
			return g, nil
		}
		names = append(names, g.Name)
	}
	return Growth{}, fmt.Errorf("there is no cost curve %q, only %s", name, strings.Join(names, ", "))
}
