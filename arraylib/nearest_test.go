package arraylib

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleNearestRows() {
	points := New([]float64{0, 0, 9, 9, 1, 3, 8, 9}, 4, 2)
	centroids := New([]float64{0, 0, 9, 8}, 2, 2)
	labels, distances := NearestRows(points, centroids)
	fmt.Println(labels, distances)
	// Output: [0 1 0 1] [0.         1.         3.16227766 1.41421356]
}

// sameAsNearest compares NearestRows with what its documentation says it is.
func sameAsNearest[T Float](t rapid.TB, x, c *Array[T]) {
	t.Helper()
	index, distance := NearestRows(x, c)
	all := Sqrt(Sum(Square(Subtract(x.S(":, None"), c)), Axis(2)))
	if want := ArgMin(all, Axis(1)); !ArrayEqual(index, want) {
		t.Fatalf("the nearest rows of\n%v\nto\n%v\nare %v, want %v", c, x, index, want)
	}
	if want := Min(all, Axis(1)); !ArrayEqual(Where(IsNaN(distance), Scalar(T(-1)), distance), Where(IsNaN(want), Scalar(T(-1)), want)) {
		t.Fatalf("the distances of\n%v\nfrom\n%v\nare %v, want %v", c, x, distance, want)
	}
}

func testNearest[T Float](t *rapid.T) {
	size := rapid.IntRange(1, 40)
	n, k, d := rapid.IntRange(0, 70).Draw(t, "n"), size.Draw(t, "k"), rapid.IntRange(0, 12).Draw(t, "d")
	// Small whole numbers: sums are exact, and ties are many.
	matrix := func(rows int, name string) *Array[T] {
		a := AsType[T](SubtractScalar(RemainderScalar(MultiplyScalar(Arange[int](rows*d), rapid.IntRange(1, 50).Draw(t, name)), 11), 5))
		switch rapid.IntRange(0, 3).Draw(t, name+" layout") {
		case 1:
			return a.Reshape(d, rows).T()
		case 2:
			return Repeat(a.Reshape(rows, d), 2, Axis(1)).S(":, ::-2")
		}
		return a.Reshape(rows, d)
	}
	x, c := matrix(n, "x"), matrix(k, "c")
	for range rapid.IntRange(0, 2).Draw(t, "specials") {
		v := T(rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300}).Draw(t, "special"))
		if a := rapid.SampledFrom([]*Array[T]{x, c}).Draw(t, "where"); Size(a) > 0 {
			a.Set(v, rapid.IntRange(0, a.Shape()[0]-1).Draw(t, "row"), rapid.IntRange(0, d-1).Draw(t, "column"))
		}
	}
	sameAsNearest(t, x, c)
}

func TestNearestRows(t *testing.T) {
	t.Run("float32", rapid.MakeCheck(testNearest[float32]))
	t.Run("float64", rapid.MakeCheck(testNearest[float64]))
}

// So many that the processors share them.
func TestNearestRowsOfMany(t *testing.T) {
	x := AsType[float64](RemainderScalar(Arange[int](5000*26), 101)).Reshape(5000, 26)
	x.Set(math.NaN(), 4000, 3)
	sameAsNearest(t, x, x.S("10::200"))
	sameAsNearest(t, AsType[float32](x), AsType[float32](x.S("10::200")))
}

// The expanded square would not tell these apart.
func TestNearestRowsFarFromZero(t *testing.T) {
	x := AddScalar(New([]float64{0, 1, 2, 3}, 4, 1), 1e9)
	index, distance := NearestRows(x, AddScalar(New([]float64{3, 0.25}, 2, 1), 1e9))
	if want := New([]int{1, 1, 0, 0}); !ArrayEqual(index, want) {
		t.Errorf("got %v, want %v", index, want)
	}
	if want := New([]float64{0.25, 0.75, 1, 0}); !ArrayEqual(distance, want) {
		t.Errorf("got %v, want %v", distance, want)
	}
}

func TestNearestRowsPanics(t *testing.T) {
	v, m := Ones[float64](3), Ones[float64](2, 3)
	mustPanic[*ShapeError](t, "NearestRows: shape (3,) has 1 axis, where rows have two", func() { NearestRows(m, v) })
	mustPanic[*ShapeError](t, "NearestRows: shapes (2, 3) and (3, 2) have rows of different lengths", func() { NearestRows(m, m.T()) })
	mustPanic[*ShapeError](t, "NearestRows: shape (0, 3) has no rows, of which one would be the nearest", func() { NearestRows(m, m.S(":0")) })
}
