package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type drawdown = func(p *np.Array[float64]) float64

// Drawdown asks for a running maximum.
var Drawdown = &checks.Exercise[func(p *np.Array[float64]) float64]{
	Info: checks.Info{
		ID:    "arrays/drawdown",
		Func:  "Drawdown",
		Title: "The deepest fall",
		Hints: []string{
			"Make an array first that holds, for every moment, the highest price up to then. The rest is arithmetic on two arrays of the same length.",
			"`peak := np.Accumulate(np.Maximum, p)` is that array.",
			"How far below the peak, as a part of it: `np.Divide(np.Subtract(peak, p), peak)`. The deepest fall is its `np.Max(…).Item()`.",
		},
		Par:     2,
		Minutes: 8,
	},
	Reference: solutions.Drawdown,
	Criteria: func(answer drawdown) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range []struct {
					prices []float64
					want   float64
				}{
					{[]float64{100, 120, 90, 110, 100}, 0.25},
					{[]float64{80, 100, 200, 190, 250, 200, 240}, 0.2}, // 250 to 200
					{[]float64{10, 4, 100, 50, 100}, 0.6},              // 10 to 4, not 100 to 50
					{[]float64{5, 6, 7, 8}, 0},
					{[]float64{8, 6, 4, 2}, 0.75},
					{[]float64{3}, 0},
				} {
					t.Call("Drawdown(%v)", c.prices)
					t.Close(answer(np.New(c.prices)), c.want, 1e-12)
				}
				prices := func() *np.Array[float64] { return np.AddScalar(t.Uniform(30, 10), 2) }
				for _, p := range []*np.Array[float64]{np.Ravel(prices()), prices().S("3, ::-2"), prices().S(":, 3")} {
					t.Call("Drawdown(p), %d random prices", np.Len(p))
					want := deepestFall(p)
					t.Close(answer(p), want, 1e-12)
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "p unchanged", Points: 0.5, Check: func(t *checks.T) {
				p := np.AddScalar(t.Uniform(20), 2)
				t.Unchanged(func() { answer(p) }, p)
			}},
		}
	},
	Wrong: []checks.Wrong[drawdown]{
		{
			Name:  "takes the highest and the lowest of all",
			Fails: "values",
			Says:  "A fall goes from a high to a later low: the highest price of all may come after the lowest.",
			Answer: func(p *np.Array[float64]) float64 {
				high, low := np.Max(p).Item(), np.Min(p).Item()
				return (high - low) / high
			},
		},
		{
			Name:  "takes 1 minus the lowest over the highest",
			Fails: "values",
			Says:  "A fall goes from a high to a later low: the highest price of all may come after the lowest.",
			Answer: func(p *np.Array[float64]) float64 {
				return 1 - np.Min(p).Item()/np.Max(p).Item()
			},
		},
		{
			Name:  "subtracts the wrong way round",
			Fails: "values",
			Says:  "Price minus peak is 0 or less, so the largest of these is 0: subtract the price from the peak.",
			Answer: func(p *np.Array[float64]) float64 {
				peak := np.Accumulate(np.Maximum, p)
				return np.Max(np.Divide(np.Subtract(p, peak), peak)).Item()
			},
		},
		{
			Name:  "runs along with the minimum",
			Fails: "values",
			Says:  "That is the steepest rise above the lowest price up to then: run along with the maximum.",
			Answer: func(p *np.Array[float64]) float64 {
				low := np.Accumulate(np.Minimum, p)
				return np.Max(np.Divide(np.Subtract(p, low), low)).Item()
			},
		},
		{
			Name:  "runs from the end",
			Fails: "values",
			Says:  "The peak you compare with lies after the price: it has to be the highest before it.",
			Answer: func(p *np.Array[float64]) float64 {
				return deepestFall(p.S("::-1"))
			},
		},
		{
			Name:  "returns what is left",
			Fails: "values",
			Says:  "That is the part that is left at the deepest point. The fall is 1 minus that.",
			Answer: func(p *np.Array[float64]) float64 {
				return 1 - deepestFall(p)
			},
		},
		{
			Name:  "measures in money",
			Fails: "values",
			Says:  "That is the fall in the prices' own unit: divide it by the peak it fell from.",
			Answer: func(p *np.Array[float64]) float64 {
				return np.Max(np.Subtract(np.Accumulate(np.Maximum, p), p)).Item()
			},
		},
		{
			Name:  "divides by the low",
			Fails: "values",
			Says:  "The fall is a part of the peak, so divide by the peak and not by the price.",
			Answer: func(p *np.Array[float64]) float64 {
				return np.Max(np.Divide(np.Subtract(np.Accumulate(np.Maximum, p), p), p)).Item()
			},
		},
		{
			Name:  "looks at the last price only",
			Fails: "values",
			Says:  "That is how far the last price lies below the peak: prices may have recovered before the end.",
			Answer: func(p *np.Array[float64]) float64 {
				return 1 - p.At(-1)/np.Max(p).Item()
			},
		},
		{
			Name:   "loops",
			Fails:  "no loop",
			Answer: deepestFall,
		},
		{
			Name:  "turns p into its peaks",
			Fails: "p unchanged",
			Answer: func(p *np.Array[float64]) float64 {
				before := np.Copy(p)
				np.CopyTo(p, np.Accumulate(np.Maximum, p))
				return np.Max(np.Divide(np.Subtract(p, before), p)).Item()
			},
		},
	},
}

// deepestFall goes through the prices one by one.
func deepestFall(p *np.Array[float64]) (deepest float64) {
	peak := p.At(0)
	for _, x := range p.All() {
		peak = max(peak, x)
		deepest = max(deepest, 1-x/peak)
	}
	return deepest
}
