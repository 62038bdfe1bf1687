package author

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Fault is something wrong with the course.
type Fault struct {
	Where  string // a file relative to the root, perhaps with :line
	Reason string // one line, or several for a compiler's text
}

func (f Fault) String() string { return f.Where + ": " + f.Reason }

func faultf(where, format string, args ...any) Fault {
	return Fault{where, fmt.Sprintf(format, args...)}
}

// Faults are told together, a line each.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// err returns the faults, sorted, as an error; nil if there are none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	slices.SortStableFunc(fs, func(a, b Fault) int { return cmp.Compare(a.Where, b.Where) })
	return fs
}
