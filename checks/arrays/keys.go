package arrays

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type twoNormals = func(key random.Key, n int) (x, y *np.Array[float32])

// TwoNormals asks for independent numbers from one key.
var TwoNormals = &checks.Exercise[func(key random.Key, n int) (x, y *np.Array[float32])]{
	Info: checks.Info{
		ID:    "arrays/keys",
		Func:  "TwoNormals",
		Title: "Two arrays from one key",
		Hints: []string{
			"The same key always gives the same numbers, so two arrays need two keys: `key.Split(2)` makes them.",
			"`keys := key.Split(2)`; then `keys[0].Normal(n)` is the first array.",
		},
		Par:     2,
		Minutes: 4,
	},
	Reference: solutions.TwoNormals,
	Criteria: func(answer twoNormals) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range []struct {
					key    random.Key
					first  random.Key // as jax.random.split gives them
					second random.Key
				}{
					{random.NewKey(0), random.Key{1797259609, 2579123966}, random.Key{928981903, 3453687069}},
					{random.NewKey(42), random.Key{1832780943, 270669613}, random.Key{64467757, 2916123636}},
				} {
					for _, n := range []int{6, 1, 0, 1000} {
						t.Call("TwoNormals(random.NewKey(%d), %d)", c.key[1], n)
						x, y := answer(c.key, n)
						wantX, wantY := c.first.Normal(n), c.second.Normal(n)
						if x == nil || y == nil || np.NDim(x) != 1 || np.NDim(y) != 1 || np.Len(x) != n || np.Len(y) != n {
							t.Equal(x, wantX)
							t.Equal(y, wantY)
						}
						if n > 0 && np.ArrayEqual(x, y) {
							t.Failf("x and y are the same numbers, %.4g and so on", x.At(0))
						}
						t.Call("TwoNormals(random.NewKey(%d), %d), x in row 0 and y in row 1", c.key[1], n)
						t.Equal(np.Stack(0, x, y), np.Stack(0, wantX, wantY))
					}
				}
			}},
		}
	},
	Wrong: []checks.Wrong[twoNormals]{
		{
			Name:  "uses the key itself twice",
			Fails: "values",
			Says:  "One key, drawn from twice, gives the same numbers twice: it needs two keys, and key.Split makes them.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				return key.Normal(n), key.Normal(n)
			},
		},
		{
			Name:  "uses the first child twice",
			Fails: "values",
			Says:  "x is right; y needs the second key.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				k := key.Split(2)[0]
				return k.Normal(n), k.Normal(n)
			},
		},
		{
			Name:  "draws with a key that was split",
			Fails: "values",
			Says:  "x was drawn with key itself. A key that is split is used up: draw with its children only, or the numbers may depend on one another.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				return key.Normal(n), key.Split(2)[0].Normal(n)
			},
		},
		{
			Name:  "draws x with the key, y with its second child",
			Fails: "values",
			Says:  "x was drawn with key itself. A key that is split is used up: draw x with the first of the two that Split returns, y with the second.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				return key.Normal(n), key.Split(2)[1].Normal(n)
			},
		},
		{
			Name:  "swaps the two",
			Fails: "values",
			Says:  "x and y have changed places: the first key draws x.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				keys := key.Split(2)
				return keys[1].Normal(n), keys[0].Normal(n)
			},
		},
		{
			Name:  "halves one draw",
			Fails: "values",
			Says:  "These are the halves of one draw of 2n numbers. They are independent too, but the exercise asks for two keys: then either array can be drawn without the other.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				both := key.Normal(2 * n)
				return both.S(":%d", n), both.S("%d:", n)
			},
		},
		{
			Name:  "draws uniform numbers",
			Fails: "values",
			Says:  "These are uniform numbers: the normal ones come from Normal.",
			Answer: func(key random.Key, n int) (x, y *np.Array[float32]) {
				keys := key.Split(2)
				return keys[0].Uniform(0, 1, n), keys[1].Uniform(0, 1, n)
			},
		},
	},
}
