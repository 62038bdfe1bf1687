package random

import (
	"slices"
	"testing"

	np "fastergo/arraylib"
	"pgregory.net/rapid"
)

func TestShuffleKeepsTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		n, m := rapid.IntRange(0, 20).Draw(t, "rows"), rapid.IntRange(0, 4).Draw(t, "columns")
		a := np.Arange[int32](n*m).Reshape(n, m)
		if rapid.Bool().Draw(t, "flipped") {
			a = a.S("::-1, ::-1")
		}
		b := PermutationOf(New(seed), a)
		Shuffle(New(seed), a)
		if !slices.Equal(np.Copy(a).Data(), b.Data()) {
			t.Error("Shuffle and PermutationOf differ")
		}
		order := New(seed).Permutation(n)
		seen := make([]bool, n)
		for i := range order.Data() {
			seen[order.At(i)] = true
		}
		if slices.Contains(seen, false) {
			t.Error("a row is missing", order)
		}
	})
}

func TestChoiceWithoutReplacementIsDifferent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := New(rapid.Uint64().Draw(t, "seed"))
		n := rapid.SampledFrom([]int{1, 7, 100, 20000}).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		d := g.ChoiceWithoutReplacement(n, k).Data()
		slices.Sort(d)
		if len(slices.Compact(d)) != k || k > 0 && (d[0] < 0 || d[k-1] >= n) {
			t.Errorf("%d of %d are not different, or none of them", k, n)
		}
	})
}

func TestShuffleNeedsAnAxis(t *testing.T) {
	defer func() {
		if _, ok := recover().(*np.ShapeError); !ok {
			t.Error("no *ShapeError")
		}
	}()
	Shuffle(New(1), np.Scalar(1))
}

func TestOrdersAreUniform(t *testing.T) {
	g, counts := New(3), make([]int, 64)
	for range many / 10 {
		p := g.Permutation(4)
		counts[p.At(0)*16+p.At(1)*4+p.At(2)]++
	}
	uniformly(t, "Permutation", slices.DeleteFunc(counts, func(n int) bool { return n == 0 }))
	counts = make([]int, 25)
	for range many / 10 {
		c := g.ChoiceWithoutReplacement(5, 2)
		counts[c.At(0)*5+c.At(1)]++
	}
	counts = slices.DeleteFunc(counts, func(n int) bool { return n == 0 })
	if len(counts) != 20 {
		t.Errorf("%d ordered pairs of 5, want 20", len(counts))
	}
	uniformly(t, "ChoiceWithoutReplacement", counts)
}
