package bench

import (
	"fmt"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// kmeansData are n points in d dimensions, the first k of which are the
// centroids.
func kmeansData(n, k, d int) (x, c *np.Array[float64]) {
	x = random.New(0).StandardNormal(n, d)
	return x, np.Copy(x.S(":%d", k))
}

func kmeansRow(name, body string, n, k, d int) Workload {
	return Workload{
		Name: fmt.Sprintf("%s_n%d_k%d_d%d", name, n, k, d), Body: body,
		Args: map[string]any{"n": n, "k": k, "d": d}, Double: true,
	}
}

func kmeansAssign(n, k, d int) Workload {
	N, K, D := float64(n), float64(k), float64(d)
	w := kmeansRow("kmeans_assign", "kmeans_assign", n, k, d)
	w.Read, w.Written, w.Flops = 8*(N*D+K*D), 8*N, 2*N*K*D
	w.Setup = func() func() any {
		x, c := kmeansData(n, k, d)
		return func() any { return nearest(x, c) }
	}
	return w
}

func kmeansUpdate(n, k, d int) Workload {
	N, K, D := float64(n), float64(k), float64(d)
	w := kmeansRow("kmeans_update", "kmeans_update", n, k, d)
	w.Read, w.Written, w.Flops = 8*(N*D+N), 8*K*D, N*D
	w.Setup = func() func() any {
		x, c := kmeansData(n, k, d)
		labels := nearest(x, c)
		return func() any { return means(x, labels, k) }
	}
	return w
}

func kmeansIterations(n, k, d, steps int) Workload {
	N, K, D := float64(n), float64(k), float64(d)
	w := kmeansRow(fmt.Sprintf("kmeans_%diters", steps), "kmeans_iterations", n, k, d)
	w.Args["steps"] = steps
	w.Read, w.Flops = 8*N*D*float64(steps), (2*N*K*D+N*D)*float64(steps)
	w.Setup = func() func() any {
		x, start := kmeansData(n, k, d)
		return func() any {
			c := start
			for range steps {
				c = means(x, nearest(x, c), k)
			}
			return c
		}
	}
	return w
}

// nearest returns for each row of x the index of the row of c that is nearest.
func nearest(x, c *np.Array[float64]) *np.Array[int] {
	labels, _ := np.NearestRows(x, c)
	return labels
}

// means returns the means of the rows of x by label, one row for each label.
func means(x *np.Array[float64], labels *np.Array[int], k int) *np.Array[float64] {
	sums := np.Zeros[float64](k, x.Shape()[1])
	np.UpdateAt(np.Add, sums, labels, x, np.Axis(0))
	counts := np.MaximumScalar(np.AsType[float64](np.BinCount(labels, k)), 1)
	return np.Divide(sums, counts.S(":, None"))
}

// kmeansTrain is k-means with broadcasting, and the mean distance at each step.
func kmeansTrain(n, k, d, steps int) Workload {
	w := Workload{
		Name: fmt.Sprintf("kmeans_train_%dx%d_k%d_%d", n, d, k, steps), Body: "kmeans_train",
		Args: map[string]any{"n": n, "k": k, "d": d, "steps": steps},
		Read: 8 * float64(n*d*steps), Flops: float64(3 * n * k * d * steps), Double: true,
	}
	w.Setup = func() func() any {
		x, start := kmeansData(n, k, d)
		distances := np.Compile[float64]("x, c -> sum((x[:,None,:] - c[None,:,:])**2, axis=2)")
		return func() any {
			c, loss := start, np.Zeros[float64](steps)
			for i := range steps {
				d2 := distances.Call(x, c)
				loss.Set(np.Mean(np.Sqrt(np.Min(d2, np.Axis(1)))).Item(), i)
				c = means(x, np.ArgMin(d2, np.Axis(1)), k)
			}
			return loss
		}
	}
	return w
}
