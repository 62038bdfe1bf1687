package arraylib

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawView returns an array of up to three axes and a stepped, flipped or transposed view of it.
func drawView(t *rapid.T) *Array[int] {
	shape := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 3).Draw(t, "shape")
	a := Arange[int](naiveSize(shape)).Reshape(shape...)
	if len(shape) > 0 && rapid.Bool().Draw(t, "step") {
		a = a.S("..., ::-2")
	}
	if rapid.Bool().Draw(t, "transpose") {
		a = a.T()
	}
	return a
}

func TestAlong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		for axis := range a.Shape() {
			want := Unstack(a, Axis(axis))
			n := 0
			var kept []*Array[int]
			for i, v := range Along(a, axis-len(a.Shape())) {
				if i != n {
					t.Fatalf("counts %d at %d", i, n)
				}
				n++
				kept = append(kept, v)
			}
			if n != len(want) {
				t.Fatalf("%d views, want %d", n, len(want))
			}
			for i, v := range kept {
				sameAsModel(t, "Along", v, modelOf(want[i]))
				if Size(v) > 0 && !SharesMemory(a, v) {
					t.Fatal("no view")
				}
			}
		}
	})
	for i := range Along(Zeros[int](3), 0) {
		if i == 1 {
			break
		}
		if i > 1 {
			t.Error("goes on after a break")
		}
	}
}

// Blocks cover every element once, each at its place.
func TestBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		shape := a.Shape()
		lengths := rapid.SliceOfN(rapid.IntRange(1, 6), 0, len(shape)).Draw(t, "lengths")
		seen := Zeros[int](shape...)
		for at, block := range Blocks(a, lengths...) {
			for index, v := range NDEnumerate(block) {
				place := slices.Clone(index)
				for d, i := range at {
					place[d] += i
					if n := block.Shape()[d]; n > lengths[d] || n < lengths[d] && i+n != shape[d] {
						t.Fatalf("a block of %d at %d of %d", n, i, shape[d])
					}
				}
				seen.Set(seen.At(place...)+1, place...)
				if v != a.At(place...) {
					t.Fatalf("%d at %v, want %d", v, place, a.At(place...))
				}
			}
		}
		sameAsModel(t, "times seen", seen, modelOf(Ones[int](shape...)))
	})
	n := 0
	for at := range Blocks(Zeros[int](4, 4), 2, 2) {
		if n++; at[1] == 2 {
			break
		}
	}
	if n != 2 {
		t.Error("ranged over", n, "blocks, want 2")
	}
}

func TestNDIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		shape, want := a.Shape(), [][]int{}
		for index := range indices(shape) {
			want = append(want, slices.Clone(index))
		}
		n := 0
		for index := range NDIndex(shape...) {
			if n >= len(want) || !slices.Equal(index, want[n]) {
				t.Fatalf("index %d is %v", n, index)
			}
			n++
		}
		m := 0
		for index, v := range NDEnumerate(a) {
			if m >= len(want) || !slices.Equal(index, want[m]) || v != a.At(index...) {
				t.Fatalf("element %d is %d at %v", m, v, index)
			}
			m++
		}
		if n != len(want) || m != len(want) {
			t.Fatalf("%d indices, %d elements, want %d", n, m, len(want))
		}
		made := FromFunction(func(index []int) int {
			k := 0
			for d, i := range index {
				k = k*shape[d] + i
			}
			return k
		}, shape...)
		sameAsModel(t, "FromFunction", made, modelOf(Arange[int](naiveSize(shape)).Reshape(shape...)))
	})
	n := 0
	for range NDIndex(3, 3) {
		if n++; n == 4 {
			break
		}
	}
	for range NDEnumerate(Zeros[int](3, 3)) {
		if n++; n == 6 {
			break
		}
	}
	if n != 6 {
		t.Error(n)
	}
}

// At, SetAt, UnravelIndex and RavelMultiIndex agree with one element at a time.
func TestAtModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 3).Draw(t, "shape")
		a := Arange[int](naiveSize(shape)).Reshape(shape...)
		if rapid.Bool().Draw(t, "flip") {
			a = Flip(a, 0)
		}
		numbers := rapid.SliceOfN(rapid.IntRange(0, Size(a)-1), 0, 6).Draw(t, "numbers")
		at := UnravelIndex(New(numbers), shape...)
		got := At(a, at...)
		for i, k := range numbers {
			index := make([]int, len(shape))
			for d := range index {
				index[d] = at[d].At(i)
			}
			if got.At(i) != a.At(index...) || got.At(i) != Ravel(a).At(k) {
				t.Fatalf("element %d is %d", i, got.At(i))
			}
		}
		sameAsModel(t, "RavelMultiIndex", RavelMultiIndex(at, shape...), modelOf(New(numbers)))
		b := Copy(a)
		SetAt(b, Arange[int](100, 100+len(numbers)), at...)
		want := Copy(Ravel(a))
		for i, k := range numbers {
			want.Set(100+i, k)
		}
		sameAsModel(t, "SetAt", b, modelOf(want.Reshape(shape...)))
	})
}

// Roll of several axes is that of one after the other.
func TestRollEachModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		nd := len(a.Shape())
		var shifts, axes []int
		want := Copy(a)
		for range rapid.IntRange(0, min(3, 3*nd)).Draw(t, "axes") {
			shift, axis := rapid.IntRange(-9, 9).Draw(t, "shift"), rapid.IntRange(-nd, nd-1).Draw(t, "axis")
			shifts, axes = append(shifts, shift), append(axes, axis)
			want = Roll(want, shift, Axis(axis))
		}
		sameAsModel(t, "RollEach", RollEach(a, shifts, axes...), modelOf(want))
	})
}
