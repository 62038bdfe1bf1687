package bench

import (
	"fmt"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// Workloads returns the rows of the comparison, in the order of the table.
func Workloads() (ws []Workload) {
	ws = append(ws,
		addConst[float32](1024, 1024), addConst[float64](1024, 1024),
		addConstInto[float32](1024, 1024), addConstInto[float64](1024, 1024),
		madhavaPi(30),
	)
	sizes := []int{1 << 10, 1 << 14, 1 << 18, 1 << 20, 1 << 23}
	for _, n := range sizes {
		ws = append(ws, sumF32(n))
	}
	for _, n := range sizes {
		ws = append(ws, fusedF32(n))
	}
	for _, f := range elementaries {
		ws = append(ws, elementary(f.name, f.f32, 1<<20))
	}
	for _, f := range elementaries {
		ws = append(ws, elementary(f.name, f.f64, 1<<20))
	}
	ws = append(ws, detectorSignal(8, 1000), normalize(1000, 3), normalize(1000, 1000))
	for _, n := range []int{5000, 200_000} {
		ws = append(ws, kmeansAssign(n, 26, 26), kmeansUpdate(n, 26, 26), kmeansIterations(n, 26, 26, 50))
	}
	ws = append(ws,
		kmeansTrain(1024, 5, 2, 100),
		matmul[float32](5, 784, 10), matmul[float32](50_000, 784, 10),
		matmul[float32](64, 64, 64), matmul[float32](256, 256, 256), matmul[float32](1024, 1024, 1024), matmul[float32](2048, 2048, 2048),
		matmul[float64](1024, 1024, 1024),
		einsumBatches(64, 128, 64, 96),
		sumAxis(2000, -1), sumAxis(2000, 0), sumAxis(2000, 1),
		argminAxis1(2000), transposeCopy(2000), addStrided(2000),
		sorted(1<<20), take(1<<20), boolmask(1<<20), cumsum(1<<20), bincount(1<<20, 26),
		normal[float64](1<<20), normal[float32](1<<20),
		mixture(100_000, 8, 16),
	)
	return ws
}

func normals[T np.Float](g *random.Generator, shape ...int) *np.Array[T] {
	return np.AsType[T](g.StandardNormal(shape...))
}

// --- arithmetic ---

func tenths[T np.Float](rows, cols int) *np.Array[T] {
	x := np.Full[T](0.1, rows, cols)
	np.Diagonal(x).Fill(1)
	return x
}

func addConst[T np.Float](rows, cols int) Workload {
	dtype, size := dtypeName[T]()
	n := float64(rows * cols)
	return Workload{
		Name: fmt.Sprintf("add_const_%dx%d_%s", rows, cols, dtype),
		Body: "add_const", Args: map[string]any{"rows": rows, "cols": cols, "dtype": dtype},
		Read: n * size, Written: n * size, Flops: n, Double: isDouble[T](),
		Setup: func() func() any {
			x := tenths[T](rows, cols)
			return func() any { return np.AddScalar(x, 3) }
		},
	}
}

func addConstInto[T np.Float](rows, cols int) Workload {
	w := addConst[T](rows, cols)
	w.Name, w.Body = w.Name+"_into", "add_const_into"
	w.Setup = func() func() any {
		x := tenths[T](rows, cols)
		out := np.EmptyLike(x)
		return func() any {
			np.AddScalarInto(out, x, 3)
			return out
		}
	}
	return w
}

func madhavaPi(n int) Workload {
	return Workload{
		Name: fmt.Sprintf("madhava_pi_%d", n),
		Body: "madhava_pi", Args: map[string]any{"n": n},
		Setup: func() func() any {
			terms := np.Compile[float64]("k -> sqrt(12.0) * sum((-1/3)**k / (2*k + 1))")
			return func() any { return terms.Call(np.Arange[float64](n)) }
		},
	}
}

func sumF32(n int) Workload {
	return Workload{
		Name: "sum_f32_" + power(n),
		Body: "sum_f32", Args: map[string]any{"n": n},
		Read: 4 * float64(n), Flops: float64(n),
		Setup: func() func() any {
			x := random.RandomAs[float32](random.New(0), n)
			return func() any { return np.Sum(x) }
		},
	}
}

func fusedF32(n int) Workload {
	return Workload{
		Name: "fused_2xy3y1_f32_" + power(n),
		Body: "fused_f32", Args: map[string]any{"n": n},
		Read: 8 * float64(n), Written: 4 * float64(n), Flops: 5 * float64(n),
		Setup: func() func() any {
			g := random.New(0)
			x, y := random.RandomAs[float32](g, n), random.RandomAs[float32](g, n)
			f := np.Compile[float32]("x, y -> 2*x*y + 3*y + 1")
			return func() any { return f.Call(x, y) }
		},
	}
}

// --- elementary functions ---

var elementaries = []struct {
	name string
	f32  func(*np.Array[float32]) *np.Array[float32]
	f64  func(*np.Array[float64]) *np.Array[float64]
}{
	{"exp", np.Exp[float32], np.Exp[float64]},
	{"log", np.Log[float32], np.Log[float64]},
	{"sin", np.Sin[float32], np.Sin[float64]},
	{"tanh", np.Tanh[float32], np.Tanh[float64]},
	{"sqrt", np.Sqrt[float32], np.Sqrt[float64]},
}

func elementary[T np.Float](name string, f func(*np.Array[T]) *np.Array[T], n int) Workload {
	dtype, size := dtypeName[T]()
	return Workload{
		Name: fmt.Sprintf("%s_%s_%s", name, dtype, power(n)),
		Body: "elementary", Args: map[string]any{"function": name, "n": n, "dtype": dtype},
		Read: float64(n) * size, Written: float64(n) * size,
		Setup: func() func() any {
			x := np.AsType[T](random.New(0).Random(n))
			return func() any { return f(x) }
		},
	}
}

// --- broadcasting ---

func detectorSignal(detectors, samples int) Workload {
	d, s := float64(detectors), float64(samples)
	return Workload{
		Name: fmt.Sprintf("detector_signal_%dx%d", detectors, samples),
		Body: "detector_signal", Args: map[string]any{"detectors": detectors, "samples": samples},
		Read: 8 * (d*s + 2*s + 2*d), Written: 8 * d * s, Flops: 4 * d * s, Double: true,
		Setup: func() func() any {
			g := random.New(0)
			gain := np.AddScalar(np.MultiplyScalar(g.StandardNormal(detectors), 0.1), 1)
			offset := g.StandardNormal(detectors)
			source := np.Sin(np.Linspace(0.0, 20, samples))
			glitch := g.StandardNormal(samples)
			noise := g.StandardNormal(detectors, samples)
			f := np.Compile[float64]("gain, offset, source, glitch, noise -> gain[:,None]*source + glitch + offset[:,None] + noise")
			return func() any { return f.Call(gain, offset, source, glitch, noise) }
		},
	}
}

func normalize(rows, cols int) Workload {
	n := float64(rows * cols)
	return Workload{
		Name: fmt.Sprintf("normalize_%dx%d_f64", rows, cols),
		Body: "normalize", Args: map[string]any{"rows": rows, "cols": cols},
		Read: 8 * n, Written: 8 * n, Flops: 3 * n, Double: true,
		Setup: func() func() any {
			v := random.New(0).StandardNormal(rows, cols)
			f := np.Compile[float64]("v -> v / sqrt(sum(v**2, axis=-1, keepdims=True))")
			return func() any { return f.Call(v) }
		},
	}
}

// --- matrix products ---

func matmul[T np.Float](m, k, n int) Workload {
	dtype, size := dtypeName[T]()
	M, K, N := float64(m), float64(k), float64(n)
	operands := func() (a, b *np.Array[T]) {
		g := random.New(0)
		return normals[T](g, m, k), normals[T](g, k, n)
	}
	return Workload{
		Name: fmt.Sprintf("matmul_%dx%dx%d_%s", m, k, n, dtype),
		Body: "matmul", Args: map[string]any{"m": m, "k": k, "n": n, "dtype": dtype},
		Read: size * (M*K + K*N), Written: size * M * N, Flops: 2 * M * K * N, Double: isDouble[T](),
		Setup: func() func() any {
			a, b := operands()
			return func() any { return np.MatMul(a, b) }
		},
		Gonum: func() func() any {
			a, b := operands()
			return gonumMatMul(a, b)
		},
	}
}

func einsumBatches(b, i, j, k int) Workload {
	B, I, J, K := float64(b), float64(i), float64(j), float64(k)
	return Workload{
		Name: fmt.Sprintf("einsum_bij,bjk->bik_%dx%dx%dx%d_f64", b, i, j, k),
		Body: "einsum_batches", Args: map[string]any{"b": b, "i": i, "j": j, "k": k},
		Read: 8 * B * (I*J + J*K), Written: 8 * B * I * K, Flops: 2 * B * I * J * K, Double: true,
		Setup: func() func() any {
			g := random.New(0)
			x, y := g.StandardNormal(b, i, j), g.StandardNormal(b, j, k)
			return func() any { return np.Einsum("bij,bjk->bik", x, y) }
		},
	}
}

// --- reductions, layouts, sorting, indexing ---

// squares is a workload on an n×n matrix of float64.
func squares(name, body string, n int, written float64, f func(x *np.Array[float64]) any) Workload {
	return Workload{
		Name: name, Body: body, Args: map[string]any{"n": n},
		Read: 8 * float64(n) * float64(n), Written: written, Double: true,
		Setup: func() func() any {
			x := random.New(0).StandardNormal(n, n)
			return func() any { return f(x) }
		},
	}
}

// sumAxis sums along an axis, or with axis -1 all.
func sumAxis(n, axis int) Workload {
	label, written := "None", 8.0
	var opts []np.Option
	if axis >= 0 {
		label, written, opts = fmt.Sprint(axis), 8*float64(n), []np.Option{np.Axis(axis)}
	}
	w := squares(fmt.Sprintf("sum_axis%s_%dx%d_f64", label, n, n), "sum_axis", n, written,
		func(x *np.Array[float64]) any { return np.Sum(x, opts...) })
	w.Args["axis"] = axis
	w.Flops = float64(n) * float64(n)
	return w
}

func argminAxis1(n int) Workload {
	return squares(fmt.Sprintf("argmin_axis1_%dx%d_f64", n, n), "argmin_axis1", n, 8*float64(n),
		func(x *np.Array[float64]) any { return np.ArgMin(x, np.Axis(1)) })
}

func transposeCopy(n int) Workload {
	return squares(fmt.Sprintf("transpose_copy_%dx%d_f64", n, n), "transpose_copy", n, 8*float64(n)*float64(n),
		func(x *np.Array[float64]) any { return np.Copy(x.T()) })
}

// addStrided reads every cache line, though only half of what is in it.
func addStrided(n int) Workload {
	return squares(fmt.Sprintf("add_strided_%dx%d_f64", n, n/2), "add_strided", n, 4*float64(n)*float64(n),
		func(x *np.Array[float64]) any { return np.AddScalar(x.S(":, ::2"), 1) })
}

// vector is a workload on n normals.
func vector(name, body string, n int, written float64, f func(v *np.Array[float64]) any) Workload {
	return Workload{
		Name: fmt.Sprintf("%s_f64_%s", name, power(n)), Body: body, Args: map[string]any{"n": n},
		Read: 8 * float64(n), Written: written, Double: true,
		Setup: func() func() any {
			v := random.New(0).StandardNormal(n)
			return func() any { return f(v) }
		},
	}
}

func sorted(n int) Workload {
	return vector("sort", "sort", n, 8*float64(n), func(v *np.Array[float64]) any { return np.Sort(v) })
}

func boolmask(n int) Workload { // half of normals are positive
	return vector("boolmask", "boolmask", n, 4*float64(n), func(v *np.Array[float64]) any { return np.Mask(v, np.GreaterScalar(v, 0)) })
}

func cumsum(n int) Workload {
	return vector("cumsum", "cumsum", n, 8*float64(n), func(v *np.Array[float64]) any { return np.CumSum(v) })
}

func take(n int) Workload {
	return Workload{
		Name: "take_f64_" + power(n), Body: "take", Args: map[string]any{"n": n},
		Read: 16 * float64(n), Written: 8 * float64(n), Double: true,
		Setup: func() func() any {
			g := random.New(0)
			v, indices := g.StandardNormal(n), g.Integers(0, n, n)
			return func() any { return np.Take(v, indices) }
		},
	}
}

func bincount(n, k int) Workload {
	return Workload{
		Name: fmt.Sprintf("bincount_%s_k%d", power(n), k), Body: "bincount", Args: map[string]any{"n": n, "k": k},
		Read: 8 * float64(n), Written: 8 * float64(k),
		Setup: func() func() any {
			i := random.New(0).Integers(0, n, n)
			return func() any { return np.BinCount(np.RemainderScalar(i, k), k) }
		},
	}
}

// --- random numbers ---

func normal[T np.Float](n int) Workload {
	dtype, size := dtypeName[T]()
	return Workload{
		Name: fmt.Sprintf("normal_f%g_%s", 8*size, power(n)), Body: "normal", Args: map[string]any{"n": n, "dtype": dtype},
		Written: float64(n) * size, Random: true,
		Setup: func() func() any {
			g := random.New(0)
			return func() any { return random.StandardNormalAs[T](g, n) }
		},
	}
}

func mixture(n, k, d int) Workload {
	return Workload{
		Name: fmt.Sprintf("mixture_%dx%d_k%d", n, d, k), Body: "mixture", Args: map[string]any{"n": n, "k": k, "d": d},
		Written: 8 * float64(n) * float64(d), Random: true,
		Setup: func() func() any {
			g := random.New(0)
			mean := g.StandardNormal(k, d)
			deviation := np.AddScalar(g.Random(k, d), 0.1)
			weights := np.Full(1/float64(k), k).Data()
			return func() any {
				z := g.ChoiceP(weights, n)
				noise := g.StandardNormal(n, d)
				np.MultiplyInto(noise, noise, np.Take(deviation, z, np.Axis(0)))
				np.AddInto(noise, noise, np.Take(mean, z, np.Axis(0)))
				return noise
			}
		},
	}
}
