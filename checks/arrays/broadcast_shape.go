package arrays

import (
	"errors"
	"fmt"
	"slices"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type broadcastShape = func(a, b []int) ([]int, error)

// BroadcastShape asks for the rules of broadcasting.
var BroadcastShape = &checks.Exercise[func(a, b []int) ([]int, error)]{
	Info: checks.Info{
		ID:    "arrays/broadcast_shape",
		Func:  "BroadcastShape",
		Title: "The rules, in code",
		Hints: []string{
			"Only the last axes meet. It is easier if you know which shape is the longer one: swap a and b if it is b.",
			"Clone the longer shape, and go along the shorter one: its axis i meets axis `len(a)-len(b)+i` of the clone.",
			"Three cases where n meets m: m is 1, then m becomes n; n is 1 or equal to m, then all is well; else an error. There is no case for 0: it is a length like any other.",
		},
		Minutes: 15,
	},
	Reference: solutions.BroadcastShape,
	Criteria: func(answer broadcastShape) []checks.Criterion {
		together := func(t *checks.T, a, b, want []int) {
			t.Call("BroadcastShape(%v, %v)", a, b)
			got, err := answer(slices.Clone(a), slices.Clone(b))
			if err != nil {
				t.Failf("got the error %q, want %v", err, want)
			}
			if !slices.Equal(got, want) {
				t.Failf("got %v, want %v", got, want)
			}
		}
		return []checks.Criterion{
			{Name: "shapes", Points: 1.5, Check: func(t *checks.T) {
				for _, c := range [][3][]int{
					{{3, 4}, {3, 4}, {3, 4}},
					{{3, 4}, {1, 4}, {3, 4}},
					{{3, 1}, {1, 4}, {3, 4}},
					{{2, 3, 4}, {4}, {2, 3, 4}},
					{{4}, {2, 3, 4}, {2, 3, 4}},
					{{3, 1}, {4, 1, 9}, {4, 3, 9}},
					{{1, 1, 1, 8}, {1, 9, 1}, {1, 1, 9, 8}},
					{{}, {2, 3}, {2, 3}},
					{{}, {}, {}},
					{{0}, {1}, {0}},
					{{1, 5}, {3, 0, 1}, {3, 0, 5}},
				} {
					together(t, c[0], c[1], c[2])
				}
				for a := range shapes {
					for b := range shapes {
						if want, ok := meet(a, b); ok {
							together(t, a, b, want)
						}
					}
				}
			}},
			{Name: "errors", Points: 1, Check: func(t *checks.T) {
				apart := func(a, b []int) {
					t.Call("BroadcastShape(%v, %v)", a, b)
					if got, err := answer(slices.Clone(a), slices.Clone(b)); err == nil {
						t.Failf("got %v and no error: these shapes do not broadcast", got)
					}
				}
				apart([]int{5, 9}, []int{5})
				apart([]int{3, 3}, []int{2, 3})
				apart([]int{0}, []int{2})
				for a := range shapes {
					for b := range shapes {
						if _, ok := meet(a, b); !ok {
							apart(a, b)
						}
					}
				}
			}},
			{Name: "a and b unchanged", Points: 0.5, Check: func(t *checks.T) {
				for _, c := range [][2][]int{{{3, 1}, {1, 4}}, {{1}, {2, 1}}, {{2, 1, 3}, {4, 1}}, {{2, 3}, {2, 3}}} {
					a, b := c[0], c[1]
					t.Call("BroadcastShape(%v, %v)", a, b)
					t.Unchanged(func() {
						got, _ := answer(a, b)
						for i := range got {
							got[i] = -1 // a result that is a or b itself would change it
						}
					}, np.AsArray(a), np.AsArray(b))
				}
			}},
		}
	},
	Wrong: []checks.Wrong[broadcastShape]{
		{
			Name:  "aligns at the first axes",
			Fails: "shapes",
			Says:  "The shapes are aligned from the left: put them one below the other so that their last lengths meet.",
			Answer: func(a, b []int) ([]int, error) {
				if len(a) < len(b) {
					a, b = b, a
				}
				shape := slices.Clone(a)
				for i, n := range b {
					if shape[i] == 1 {
						shape[i] = n
					} else if n != 1 && n != shape[i] {
						return nil, errors.New("the shapes do not broadcast")
					}
				}
				return shape, nil
			},
		},
		{
			Name:  "takes the larger length",
			Fails: "shapes",
			Says:  "0 and 1 give 0: a length of 1 takes the other's length, and that may be smaller. (It is not the maximum.)",
			Answer: func(a, b []int) ([]int, error) {
				if len(a) < len(b) {
					a, b = b, a
				}
				shape := slices.Clone(a)
				for i, n := range b {
					m := &shape[len(a)-len(b)+i]
					if n != *m && n != 1 && *m != 1 {
						return nil, errors.New("the shapes do not broadcast")
					}
					*m = max(*m, n)
				}
				return shape, nil
			},
		},
		{
			Name:  "wants as many axes in both",
			Fails: "shapes",
			Says:  "Shapes of different rank fit too: the axes that one lacks count as length 1.",
			Answer: func(a, b []int) ([]int, error) {
				if len(a) != len(b) {
					return nil, errors.New("different numbers of axes")
				}
				shape, ok := meet(a, b)
				if !ok {
					return nil, errors.New("the shapes do not broadcast")
				}
				return shape, nil
			},
		},
		{
			Name:  "stretches only the first",
			Fails: "shapes",
			Says:  "Only a stretches: an axis of b that is 1 stretches as well.",
			Answer: func(a, b []int) ([]int, error) {
				shape, ok := meet(a, b)
				if len(b) > len(a) {
					return shape, nil
				}
				for i, n := range b {
					if m := a[len(a)-len(b)+i]; m != n && m != 1 {
						ok = false
					}
				}
				if !ok {
					return nil, errors.New("the shapes do not broadcast")
				}
				return shape, nil
			},
		},
		{
			Name:  "has no errors",
			Fails: "errors",
			Says:  "9 meets 5, and neither is 1: that is an error.",
			Answer: func(a, b []int) ([]int, error) {
				if len(a) < len(b) {
					a, b = b, a
				}
				shape := slices.Clone(a)
				for i, n := range b {
					if m := &shape[len(a)-len(b)+i]; *m == 1 {
						*m = n
					}
				}
				return shape, nil
			},
		},
		{
			Name:  "looks at the last axis only",
			Fails: "errors",
			Says:  "The last lengths fit, the ones before them do not: look at every axis.",
			Answer: func(a, b []int) ([]int, error) {
				if len(a) < len(b) {
					a, b = b, a
				}
				shape := slices.Clone(a)
				for i, n := range b {
					m := &shape[len(a)-len(b)+i]
					if i == len(b)-1 && *m != n && *m != 1 && n != 1 {
						return nil, fmt.Errorf("%d meets %d", *m, n)
					}
					if *m == 1 {
						*m = n
					}
				}
				return append(shape, []int{}...), nil
			},
		},
		{
			Name:  "writes into the longer shape",
			Fails: "a and b unchanged",
			Answer: func(a, b []int) ([]int, error) {
				shape, ok := meet(a, b)
				if !ok {
					return nil, errors.New("the shapes do not broadcast")
				}
				if len(a) < len(b) {
					a = b
				}
				copy(a, shape)
				return a, nil
			},
		},
	},
}

// shapes yields the shapes of up to three axes with lengths of 0 to 3.
func shapes(yield func([]int) bool) {
	for rank := range 4 {
		lengths := []int{4, 4, 4}[:rank]
		for shape := range np.NDIndex(lengths...) {
			if !yield(slices.Clone(shape)) {
				return
			}
		}
	}
}

// meet is broadcasting from the last axis backwards, with ones for the axes
// that are not there.
func meet(a, b []int) (shape []int, ok bool) {
	rank := max(len(a), len(b))
	shape = make([]int, rank)
	length := func(s []int, back int) int {
		if back > len(s) {
			return 1
		}
		return s[len(s)-back]
	}
	for back := 1; back <= rank; back++ {
		m, n := length(a, back), length(b, back)
		switch {
		case m == n, n == 1:
			shape[rank-back] = m
		case m == 1:
			shape[rank-back] = n
		default:
			return nil, false
		}
	}
	return shape, true
}
