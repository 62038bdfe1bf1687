package arrays

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type normalize = func(v *np.Array[float64]) *np.Array[float64]

// Normalize asks for vectors divided by their norms.
var Normalize = &checks.Exercise[func(v *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "arrays/normalize",
		Func:  "Normalize",
		Title: "Normalize vectors",
		Hints: []string{
			"One norm for each row: reduce along the axis on which the vector's own numbers lie, the last one. Then divide v by the norms.",
			"The norms of (10, 3) have shape (10,), and 10 does not line up with 3. `np.KeepDims` leaves them as (10, 1), which stretches along the rows.",
			"`linalg.VectorNorm(v, 2, np.Axis(-1), np.KeepDims)` are the norms. With -1 for the last axis it works for any number of axes.",
		},
		Par:     1,
		Minutes: 6,
	},
	Reference: solutions.Normalize,
	Criteria: func(answer normalize) []checks.Criterion {
		try := func(t *checks.T, vs ...*np.Array[float64]) {
			for _, v := range vs {
				t.Call("Normalize(v), v of shape %v", v.Shape())
				want := unitVectors(v)
				t.Close(answer(v), want, 1e-12)
			}
		}
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				// The square comes first: there a wrong axis gives wrong values, not only a wrong shape.
				try(t, np.New([]float64{3, 4, 0, 0, 0, -2, 1, 2, 2}, 3, 3), t.Uniform(10, 3), t.Uniform(1, 5), t.Uniform(4, 1), t.Uniform(3, 7).T(), t.Uniform(8, 8).S("::-2, 1::3"), t.Uniform(0, 3))
				zero := t.Uniform(3, 4)
				zero.S("1").Fill(0)
				try(t, zero)
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
			{Name: "v unchanged", Points: 1, Check: func(t *checks.T) {
				v := t.Uniform(10, 3)
				t.Unchanged(func() { answer(v) }, v)
			}},
			{Name: "any number of axes", Points: 1, Bonus: true, Check: func(t *checks.T) {
				try(t, t.Uniform(2, 3, 4, 5), t.Uniform(3, 3, 3), t.Uniform(5))
			}},
		}
	},
	Wrong: []checks.Wrong[normalize]{
		{
			Name:  "adds absolute values",
			Fails: "values",
			Says:  "You divided by the sum of absolute values. The Euclidean norm is the root of the sum of squares.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, np.Sum(np.Abs(v), np.Axis(-1), np.KeepDims))
			},
		},
		{
			Name:  "normalizes columns",
			Fails: "values",
			Says:  "The columns have norm 1 now, not the rows: axis 0 goes down, axis 1 along a row.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, linalg.VectorNorm(v, 2, np.Axis(0), np.KeepDims))
			},
		},
		{
			Name:  "divides by the square of the norm",
			Fails: "values",
			Says:  "You divided by the sum of squares: its root is missing.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, np.Sum(np.Square(v), np.Axis(-1), np.KeepDims))
			},
		},
		{
			Name:  "takes the norm of all",
			Fails: "values",
			Says:  "All was divided by one number, the norm of the whole array: each row has its own, by np.Axis.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, linalg.VectorNorm(v, 2))
			},
		},
		{
			Name:  "divides column j by the norm of row j",
			Fails: "values",
			Says:  "The norms went along the rows instead of down: a shape (3,) lines up with the last axis. np.KeepDims leaves (3, 1), a column.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, linalg.VectorNorm(v, 2, np.Axis(-1)))
			},
		},
		{
			Name:  "saves rows of zeros",
			Fails: "values",
			Says:  "A row of zeros was asked to become NaN, 0/0: no vector of norm 1 points nowhere.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.NanToNum(unitVectors(v))
			},
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				u := np.Copy(v)
				for i := range np.Len(u) {
					row := u.S("%d", i)
					np.DivideScalarInto(row, row, math.Sqrt(np.VecDot(row, row).Item()))
				}
				return u
			},
		},
		{
			Name:  "divides in place",
			Fails: "v unchanged",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				np.DivideInto(v, v, linalg.VectorNorm(v, 2, np.Axis(-1), np.KeepDims))
				return v
			},
		},
		{
			Name:  "knows axis 1 only",
			Fails: "any number of axes",
			Says:  "Right for (M, N). With more axes the vectors lie along the last one, which is np.Axis(-1) whatever its number.",
			Answer: func(v *np.Array[float64]) *np.Array[float64] {
				return np.Divide(v, linalg.VectorNorm(v, 2, np.Axis(1), np.KeepDims))
			},
		},
	},
}

// unitVectors goes along the last axis of v, element by element.
func unitVectors(v *np.Array[float64]) *np.Array[float64] {
	u := np.Copy(v)
	outer := v.Shape()
	n := outer[len(outer)-1]
	for index := range np.NDIndex(outer[:len(outer)-1]...) {
		at := append(append([]int{}, index...), 0)
		squares := 0.0
		for j := range n {
			at[len(at)-1] = j
			squares += v.At(at...) * v.At(at...)
		}
		for j := range n {
			at[len(at)-1] = j
			u.Set(v.At(at...)/math.Sqrt(squares), at...)
		}
	}
	return u
}
