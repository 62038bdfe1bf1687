package matmul

import (
	"slices"

	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type take = func(next func() (float32, bool), n int) []float32

// Take asks for the next values of an iterator.
var Take = &checks.Exercise[func(next func() (float32, bool), n int) []float32]{
	Info: checks.Info{
		ID:    "matmul/take",
		Func:  "Take",
		Title: "Take the next n",
		Hints: []string{
			"Loop while you have fewer than n; ask next only then.",
			"`x, ok := next()`: when ok is false there is nothing more, and what you have is the result.",
		},
		Par:     7,
		Minutes: 6,
	},
	Reference: solutions.Take,
	Criteria: func(answer take) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				s := &stream{values: counted(7)}
				for _, c := range []struct {
					n    int
					want []float32
				}{{3, []float32{0, 1, 2}}, {0, nil}, {2, []float32{3, 4}}, {5, []float32{5, 6}}, {2, nil}} {
					t.Call("Take(next, %d), next about to give %g of 0 … 6", c.n, float64(min(s.at, 7)))
					before := s.asked
					got := answer(s.next, c.n)
					if asked := s.asked - before; asked > c.n {
						t.Failf("next was asked %d times for %d: what is asked for and not returned is lost for whoever comes after", asked, c.n)
					}
					if !slices.Equal(got, c.want) {
						t.Failf("got %v, want %v", got, c.want)
					}
				}
			}},
		}
	},
	Wrong: []checks.Wrong[take]{
		{
			Name:  "eats one value too many",
			Fails: "values",
			Says:  "Ask only if you have fewer than n: look at the length first.",
			Answer: func(next func() (float32, bool), n int) (taken []float32) {
				for x, ok := next(); ok && len(taken) < n; x, ok = next() {
					taken = append(taken, x)
				}
				return taken
			},
		},
		{
			Name:  "fills up with zeros",
			Fails: "values",
			Says:  "There were no more values, and zeros were made up: return what there is.",
			Answer: func(next func() (float32, bool), n int) []float32 {
				taken := make([]float32, n)
				for i := range taken {
					taken[i], _ = next()
				}
				return taken
			},
		},
		{
			Name:  "takes all there is",
			Fails: "values",
			Says:  "All that was left has come: stop after n, `for len(taken) < n`.",
			Answer: func(next func() (float32, bool), _ int) (taken []float32) {
				for x, ok := next(); ok; x, ok = next() {
					taken = append(taken, x)
				}
				return taken
			},
		},
		{
			Name:  "takes one less",
			Fails: "values",
			Says:  "One value is missing: n of them are wanted.",
			Answer: func(next func() (float32, bool), n int) []float32 {
				return solutions.Take(next, n-1)
			},
		},
		{
			Name:  "looks ahead whether there is more",
			Fails: "values",
			Answer: func(next func() (float32, bool), n int) []float32 {
				taken := solutions.Take(next, n)
				next()
				return taken
			},
		},
	},
}

// A stream gives its values one by one and counts how often it is asked.
type stream struct {
	values    []float32
	at, asked int
}

func (s *stream) next() (float32, bool) {
	s.asked++
	if s.at >= len(s.values) {
		return 0, false
	}
	s.at++
	return s.values[s.at-1], true
}
