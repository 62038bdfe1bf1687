package optimize

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
)

type (
	assign = func(data, centroids *np.Array[float64]) *np.Array[int]
	update = func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64]
)

// whole returns whole numbers from -2 to 2. Squares and sums of them are exact,
// so that centroids which are equally near are so however that is computed.
func whole(t *checks.T, shape ...int) *np.Array[float64] {
	return np.Round(np.MultiplyScalar(t.Uniform(shape...), 2.49))
}

// labelled returns n labels from 0 to k-1, without those in empty.
func labelled(t *checks.T, n, k int, empty ...int) *np.Array[int] {
	var used []int
	for i := range k {
		isEmpty := false
		for _, e := range empty {
			isEmpty = isEmpty || i == e
		}
		if !isEmpty {
			used = append(used, i)
		}
	}
	labels, at := np.Zeros[int](n), t.Uniform(n)
	for i := range n {
		labels.Set(used[int((at.At(i)+1)/2*float64(len(used)))], i)
	}
	return labels
}

// A problem is what an assignment step is called with.
type problem struct {
	data, centroids *np.Array[float64]
	exact           bool // of whole numbers: of equal distances the first must win
}

// copy keeps what is asked from an answer that changes what it gets.
func (p problem) copy() problem {
	return problem{np.Copy(p.data), np.Copy(p.centroids), p.exact}
}

// problems are of many shapes, the square ones first: there a wrong axis gives
// wrong labels and not only a wrong shape.
func problems(t *checks.T) []problem {
	repeated := whole(t, 4, 2)
	np.CopyTo(repeated.S("2"), repeated.S("0"))
	return []problem{
		{t.Uniform(5, 5), t.Uniform(5, 5), false},
		{t.Uniform(12, 3), t.Uniform(12, 3), false},
		{t.Uniform(9, 3), t.Uniform(4, 3), false},
		{whole(t, 40, 2), whole(t, 6, 2), true},
		{whole(t, 12, 2), repeated, true},
		{t.Uniform(6, 4), t.Uniform(1, 4), false},
		{t.Uniform(8, 1), t.Uniform(3, 1), false},
		{t.Uniform(1, 3), t.Uniform(5, 3), false},
		{t.Uniform(4, 7).T(), t.Uniform(4, 3).T(), false},
		{t.Uniform(9, 8).S("::-1, ::2"), t.Uniform(9, 8).S("1:4, 4:"), false},
		{np.MultiplyScalar(t.Uniform(30, 6), 1000), np.MultiplyScalar(t.Uniform(7, 6), 1000), false},
	}
}

// checkAssign asks for the labels of all problems.
func checkAssign(t *checks.T, name string, answer assign) {
	checkProblems(t, name, answer, problems(t))
}

func checkProblems(t *checks.T, name string, answer assign, ps []problem) {
	for _, p := range ps {
		n, k, d := p.data.Shape()[0], p.centroids.Shape()[0], p.data.Shape()[1]
		what := ""
		if p.exact {
			what = ", whole numbers"
		}
		t.Call("%s(data, centroids), data of shape (%d, %d), centroids (%d, %d)%s", name, n, d, k, d, what)
		asked := p.copy()
		equalLabels(t, answer(p.data, p.centroids), asked)
	}
}

// assignUnchanged fails if an assignment step changes what it gets.
func assignUnchanged(t *checks.T, answer assign) {
	data, centroids := t.Uniform(7, 3), t.Uniform(4, 3)
	t.Unchanged(func() { answer(data, centroids) }, data, centroids)
}

// equalLabels fails unless got names, for each point, the nearest centroid.
// Which one of several that differ by less than rounding does not matter.
func equalLabels(t *checks.T, got *np.Array[int], p problem) {
	want := nearest(p.data, p.centroids)
	if k := p.centroids.Shape()[0]; !p.exact && got != nil && np.NDim(got) == 1 && np.Len(got) == np.Len(want) {
		scale := max(np.Max(np.Abs(p.data)).Item(), np.Max(np.Abs(p.centroids)).Item())
		for i := range np.Len(got) {
			j := got.At(i)
			if 0 <= j && j < k && distance(p, i, j) <= distance(p, i, want.At(i))+1e-9*scale {
				want.Set(j, i)
			}
		}
	}
	t.Equal(got, want)
}

// distance is that of point i from centroid j.
func distance(p problem, i, j int) float64 {
	sum := 0.0
	for l := range p.data.Shape()[1] {
		diff := p.data.At(i, l) - p.centroids.At(j, l)
		sum += diff * diff
	}
	return math.Sqrt(sum)
}

// nearest returns the label of each point, worked out one by one.
func nearest(data, centroids *np.Array[float64]) *np.Array[int] {
	labels := np.Zeros[int](data.Shape()[0])
	for i := range data.Shape()[0] {
		least := math.Inf(1)
		for j := range centroids.Shape()[0] {
			if d := distance(problem{data: data, centroids: centroids}, i, j); d < least {
				least = d
				labels.Set(j, i)
			}
		}
	}
	return labels
}

// means returns the means of the points of each cluster, worked out one by one.
func means(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
	centroids := np.Copy(prev)
	for i := range prev.Shape()[0] {
		for l := range prev.Shape()[1] {
			sum, count := 0.0, 0
			for p := range data.Shape()[0] {
				if labels.At(p) == i {
					sum += data.At(p, l)
					count++
				}
			}
			if count > 0 {
				centroids.Set(sum/float64(count), i, l)
			}
		}
	}
	return centroids
}

// checkUpdate asks for the new centroids in many cases. The first is square, k
// = d, so that a count that meets columns gives wrong values.
func checkUpdate(t *checks.T, name string, answer update) {
	for _, c := range []struct {
		n, k, d int
		empty   []int
		what    string
	}{
		{12, 4, 4, nil, ""},
		{9, 3, 2, nil, ""},
		{20, 4, 3, []int{3}, ", nobody in the last cluster"},
		{20, 4, 3, []int{0}, ", nobody in cluster 0"},
		{3, 5, 2, []int{1, 2, 4}, ", three empty clusters"},
		{7, 1, 3, nil, ""},
		{6, 2, 1, nil, ""},
		{1, 3, 3, nil, ""},
	} {
		data, labels, prev := t.Uniform(c.n, c.d), labelled(t, c.n, c.k, c.empty...), t.Uniform(c.k, c.d)
		t.Call("%s(data, labels, prev), data of shape (%d, %d), prev (%d, %d)%s", name, c.n, c.d, c.k, c.d, c.what)
		want := means(data, labels, prev)
		t.Close(answer(data, labels, prev), want, 1e-12)
	}
	data, labels, prev := t.Uniform(3, 10).T().S("::2"), labelled(t, 10, 4).S("::-2"), t.Uniform(3, 4).T()
	t.Call("%s(data, labels, prev), all of them views with steps", name)
	want := means(data, labels, prev)
	t.Close(answer(data, labels, prev), want, 1e-12)
}

// updateUnchanged fails if an update step changes what it gets.
func updateUnchanged(t *checks.T, answer update) {
	data, labels, prev := t.Uniform(8, 3), labelled(t, 8, 4, 2), t.Uniform(4, 3)
	t.Unchanged(func() { answer(data, labels, prev) }, data, labels, prev)
}

// updateFresh fails if an update step returns memory that it got, also where
// there is nothing to move.
func updateFresh(t *checks.T, answer update) {
	data, labels, prev := t.Uniform(8, 3), labelled(t, 8, 4, 2), t.Uniform(4, 3)
	t.Fresh(answer(data, labels, prev), data, prev)
	settled := answer(data, labels, prev)
	t.Fresh(answer(data, labels, settled), data, settled)
}

// settled returns prev itself if nothing has moved, else r.
func settled(r, prev *np.Array[float64]) *np.Array[float64] {
	if np.ArrayEqual(r, prev) {
		return prev
	}
	return r
}
