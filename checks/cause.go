package checks

import (
	"fmt"
	"math"
	"slices"
	"sort"

	np "fastergo/arraylib"
)

// mostCompared is how many elements are compared for a likely cause.
const mostCompared = 1 << 20

// A table is an array as float64s in row-major order.
type table struct {
	shape  []int
	values []float64
}

// tableOf returns false for what is no array of real numbers of some size.
func tableOf(a np.Layout) (t table, ok bool) {
	n := 1
	for _, k := range a.Shape {
		n *= k
	}
	if n == 0 || n > mostCompared || a.DType == np.Complex64 || a.DType == np.Complex128 {
		return t, false
	}
	t = table{a.Shape, make([]float64, 0, n)}
	ix := make([]int, len(a.Shape))
	for {
		e := elementAt(a, ix)
		t.values = append(t.values, e.re+float64(e.signed)+float64(e.unsigned))
		if !advance(ix, a.Shape) {
			return t, true
		}
	}
}

// near is how far values may be from what a hypothesis makes of the others. It is
// wide, for hypotheses add rounding of their own, and narrow enough that nothing
// fits by chance.
func near(x, y float64) bool { return closeFloat(x, y, 1e-9) || math.Abs(x-y) <= 1e-6*math.Abs(y) }

// all reports whether got is f of want, value by value.
func (t table) all(want table, f func(w float64) float64) bool {
	for i, w := range want.values {
		// What is infinite equals all that is too large: that explains nothing.
		if x := f(w); !near(t.values[i], x) || math.IsInf(x, 0) && x != w {
			return false
		}
	}
	return true
}

// distinct counts the values that differ, up to 3.
func (t table) distinct() int {
	seen := []float64{}
	for _, v := range t.values {
		if !slices.Contains(seen, v) {
			if seen = append(seen, v); len(seen) == 3 {
				break
			}
		}
	}
	return len(seen)
}

// causeOf says in a sentence why got may not be want, "" if no simple mistake
// explains it. Reducible are lengths of axes that the answer may have reduced.
func causeOf(got, want np.Layout, reducible []int) string {
	g, ok := tableOf(got)
	w, also := tableOf(want)
	if !ok || !also {
		return ""
	}
	switch {
	case !slices.Equal(g.shape, w.shape):
		return shapeCause(g, w, reducible)
	case got.DType != want.DType:
		if g.all(w, func(w float64) float64 { return w }) {
			return "The values are right, only their type is not: `np.AsType` converts."
		}
		return ""
	}
	for _, find := range []func(g, w table) string{nanCause, constantCause, valueCause, orderCause, placeCause} {
		if s := find(g, w); s != "" {
			return s
		}
	}
	return ""
}

// shapeCause explains a wrong shape.
func shapeCause(g, w table, reducible []int) string {
	if len(g.values) == len(w.values) && sameValues(g.values, w.values) {
		switch {
		case slices.Equal(withoutOnes(g.shape), withoutOnes(w.shape)) && len(g.shape) < len(w.shape):
			return "The values are right, but an axis of length 1 is missing: `np.KeepDims` or `None` in `S` keeps it."
		case slices.Equal(withoutOnes(g.shape), withoutOnes(w.shape)):
			return "The values are right, but there is an axis of length 1 too many."
		}
		return "The values are right, in their order too; only the shape is not: `Reshape` is missing."
	}
	if len(g.shape) == 2 && len(w.shape) == 2 && g.shape[0] == w.shape[1] && g.shape[1] == w.shape[0] {
		if sameValues(g.transposed().values, w.values) {
			return "It is the transpose of what is wanted."
		}
		return "Rows and columns have changed places."
	}
	if len(g.shape) == 0 && len(w.values) > 1 {
		return "It is one number: the whole array was reduced, not one axis of it. `np.Axis` names the axis."
	}
	if len(g.shape) == len(w.shape) {
		differ := []int{}
		for axis := range g.shape {
			if g.shape[axis] != w.shape[axis] {
				differ = append(differ, axis)
			}
		}
		if len(differ) == 1 {
			return lengthCause(g, w, differ[0], reducible)
		}
		return ""
	}
	if len(g.shape) > len(w.shape) {
		return fmt.Sprintf("It has %s too many: is a sum over an axis missing?", plural(float64(len(g.shape)-len(w.shape)), "dimension"))
	}
	return fmt.Sprintf("It has %s too few: is more reduced than one axis?", plural(float64(len(w.shape)-len(g.shape)), "dimension"))
}

// lengthCause explains a wrong length of one axis.
func lengthCause(g, w table, axis int, reducible []int) string {
	what := []string{"element", "row", "column"}[min(len(w.shape)-1, 1)*(1+min(axis, 1))]
	if len(w.shape) > 2 {
		what = fmt.Sprintf("place along axis %d", axis)
	}
	switch w.shape[axis] - g.shape[axis] {
	case 1:
		for from, name := range []string{"last", "first"} {
			if sameValues(w.part(axis, from, g.shape[axis]).values, g.values) {
				return fmt.Sprintf("The %s %s is missing, the others are right.", name, what)
			}
		}
		return fmt.Sprintf("There is one %s too few.", what)
	case -1:
		for from, name := range []string{"last", "first"} {
			if sameValues(g.part(axis, from, w.shape[axis]).values, w.values) {
				return fmt.Sprintf("The %s %s is too many, the others are right.", name, what)
			}
		}
		return fmt.Sprintf("There is one %s too many.", what)
	}
	if !slices.Contains(reducible, g.shape[axis]) {
		return ""
	}
	if len(w.shape) == 1 {
		return "Was the wrong axis reduced? The one that `np.Axis` names is the one that goes away."
	}
	return fmt.Sprintf("Axis %d has length %d where %d is wanted: was the wrong axis reduced? The one that `np.Axis` names is the one that goes away.", axis, g.shape[axis], w.shape[axis])
}

func withoutOnes(shape []int) []int {
	return slices.DeleteFunc(slices.Clone(shape), func(n int) bool { return n == 1 })
}

func sameValues(x, y []float64) bool { return slices.EqualFunc(x, y, near) }

func sameTo(x, y []float64, tol float64) bool {
	return slices.EqualFunc(x, y, func(x, y float64) bool { return closeFloat(x, y, tol) })
}

// part returns n places of an axis, from the given one.
func (t table) part(axis, from, n int) table {
	out := table{slices.Clone(t.shape), nil}
	out.shape[axis] = n
	inner := 1
	for _, k := range t.shape[axis+1:] {
		inner *= k
	}
	for at := from * inner; at < len(t.values); at += t.shape[axis] * inner {
		out.values = append(out.values, t.values[at:at+n*inner]...)
	}
	return out
}

func (t table) transposed() table {
	rows, cols := t.shape[0], t.shape[1]
	out := table{[]int{cols, rows}, make([]float64, 0, len(t.values))}
	for c := range cols {
		for r := range rows {
			out.values = append(out.values, t.values[r*cols+c])
		}
	}
	return out
}

// moved returns t with the places of an axis in another order.
func (t table) moved(axis int, to func(i, n int) int) table {
	n := t.shape[axis]
	out := table{t.shape, make([]float64, len(t.values))}
	inner := 1
	for _, k := range t.shape[axis+1:] {
		inner *= k
	}
	for i := range t.values {
		at := i / inner % n
		out.values[i] = t.values[i+(to(at, n)-at)*inner]
	}
	return out
}

// nanCause explains NaNs where none belong.
func nanCause(g, w table) string {
	count, right := 0, true
	for i, v := range g.values {
		switch {
		case v != v && w.values[i] == w.values[i]:
			count++
		case !near(v, w.values[i]):
			right = false
		}
	}
	switch {
	case count == 0:
		return ""
	case count == len(g.values):
		return "All of it is NaN: 0/0, or memory of `np.Empty` that was never written?"
	case !right:
		return fmt.Sprintf("%s NaN: 0/0, or memory of `np.Empty` that was never written?", isAre(count, "value"))
	}
	if rows := g.rowsWhere(func(i int) bool { return g.values[i] != g.values[i] && w.values[i] == w.values[i] }); rows != "" {
		return rows + " NaN, all else is right: 0/0, for nothing belongs there? Or was it never written?"
	}
	return fmt.Sprintf("%s NaN, all else is right: 0/0? Or was it never written?", isAre(count, "value"))
}

func isAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}

// rowsWhere names the rows all of whose elements are marked, if that is all that is
// marked: "Row 3 is".
func (t table) rowsWhere(marked func(i int) bool) string {
	if len(t.shape) != 2 {
		return ""
	}
	rows := []int{}
	for r := range t.shape[0] {
		n := 0
		for c := range t.shape[1] {
			if marked(r*t.shape[1] + c) {
				n++
			}
		}
		switch {
		case n == t.shape[1]:
			rows = append(rows, r)
		case n > 0:
			return ""
		}
	}
	switch {
	case len(rows) == 1:
		return fmt.Sprintf("Row %d is", rows[0])
	case len(rows) > 1 && len(rows) <= 5:
		return "Rows " + joinInts(rows) + " are"
	case len(rows) > 1:
		return fmt.Sprintf("%d rows are", len(rows))
	}
	return ""
}

// valueCause explains values that are each a function of what they should be.
func valueCause(g, w table) string {
	differ := 0
	for i := range g.values {
		if !near(g.values[i], w.values[i]) {
			differ++
		}
	}
	switch {
	case differ == 0 && sameTo(g.values, w.values, 1e-12):
		return "It is right but for rounding."
	case differ == 0:
		return "It is right to about six digits: a float32 on the way, or a formula that cancels?"
	}
	// What fits a single number may fit by chance, unless it is a plain mistake.
	single := w.distinct() == 1
	for i, h := range []struct {
		says string
		of   func(w float64) float64
	}{
		{"Each value has the wrong sign: is a difference the wrong way round?", func(w float64) float64 { return -w }},
		{"Each value is the square of what is wanted: a root is missing.", func(w float64) float64 { return w * w }},
		{"Each value is the square root of what is wanted: one root too many.", math.Sqrt},
		{"Each value is 1 divided by what is wanted: is a quotient upside down?", func(w float64) float64 { return 1 / w }},
		{"Each value is the logarithm of what is wanted.", math.Log},
		{"Each value is e to the power of what is wanted.", math.Exp},
	} {
		if (i < 3 || !single) && g.all(w, h.of) {
			return h.says
		}
	}
	for _, h := range []struct {
		says string
		of   func(w float64) float64
	}{
		{"The signs are lost: an absolute value too many?", math.Abs},
		{"The fractions are lost: an int, or a division of integers, stands on the way.", math.Trunc},
		{"The values are rounded: what is wanted has fractions.", math.Round},
		{"Values have wrapped round at 256: the arithmetic is done in 8 bits. Convert first.", func(w float64) float64 { return w - 256*math.Floor(w/256) }},
	} {
		if g.all(w, h.of) {
			return h.says
		}
	}
	if k, ok := g.factor(w); ok && (!single || len(w.values) > 1) {
		return factorText(k, len(w.values))
	}
	if c := g.values[0] - w.values[0]; !single && g.all(w, func(w float64) float64 { return w + c }) {
		return fmt.Sprintf("Each value is off by the same number, %s: what is added, or left out?", number(rounded3(c)))
	}
	return ""
}

func rounded3(x float64) float64 { return math.Copysign(rounded(math.Abs(x)), x) }

// factor returns k if got is k·want.
func (t table) factor(want table) (k float64, ok bool) {
	at := 0
	for i, w := range want.values {
		if math.Abs(w) > math.Abs(want.values[at]) {
			at = i
		}
	}
	k = t.values[at] / want.values[at]
	return k, k != 0 && !math.IsNaN(k) && !math.IsInf(k, 0) && t.all(want, func(w float64) float64 { return k * w })
}

func factorText(k float64, n int) string {
	inverse := 1 / k
	whole := func(x float64) bool { return x > 1.5 && near(x, math.Round(x)) }
	switch {
	case whole(k):
		return fmt.Sprintf("Each value is exactly %s times too large: a sum where a mean is wanted?", number(math.Round(k)))
	case whole(inverse):
		return fmt.Sprintf("Each value is exactly 1/%s of what is wanted: a mean where a sum is wanted, or divided twice?", number(math.Round(inverse)))
	}
	return fmt.Sprintf("Each value is %s times what is wanted.", number(rounded3(k)))
}

// orderCause explains right values in wrong places.
func orderCause(g, w table) string {
	if w.distinct() < 2 || len(w.values) < 5 {
		return "" // it may be chance
	}
	if len(g.shape) == 2 && g.shape[0] == g.shape[1] && sameValues(g.transposed().values, w.values) {
		return "It is the transpose of what is wanted: rows and columns have changed places."
	}
	along := func(axis int) string {
		if len(g.shape) == 1 {
			return ""
		}
		return fmt.Sprintf(" along axis %d", axis)
	}
	for axis, n := range g.shape {
		if n < 3 {
			continue
		}
		if sameValues(g.moved(axis, func(i, n int) int { return n - 1 - i }).values, w.values) {
			return "It is in reverse order" + along(axis) + "."
		}
		if g.part(axis, 0, n-1).equal(w.part(axis, 1, n-1)) {
			return "Everything has moved forward by one" + along(axis) + ": off by one, or the first is left out?"
		}
		if g.part(axis, 1, n-1).equal(w.part(axis, 0, n-1)) {
			return "Everything has moved back by one" + along(axis) + ": off by one?"
		}
	}
	gs, ws := slices.Clone(g.values), slices.Clone(w.values)
	sort.Float64s(gs)
	sort.Float64s(ws)
	if sameValues(gs, ws) && len(gs) > 2 {
		if sort.Float64sAreSorted(g.values) {
			return "It is what is wanted, but sorted."
		}
		return "These are the right values in another order."
	}
	return ""
}

func (t table) equal(o table) bool {
	return t.distinct() > 1 && sameValues(t.values, o.values)
}

// placeCause explains differences that are all in one place.
func placeCause(g, w table) string {
	wrong := func(i int) bool { return !near(g.values[i], w.values[i]) }
	if len(g.shape) == 1 {
		at := []int{}
		for i := range g.values {
			if wrong(i) {
				at = append(at, i)
			}
		}
		switch {
		case len(g.values) < 3 || len(at) != 1:
		case at[0] == len(g.values)-1:
			return "Only the last one is wrong: does a loop stop one short?"
		case at[0] == 0:
			return "Only the first one is wrong: does a loop begin one late?"
		}
		return ""
	}
	if len(g.shape) != 2 || min(g.shape[0], g.shape[1]) < 2 {
		return ""
	}
	rows, cols := map[int]int{}, map[int]int{}
	diagonal, off := 0, 0
	for i := range g.values {
		if !wrong(i) {
			continue
		}
		r, c := i/g.shape[1], i%g.shape[1]
		rows[r]++
		cols[c]++
		if r == c {
			diagonal++
		} else {
			off++
		}
	}
	if diagonal > 0 && off == 0 && diagonal == min(g.shape[0], g.shape[1]) {
		return "Only the diagonal is wrong."
	}
	if diagonal == 0 && off == len(g.values)-min(g.shape[0], g.shape[1]) && g.shape[0] == g.shape[1] {
		return "Only the diagonal is right."
	}
	if s := lineText("row", rows, g.shape[0]); s != "" {
		return s
	}
	return lineText("column", cols, g.shape[1])
}

// lineText names the one row or column of n that has all that is wrong.
func lineText(what string, wrong map[int]int, n int) string {
	if len(wrong) != 1 {
		return ""
	}
	for at := range wrong {
		switch at {
		case n - 1:
			return fmt.Sprintf("Only the last %s is wrong: does a loop stop one short?", what)
		case 0:
			return fmt.Sprintf("Only the first %s is wrong: does a loop begin one late?", what)
		default:
			return fmt.Sprintf("Only %s %d is wrong.", what, at)
		}
	}
	return ""
}

// constantCause explains values that are all the same.
func constantCause(g, w table) string {
	if len(g.values) > 2 && g.distinct() == 1 && w.distinct() > 1 {
		if g.values[0] == 0 {
			return "It is all zeros: nothing was written into it?"
		}
		return "All values are the same: is an index that never moves, or a sum over everything, in it?"
	}
	if len(w.shape) == 2 && w.shape[0] > 2 && g.rowsEqual() && !w.rowsEqual() {
		return "All rows are the same: each should be its own."
	}
	return ""
}

func (t table) rowsEqual() bool {
	n := t.shape[1]
	for i := range t.values {
		if i >= n && !near(t.values[i], t.values[i-n]) {
			return false
		}
	}
	return true
}

// scalarCause is causeOf for single numbers.
func scalarCause(got, want any) string {
	g, ok := got.(float64)
	w, also := want.(float64)
	if !ok || !also {
		return ""
	}
	one := func(x float64) table { return table{nil, []float64{x}} }
	if s := nanCause(one(g), one(w)); s != "" {
		return "It is NaN: 0/0, or the root of a negative number?"
	}
	if math.IsInf(g, 0) && !math.IsInf(w, 0) {
		return "It is infinite: a number on the way, or a quotient by 0, was too large."
	}
	return valueCause(one(g), one(w))
}
