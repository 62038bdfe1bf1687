package matmul

import (
	"iter"
	"slices"

	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type chunks = func(x []float32, n int) iter.Seq[[]float32]

// Chunks asks for the pieces of a slice, as a sequence.
var Chunks = &checks.Exercise[func(x []float32, n int) iter.Seq[[]float32]]{
	Info: checks.Info{
		ID:    "matmul/chunks",
		Func:  "Chunks",
		Title: "Cut into chunks",
		Hints: []string{
			"Return a function that takes `yield func([]float32) bool` and has the loop inside: then each new `range` begins at the beginning.",
			"A piece is `x[i:end]`, with `end := min(i+n, len(x))`. When `yield` says false, return.",
			"`x[i:end:end]` has the same elements, and a capacity that ends with them: an append to it must take new memory.",
		},
		Par:     7,
		Minutes: 10,
	},
	Reference: solutions.Chunks,
	Criteria: func(answer chunks) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				for _, c := range []struct{ length, n int }{{10, 2}, {10, 4}, {3, 5}, {4, 4}, {1, 1}, {0, 3}, {84, 28}} {
					x := counted(c.length)
					t.Call("Chunks(x, %d), x of length %d", c.n, c.length)
					seq := answer(x, c.n)
					chunked(t, seq, x, c.n)
					t.Call("Chunks(x, %d), x of length %d, ranged over again", c.n, c.length)
					chunked(t, seq, x, c.n)
				}
			}},
			{Name: "stops", Points: 0.5, Check: func(t *checks.T) {
				for _, m := range []int{1, 3} {
					t.Call("Chunks(x, 2), x of length 10, left after %d", m)
					n := 0
					answer(counted(10), 2)(func([]float32) bool {
						if n++; n > m {
							t.Failf("the loop was left, and the sequence went on: write `if !yield(piece) { return }`")
						}
						return n < m
					})
				}
			}},
			{Name: "views that end where they end", Points: 1, Check: func(t *checks.T) {
				x := counted(10)
				t.Call("Chunks(x, 4), x of length 10")
				for piece := range answer(x, 4) {
					piece[0] = -1
				}
				if x[0] != -1 || x[4] != -1 || x[8] != -1 {
					t.Failf("what was written into a piece is not in x: a piece is x[i:j], not a copy of it")
				}
				x = counted(10)
				for piece := range answer(x, 4) {
					_ = append(piece, -5)
				}
				if !slices.Equal(x, counted(10)) {
					t.Failf("x is %v after an append to each piece: the append wrote over the next piece. A piece's capacity should end with it, `x[i:j:j]`", x)
				}
			}},
			{Name: "by hand", Points: 0.5, Check: func(t *checks.T) { t.Avoids("slices.Chunk") }},
		}
	},
	Wrong: []checks.Wrong[chunks]{
		{
			Name:  "drops a short last piece",
			Fails: "values",
			Says:  "The last piece is missing where n does not divide the length: it is shorter, but it counts.",
			Answer: func(x []float32, n int) iter.Seq[[]float32] {
				return solutions.Chunks(x[:len(x)/n*n:len(x)/n*n], n)
			},
		},
		{
			Name:  "returns copies",
			Fails: "views that end where they end",
			Answer: func(x []float32, n int) iter.Seq[[]float32] {
				return func(yield func([]float32) bool) {
					for piece := range solutions.Chunks(x, n) {
						if !yield(slices.Clone(piece)) {
							return
						}
					}
				}
			},
		},
		{
			Name:  "goes on when its reader has stopped",
			Fails: "stops",
			Answer: func(x []float32, n int) iter.Seq[[]float32] {
				return func(yield func([]float32) bool) {
					for piece := range solutions.Chunks(x, n) {
						yield(piece)
					}
				}
			},
		},
		{
			Name:  "is empty the second time",
			Fails: "values",
			Says:  "The second loop over the sequence found nothing: keep the position inside the function that you return, so that each loop has its own.",
			Answer: func(x []float32, n int) iter.Seq[[]float32] {
				i := 0
				return func(yield func([]float32) bool) {
					for ; i < len(x); i += n {
						end := min(i+n, len(x))
						if !yield(x[i:end:end]) {
							return
						}
					}
				}
			},
		},
		{
			Name:  "leaves room behind each piece",
			Fails: "views that end where they end",
			Answer: func(x []float32, n int) iter.Seq[[]float32] {
				return func(yield func([]float32) bool) {
					for i := 0; i < len(x); i += n {
						if !yield(x[i:min(i+n, len(x))]) {
							return
						}
					}
				}
			},
		},
	},
}

// counted returns 0, 1, 2, …
func counted(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i)
	}
	return x
}

// chunked fails unless seq yields the pieces of x of length n.
func chunked(t *checks.T, seq iter.Seq[[]float32], x []float32, n int) {
	if seq == nil {
		t.Failf("got nil, want a sequence: did you forget to return the function?")
	}
	var got [][]float32
	for piece := range seq {
		if got = append(got, piece); len(got) > len(x)+1 {
			t.Failf("the sequence does not end: there are at most %d pieces", len(x))
		}
	}
	var want [][]float32
	for i := 0; i < len(x); i += n {
		want = append(want, x[i:min(i+n, len(x))])
	}
	for i, piece := range want {
		if i >= len(got) {
			t.Failf("got %d pieces, want %d", len(got), len(want))
		}
		if !slices.Equal(got[i], piece) {
			t.Failf("piece %d is %v, want %v", i, got[i], piece)
		}
	}
	if len(got) > len(want) {
		t.Failf("got %d pieces, want %d", len(got), len(want))
	}
}
