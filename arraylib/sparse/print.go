package sparse

import (
	"strconv"
	"strings"

	np "fastergo/arraylib"
)

// printEntries is how many entries are shown at most.
const printEntries = 50

// String returns what Python's print shows for a SciPy sparse array: format, type, number of entries and shape, then the entries in their
// order, of more than 50 the first and the last 25. Values are written as NumPy writes a scalar.
func (a *Matrix[T]) String() string {
	return a.p.text(Values(a), func(k int) string { return np.Scalar(a.values()[k]).String() })
}

func (p *pattern) text(values np.Operand, value func(k int) string) string {
	lo, hi := p.span()
	n := hi - lo
	var b strings.Builder
	b.WriteString("<" + p.format.String() + " sparse array of dtype '" + np.DTypeOf(values).String() + "'\n\twith " + strconv.Itoa(n) +
		" stored elements and shape (" + strconv.Itoa(p.rows) + ", " + strconv.Itoa(p.cols) + ")>")
	if n == 0 {
		return b.String()
	}
	b.WriteString("\n  Coords\tValues")
	row, col := p.coordinates()
	for k := 0; k < n; k++ {
		if n > printEntries && k == printEntries/2 {
			b.WriteString("\n  :\t:")
			k = n - printEntries/2
		}
		b.WriteString("\n  (" + strconv.Itoa(row[k]) + ", " + strconv.Itoa(col[k]) + ")\t" + value(k))
	}
	return b.String()
}
