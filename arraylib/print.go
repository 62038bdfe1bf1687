package arraylib

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Printing follows NumPy's array2string, by default with its default options.
const (
	printThreshold = 1000 // more elements than this are summarised
	printEdge      = 3    // elements shown at each end of a summarised axis
	printWidth     = 75   // characters in a line
	printPrecision = 8    // digits after the point
)

//go:noinline
func (c *core) text() string {
	switch {
	case c.dtype == Invalid:
		return "(no array)"
	case len(c.shape) == 0:
		return scalarText(c, c.off)
	case c.size() == 0:
		return "[]"
	}
	return c.layOut(floatFormat{precision: printPrecision})
}

// Format returns what Python's print shows for a NumPy array after np.set_printoptions(precision=decimals, suppress=True): at most so many
// digits after the point, as many for all elements, and no exponents unless a number is 1e8, of float32 1e6, or more. An array without axes is
// written as an element of others is. Bools and integers are as of [Array.String], which shows 8 decimals at most.
//
// It panics with *[ShapeError] if decimals is negative.
func Format(a Operand, decimals int) string {
	c, _ := a.operand()
	switch {
	case decimals < 0:
		panic(&ShapeError{Op: "Format", A: c.shape, Why: "is to be written with " + strconv.Itoa(decimals) + " decimals"})
	case c.dtype < Float32 && len(c.shape) == 0, c.size() == 0:
		return c.text()
	}
	return c.layOut(floatFormat{precision: decimals, suppress: true})
}

// layOut returns the text of an array with elements. Of style, precision and suppress are read.
func (c *core) layOut(style floatFormat) string {
	p := printer{core: c, style: style, summary: c.size() > printThreshold}
	offsets := p.shown(nil, 0, c.off)
	p.words = p.format(offsets)
	if len(c.shape) == 0 {
		return p.words[0]
	}
	return p.rows(0, " ", printWidth)
}

// printer lays out the elements that are shown.
type printer struct {
	*core
	style   floatFormat
	summary bool
	words   []string // one for each element shown, in C order; rows takes them from the front
}

// shown appends the offsets of the elements that are shown, from axis d on.
func (p *printer) shown(offsets []int, d, off int) []int {
	if d == len(p.shape) {
		return append(offsets, off)
	}
	n := p.shape[d]
	for i := 0; i < n; i++ {
		if p.cut(n) && i == printEdge {
			i = n - printEdge
		}
		offsets = p.shown(offsets, d+1, off+i*p.strides[d])
	}
	return offsets
}

// cut reports whether only the ends of an axis of n elements are shown.
func (p *printer) cut(n int) bool { return p.summary && n > 2*printEdge }

// rows returns the text of axis d and those inside it. Lines after the first begin with indent; width is what a line may take.
func (p *printer) rows(d int, indent string, width int) string {
	n, cut := p.shape[d], p.cut(p.shape[d])
	if cut {
		n = 2 * printEdge
	}
	var b strings.Builder
	b.WriteByte('[')
	if d == len(p.shape)-1 {
		words := p.words[:n]
		p.words = p.words[n:]
		if cut {
			words = slices.Concat(words[:printEdge], []string{"..."}, words[printEdge:])
		}
		b.WriteString(wrap(words, indent, width-1))
	} else {
		between := strings.Repeat("\n", len(p.shape)-1-d) + indent
		for i := range n {
			if i > 0 {
				b.WriteString(between)
			}
			if cut && i == printEdge {
				b.WriteString("..." + between)
			}
			b.WriteString(p.rows(d+1, indent+" ", width-1))
		}
	}
	b.WriteByte(']')
	return b.String()
}

// wrap puts words into lines that, with the indent, are as long as width where that is possible.
func wrap(words []string, indent string, width int) string {
	var b strings.Builder
	line := words[0]
	for _, w := range words[1:] {
		if line += " "; len(indent)+len(line)+len(w) > width {
			b.WriteString(strings.TrimRight(line, " ") + "\n" + indent)
			line = ""
		}
		line += w
	}
	return b.String() + line
}

// format returns the text of the elements at offsets, all equally wide where NumPy makes them so.
func (p *printer) format(offsets []int) []string {
	words := make([]string, len(offsets))
	switch {
	case p.dtype >= Complex64:
		re, im := p.floats(offsets)
		bits := p.dtype.Size() * 4
		real, imag := p.style.fit(re, bits, false), p.style.fit(im, bits, true)
		for i := range words {
			text := imag.text(im[i])
			end := len(strings.TrimRight(text, " "))
			words[i] = real.text(re[i]) + text[:end] + "j" + text[end:]
		}
		return words
	case p.dtype >= Float32:
		x, _ := p.floats(offsets)
		f := p.style.fit(x, p.dtype.Size()*8, false)
		for i := range words {
			words[i] = f.text(x[i])
		}
		return words
	}
	width := 0
	for i, off := range offsets {
		words[i] = scalarText(p.core, off)
		width = max(width, len(words[i]))
	}
	if p.dtype == Bool {
		width = len("False")
	}
	for i, w := range words {
		words[i] = strings.Repeat(" ", width-len(w)) + w
	}
	return words
}

// floats returns the real parts of the elements at offsets, and the imaginary ones.
func (p *printer) floats(offsets []int) (re, im []float64) {
	re, im = make([]float64, len(offsets)), make([]float64, len(offsets))
	for i, off := range offsets {
		re[i], im[i] = partsAt(p.dtype, p.pointer(off))
	}
	return re, im
}

// floatFormat is how the numbers of one array are written.
type floatFormat struct {
	precision   int  // most digits after the point
	suppress    bool // exponents are for great numbers alone
	bits        int  // 32 or 64: of the type whose values the digits tell apart
	plus        bool // non-negative numbers have a sign too
	exponent    bool // 1.5e+10 rather than 15000000000.
	digits      int  // after the point, with an exponent
	expWidth    int  // digits of the exponent
	left, right int  // characters before and after the point
}

// fit returns f, which has a precision, for the numbers x.
func (f floatFormat) fit(x []float64, bits int, plus bool) floatFormat {
	f.bits, f.plus = bits, plus
	least, most := math.Inf(1), 0.0
	finite := make([]float64, 0, len(x))
	for _, v := range x {
		if a := math.Abs(v); a <= math.MaxFloat64 {
			finite = append(finite, v)
			if a != 0 {
				least, most = min(least, a), max(most, a)
			}
		}
	}
	if most > 0 {
		great, small := most >= 1e8, least < 1e-4 || most/least > 1000
		if bits == 32 {
			great, small = most >= 1e6, float32(least) < 1e-4 || float32(most)/float32(least) > 1000
		}
		f.exponent = great || small && !f.suppress
	}
	for _, v := range finite {
		whole, fraction, exp := f.shortest(v)
		f.left, f.right = max(f.left, len(whole)), max(f.right, len(fraction))
		f.expWidth = max(f.expWidth, len(exp)-1)
	}
	if f.exponent {
		f.digits = f.right
		f.right += len("e+") + f.expWidth
	}
	if len(finite) < len(x) {
		for _, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				f.left = max(f.left, len(f.special(v))-f.right-1)
			}
		}
		if plus {
			f.left = max(f.left, len("+inf")-f.right-1)
		}
	}
	return f
}

// shortest returns the fewest digits that tell x from its neighbours, but at most f.precision after the point, in parts:
// what is before the point, after it, and the exponent with its sign.
func (f *floatFormat) shortest(x float64) (whole, fraction, exp string) {
	verb := byte('f')
	if f.exponent {
		verb = 'e'
	}
	whole, fraction, exp = cutNumber(strconv.FormatFloat(x, verb, -1, f.bits))
	if len(fraction) > f.precision {
		whole, fraction, exp = cutNumber(strconv.FormatFloat(x, verb, f.precision, f.bits))
		fraction = strings.TrimRight(fraction, "0")
	}
	return f.sign(x) + whole, fraction, exp
}

func cutNumber(s string) (whole, fraction, exp string) {
	s, exp, _ = strings.Cut(s, "e")
	whole, fraction, _ = strings.Cut(s, ".")
	return whole, fraction, exp
}

func (f *floatFormat) sign(x float64) string {
	if f.plus && !math.Signbit(x) {
		return "+"
	}
	return ""
}

func (f *floatFormat) special(x float64) string {
	switch {
	case math.IsNaN(x) && f.plus:
		return "+nan"
	case math.IsNaN(x):
		return "nan"
	case x < 0:
		return "-inf"
	}
	return f.sign(x) + "inf"
}

func (f *floatFormat) text(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		s := f.special(x)
		return strings.Repeat(" ", max(0, f.left+f.right+1-len(s))) + s
	}
	whole, fraction, _ := f.shortest(x)
	right := ""
	if f.exponent {
		var exp string
		whole, fraction, exp = cutNumber(strconv.FormatFloat(x, 'e', f.digits, f.bits))
		whole = f.sign(x) + whole
		right = "e" + exp[:1] + strings.Repeat("0", f.expWidth-len(exp)+1) + exp[1:]
	} else {
		right = strings.Repeat(" ", f.right-len(fraction))
	}
	return strings.Repeat(" ", max(0, f.left-len(whole))) + whole + "." + fraction + right
}

// scalarText returns one element as NumPy writes a scalar.
func scalarText(c *core, off int) string {
	p := c.pointer(off)
	switch c.dtype {
	case Bool:
		if *(*bool)(p) {
			return "True"
		}
		return "False"
	case Int8, Int16, Int32, Int64:
		return strconv.FormatInt(intAt(c.dtype, p), 10)
	case Uint8, Uint16, Uint32, Uint64:
		return strconv.FormatUint(uint64(intAt(c.dtype, p)), 10)
	}
	re, im := partsAt(c.dtype, p)
	if c.dtype < Complex64 {
		return floatText(re, c.dtype.Size()*8, ".0")
	}
	bits := c.dtype.Size() * 4
	imag := floatText(im, bits, "") + "j"
	if re == 0 && !math.Signbit(re) {
		return imag
	}
	if imag[0] != '-' {
		imag = "+" + imag
	}
	return "(" + floatText(re, bits, "") + imag + ")"
}

// floatText writes a float as NumPy writes a scalar; whole is what follows a number without a fraction.
func floatText(x float64, bits int, whole string) string {
	most := 1e16
	if bits == 32 {
		most = 1e6
	}
	switch a := math.Abs(x); {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	case a != 0 && (a < 1e-4 || a >= most):
		return strconv.FormatFloat(x, 'e', -1, bits)
	}
	s := strconv.FormatFloat(x, 'f', -1, bits)
	if !strings.Contains(s, ".") {
		s += whole
	}
	return s
}
