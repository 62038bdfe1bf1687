package arraylib

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// The grammar of Einsum, blanks between tokens aside:
//
//	subscripts = term { "," term } [ "->" term ]
//	term       = { letter } [ "..." ] { letter }
//	letter     = "a" | … | "z" | "A" | … | "Z"

// Einsum returns the sum over products that subscripts describe: a letter for each axis of each operand, operands separated by commas,
// after "->" the axes of the result. Axes of one letter go together, and a letter that the result does not have is summed over.
//
//	Einsum("ij,jk->ik", a, b)        a @ b
//	Einsum("...ij,...jk", a, b)      the same for each matrix of a batch: "..." stands for any axes, which broadcast
//	Einsum("ii", a), ("ii->i", a)    the trace, the diagonal
//	Einsum("ij->ji", a)              the transpose
//	Einsum("nkd,nkd->nk", d, d)      squared lengths of vectors
//
// Without "->" the result has the axes of "...", then, in alphabetical order with capitals first, those whose letter occurs once. An axis
// of length 1 stretches to what its letter is elsewhere. The result is always an array of its own, where NumPy returns a view if there is
// nothing to compute. A letter of one operand alone is summed first; pairs of operands become products of matrices as of [MatMul], in
// an order that [EinsumPath] tells.
//
// It panics with *[EinsumError] if the text is not of that form or does not fit the operands, and with *[ShapeError] if a result on the
// way has more elements than can be addressed.
func Einsum[T Number](subscripts string, operands ...*Array[T]) *Array[T] {
	return as[T](einsum(subscripts, cores(operands)))
}

// EinsumError is the panic of [Einsum] given subscripts that are none, or do not fit its operands, which the message counts from 1.
type EinsumError struct {
	Text   string
	Column int // of the fault, in bytes from 0
	Why    string
}

// Error is three lines: what is wrong, the text, and a caret under the column.
func (e *EinsumError) Error() string {
	return "Einsum: " + e.Why + "\n\t" + e.Text + "\n\t" + strings.Repeat(" ", columns(e.Text[:e.Column])) + "^"
}

// EinsumPlan is the order in which [Einsum] multiplies its operands.
type EinsumPlan struct {
	Subscripts string
	Steps      []EinsumStep
	Naive      float64 // additions and multiplications of one loop over all letters
	Flops      float64 // additions and multiplications of the steps
	Largest    float64 // elements of the largest result of a step
	labels     [][]int // of the operands, then of the steps' results
}

// EinsumStep is one product, or one sum over axes that only one operand has.
type EinsumStep struct {
	Operands []int  // one or two, counted from 1; the result of the first step comes after the last operand
	Terms    string // subscripts of the step, without axes of length 1
	Flops    float64
	Size     float64 // elements of the result
}

// EinsumPath returns the order in which [Einsum] multiplies operands of the given shapes. For up to 8 operands no order of pairwise
// products takes fewer operations; for more, each step is the product that leaves the fewest elements behind.
//
// It panics with *[EinsumError] as Einsum does, and with *[ShapeError] if a shape is none.
func EinsumPath(subscripts string, shapes ...[]int) *EinsumPlan {
	for _, s := range shapes {
		checkShape("EinsumPath", s)
	}
	p := parseEinsum(subscripts, shapes).plan()
	for i := range p.Steps {
		s, terms := &p.Steps[i], []string(nil)
		for _, k := range s.Operands {
			terms = append(terms, termText(p.labels[k-1]))
		}
		s.Terms = strings.Join(terms, ",") + "->" + termText(p.labels[len(shapes)+i])
	}
	return p
}

// String shows the counts, then a line for each step.
func (p *EinsumPlan) String() string {
	var b strings.Builder
	line := func(name string, v float64, unit string) {
		b.WriteString(pad(name, 11) + strconv.FormatFloat(v, 'g', 4, 64) + " " + unit + "\n")
	}
	b.WriteString(pad("subscripts", 11) + p.Subscripts + "\n")
	line("naive", p.Naive, "flops")
	line("optimised", p.Flops, "flops")
	line("largest", p.Largest, "elements")
	wide := len("terms")
	for _, s := range p.Steps {
		wide = max(wide, len(s.Terms))
	}
	b.WriteString("\n" + pad("step", 6) + pad("operands", 10) + pad("terms", wide+2) + pad("flops", 11) + "elements")
	for i, s := range p.Steps {
		which := strconv.Itoa(s.Operands[0])
		if len(s.Operands) == 2 {
			which += " " + strconv.Itoa(s.Operands[1])
		}
		b.WriteString("\n" + pad(strconv.Itoa(i+1), 6) + pad(which, 10) + pad(s.Terms, wide+2) +
			pad(strconv.FormatFloat(s.Flops, 'g', 4, 64), 11) + strconv.FormatFloat(s.Size, 'g', 4, 64))
	}
	return b.String()
}

func pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-len(s))) }

const (
	// maxSubscripts is the longest text of Einsum, in bytes, and maxOperands the most operands, which is NumPy's limit too: they bound
	// the work of finding an order.
	maxSubscripts = 4096
	maxOperands   = 64

	// maxOptimal is the most operands for which all orders are compared: 3^8 ways to split a set of them take about 0.1 ms.
	maxOptimal = 8

	ellipsisLabel = 52 // label of the outermost axis that "..." can stand for; letters come before
	numLabels     = ellipsisLabel + maxDims
)

// labelSet has a bit for each label.
type labelSet [2]uint64

func setOf(labels []int) (s labelSet) {
	for _, l := range labels {
		s[l>>6] |= 1 << (l & 63)
	}
	return s
}

func (s labelSet) has(label int) bool      { return s[label>>6]>>(label&63)&1 != 0 }
func (s labelSet) or(t labelSet) labelSet  { return labelSet{s[0] | t[0], s[1] | t[1]} }
func (s labelSet) and(t labelSet) labelSet { return labelSet{s[0] & t[0], s[1] & t[1]} }
func (s labelSet) empty() bool             { return s == labelSet{} }

// einsumSpec is a text that fits its operands.
type einsumSpec struct {
	text   string
	inputs [][]int        // labels of the operands' axes
	shapes [][]int        // of the operands
	output []int          // labels of the result's axes
	length [numLabels]int // of the axes with a label
}

// einsumTerm is the text of one operand, or of the result.
type einsumTerm struct {
	column   int
	labels   []int // of letters; -1 for the ellipsis
	columns  []int
	ellipsis bool
}

func labelOf(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	}
	return -1
}

func labelText(label int) string {
	switch {
	case label < 26:
		return string(rune('A' + label))
	case label < ellipsisLabel:
		return string(rune('a' + label - 26))
	}
	return "axis " + strconv.Itoa(label-numLabels) + " of ..."
}

func einsumFail(text string, column int, why string) {
	panic(&EinsumError{strings.Clone(text), column, why})
}

// scanEinsum splits text into the terms of the operands and, if it has one, that of the result.
func scanEinsum(text string) (terms []einsumTerm, explicit bool) {
	if len(text) > maxSubscripts {
		einsumFail(text[:maxSubscripts], maxSubscripts, "the text is longer than "+strconv.Itoa(maxSubscripts)+" bytes")
	}
	t := einsumTerm{}
	for i := 0; i < len(text); i++ {
		switch label := labelOf(text[i]); {
		case text[i] == ' ':
		case label >= 0:
			t.labels, t.columns = append(t.labels, label), append(t.columns, i)
		case strings.HasPrefix(text[i:], "..."):
			if t.ellipsis {
				einsumFail(text, i, "only one ... is possible in a term")
			}
			t.labels, t.columns, t.ellipsis = append(t.labels, -1), append(t.columns, i), true
			i += 2
		case text[i] == ',' && !explicit:
			terms, t = append(terms, t), einsumTerm{column: i + 1}
		case strings.HasPrefix(text[i:], "->") && !explicit:
			terms, t = append(terms, t), einsumTerm{column: i + 2}
			explicit = true
			i++
		case explicit:
			einsumFail(text, i, "expected a letter or '...': the result has one term")
		default:
			einsumFail(text, i, "expected a letter, '...', ',' or '->'")
		}
	}
	return append(terms, t), explicit
}

// parseEinsum reads text and fits it to operands of the given shapes.
func parseEinsum(text string, shapes [][]int) *einsumSpec {
	terms, explicit := scanEinsum(text)
	inputs := terms
	if explicit {
		inputs = terms[:len(terms)-1]
	}
	if len(inputs) != len(shapes) {
		einsumFail(text, inputs[min(len(shapes), len(inputs)-1)].column, "has "+plural(len(inputs), "term")+" for "+plural(len(shapes), "operand"))
	}
	if len(shapes) > maxOperands {
		einsumFail(text, inputs[maxOperands].column, "has more than "+strconv.Itoa(maxOperands)+" operands")
	}
	e := &einsumSpec{text: text, shapes: shapes}
	var owner [numLabels]int // the operand that gave the length
	var seen [numLabels]int  // how often a label occurs
	rank := 0                // most axes of an ellipsis
	for i, t := range inputs {
		labels, at := e.axes(i, t)
		if t.ellipsis {
			rank = max(rank, len(labels)-len(t.labels)+1)
		}
		for d, l := range labels {
			n, why := shapes[i][d], ""
			if first := slices.Index(labels, l); first < d && shapes[i][first] != n { // strict within an operand, as in NumPy
				why = " is " + strconv.Itoa(shapes[i][first]) + " and " + strconv.Itoa(n) + " in operand " + strconv.Itoa(i+1)
			} else if seen[l] > 0 && e.length[l] != n && e.length[l] != 1 && n != 1 {
				why = " is " + strconv.Itoa(e.length[l]) + " in operand " + strconv.Itoa(owner[l]+1) + " and " + strconv.Itoa(n) + " in operand " + strconv.Itoa(i+1)
			}
			if why != "" {
				einsumFail(text, at[d], labelText(l)+why)
			}
			if seen[l] == 0 || e.length[l] == 1 {
				e.length[l], owner[l] = n, i
			}
			seen[l]++
		}
		e.inputs = append(e.inputs, labels)
	}
	if explicit {
		e.explicitOutput(terms[len(terms)-1], &seen, rank)
	} else {
		e.output = appendRange(e.output, numLabels-rank, numLabels)
		for l := range ellipsisLabel {
			if seen[l] == 1 {
				e.output = append(e.output, l)
			}
		}
	}
	if len(e.output) > maxDims {
		einsumFail(text, len(text), "the result has more than "+strconv.Itoa(maxDims)+" axes")
	}
	return e
}

func appendRange(s []int, from, to int) []int {
	for ; from < to; from++ {
		s = append(s, from)
	}
	return s
}

// axes returns a label for each axis of operand i, and the column of each.
func (e *einsumSpec) axes(i int, t einsumTerm) (labels, at []int) {
	shape := e.shapes[i]
	more := len(shape) - len(t.labels)
	if t.ellipsis {
		more++
	}
	if more < 0 || more > 0 && !t.ellipsis {
		names := len(t.labels)
		if t.ellipsis {
			names--
		}
		einsumFail(e.text, t.column, "operand "+strconv.Itoa(i+1)+" of shape "+shapeText(shape)+" has "+plural(len(shape), "axis")+", its term names "+strconv.Itoa(names))
	}
	for j, l := range t.labels {
		if l >= 0 {
			labels, at = append(labels, l), append(at, t.columns[j])
			continue
		}
		labels = appendRange(labels, numLabels-more, numLabels)
		at = append(at, slices.Repeat(t.columns[j:j+1], more)...)
	}
	return labels, at
}

func (e *einsumSpec) explicitOutput(t einsumTerm, seen *[numLabels]int, rank int) {
	for j, l := range t.labels {
		switch {
		case l < 0:
			e.output = appendRange(e.output, numLabels-rank, numLabels)
		case seen[l] == 0:
			einsumFail(e.text, t.columns[j], labelText(l)+" is in no operand")
		case slices.Contains(t.labels[:j], l):
			einsumFail(e.text, t.columns[j], labelText(l)+" is twice in the result")
		default:
			e.output = append(e.output, l)
		}
	}
	if rank > 0 && !t.ellipsis {
		einsumFail(e.text, t.column, "the result needs '...' for the "+plural(rank, "axis")+" that it stands for in the operands")
	}
}

// effective returns the labels that matter of an axis list, each once: not those of axes of length 1, which stretch.
func (e *einsumSpec) effective(labels, shape []int) (set []int) {
	for d, l := range labels {
		if n := e.length[l]; n != 1 && n == shape[d] && !slices.Contains(set, l) {
			set = append(set, l)
		}
	}
	return set
}

// result returns the shape of the result, and its labels that matter.
func (e *einsumSpec) result() (shape, labels []int) {
	shape = make([]int, len(e.output))
	for d, l := range e.output {
		shape[d] = e.length[l]
	}
	return shape, e.effective(e.output, shape)
}

// size returns the product of the lengths that belong to labels.
func (e *einsumSpec) size(labels labelSet) float64 {
	n := 1.0
	for w, word := range labels {
		for ; word != 0; word &= word - 1 {
			n *= float64(e.length[w<<6+bits.TrailingZeros64(word)])
		}
	}
	return n
}

// flops returns the operations of a product over all labels, of which some are kept.
func (e *einsumSpec) flops(all, kept labelSet) float64 {
	if all != kept {
		return 2 * e.size(all)
	}
	return e.size(all)
}

//go:noinline
func einsum(text string, operands []*core) *core {
	shapes := make([][]int, len(operands))
	for i, c := range operands {
		shapes[i] = c.shape
	}
	e := parseEinsum(text, shapes)
	terms := make([]term, len(operands), 3*len(operands))
	for i, c := range operands {
		terms[i] = e.diagonal(c, e.inputs[i])
	}
	shape, labels := e.result()
	plan := e.plan()
	for _, s := range plan.Steps {
		x, kept := terms[s.Operands[0]-1], plan.labels[len(terms)]
		if len(s.Operands) == 2 {
			terms = append(terms, term{contract("Einsum", x, terms[s.Operands[1]-1], kept), kept})
			continue
		}
		var gone []int
		for d, l := range x.labels {
			if !slices.Contains(kept, l) {
				gone = append(gone, d)
			}
		}
		terms = append(terms, term{sumAs("Einsum", x.c, x.c.dtype, []Option{Axis(gone...)}), kept})
	}
	last := terms[len(terms)-1]
	d := last.c
	if len(plan.Steps) == 0 || !slices.Equal(last.labels, labels) {
		d = last.arranged(labels).copy("Einsum")
	}
	d.setShape(shape)
	return d
}

// diagonal returns the view of c with one axis for each of its labels that matter.
func (e *einsumSpec) diagonal(c *core, labels []int) term {
	t := term{labels: e.effective(labels, c.shape)}
	v := *c
	v.shape, v.strides = make([]int, len(t.labels)), make([]int, len(t.labels))
	for d, l := range labels {
		if i := slices.Index(t.labels, l); i >= 0 && c.shape[d] == e.length[l] {
			v.shape[i] = c.shape[d]
			v.strides[i] += c.strides[d]
		}
	}
	t.c = &v
	return t
}

// plan finds the order of the steps.
func (e *einsumSpec) plan() *EinsumPlan {
	_, out := e.result()
	n := len(e.inputs)
	p := &EinsumPlan{Subscripts: strings.Clone(e.text), labels: make([][]int, n, 2*n)}
	labels := make([][]int, n, 2*n) // of the operands, then of the products
	number := make([]int, n, 2*n)   // of each, as the steps count
	sets := make([]labelSet, n)
	all, needed := labelSet{}, setOf(out)
	for i := range n {
		labels[i], number[i] = e.effective(e.inputs[i], e.shapes[i]), i+1
		p.labels[i] = labels[i]
		sets[i] = setOf(labels[i])
		all = all.or(sets[i])
	}
	p.Naive = e.size(all) * float64(max(1, n-1))
	if all != needed {
		p.Naive += e.size(all)
	}
	add := func(flops, size float64, labels []int, operands ...int) int {
		p.Steps = append(p.Steps, EinsumStep{Operands: operands, Flops: flops, Size: size})
		p.labels = append(p.labels, labels)
		p.Flops += flops
		p.Largest = max(p.Largest, size)
		return len(p.labels)
	}
	for i := range n {
		used := needed
		for j, s := range sets {
			if j != i {
				used = used.or(s)
			}
		}
		if kept := sets[i].and(used); kept != sets[i] {
			labels[i] = slices.DeleteFunc(slices.Clone(labels[i]), func(l int) bool { return !kept.has(l) })
			number[i] = add(e.size(sets[i]), e.size(kept), labels[i], number[i])
			sets[i] = kept
		}
	}
	var order [][2]int
	if n <= maxOptimal {
		order = e.optimal(sets, needed)
	} else {
		order = e.greedy(sets, needed)
	}
	for i, pair := range order {
		x, y := pair[0], pair[1]
		every, used := sets[x].or(sets[y]), needed
		sets[x], sets[y] = labelSet{}, labelSet{}
		for _, s := range sets {
			used = used.or(s)
		}
		kept := every.and(used)
		list := out
		if i < len(order)-1 {
			list = productLabels(labels[x], labels[y], kept)
		}
		sets, labels = append(sets, kept), append(labels, list)
		number = append(number, add(e.flops(every, kept), e.size(kept), list, number[x], number[y]))
	}
	return p
}

// productLabels returns the labels that are kept of a product of x and y, in the order in which [contract] makes it: a batch, rows, columns.
func productLabels(x, y []int, kept labelSet) (batch []int) {
	var rest []int
	for _, l := range x {
		switch {
		case !kept.has(l):
		case slices.Contains(y, l):
			batch = append(batch, l)
		default:
			rest = append(rest, l)
		}
	}
	for _, l := range y {
		if kept.has(l) && !slices.Contains(x, l) {
			rest = append(rest, l)
		}
	}
	return append(batch, rest...)
}

// termText writes labels as a term.
func termText(labels []int) string {
	var b strings.Builder
	for i, l := range labels {
		if l < ellipsisLabel {
			b.WriteString(labelText(l))
		} else if i == 0 || labels[i-1] < ellipsisLabel {
			b.WriteString("...")
		}
	}
	return b.String()
}

// optimal returns the products that take the fewest operations, by dynamic programming over the sets of operands. Operand i is i; the
// products count on from there.
func (e *einsumSpec) optimal(sets []labelSet, out labelSet) (order [][2]int) {
	n := len(sets)
	all := 1<<n - 1
	union := make([]labelSet, all+1)
	for s := 1; s <= all; s++ {
		low := bits.TrailingZeros(uint(s))
		union[s] = union[s&(s-1)].or(sets[low])
	}
	kept := func(s int) labelSet { return union[s].and(union[all&^s].or(out)) }
	cost, split := make([]float64, all+1), make([]int, all+1)
	for s := 1; s <= all; s++ {
		if s&(s-1) == 0 {
			continue
		}
		result := kept(s)
		for x := (s - 1) & s; x > 0; x = (x - 1) & s {
			y := s &^ x
			if x > y { // each pair once
				continue
			}
			c := cost[x] + cost[y] + e.flops(kept(x).or(kept(y)), result)
			if split[s] == 0 || c < cost[s] {
				cost[s], split[s] = c, x
			}
		}
	}
	var visit func(s int) int
	visit = func(s int) int {
		if s&(s-1) == 0 {
			return bits.TrailingZeros(uint(s))
		}
		x := visit(split[s])
		y := visit(s &^ split[s])
		order = append(order, [2]int{x, y})
		return n + len(order) - 1
	}
	visit(all)
	return order
}

// greedy returns products each of which leaves the fewest elements behind, counting those of its operands as gone, and among
// those takes the fewest operations. Operands without a common axis come last. The numbers are those of optimal.
func (e *einsumSpec) greedy(sets []labelSet, out labelSet) (order [][2]int) {
	sets = slices.Clone(sets)
	left := appendRange(nil, 0, len(sets))
	for len(left) > 1 {
		best, bestCost, bestFlops, bestShares := [2]int{-1}, 0.0, 0.0, false
		var bestKept labelSet
		for i, x := range left {
			for _, y := range left[i+1:] {
				shares := !sets[x].and(sets[y]).empty()
				if bestShares && !shares {
					continue
				}
				used := out
				for _, z := range left {
					if z != x && z != y {
						used = used.or(sets[z])
					}
				}
				every := sets[x].or(sets[y])
				kept := every.and(used)
				flops := e.flops(every, kept)
				c := e.size(kept) - e.size(sets[x]) - e.size(sets[y])
				if best[0] < 0 || shares && !bestShares || c < bestCost || c == bestCost && flops < bestFlops {
					best, bestCost, bestFlops, bestShares, bestKept = [2]int{x, y}, c, flops, shares, kept
				}
			}
		}
		order = append(order, best)
		left = slices.DeleteFunc(left, func(z int) bool { return z == best[0] || z == best[1] })
		left = append(left, len(sets))
		sets = append(sets, bestKept)
	}
	return order
}
