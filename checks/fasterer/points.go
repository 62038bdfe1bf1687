package fasterer

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
)

type array = np.Array[float64]

// smallIntegers returns points whose coordinates are integers from -3 to 3, so
// that distances are exact and many are equal.
func smallIntegers(t *checks.T, shape ...int) *array {
	return np.AsType[float64](random.New(t.Seed()).Integers(-3, 4, shape...))
}

// rows returns each row of a as a string of bytes, which tells rows apart.
func rows(a *array) (keys []string) {
	for i := range a.Shape()[0] {
		var key []byte
		for j := range a.Shape()[1] {
			bits := math.Float64bits(a.At(i, j))
			for s := 0; s < 64; s += 8 {
				key = append(key, byte(bits>>s))
			}
		}
		keys = append(keys, string(key))
	}
	return keys
}

// nearest returns the row of centroids nearest to row i of data, the lowest of
// equally near ones, and its distance.
func nearest(data, centroids *array, i int) (best int, distance float64) {
	distance = math.Inf(1)
	for j := range centroids.Shape()[0] {
		sum := 0.0
		for c := range data.Shape()[1] {
			x := data.At(i, c) - centroids.At(j, c)
			sum += x * x
		}
		if d := math.Sqrt(sum); d < distance {
			best, distance = j, d
		}
	}
	return best, distance
}

// labels is what Assign should return.
func labels(data, centroids *array) *np.Array[int] {
	l := np.Zeros[int](data.Shape()[0])
	for i := range data.Shape()[0] {
		best, _ := nearest(data, centroids, i)
		l.Set(best, i)
	}
	return l
}

// updated is what UpdateCentroids should return.
func updated(data, centroids *array) *array {
	k, d := centroids.Shape()[0], centroids.Shape()[1]
	means, counts := np.Zeros[float64](k, d), make([]float64, k)
	for i := range data.Shape()[0] {
		best, _ := nearest(data, centroids, i)
		counts[best]++
		for c := range d {
			means.Set(means.At(best, c)+data.At(i, c), best, c)
		}
	}
	for j, n := range counts {
		for c := range d {
			if n == 0 {
				means.Set(centroids.At(j, c), j, c)
			} else {
				means.Set(means.At(j, c)/n, j, c)
			}
		}
	}
	return means
}

// loss is what ReconstructionLoss should return.
func loss(data, centroids *array) float64 {
	sum := 0.0
	for i := range data.Shape()[0] {
		_, d := nearest(data, centroids, i)
		sum += d
	}
	return sum / float64(data.Shape()[0])
}

// A clustering is points and centroids for one call.
type clustering struct{ data, centroids *array }

// clusterings are the inputs of what works on points and centroids: more points
// than centroids and coordinates, one of each, as many of each, views.
func clusterings(t *checks.T) []clustering {
	return []clustering{
		{t.Uniform(40, 3), t.Uniform(5, 3)},
		{t.Uniform(7, 2), t.Uniform(1, 2)},
		{t.Uniform(9, 1), t.Uniform(4, 1)},
		{t.Uniform(4, 4), t.Uniform(4, 4)},
		{t.Uniform(1, 3), t.Uniform(2, 3)},
		{t.Uniform(3, 30).T(), t.Uniform(12, 3).S("::-2")},
	}
}

// fullClusterings are clusterings in which no cluster is empty: the centroids
// are points themselves.
func fullClusterings(t *checks.T) (full []clustering) {
	for _, c := range clusterings(t) {
		if c.n() >= c.k() {
			full = append(full, clustering{c.data, np.AddScalar(c.data.S(":%d", c.k()), 1e-6)})
		}
	}
	return full
}

func (c clustering) k() int { return c.centroids.Shape()[0] }
func (c clustering) n() int { return c.data.Shape()[0] }
func (c clustering) d() int { return c.data.Shape()[1] }

// say tells the call of a function of data and centroids.
func (c clustering) say(t *checks.T, name string) {
	t.Call("%s(data, centroids), %d points, %d centroids, %d coordinates", name, c.n(), c.k(), c.d())
}

// farCentroid moves centroid j to where no point is nearest to it.
func farCentroid(c clustering, j int) clustering {
	c.centroids = np.Copy(c.centroids)
	c.centroids.S("%d", j).Fill(50)
	return c
}
