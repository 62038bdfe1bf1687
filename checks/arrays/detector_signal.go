package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type detectorSignal = func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64]

// DetectorSignal asks for a formula over two kinds of axes.
var DetectorSignal = &checks.Exercise[func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "arrays/detector_signal",
		Func:  "DetectorSignal",
		Title: "Eight detectors, no loop",
		Hints: []string{
			"Which of the five go along the detectors, and which along the samples? The last axis is the samples', so source and glitch fit as they are.",
			"gain and offset go down, along the detectors: they must be columns, of shape (D, 1). `gain.S(\":, None\")` is one.",
			"`np.Multiply(gain.S(\":, None\"), source)` has shape (D, S) already. Add the other three to it, one after the other, or write it all as one formula for `np.Eval`, where `gain[:, None]` is the column.",
		},
		Par:     1,
		Minutes: 10,
	},
	Reference: solutions.DetectorSignal,
	Baseline:  signalOneByOne,
	Criteria: func(answer detectorSignal) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				// The square comes first: there what goes along the wrong axis gives wrong values.
				for _, shape := range [][2]int{{8, 8}, {8, 1000}, {3, 5}, {1, 6}, {6, 1}, {4, 0}} {
					d, s := shape[0], shape[1]
					gain, source, glitch, offset, noise := t.Uniform(d), t.Uniform(s), t.Uniform(s), t.Uniform(d), t.Uniform(d, s)
					want := signalOneByOne(gain, source, glitch, offset, noise)
					t.Call("DetectorSignal, %d detectors, %d samples", d, s)
					t.Close(answer(gain, source, glitch, offset, noise), want, 1e-12)
				}
				gain, source, noise := t.Uniform(5, 2), t.Uniform(14), t.Uniform(7, 5)
				want := signalOneByOne(gain.S(":, 0"), source.S("::2"), source.S("1::2"), gain.S("::-1, 1"), noise.T())
				t.Call("DetectorSignal, its arguments views of other arrays")
				t.Close(answer(gain.S(":, 0"), source.S("::2"), source.S("1::2"), gain.S("::-1, 1"), noise.T()), want, 1e-12)
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
			{Name: "arguments unchanged", Points: 0.5, Check: func(t *checks.T) {
				gain, source, glitch, offset, noise := t.Uniform(4), t.Uniform(9), t.Uniform(9), t.Uniform(4), t.Uniform(4, 9)
				t.Unchanged(func() { answer(gain, source, glitch, offset, noise) }, gain, source, glitch, offset, noise)
			}},
			{Name: "new memory", Points: 0.5, Check: func(t *checks.T) {
				gain, source, glitch, offset, noise := t.Uniform(4), t.Uniform(9), t.Uniform(9), t.Uniform(4), t.Uniform(4, 9)
				t.Fresh(answer(gain, source, glitch, offset, noise), gain, source, glitch, offset, noise)
			}},
			{Name: "a third of the loops' time", Points: 1, Bonus: true, Check: func(t *checks.T) {
				t.Faster(1.0/3, 1e-12, func() []any {
					return []any{t.Uniform(8), t.Uniform(4000), t.Uniform(4000), t.Uniform(8), t.Uniform(8, 4000)}
				})
			}},
		}
	},
	Wrong: []checks.Wrong[detectorSignal]{
		{
			Name:  "lays the offset along the samples",
			Fails: "values",
			Says:  "The offset went along the samples: shape (D,) lines up with the last axis. As a column, offset.S(\":, None\"), it goes along the detectors.",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Add(np.Multiply(gain.S(":, None"), source), glitch), offset), noise)
			},
		},
		{
			Name:  "lays the gain along the samples",
			Fails: "values",
			Says:  "The gain went along the samples: as a column, gain.S(\":, None\"), it goes along the detectors.",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Add(np.Multiply(gain, source), glitch), offset.S(":, None")), noise)
			},
		},
		{
			Name:  "turns the source into a column",
			Fails: "values",
			Says:  "The source went along the detectors: it is the gain that becomes a column.",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Add(np.Multiply(gain, source.S(":, None")), glitch), offset.S(":, None")), noise)
			},
		},
		{
			Name:  "amplifies the glitch too",
			Fails: "values",
			Says:  "The glitch was multiplied by the gain as well: only the source is.",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Multiply(gain.S(":, None"), np.Add(source, glitch)), offset.S(":, None")), noise)
			},
		},
		{
			Name:  "gives all detectors one noise",
			Fails: "values",
			Says:  "All detectors have the noise of the first: noise has a row for each.",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Add(np.Multiply(gain.S(":, None"), source), glitch), offset.S(":, None")), noise.S("0"))
			},
		},
		{
			Name:  "leaves the noise out",
			Fails: "values",
			Says:  "The noise is missing.",
			Answer: func(gain, source, glitch, offset, _ *np.Array[float64]) *np.Array[float64] {
				return np.Add(np.Add(np.Multiply(gain.S(":, None"), source), glitch), offset.S(":, None"))
			},
		},
		{
			Name:   "loops",
			Fails:  "no loop",
			Answer: signalOneByOne,
		},
		{
			Name:  "adds to the noise",
			Fails: "arguments unchanged",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				np.AddInto(noise, noise, np.Add(np.Add(np.Multiply(gain.S(":, None"), source), glitch), offset.S(":, None")))
				return noise
			},
		},
		{
			Name:  "goes element by element without saying so",
			Fails: "a third of the loops' time",
			Answer: func(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
				return np.FromFunction(func(at []int) float64 {
					d, s := at[0], at[1]
					return gain.At(d)*source.At(s) + glitch.At(s) + offset.At(d) + noise.S("%d, %d", d, s).Item()
				}, noise.Shape()...)
			},
		},
	},
}

// signalOneByOne computes the signal element by element.
func signalOneByOne(gain, source, glitch, offset, noise *np.Array[float64]) *np.Array[float64] {
	signal := np.Empty[float64](noise.Shape()...)
	for d := range noise.Shape()[0] {
		for s := range noise.Shape()[1] {
			signal.Set(gain.At(d)*source.At(s)+glitch.At(s)+offset.At(d)+noise.At(d, s), d, s)
		}
	}
	return signal
}
