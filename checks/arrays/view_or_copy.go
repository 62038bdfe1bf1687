package arrays

import (
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

// ViewOrCopy asks which results share memory with what they are made of.
var ViewOrCopy = &checks.Exercise[func() []string]{
	Info: checks.Info{
		ID:    "arrays/view_or_copy",
		Func:  "ViewOrCopy",
		Title: "View or copy?",
		Hints: []string{
			"Along each axis of a view, neighbours are a fixed number of places apart, the stride. If no such number exists for the elements you want, they must be copied.",
			"Ask the library: `fmt.Println(np.SharesMemory(a, a.T()))` in a cell of your own. Which five of the eight keep to fixed steps?",
		},
		Minutes: 6,
	},
	Reference: solutions.ViewOrCopy,
	Criteria: func(answer func() []string) []checks.Criterion {
		return checks.Ask(answer,
			viewOrCopy(`a.S("1:3")`, "view", "Rows 1 and 2 lie where they lay: a later offset and fewer rows describe them."),
			viewOrCopy(`a.T()`, "view", "Nothing moves when an array is transposed: shape and strides change places."),
			viewOrCopy(`a.Reshape(8, 3)`, "view", "The 24 elements of a lie side by side in order, so 8 rows of 3 are a matter of strides alone."),
			viewOrCopy(`a.T().Reshape(8, 3)`, "copy", "Read in the transpose's order, the elements jump down a column and then back up to the next: the steps from one to the next differ, and no strides say that. They must be moved."),
			viewOrCopy(`np.Mask(a, mask)`, "copy", "The true places of a mask can lie anywhere: no fixed step leads from one to the next."),
			viewOrCopy(`np.Take(a, rows, np.Axis(0))`, "copy", "Indices in an array may come in any order and repeat. Even where a step would do, as for rows 0 and 2, the result is a copy: whether you get a view never depends on values."),
			viewOrCopy(`np.BroadcastTo(a.S("0"), 5, 6)`, "view", "The five rows are one: the stride of the new axis is 0, and no element is repeated in memory."),
			viewOrCopy(`np.Ravel(a)`, "view", "a's elements lie in order already, so a flat view of them is enough. (np.Copy makes a copy whatever it is given.)"),
		)
	},
}

// viewOrCopy is a question with two answers.
func viewOrCopy(what, right, why string) checks.Question {
	wrong := "view"
	if right == "view" {
		wrong = "copy"
	}
	return checks.Question{Name: what, Ask: what, Points: 0.25, Accept: []string{right, "a " + right}, Wrong: map[string]string{wrong: why}}
}
