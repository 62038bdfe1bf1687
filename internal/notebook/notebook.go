package notebook

import (
	"fmt"
	"regexp"
)

// A Notebook is a list of cells with metadata.
type Notebook struct {
	Cells    []Cell
	Metadata map[string]any // JSON values, see [Cell]
}

// A CellType says what a cell holds.
type CellType string

const (
	Code     CellType = "code"
	Markdown CellType = "markdown"
	Raw      CellType = "raw"
)

// A Cell is one cell. Metadata and Attachments are JSON values: nil, bool,
// string, int, float64, json.Number, []any, []string and map[string]any.
// ExecutionCount and Outputs belong to code cells, Attachments to the others.
type Cell struct {
	ID             string // 1–64 of a–z A–Z 0–9 - _, unique in its notebook
	Type           CellType
	Source         string
	Metadata       map[string]any
	ExecutionCount *int // nil: not run
	Outputs        []Output
	Attachments    map[string]any // file name → media type → text
}

// The types of an [Output].
const (
	Stream        = "stream"
	DisplayData   = "display_data"
	ExecuteResult = "execute_result"
	Error         = "error"
)

// An Output is one output of a code cell. Its type says which fields count.
type Output struct {
	Type string

	Name, Text string // stream: "stdout" or "stderr", and what was printed

	Data           map[string]any // display_data, execute_result: media type → text, or JSON for …+json
	Metadata       map[string]any // display_data, execute_result
	ExecutionCount *int           // execute_result

	EName, EValue string // error
	Traceback     []string
}

// Roles of an exercise's cells, see [Cell.Exercise].
const (
	Statement = "statement"
	Answer    = "answer"
)

// Exercise returns the exercise a cell belongs to, "fasterer/make_matrix", and
// the cell's role in it, [Statement] or [Answer]. Both are "" for other cells.
func (c *Cell) Exercise() (id, role string) {
	mark, _ := c.Metadata["fastergo"].(map[string]any)
	id, _ = mark["exercise"].(string)
	role, _ = mark["role"].(string)
	if id == "" || (role != Statement && role != Answer) {
		return "", ""
	}
	return id, role
}

var idPattern = regexp.MustCompile(`^[a-zA-Z0-9-_]{1,64}$`)

// checkIDs returns an error that names the first malformed or repeated id.
func checkIDs(cells []Cell) error {
	first := make(map[string]int, len(cells))
	for i, c := range cells {
		if !idPattern.MatchString(c.ID) {
			return fmt.Errorf("cell %d: id %.80q is not 1 to 64 letters, digits, - and _", i+1, c.ID)
		}
		if j, ok := first[c.ID]; ok {
			return fmt.Errorf("cells %d and %d have the same id %q: ids must be unique", j+1, i+1, c.ID)
		}
		first[c.ID] = i
	}
	return nil
}
