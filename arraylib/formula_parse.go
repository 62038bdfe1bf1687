package arraylib

import (
	"math"
	"strconv"
	"strings"
)

// The grammar, with Python's precedence, blanks and line ends between tokens aside:
//
//	formula = binary expression of: == != < <= > >=, then |, ^, &, << >>, + -, * / // %, from loose to tight
//	unary   = ( "-" | "+" | "~" ) unary | postfix [ "**" unary ]
//	postfix = atom { "[" index of S "]" }
//	atom    = number | name | "(" formula ")" | function "(" argument { "," argument } [ "," ] ")"

// node is one operation of the tree.
type node struct {
	kind   nodeKind
	column int      // in the text, which errors point at
	name   string   // of a nodeName or a nodeCall; the text of a nodeIndex
	value  literal  // of a nodeLiteral
	args   []*node  // of a nodeCall, or the one of a nodeIndex
	along  []Option // of a nodeCall of a reduction
	param  int      // of a nodeName, after resolve
}

type nodeKind uint8

const (
	nodeLiteral nodeKind = iota
	nodeName
	nodeCall
	nodeIndex
)

// literal is a number of the text: a bool, an int64, a float64 or a complex128.
type literal struct {
	dtype DType
	word  word
}

// operator is a function of two operands with a sign.
type operator struct {
	sign     string
	level    int // of precedence: higher binds tighter
	function string
}

const (
	levelComparison = 1
	levelUnary      = 8
	levelPower      = 9
	levelAtom       = 10
)

// operators are in an order in which the first that fits is the longest.
var operators = [...]operator{
	{"==", levelComparison, "equal"}, {"!=", levelComparison, "not_equal"}, {"<=", levelComparison, "less_equal"},
	{">=", levelComparison, "greater_equal"}, {"<<", 5, "left_shift"}, {">>", 5, "right_shift"}, {"<", levelComparison, "less"},
	{">", levelComparison, "greater"}, {"|", 2, "bitwise_or"}, {"^", 3, "bitwise_xor"}, {"&", 4, "bitwise_and"}, {"+", 6, "add"},
	{"-", 6, "subtract"}, {"**", levelPower, "power"}, {"*", 7, "multiply"}, {"//", 7, "floor_divide"}, {"/", 7, "divide"}, {"%", 7, "remainder"},
}

// signs are the operators of one operand.
var signs = [...]operator{{"-", levelUnary, "negative"}, {"+", levelUnary, "positive"}, {"~", levelUnary, "invert"}}

// formulaParser turns text into a tree. The first fault is a panic with *FormulaError.
type formulaParser struct {
	text      string
	at, depth int
}

func (p *formulaParser) fail(column int, why string) {
	panic(&FormulaError{Text: p.text, Column: column, Why: why})
}

// parameters reads the names before the arrow.
func (p *formulaParser) parameters() (names []string) {
	if !strings.Contains(p.text, "->") {
		p.fail(0, "a formula to compile begins with its arguments: x, y -> x + y")
	}
	for p.skip(); !p.take("->"); p.skip() {
		if len(names) > 0 && !p.take(",") {
			p.fail(p.at, "expected ',' or '->' after an argument's name")
		}
		p.skip()
		at := p.at
		name := p.name()
		switch {
		case name == "":
			p.fail(at, "expected an argument's name")
		case indexOf(names, name) >= 0:
			p.fail(at, name+" is named twice")
		case len(names) == maxParams:
			p.fail(at, "more than "+strconv.Itoa(maxParams)+" arguments are too many")
		}
		names = append(names, name)
	}
	return names
}

// whole reads a formula up to the end.
func (p *formulaParser) whole() *node {
	n := p.binary(levelComparison)
	if p.skip(); p.at < len(p.text) {
		p.unexpected("expected an operator")
	}
	return n
}

// unexpected fails at what stands where a value has ended.
func (p *formulaParser) unexpected(why string) {
	at := p.at
	switch rest := p.text[at:]; {
	case strings.HasPrefix(rest, "->"):
		why = "arguments and -> are for Compile, and come first"
	case strings.HasPrefix(rest, "@"):
		why = "a formula has no @: use MatMul"
	case strings.HasPrefix(rest, "="):
		why = "a formula has no =: to compare write =="
	case strings.HasPrefix(rest, ","):
		why = "a formula has one value, and a tuple is only an axis"
	case strings.HasPrefix(rest, "!"), strings.HasPrefix(rest, "&&"), strings.HasPrefix(rest, "||"):
		why = "these operators are Go's: write ~, & and |"
	}
	switch word := p.name(); word {
	case "and", "or":
		why = "arrays have no " + word + ": write & or |, and parentheses around comparisons"
	case "if":
		why = "arrays have no if: write where(condition, a, b)"
	}
	p.fail(at, why)
}

// binary reads operands joined by operators of a level, or of a tighter one.
func (p *formulaParser) binary(level int) *node {
	left, compared := p.unary(), false
	for {
		o, at := p.operator()
		if o == nil || o.level < level || o.level == levelPower {
			p.at = at
			return left
		}
		if o.level == levelComparison {
			if compared {
				p.fail(at, "comparisons of arrays are not chained: write (a < b) & (b < c)")
			}
			compared = true
		}
		left = &node{kind: nodeCall, column: at, name: o.function, args: []*node{left, p.binary(o.level + 1)}}
	}
}

// operator takes an operator and returns where it stood, or nil if there is none.
func (p *formulaParser) operator() (*operator, int) {
	p.skip()
	at := p.at
	if strings.HasPrefix(p.text[at:], "->") {
		return nil, at
	}
	for i := range operators {
		if o := &operators[i]; p.take(o.sign) {
			return o, at
		}
	}
	return nil, at
}

func (p *formulaParser) unary() *node {
	if p.depth++; p.depth > maxNesting {
		p.fail(p.at, "the formula is nested more than "+strconv.Itoa(maxNesting)+" deep")
	}
	defer func() { p.depth-- }()
	p.skip()
	at := p.at
	for i := range signs {
		if o := &signs[i]; p.take(o.sign) {
			return &node{kind: nodeCall, column: at, name: o.function, args: []*node{p.unary()}}
		}
	}
	left := p.postfix()
	if p.skip(); strings.HasPrefix(p.text[p.at:], "**") {
		at := p.at
		p.at += 2
		return &node{kind: nodeCall, column: at, name: "power", args: []*node{left, p.unary()}}
	}
	return left
}

func (p *formulaParser) postfix() *node {
	n := p.atom()
	for {
		p.skip()
		switch at := p.at; {
		case p.take("["):
			length := strings.IndexByte(p.text[p.at:], ']')
			if length < 0 {
				p.fail(at, "this [ has no ]")
			}
			n = &node{kind: nodeIndex, column: at, name: p.text[p.at : p.at+length], args: []*node{n}}
			checkIndex(p.text, n.name, p.at)
			p.at += length + 1
		case p.take("("):
			p.fail(at, "only a function's name can be called: is an operator missing?")
		case p.take("."):
			if p.name() == "T" {
				p.fail(at, "a value has no attributes: pass the array's T() instead")
			}
			p.fail(at, "a value has no attributes: write sum(x), not x.sum(), and exp, not np.exp")
		default:
			return n
		}
	}
}

// checkIndex fails if the text of an index, which stands at a column of a formula, is none.
func checkIndex(text, index string, column int) {
	s := sliceParser{text: index}
	if s.items(); s.why != "" {
		if s.column < len(index) && (isNamePart(index[s.column]) && !isDigit(index[s.column]) || strings.IndexByte("~([", index[s.column]) >= 0) {
			s.why = "an index has numbers, ':', '...' and None: for a mask write where(mask, x, 0), or call np.Mask or np.Take before"
		}
		panic(&FormulaError{Text: text, Column: column + s.column, Why: s.why})
	}
}

func (p *formulaParser) atom() *node {
	p.skip()
	at := p.at
	if p.at == len(p.text) {
		p.fail(at, "the formula ends where a value is expected")
	}
	if p.take("(") {
		n := p.binary(levelComparison)
		p.close(at)
		return n
	}
	if c := p.text[p.at]; isDigit(c) || c == '.' {
		return p.number()
	}
	name := p.name()
	switch name {
	case "":
		p.fail(at, "expected a value")
	case "not":
		p.fail(at, "arrays have no not: write ~")
	case "None":
		p.fail(at, "None is for an index or an axis")
	}
	if p.skip(); p.take("(") {
		return p.call(name, at)
	}
	return &node{kind: nodeName, column: at, name: name}
}

// close takes the parenthesis that ends what began at a column.
func (p *formulaParser) close(open int) {
	if p.skip(); p.take(")") {
		return
	}
	if p.at == len(p.text) {
		p.fail(open, "this ( has no )")
	}
	p.unexpected("expected an operator or )")
}

// call reads the arguments of a function.
func (p *formulaParser) call(name string, at int) *node {
	n := &node{kind: nodeCall, column: at, name: name}
	open := p.at - 1
	fn := lookup(name)
	folds := fn != nil && fn.folds
	for {
		if p.skip(); p.take(")") {
			return n
		}
		column := p.at
		keyword := p.keyword()
		switch {
		case keyword != "" && fn == nil:
			p.fail(at, missing(name))
		case keyword != "" && !folds:
			p.fail(column, name+" has no keyword "+keyword)
		case keyword == "axis" || keyword == "" && folds && len(n.args) == 1:
			why := "an axis is a number or a tuple of numbers"
			if keyword == "" && (fn.name == "max" || fn.name == "min") {
				why = name + " reduces one array: write " + fn.name + "imum(x, y)"
			}
			p.axis(n, why)
		case keyword == "keepdims":
			if p.take("True") {
				n.along = append(n.along, KeepDims)
			} else if !p.take("False") {
				p.fail(p.at, "keepdims is True or False")
			}
		case (keyword == "correction" || keyword == "ddof") && fn.corrects:
			n.along = append(n.along, Correction(p.realNumber()))
		case keyword != "":
			p.fail(column, name+" has no keyword "+keyword+nearest(keyword, []string{"axis", "keepdims"}))
		default:
			n.args = append(n.args, p.binary(levelComparison))
		}
		if p.skip(); !p.take(",") {
			p.close(open)
			return n
		}
	}
}

// keyword takes "name =" and leaves p after it; if there is none it takes nothing.
func (p *formulaParser) keyword() string {
	start := p.at
	name := p.name()
	if p.skip(); name != "" && !strings.HasPrefix(p.text[p.at:], "==") && p.take("=") {
		p.skip()
		return name
	}
	p.at = start
	return ""
}

// axis reads None, a number or a tuple of numbers; why is what to say of anything else.
func (p *formulaParser) axis(n *node, why string) {
	at := p.at
	if p.take("None") {
		return
	}
	number := func() int {
		p.skip()
		s := sliceParser{text: p.text, at: p.at}
		i := s.number()
		if i == nil || s.why != "" {
			p.fail(p.at, why)
		}
		p.at = s.at
		return *i
	}
	var axes []int
	if p.take("(") {
		for p.skip(); !p.take(")"); p.skip() {
			axes = append(axes, number())
			if p.skip(); !p.take(",") {
				p.close(at)
				break
			}
		}
	} else {
		axes = append(axes, number())
		if p.skip(); p.at < len(p.text) && strings.IndexByte(",)", p.text[p.at]) < 0 {
			p.fail(at, why)
		}
	}
	guard(p.text, at, func() { n.along = append(n.along, Axis(axes...)) })
}

func (p *formulaParser) realNumber() float64 {
	p.skip()
	at, sign := p.at, 1.0
	if p.take("-") {
		sign = -1
	}
	if p.at == len(p.text) || !isDigit(p.text[p.at]) && p.text[p.at] != '.' {
		p.fail(at, "expected a number")
	}
	n := p.number()
	switch n.value.dtype {
	case Int64:
		return sign * float64(int64(n.value.word[0]))
	case Float64:
		return sign * math.Float64frombits(n.value.word[0])
	}
	p.fail(at, "expected a real number")
	return 0
}

// number reads an integer, also 0x…, a fraction, or an imaginary number with a j.
func (p *formulaParser) number() *node {
	at := p.at
	n := &node{kind: nodeLiteral, column: at}
	if p.take("0x") || p.take("0X") {
		digits := p.at
		for p.at < len(p.text) && isNamePart(p.text[p.at]) {
			p.at++
		}
		v, err := strconv.ParseInt(p.text[digits:p.at], 16, 64)
		if err != nil {
			p.fail(at, "this is no hexadecimal number of 63 bits")
		}
		n.value = literal{Int64, toWord(v)}
		return n
	}
	digits := func() {
		for p.at < len(p.text) && isDigit(p.text[p.at]) {
			p.at++
		}
	}
	digits()
	isInteger := true
	if p.take(".") {
		digits()
		isInteger = false
	}
	if end := p.at; p.take("e") || p.take("E") {
		if !p.take("-") {
			p.take("+")
		}
		first := p.at
		if digits(); p.at == first {
			p.at = end
		} else {
			isInteger = false
		}
	}
	text := p.text[at:p.at]
	if isInteger && !strings.HasPrefix(p.text[p.at:], "j") {
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			p.fail(at, "this integer does not fit an int64")
		}
		n.value = literal{Int64, toWord(v)}
	} else {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			p.fail(at, "this is no number, or one too large for a float64")
		}
		n.value = literal{Float64, toWord(v)}
		if p.take("j") {
			n.value = literal{Complex128, toWord(complex(0, v))}
		}
	}
	if p.at < len(p.text) && isNamePart(p.text[p.at]) {
		p.fail(p.at, "a name cannot begin with a digit: is a * missing?")
	}
	return n
}

// name takes a name, or nothing.
func (p *formulaParser) name() string {
	start := p.at
	for p.at < len(p.text) && isNamePart(p.text[p.at]) && (p.at > start || !isDigit(p.text[p.at])) {
		p.at++
	}
	return p.text[start:p.at]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isNamePart takes every letter outside ASCII for part of a name.
func isNamePart(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func (p *formulaParser) take(token string) bool {
	if strings.HasPrefix(p.text[p.at:], token) {
		p.at += len(token)
		return true
	}
	return false
}

func (p *formulaParser) skip() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n\r", p.text[p.at]) >= 0 {
		p.at++
	}
}
