package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type train = func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64)

// Train asks for the loop that improves the centroids.
var Train = &checks.Exercise[func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64)]{
	Info: checks.Info{
		ID:    "fasterer/train",
		Func:  "Train",
		Title: "Train the tokenizer",
		Hints: []string{
			"One step is one call of UpdateCentroids, whose result replaces the centroids you have, and one call of ReconstructionLoss with the new ones.",
			"`losses := make([]float64, steps)`, then `for i := range losses { … }`. A loop is right here: each step needs the one before.",
			"`centroids = UpdateCentroids(data, centroids)` gives the name a new array; the array that was passed in is not touched.",
		},
		Par:     5,
		Minutes: 10,
	},
	Reference: solutions.Train,
	Criteria: func(answer train) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 4, Check: func(t *checks.T) {
				for _, steps := range []int{2, 1, 8, 0} {
					data := t.Uniform(60, 2)
					centroids := np.Copy(data.S(":4"))
					want, losses := centroids, make([]float64, steps)
					for i := range losses {
						want = updated(data, want)
						losses[i] = loss(data, want)
					}
					t.Call("Train(data, centroids, %d)", steps)
					got, gotLosses := answer(data, np.Copy(centroids), steps)
					if len(gotLosses) != steps {
						t.Failf("got %d losses, want %d: one after each step", len(gotLosses), steps)
					}
					t.Close(np.AsArray(gotLosses, steps), np.AsArray(losses, steps), 1e-9)
					t.Close(got, want, 1e-9)
				}
			}},
			{Name: "inputs unchanged", Points: 1, Check: func(t *checks.T) {
				data := t.Uniform(30, 2)
				centroids := np.Copy(data.S(":3"))
				t.Call("Train(data, centroids, 3)")
				t.Unchanged(func() { answer(data, centroids, 3) }, data, centroids)
			}},
		}
	},
	Wrong: []checks.Wrong[train]{
		{
			Name:  "measures before it moves",
			Fails: "values",
			Says:  "losses[i] is the loss before step i: update first, then measure.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				losses := make([]float64, steps)
				for i := range losses {
					losses[i] = loss(data, centroids)
					centroids = updated(data, centroids)
				}
				return centroids, losses
			},
		},
		{
			Name:  "loses the new centroids",
			Fails: "values",
			Says:  "All losses are the same: the result of UpdateCentroids is a new array, and it must replace the old one, `centroids = UpdateCentroids(…)`.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				losses := make([]float64, steps)
				for i := range losses {
					losses[i] = loss(data, updated(data, centroids))
				}
				return updated(data, centroids), losses
			},
		},
		{
			Name:  "is one step short",
			Fails: "values",
			Says:  "The last step is missing.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				return solutions.Train(data, centroids, max(0, steps-1))
			},
		},
		{
			Name:  "returns the centroids it began with",
			Fails: "values",
			Says:  "The losses are right, but the centroids that came back are those you were given.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				_, losses := solutions.Train(data, centroids, steps)
				return centroids, losses
			},
		},
		{
			Name:  "fills in the last loss everywhere",
			Fails: "values",
			Says:  "Each step has its own loss: write losses[i] inside the loop.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				got, losses := solutions.Train(data, centroids, steps)
				for i := range losses {
					losses[i] = losses[steps-1]
				}
				return got, losses
			},
		},
		{
			Name:  "writes into the centroids it was given",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				got, losses := solutions.Train(data, centroids, steps)
				np.CopyTo(centroids, got)
				return got, losses
			},
		},
		{
			Name:  "appends to what is full",
			Fails: "values",
			Says:  "`make([]float64, steps)` holds that many zeros already, and `append` adds behind them. Write `losses[i] = …`, or begin with an empty slice.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], []float64) {
				losses := make([]float64, steps)
				for range steps {
					centroids = updated(data, centroids)
					losses = append(losses, loss(data, centroids))
				}
				return centroids, losses
			},
		},
	},
}
