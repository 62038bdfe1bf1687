package fasterer

import (
	"fmt"
	"math"
	"slices"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
)

// The statistical criteria look at 200 batches of 500 points. Each statistic is
// standard normal if the answer is right, and 6 is exceeded twice in 10⁹; the
// bounds of the others are as rare. All tests of an exercise together are wrong
// about a right answer less than twice in 10⁷.
const (
	batches   = 200
	batchSize = 500
	far       = 6
)

type batchSeq = func(yield func(*array) bool)

// collect returns copies of the first batches of seq, as one array of shape
// (batches·batchSize, d).
func collect(t *checks.T, seq batchSeq, d int) *array {
	all := np.Empty[float64](batches*batchSize, d)
	n := 0
	each(t, seq, func(b *array) bool {
		if n++; n > batches { // whether it stops is another criterion's question
			if n > 10*batches {
				t.Failf("the loop stopped after %d batches, and the sequence went on: write `if !yield(batch) { return }`", batches)
			}
			return false
		}
		if b == nil || !slices.Equal(b.Shape(), []int{batchSize, d}) {
			got := "nil"
			if b != nil {
				got = "shape " + fmt.Sprint(b.Shape())
			}
			t.Failf("a batch has %s, want shape (%d, %d)", got, batchSize, d)
		}
		np.CopyTo(all.S("%d:%d", (n-1)*batchSize, n*batchSize), b)
		return n < batches
	})
	if n < batches {
		t.Failf("the sequence ended after %s; it should be endless", plural(n))
	}
	return all
}

// each calls seq, and fails if there is none.
func each(t *checks.T, seq batchSeq, yield func(*array) bool) {
	if seq == nil {
		t.Failf("got nil, want a sequence: `return func(yield func(*np.Array[float64]) bool) { … }`")
	}
	seq(yield)
}

// stops fails unless seq stops when the loop over it does, after m batches.
func stops(t *checks.T, seq batchSeq, m int) {
	n := 0
	each(t, seq, func(*array) bool {
		if n++; n > m {
			t.Failf("the loop stopped after %s, and the sequence went on: write `if !yield(batch) { return }`", plural(m))
		}
		return n < m
	})
	if n < m {
		t.Failf("the sequence ended after %s; it should be endless", plural(n))
	}
}

func plural(batches int) string {
	if batches == 1 {
		return "1 batch"
	}
	return fmt.Sprintf("%d batches", batches)
}

// lazy fails unless the sequence that make returns stops when it is told to,
// draws nothing before it is asked, and makes a new array each time.
func lazy(t *checks.T, make func(rng *random.Generator) batchSeq) {
	for _, m := range []int{3, 1} {
		stops(t, make(random.New(t.Seed())), m)
	}
	rng := random.New(t.Seed())
	before, _ := rng.MarshalBinary()
	seq := make(rng)
	if after, _ := rng.MarshalBinary(); string(after) != string(before) {
		t.Failf("numbers were drawn before a batch was asked for: draw inside the function that you return")
	}
	var first *array
	each(t, seq, func(b *array) bool {
		if first == nil {
			first = b
			return true
		}
		if np.SharesMemory(first, b) {
			t.Failf("the second batch is in the memory of the first: a reader who keeps batches would find them all equal. Make a new array for each")
		}
		return false
	})
}

// normals fails unless the columns of x are independent and normal with the
// given means and standard deviations.
func normals(t *checks.T, x *array, mu, sigma []float64) {
	n := float64(x.Shape()[0])
	root := math.Sqrt(n)
	for j := range mu {
		column := x.S(":, %d", j)
		m, s := np.Mean(column).Item(), np.Std(column).Item()
		if math.Abs(root*(m-mu[j])/sigma[j]) >= far {
			t.Failf("the mean of column %d is %.4g, asked for was %g", j, m, mu[j])
		}
		if math.Abs((s*s/sigma[j]/sigma[j]-1)*math.Sqrt(n/2)) >= far {
			t.Failf("the standard deviation of column %d is %.4g, asked for was %g%s", j, s, sigma[j], spreadCause(s, sigma[j]))
		}
	}
	for i := range mu {
		for j := range i {
			if r := np.CorrCoef(x.T()).At(i, j); math.Abs(r)*root >= far {
				t.Failf("columns %d and %d hang together (correlation %.3g): draw a number of its own for each coordinate", j, i, r)
			}
		}
	}
}

// spreadCause says in words how a standard deviation may have come about.
func spreadCause(got, want float64) string {
	switch {
	case math.Abs(got/want/want-1) < 0.02:
		return ": that is its square; sigma is a standard deviation, not a variance"
	case math.Abs(got*got/want-1) < 0.02:
		return ": that is its root; sigma is a standard deviation, not a variance"
	}
	return ""
}

// bells fails unless each column is normal in shape: the greatest distance of
// its distribution function from the normal one (Kolmogorov and Smirnov).
func bells(t *checks.T, x *array, mu, sigma []float64) {
	n := x.Shape()[0]
	for j := range mu {
		sorted := np.Sort(x.S(":, %d", j)).Data()
		worst := 0.0
		for i, v := range sorted {
			p := 0.5 * math.Erfc((mu[j]-v)/sigma[j]/math.Sqrt2)
			worst = max(worst, p-float64(i)/float64(n), float64(i+1)/float64(n)-p)
		}
		if math.Sqrt(float64(n))*worst >= 3 {
			t.Failf("column %d does not have the shape of a normal distribution with mean %g and standard deviation %g: `rng.StandardNormal`, times sigma, plus mu, has", j, mu[j], sigma[j])
		}
	}
}

// noRepeats fails if two points are equal, or if consecutive batches hang
// together.
func noRepeats(t *checks.T, x *array) {
	n, d := x.Shape()[0], x.Shape()[1]
	first := np.Copy(x.S(":, 0"))
	order, keys := np.ArgSort(first).Data(), first.Data()
	for i := 1; i < n; i++ {
		a, b := order[i-1], order[i]
		if keys[a] == keys[b] && np.ArrayEqual(x.S("%d", a), x.S("%d", b)) {
			first, second := min(a, b), max(a, b)
			t.Failf("point %d of batch %d is point %d of batch %d again: each batch must be drawn anew", first%batchSize, first/batchSize, second%batchSize, second/batchSize)
		}
	}
	for j := range d {
		column := x.S(":, %d", j)
		pair := np.Stack(0, column.S(":%d", n-batchSize), column.S("%d:", batchSize))
		if r := np.CorrCoef(pair).At(0, 1); math.Abs(r)*math.Sqrt(float64(n-batchSize)) >= far {
			t.Failf("a batch hangs together with the one before it (correlation %.3g)", r)
		}
	}
}
