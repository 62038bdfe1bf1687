package arraylib

import (
	"slices"
	"strconv"
	"strings"
)

// The grammar of S, blanks between tokens aside:
//
//	index  = item { "," item } [ "," ]
//	item   = "None" | "..." | number | [ number ] ":" [ number ] [ ":" [ number ] ]
//	number = [ "-" | "+" ] digits | "%d"

// sliceItem is one item of an index.
type sliceItem struct {
	kind              itemKind
	start, stop, step *int // of an itemSlice where written; start alone of an itemNumber
	column            int
}

type itemKind uint8

const (
	itemNumber itemKind = iota
	itemSlice
	itemNewAxis
	itemEllipsis
)

// slice returns the view c[text].
//
//go:noinline
func (c *core) slice(text string, args []int) *core {
	p := sliceParser{text: text, args: args}
	items := p.items()
	if p.why != "" {
		p.why += p.hint()
	} else if len(p.args) > 0 {
		p.fail(len(text), "has "+plural(len(p.args), "number")+" more than %d signs")
	}
	if p.why == "" {
		if v := p.apply(c, items); v != nil {
			return v
		}
	}
	panic(&SliceError{strings.Clone(text), p.column, c.shape, p.why})
}

// hint completes the sentence of a fault of the grammar where the text is one that NumPy takes between brackets.
func (p *sliceParser) hint() string {
	before, rest := strings.TrimSpace(p.text[:p.column]), p.text[p.column:]
	switch {
	case strings.HasPrefix(rest, "newaxis"), strings.HasPrefix(rest, "np.newaxis"):
		return ": write None"
	case strings.ContainsAny(p.text, "<>=!~"):
		return ": for a mask: np.Mask(a, …)"
	case strings.HasPrefix(rest, "[") && before != "":
		return ": for a list of indices: np.Take(a, …, np.Axis(n))"
	case strings.HasPrefix(rest, "[") && strings.ContainsAny(rest, ":."):
		return ": leave out the brackets"
	case strings.HasPrefix(rest, "["):
		return ": leave out the brackets; for a list of indices: np.At(a, …)"
	case rest != "" && (rest[0] == '_' || 'a' <= rest[0]|0x20 && rest[0]|0x20 <= 'z'):
		return ": for a number from outside: %d, and the number after the text"
	}
	return ""
}

// sliceParser turns text into items and items into a view; the first fault ends both.
type sliceParser struct {
	text   string
	args   []int // for the %d to come
	at     int
	why    string // the fault, and where it is
	column int
}

func (p *sliceParser) fail(column int, why string) {
	if p.why == "" {
		p.column, p.why = column, why
	}
}

func (p *sliceParser) items() (items []sliceItem) {
	for {
		items = append(items, p.item())
		if p.why != "" {
			return nil
		}
		if p.skip(); p.at == len(p.text) {
			return items
		}
		if !p.take(",") {
			p.fail(p.at, "expected ',' or ':'")
			return nil
		}
		if p.skip(); p.at == len(p.text) { // a trailing comma, as in Python
			return items
		}
	}
}

func (p *sliceParser) item() sliceItem {
	p.skip()
	it := sliceItem{column: p.at}
	switch {
	case p.take("None"):
		it.kind = itemNewAxis
		return it
	case p.take("..."):
		it.kind = itemEllipsis
		return it
	}
	it.start = p.number()
	if p.skip(); !p.take(":") {
		if it.start == nil {
			p.fail(p.at, "expected a number, ':', '...' or None")
		}
		return it
	}
	it.kind = itemSlice
	it.stop = p.number()
	if p.skip(); p.take(":") {
		p.skip()
		at := p.at
		if it.step = p.number(); it.step != nil && *it.step == 0 {
			p.fail(at, "a step cannot be 0")
		}
	}
	return it
}

// number returns the number that comes next, or nil if none does.
func (p *sliceParser) number() *int {
	p.skip()
	start := p.at
	if p.take("%d") {
		if len(p.args) == 0 {
			p.fail(start, "no number was given for this %d")
			return nil
		}
		n := p.args[0]
		p.args = p.args[1:]
		return &n
	}
	if !p.take("-") {
		p.take("+")
	}
	digits := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	if p.at == digits {
		if p.at > start {
			p.fail(p.at, "expected digits after the sign")
		}
		return nil
	}
	n, err := strconv.Atoi(p.text[start:p.at])
	if err != nil {
		p.fail(start, "this number does not fit an int")
	}
	return &n
}

func (p *sliceParser) take(token string) bool {
	if strings.HasPrefix(p.text[p.at:], token) {
		p.at += len(token)
		return true
	}
	return false
}

func (p *sliceParser) skip() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

// apply returns the view of c that items describe, or nil after a fault.
func (p *sliceParser) apply(c *core, items []sliceItem) *core {
	used, ellipsis := 0, -1
	for i, it := range items {
		switch {
		case it.kind == itemEllipsis && ellipsis >= 0:
			p.fail(it.column, "only one ... is possible")
		case it.kind == itemEllipsis:
			ellipsis = i
		case it.kind != itemNewAxis:
			if used++; used > len(c.shape) {
				p.fail(it.column, "too many indices for "+plural(len(c.shape), "axis"))
			}
		}
	}
	if ellipsis < 0 {
		items = append(items, sliceItem{kind: itemEllipsis})
	}
	if p.why != "" {
		return nil
	}
	v := *c
	v.shape, v.strides = make([]int, 0, len(c.shape)), make([]int, 0, len(c.shape))
	axis := 0
	for _, it := range items {
		switch it.kind {
		case itemNewAxis:
			v.shape, v.strides = append(v.shape, 1), append(v.strides, 0)
		case itemEllipsis:
			for range len(c.shape) - used {
				v.shape, v.strides = append(v.shape, c.shape[axis]), append(v.strides, c.strides[axis])
				axis++
			}
		case itemNumber:
			i, n := *it.start, c.shape[axis]
			if i < -n || i >= n {
				p.fail(it.column, outside(strconv.Itoa(i), axis, n))
				return nil
			}
			if i < 0 {
				i += n
			}
			v.off += i * c.strides[axis]
			axis++
		case itemSlice:
			first, n, step := it.bounds(c.shape[axis])
			v.off += first * c.strides[axis]
			v.shape, v.strides = append(v.shape, n), append(v.strides, step*c.strides[axis])
			axis++
		}
	}
	if len(v.shape) > maxDims {
		p.fail(0, "the result has more than 31 axes")
		return nil
	}
	if slices.Contains(v.shape, 0) {
		v.off = c.off // a view without elements is nowhere, so anywhere inside the storage will do
	}
	return &v
}

// bounds returns the first index, the length and the step of the slice of an axis of n elements, by Python's rules: negative bounds
// count from the end, and bounds beyond the ends stand for the ends.
func (it *sliceItem) bounds(n int) (first, length, step int) {
	step = 1
	if it.step != nil {
		step = *it.step
	}
	low, high := 0, n // what bounds are limited to
	if step < 0 {
		low, high = -1, n-1
	}
	limit := func(bound *int, absent int) int {
		if bound == nil {
			return absent
		}
		i := *bound
		if i < 0 {
			i += n
		}
		return max(low, min(i, high))
	}
	var last int
	if step > 0 {
		first, last = limit(it.start, low), limit(it.stop, high)
		if first < last {
			length = (last-first-1)/step + 1
		}
	} else {
		first, last = limit(it.start, high), limit(it.stop, low)
		if first > last {
			length = int(uint(first-last-1)/-uint(step)) + 1
		}
	}
	if length <= 1 {
		step = 1 // of no effect, and a huge one could overflow a stride
	}
	return first, length, step
}
