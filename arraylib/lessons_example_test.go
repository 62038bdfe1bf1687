package arraylib_test

import (
	"fmt"
	"iter"
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// The short exercises of the lessons, with as many statements as their par allows: how lines of the library read where they are needed.
// Each has the line of NumPy above it.

type (
	array = np.Array[float64]
	ints  = np.Array[int]
)

// k = np.arange(n); return np.sqrt(12) * ((-1 / 3) ** k / (2 * k + 1)).sum()
func madhavaPi(n int) float64 {
	k := np.Arange[float64](n)
	return math.Sqrt(12) * np.Sum(np.Divide(np.Power(np.Scalar(-1.0/3), k), np.AddScalar(np.MultiplyScalar(k, 2), 1))).Item()
}

func Example_madhavaPi() {
	fmt.Println(math.Abs(madhavaPi(30)-math.Pi) < 1e-14)
	// Output: true
}

// return gain[:, None] * source + glitch + offset[:, None] + noise
func detectorSignal(gain, source, glitch, offset, noise *array) *array {
	return np.Add(np.Add(np.Add(np.Multiply(gain.S(":, None"), source), glitch), offset.S(":, None")), noise)
}

func Example_detectorSignal() {
	rng := random.New(1)
	gain, offset := rng.Normal(1, 0.03, 8), np.Arange[float64](8)
	t := np.MultiplyScalar(np.Arange[float64](1000), 0.01)
	source := np.MultiplyScalar(np.Sin(np.MultiplyScalar(t, 2*math.Pi/5)), 7)
	glitch := np.Zeros[float64](1000)
	after := t.S("100:")
	np.CopyTo(glitch.S("100:"), np.MultiplyScalar(np.Exp(np.DivideScalar(np.Subtract(after.S("0"), after), 0.3)), 20))
	signal := detectorSignal(gain, source, glitch, offset, rng.Normal(0, 0.7, 8, 1000))
	fmt.Println(signal.Shape(), glitch.S("99:102"))
	fmt.Println(np.Round(np.Subtract(np.Mean(signal, np.Axis(1)), np.Mean(signal.S("0")))))
	// Output:
	// [8 1000] [ 0.         20.         19.34432201]
	// [0. 1. 2. 3. 4. 5. 6. 7.]
}

// return v / np.sqrt((v ** 2).sum(axis=-1, keepdims=True))
func normalize(v *array) *array {
	return np.Divide(v, np.Sqrt(np.Sum(np.Square(v), np.Axis(-1), np.KeepDims)))
}

// return (x - x.mean(axis=0)) / x.std(axis=0)
func standardize(x *array) *array {
	return np.Divide(np.Subtract(x, np.Mean(x, np.Axis(0))), np.Std(x, np.Axis(0)))
}

func Example_normalize() {
	v := np.New([]float64{3, 4, 0, 5, 8, 6}, 3, 2)
	fmt.Println(normalize(v))
	fmt.Println(standardize(v).S("1"))
	// Output:
	// [[0.6 0.8]
	//  [0.  1. ]
	//  [0.8 0.6]]
	// [-1.1111678  0.       ]
}

// return np.sqrt((m ** 2).sum())
func frobenius(m *array) float64 { return np.Sqrt(np.Sum(np.Square(m))).Item() }

// return np.trace(m)
func trace(m *array) float64 { return np.Sum(np.Diagonal(m)).Item() }

// return np.eye(k)[labels]
func oneHot(labels *ints, k int) *array { return np.Take(np.Eye[float64](k), labels, np.Axis(0)) }

// return (predicted == labels).mean()
func accuracy(predicted, labels *ints) float64 {
	return np.MeanAs[float64](np.Equal(predicted, labels)).Item()
}

// return np.abs(x[:, None] - x)
func distanceTable(x *array) *array { return np.Abs(np.Subtract(x.S(":, None"), x)) }

// return pixels.astype(np.float32) / 255
func brightness(pixels *np.Array[uint8]) *np.Array[float32] {
	return np.DivideScalar(np.AsType[float32](pixels), 255)
}

func Example_oneLiners() {
	fmt.Println(frobenius(np.New([]float64{1, -4, 8}, 3, 1)), trace(np.Arange[float64](6).Reshape(2, 3)))
	labels := np.New([]int{2, 0})
	fmt.Println(oneHot(labels, 3), accuracy(np.New([]int{2, 1}), labels))
	fmt.Println(distanceTable(np.New([]float64{1, 4})), brightness(np.New([]uint8{0, 51})))
	// Output:
	// 9 4
	// [[0. 0. 1.]
	//  [1. 0. 0.]] 0.5
	// [[0. 3.]
	//  [3. 0.]] [0.  0.2]
}

// return rng.choice(data, k, replace=False)
func initialCentroids(rng *random.Generator, data *array, k int) *array {
	return np.Take(data, rng.ChoiceWithoutReplacement(data.Shape()[0], k), np.Axis(0))
}

// diff = data[:, None] - centroids; return (diff ** 2).sum(axis=2).argmin(axis=1)
func assign(data, centroids *array) *ints {
	diff := np.Subtract(data.S(":, None"), centroids)
	return np.ArgMin(np.Sum(np.Square(diff), np.Axis(2)), np.Axis(1))
}

// The same for one point at a time: labels[i] = ((data[i] - centroids) ** 2).sum(axis=1).argmin()
func assignPointwise(data, centroids *array) *ints {
	labels := np.Zeros[int](data.Shape()[0])
	for i := range data.Shape()[0] {
		labels.Set(np.ArgMin(np.Sum(np.Square(np.Subtract(data.S("%d", i), centroids)), np.Axis(1))).Item(), i)
	}
	return labels
}

// member = (assign(data, centroids) == np.arange(k)[:, None]).astype(float)
// count, sums = member.sum(axis=1, keepdims=True), (member[:, :, None] * data).sum(axis=1)
// return np.where(count > 0, sums / count, centroids)
func updateCentroids(data, centroids *array) *array {
	member := np.AsType[float64](np.Equal(assign(data, centroids), np.Arange[int](centroids.Shape()[0]).S(":, None")))
	count := np.Sum(member, np.Axis(1), np.KeepDims)
	sums := np.Sum(np.Multiply(member.S("..., None"), data), np.Axis(1))
	return np.Where(np.GreaterScalar(count, 0), np.Divide(sums, count), centroids)
}

// for k in range(len(prev)): new[k] = data[labels == k].mean(axis=0), where there is a member
func updateMasks(data *array, labels *ints, prev *array) *array {
	centroids := np.Copy(prev)
	for k := range prev.Shape()[0] {
		if member := np.Mask(data, np.EqualScalar(labels, k)); np.Size(member) > 0 {
			np.CopyTo(centroids.S("%d", k), np.Mean(member, np.Axis(0)))
		}
	}
	return centroids
}

// diff = data[:, None] - centroids; return np.sqrt((diff ** 2).sum(axis=2)).min(axis=1).mean()
func reconstructionLoss(data, centroids *array) float64 {
	diff := np.Subtract(data.S(":, None"), centroids)
	return np.Mean(np.Min(np.Sqrt(np.Sum(np.Square(diff), np.Axis(2))), np.Axis(1))).Item()
}

func train(data, centroids *array, steps int) (*array, []float64) {
	losses := make([]float64, steps)
	for i := range steps {
		centroids = updateCentroids(data, centroids)
		losses[i] = reconstructionLoss(data, centroids)
	}
	return centroids, losses
}

// return (1 - step) * centroids + step * updateCentroids(batch, centroids)
func partialUpdate(batch, centroids *array, step float64) *array {
	target := updateCentroids(batch, centroids)
	return np.Add(np.MultiplyScalar(centroids, 1-step), np.MultiplyScalar(target, step))
}

// dead = idle > patience; centroids[dead] = rng.choice(data, dead.sum(), replace=False); return centroids, np.where(dead, 0, idle)
func replaceDead(rng *random.Generator, data, centroids *array, idle *ints, patience int) (*array, *ints) {
	dead, centroids := np.GreaterScalar(idle, patience), np.Copy(centroids)
	np.SetMask(centroids, dead, initialCentroids(rng, data, np.CountNonzero(dead).Item()))
	return centroids, np.Where(dead, np.Scalar(0), idle)
}

// diff = data.reshape(n, 1, p, -1) - codebooks; return (diff ** 2).sum(axis=3).argmin(axis=1)
func pqEncode(data, codebooks *array) *ints {
	diff := np.Subtract(data.Reshape(data.Shape()[0], 1, codebooks.Shape()[1], -1), codebooks)
	return np.ArgMin(np.Sum(np.Square(diff), np.Axis(3)), np.Axis(1))
}

func Example_kMeans() {
	data := np.New([]float64{0, 0, 0, 2, 10, 0, 10, 4, 11, 2}, 5, 2)
	start := np.New([]float64{0, 0, 10, 0, -50, -50}, 3, 2) // the last one stays empty
	labels := assign(data, start)
	fmt.Println(labels, np.ArrayEqual(labels, assignPointwise(data, start)))
	fmt.Println(updateCentroids(data, start))
	fmt.Println(np.AllClose(updateCentroids(data, start), updateMasks(data, labels, start)))
	centroids, losses := train(data, start, 3)
	fmt.Println(centroids.S("1"), len(losses), losses[2] < reconstructionLoss(data, start))
	fmt.Println(partialUpdate(data, start, 0.5).S("0"))
	fresh, idle := replaceDead(random.New(1), data, start, np.New([]int{0, 1, 9}), 8)
	fmt.Println(fresh.S("2, 0").Item() >= 0, idle, start.At(2, 0))
	fmt.Println(pqEncode(data, np.New([]float64{0, 1, 10, 4}, 2, 2, 1)).T())
	// Output:
	// [0 0 1 1 1] true
	// [[  0.           1.        ]
	//  [ 10.33333333   2.        ]
	//  [-50.         -50.        ]]
	// true
	// [10.33333333  2.        ] 3 true
	// [0.  0.5]
	// true [0 1 0] -50
	// [[0 0 1 1 1]
	//  [0 0 0 1 0]]
}

// while True: yield mu + sigma * rng.standard_normal((batch, len(mu)))
func gaussianData(rng *random.Generator, batch int, mu, sigma *array) iter.Seq[*array] {
	return func(yield func(*array) bool) {
		for yield(np.Add(mu, np.Multiply(sigma, rng.StandardNormal(batch, np.Size(mu))))) {
		}
	}
}

// k = rng.choice(len(pis), batch, p=pis); yield mus[k] + sigmas[k] * rng.standard_normal((batch, d))
func mixtureOfGaussians(rng *random.Generator, batch int, mus, sigmas, pis *array) iter.Seq[*array] {
	return func(yield func(*array) bool) {
		for {
			k := rng.ChoiceP(pis.Data(), batch)
			mu, sigma := np.Take(mus, k, np.Axis(0)), np.Take(sigmas, k, np.Axis(0))
			if !yield(np.Add(mu, np.Multiply(sigma, rng.StandardNormal(mu.Shape()...)))) {
				return
			}
		}
	}
}

func Example_generators() {
	for x := range gaussianData(random.New(1), 4, np.New([]float64{0, 100}), np.New([]float64{1, 0})) {
		fmt.Println(x.Shape(), x.S(":, 1"))
		break
	}
	mus, sigmas := np.New([]float64{-5, 5}, 2, 1), np.New([]float64{0, 0}, 2, 1)
	for x := range mixtureOfGaussians(random.New(1), 6, mus, sigmas, np.New([]float64{0.5, 0.5})) {
		fmt.Println(np.Ravel(x))
		break
	}
	// Output:
	// [4 2] [100. 100. 100. 100.]
	// [ 5.  5. -5.  5. -5. -5.]
}

// keys = jax.random.split(key); return jax.random.normal(keys[0], n), jax.random.normal(keys[1], n)
func twoNormals(key random.Key, n int) (a, b *np.Array[float32]) {
	keys := key.Split(2)
	return keys[0].Normal(n), keys[1].Normal(n)
}

func Example_keys() {
	a, b := twoNormals(random.NewKey(0), 1000)
	fmt.Println(math.Abs(float64(np.Mean(np.Multiply(a, b)).Item())) < 0.1)
	// Output: true
}

// for i, j: c[i, j] = (a[i] * b[:, j]).sum()
func matMulRows(a, b *array) *array {
	c := np.Zeros[float64](a.Shape()[0], b.Shape()[1])
	for i := range a.Shape()[0] {
		for j := range b.Shape()[1] {
			c.Set(np.Sum(np.Multiply(a.S("%d", i), b.S(":, %d", j))).Item(), i, j)
		}
	}
	return c
}

// for i: c[i] = (a[i, :, None] * b).sum(axis=0)
func matMulBroadcast(a, b *array) *array {
	c := np.Zeros[float64](a.Shape()[0], b.Shape()[1])
	for i := range a.Shape()[0] {
		np.CopyTo(c.S("%d", i), np.Sum(np.Multiply(a.S("%d, :, None", i), b), np.Axis(0)))
	}
	return c
}

func Example_matMul() {
	a, b := np.Arange[float64](6).Reshape(2, 3), np.Arange[float64](12).Reshape(3, 4)
	fmt.Println(matMulRows(a, b))
	fmt.Println(np.ArrayEqual(matMulRows(a, b), matMulBroadcast(a, b)))
	// Output:
	// [[20. 23. 26. 29.]
	//  [56. 68. 80. 92.]]
	// true
}

func Example_broadcasting() {
	c := np.New([]float64{10, 20, 30})
	m := np.Arange[float64](6).Reshape(2, 3)
	fmt.Println(np.Add(m, c))                                    // m + c
	fmt.Println(np.Add(m, np.New([]float64{1, 2}).S(":, None"))) // m + column[:, None]
	fmt.Println(np.Add(c.S(":, None"), c).S("1"))                // (c[:, None] + c)[1]: an outer sum
	image := np.Full[float64](0.5, 256, 256, 3)
	fmt.Println(np.Multiply(image, np.New([]float64{1, 0.5, 2})).S("0, 0")) // image * [1, 0.5, 2]
	// Output:
	// [[10. 21. 32.]
	//  [13. 24. 35.]]
	// [[1. 2. 3.]
	//  [5. 6. 7.]]
	// [30. 40. 50.]
	// [0.5  0.25 1.  ]
}
