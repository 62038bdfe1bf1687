package author

import (
	"fmt"
	"path"
	"strings"
)

// didYouMean returns "; did you mean X or Y?" of the names nearest to name, ""
// if none is near.
func didYouMean(name string, names []string) string {
	var near []string
	best := max(2, len(name)/3) + 1
	for _, n := range names {
		d := min(distance(name, n), distance(name, path.Base(n)))
		if strings.Contains(n, name) {
			d = 1
		}
		if d < best {
			best, near = d, nil
		}
		if d == best && len(near) < 3 {
			near = append(near, n)
		}
	}
	if len(near) == 0 || best > max(2, len(name)/3) {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", strings.Join(near, " or "))
}

// distance is Levenshtein's: how many letters to insert, delete or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
