package arrays

import (
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

// Shapes asks for the result of broadcasting.
var Shapes = &checks.Exercise[func() []string]{
	Info: checks.Info{
		ID:    "arrays/shapes",
		Func:  "Shapes",
		Title: "Do these shapes fit?",
		Hints: []string{
			"Write the two shapes one below the other, with their last lengths in the same column. Where the shorter one has nothing, write a 1.",
			"In each column the lengths are equal, or one of them is 1 and takes the other's length, or the shapes do not fit.",
			"Pair 5, in columns: 4 1 9 above 1 3 1.",
		},
		Minutes: 5,
	},
	Reference: solutions.Shapes,
	Criteria: func(answer func() []string) []checks.Criterion {
		return checks.Ask(answer,
			checks.Question{
				Name: "(7, 1) and (7, 4)", Ask: "(7, 1) and (7, 4)", Points: 1, Accept: []string{"7, 4"},
				Wrong: map[string]string{
					"no":   "7 meets 7, and 1 meets 4: a length of 1 stretches.",
					"7, 1": "Where 1 meets 4, the 1 stretches to 4.",
					"7, 5": "Stretching repeats what is there, it does not append: 1 becomes 4.",
				},
			},
			checks.Question{
				Name: "(7,) and (4, 7)", Ask: "(7,) and (4, 7)", Points: 1, Accept: []string{"4, 7"},
				Wrong: map[string]string{
					"no":      "That would be so if shapes were aligned from the left. Align from the right: 7 meets 7, and the 4 meets nothing, which counts as 1.",
					"7, 7":    "Align from the right: 7 meets 7, and the 4 meets nothing, which counts as 1 and becomes 4.",
					"7, 4, 7": "The lengths are not strung together: the 7 meets the last 7, and they are one axis.",
				},
			},
			checks.Question{
				Name: "(3, 3) and (2, 3)", Ask: "(3, 3) and (2, 3)", Points: 1, Accept: []string{"no", "none", "error", "cannot"},
				Wrong: map[string]string{
					"3, 3": "2 meets 3, and neither is 1. Only a length of 1 stretches: nobody could say which of 2 rows to repeat.",
					"2, 3": "3 meets 2, and neither is 1. Nothing is ever cut off to make shapes fit.",
					"5, 3": "That would be one array above the other, np.Concat. In broadcasting 3 meets 2, and that does not fit.",
					"6, 3": "3 meets 2, and lengths are not multiplied: neither is 1, so they do not fit.",
				},
			},
			checks.Question{
				Name: "(1, 1, 1, 8) and (1, 9, 1)", Ask: "(1, 1, 1, 8) and (1, 9, 1)", Points: 1, Accept: []string{"1, 1, 9, 8"},
				Wrong: map[string]string{
					"no":         "There is a 1 in every pair that meets, so all of it stretches.",
					"1, 9, 1, 8": "You aligned from the left. Align from the right: 8 meets 1, and 1 meets 9.",
					"1, 9, 8":    "The lengths are right, but the result has as many axes as the longer shape: four.",
					"9, 8":       "Axes of length 1 are axes too: the result has as many as the longer shape, four.",
				},
			},
			checks.Question{
				Name: "(4, 1, 9) and (3, 1)", Ask: "(4, 1, 9) and (3, 1)", Points: 1, Accept: []string{"4, 3, 9"},
				Wrong: map[string]string{
					"no":      "Aligned from the left 4 would meet 3. Align from the right: 9 meets 1, and 1 meets 3.",
					"4, 3, 1": "9 meets 1: the 1 takes the other's length, 9.",
					"4, 1, 9": "1 meets 3: the 1 takes the other's length, 3.",
					"4, 9":    "The axis in the middle stays: 1 meets 3 and becomes 3.",
				},
			},
		)
	},
}
