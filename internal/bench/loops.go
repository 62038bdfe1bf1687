package bench

import (
	"math"
	randv2 "math/rand/v2"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// The loops that one would write in Go instead, one element after the other.

func loopAdd(n int) func() func() any {
	return func() func() any {
		x := tenths[float64](1, n).Data()
		return func() any {
			sums := make([]float64, n)
			for i, v := range x {
				sums[i] = v + 3
			}
			return np.AsArray(sums, 1, n)
		}
	}
}

func loopSum(n int) func() func() any {
	return func() func() any {
		x := random.RandomAs[float32](random.New(0), n).Data()
		return func() any {
			sum := 0.0 // in float32 the digits of a large one are lost
			for _, v := range x {
				sum += float64(v)
			}
			return np.Full(float32(sum))
		}
	}
}

func loopFused(n int) func() func() any {
	return func() func() any {
		g := random.New(0)
		x, y := random.RandomAs[float32](g, n).Data(), random.RandomAs[float32](g, n).Data()
		return func() any {
			z := make([]float32, n)
			for i, v := range x {
				z[i] = 2*v*y[i] + 3*y[i] + 1
			}
			return np.AsArray(z, n)
		}
	}
}

func loopExp(n int) func() func() any {
	return func() func() any {
		x := random.New(0).Random(n).Data()
		return func() any {
			y := make([]float64, n)
			for i, v := range x {
				y[i] = math.Exp(v)
			}
			return np.AsArray(y, n)
		}
	}
}

func loopMatMul(n int) func() func() any {
	return func() func() any {
		g := random.New(0)
		a, b := normals[float32](g, n, n).Data(), normals[float32](g, n, n).Data()
		return func() any {
			c := make([]float32, n*n)
			for i := range n {
				row := c[i*n:][:n]
				for k, v := range a[i*n:][:n] {
					for j, w := range b[k*n:][:n] {
						row[j] += v * w
					}
				}
			}
			return np.AsArray(c, n, n)
		}
	}
}

func loopNearest(n, k, d int) func() func() any {
	return func() func() any {
		x, c := kmeansData(n, k, d)
		points, centroids := x.Data(), c.Data()
		return func() any {
			labels := make([]int, n)
			for i := range labels {
				least := math.Inf(1)
				for j := range k {
					sum := 0.0
					for q, v := range points[i*d:][:d] {
						sum += (v - centroids[j*d+q]) * (v - centroids[j*d+q])
					}
					if sum < least {
						least, labels[i] = sum, j
					}
				}
			}
			return np.AsArray(labels, n)
		}
	}
}

func loopNormal(n int) func() func() any {
	return func() func() any {
		r := randv2.New(randv2.NewPCG(1, 2))
		return func() any {
			x := make([]float64, n)
			for i := range x {
				x[i] = r.NormFloat64()
			}
			return np.AsArray(x, n)
		}
	}
}
