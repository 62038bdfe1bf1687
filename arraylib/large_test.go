package arraylib

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// What is large goes other ways than what is small: in parts, on several processors. Plain loops judge it.

func randomInts[T Integer](r *rand.Rand, n, below int) *Array[T] {
	a := Empty[T](n)
	for i := range a.Data() {
		a.Data()[i] = T(r.IntN(below))
	}
	return a
}

func TestLargeSelections(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const n = 300000
	a := randomInts[int32](r, n, 1000)
	data := a.Data()

	mask := LessScalar(a, 300)
	var want []int32
	var where []int
	for i, x := range data {
		if x < 300 {
			want, where = append(want, x), append(where, i)
		}
	}
	if got := Mask(a, mask); !slices.Equal(got.Data(), want) {
		t.Error("Mask")
	}
	if got := FlatNonzero(mask); !slices.Equal(got.Data(), where) {
		t.Error("FlatNonzero")
	}
	if got := CountNonzero(mask).Item(); got != len(want) {
		t.Error("CountNonzero", got, len(want))
	}
	if got := SumAs[float32](mask).Item(); got != float32(len(want)) {
		t.Error("SumAs", got, len(want))
	}

	at := SubtractScalar(randomInts[int32](r, n, 2*n), n) // from -n to n-1
	got := Take(a, at)
	rows := Take(a.Reshape(n/4, 4), RemainderScalar(at, int32(n/4)), Axis(0))
	for i, k := range at.Data() {
		if got.Data()[i] != data[(int(k)+n)%n] {
			t.Fatal("Take", i)
		}
		if row := (int(k)%(n/4) + n/4) % (n / 4); !slices.Equal(rows.Data()[4*i:][:4], data[4*row:][:4]) {
			t.Fatal("Take of rows", i)
		}
	}
	at.Set(n, n/2)
	var e *IndexError
	func() {
		defer func() { e, _ = recover().(*IndexError) }()
		Take(a, at)
	}()
	if e == nil || e.Index[0] != n {
		t.Error("Take outside:", e)
	}
}

func TestLargeCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 700000
	for _, bins := range []int{1, 26, 5000} {
		labels := randomInts[uint16](r, n, bins)
		weights := AsType[float64](randomInts[int8](r, n, 100))
		counts, sums := make([]int, bins), make([]float64, bins)
		for i, k := range labels.Data() {
			counts[k]++
			sums[k] += weights.Data()[i]
		}
		if got := BinCount(labels, bins); !slices.Equal(got.Data(), counts) {
			t.Errorf("BinCount of %d", bins)
		}
		if got := BinCount(AsType[int](labels), bins); !slices.Equal(got.Data(), counts) {
			t.Errorf("BinCount of ints, %d", bins)
		}
		if got := BinCountWeights(labels, weights, bins); !slices.Equal(got.Data(), sums) {
			t.Errorf("BinCountWeights of %d", bins)
		}
		got := Zeros[float64](bins)
		UpdateAt(Add[float64], got, labels, weights)
		if !slices.Equal(got.Data(), sums) {
			t.Errorf("UpdateAt of %d", bins)
		}
		got = Zeros[float64](2 * bins)
		UpdateAt(Add[float64], got.S("::2"), SubtractScalar(AsType[int](labels), bins), weights)
		if !slices.Equal(Copy(got.S("::2")).Data(), sums) || Sum(got).Item() != Sum(got.S("::2")).Item() {
			t.Errorf("UpdateAt every second of %d, with negative indices", bins)
		}
		rows := Zeros[float64](bins, 3)
		UpdateAt(Add[float64], rows, labels, BroadcastTo(weights.S(":, None"), n, 3), Axis(0))
		for i := range 3 {
			if !slices.Equal(Copy(rows.S(":, %d", i)).Data(), sums) {
				t.Errorf("UpdateAt of rows, %d", bins)
			}
		}
	}
}

func TestLargeRunningSums(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	a := AsType[float64](randomInts[int](r, 300000, 100)).Reshape(300, 1000)
	for axis := range 2 {
		for i, v := range []*Array[float64]{a, a.T(), a.S("::-1, ::2")} {
			got := CumSum(v, Axis(axis))
			whole := CumSum(v, Axis(axis), IncludeInitial)
			if !ArrayEqual(Diff(whole, Axis(axis)), v) || !ArrayEqual(as[float64](whole.c.cut(axis, 1, v.c.shape[axis])), got) {
				t.Errorf("view %d, axis %d", i, axis)
			}
		}
	}
}
