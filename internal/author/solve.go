package author

import (
	"fmt"

	"fastergo/internal/notebook"
)

// Solve puts the reference answers of the course below root into the answer
// cells of n, in place of what stands there. Outputs stay as they are.
func Solve(n *notebook.Notebook, root string) error {
	course, _ := Load(root) // what is wrong elsewhere in it does not matter here
	exercises := map[string]*Exercise{}
	for _, e := range course.Exercises() {
		exercises[e.ID] = e
	}
	for i := range n.Cells {
		c := &n.Cells[i]
		id, role := c.Exercise()
		if role != notebook.Answer {
			continue
		}
		e := exercises[id]
		if e == nil {
			return fmt.Errorf("cell %q answers %s, an exercise that the course does not have", c.ID, id)
		}
		c.Source = e.solvedCell()
	}
	return nil
}
