package arraylib

import "testing"
import "strconv"

func BenchmarkSum(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 14, 1 << 18, 1 << 20} {
		a := Full[float32](1, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				Sum(a)
			}
		})
	}
}
func BenchmarkAddInto(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 14, 1 << 18, 1 << 20} {
		a := Full[float32](1, n)
		c := Full[float32](1, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				AddInto(c, a, a)
			}
		})
	}
}
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 14, 1 << 18, 1 << 20} {
		a := Full[float32](1, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				Add(a, a)
			}
		})
	}
}

func BenchmarkMath(b *testing.B) {
	a := AddScalar(Linspace[float32](0, 10, 1<<20), 0.5)
	c := AddScalar(Linspace[float64](0, 10, 1<<20), 0.5)
	for name, f := range map[string]func(d, a *Array[float32]){"exp": ExpInto[float32], "log": LogInto[float32], "sin": SinInto[float32], "tanh": TanhInto[float32], "sqrt": SqrtInto[float32]} {
		b.Run(name+"32", func(b *testing.B) { d := Copy(a); for b.Loop() { f(d, a) } })
	}
	for name, f := range map[string]func(d, a *Array[float64]){"exp": ExpInto[float64], "log": LogInto[float64], "sin": SinInto[float64], "tanh": TanhInto[float64], "sqrt": SqrtInto[float64]} {
		b.Run(name+"64", func(b *testing.B) { d := Copy(c); for b.Loop() { f(d, c) } })
	}
}
