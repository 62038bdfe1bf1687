package arraylib

import (
	"strconv"
	"strings"
	"unsafe"
)

// Expr is a formula built in Go, for those who compose formulas: the tree that the parser makes of text. Methods return new
// expressions; an Expr may be part of several.
//
//	x, y := np.Name("x"), np.Name("y")
//	e := np.Literal(2).Multiply(x).Multiply(y).Add(y.Apply("exp"))
//	f := np.CompileExpr[float64](e.Reduce("sum", np.Axis(0)), "x", "y")
type Expr struct{ n *node }

// Name returns the argument of a name.
func Name(name string) Expr { return Expr{&node{kind: nodeName, name: strings.Clone(name)}} }

// Literal returns a number, which takes the type of the array it meets, as one in the text does.
func Literal[T bool | int | float64 | complex128](v T) Expr {
	return literalExpr(dtypeOf[T](), toWord(v))
}

//go:noinline
func literalExpr(dt DType, w word) Expr {
	if dt == Int32 || dt == Int64 { // an int
		dt, w = Int64, toWord(intAt(dt, unsafe.Pointer(&w)))
	}
	return Expr{&node{kind: nodeLiteral, value: literal{dt, w}}}
}

// Add returns e + x.
func (e Expr) Add(x Expr) Expr { return e.Apply("add", x) }

// Subtract returns e - x.
func (e Expr) Subtract(x Expr) Expr { return e.Apply("subtract", x) }

// Multiply returns e * x.
func (e Expr) Multiply(x Expr) Expr { return e.Apply("multiply", x) }

// Divide returns e / x.
func (e Expr) Divide(x Expr) Expr { return e.Apply("divide", x) }

// Apply returns a function of e and what follows it: x.Apply("exp"), x.Apply("power", np.Literal(2)). It knows the names that a formula does;
// signs are the functions that NumPy names for them.
func (e Expr) Apply(function string, more ...Expr) Expr {
	n := &node{kind: nodeCall, name: strings.Clone(function), args: []*node{e.n}}
	for _, x := range more {
		n.args = append(n.args, x.n)
	}
	return Expr{n}
}

// Reduce returns a reduction of e: x.Reduce("var", np.Axis(0), np.KeepDims, np.Correction(1)).
func (e Expr) Reduce(function string, opts ...Option) Expr {
	x := e.Apply(function)
	x.n.along = append(x.n.along, opts...)
	return x
}

// S returns e[text], as of [Array.S].
func (e Expr) S(text string) Expr {
	return Expr{&node{kind: nodeIndex, name: strings.Clone(text), args: []*node{e.n}}}
}

// String returns the formula's text.
func (e Expr) String() string {
	p := exprPrinter{}
	p.tree(e.n, 0, 0)
	return p.text
}

//go:noinline
func compileExpr(dt DType, e Expr, params []string) *formula {
	f := &formula{dtype: dt}
	p := exprPrinter{}
	for i, name := range params {
		if i > 0 {
			p.text += ", "
		}
		p.text += name
		f.params = append(f.params, strings.Clone(name))
	}
	p.text += " -> "
	f.root = p.tree(e.n, 0, 0)
	f.text = p.text
	p.checkIndices(f.root)
	f.resolve()
	return f
}

// exprPrinter writes a tree as text, in which the nodes that it returns have their columns.
type exprPrinter struct{ text string }

// tree writes n, in parentheses if it binds looser than level, and returns a copy of it.
func (p *exprPrinter) tree(n *node, level, depth int) *node {
	if n == nil {
		n = &node{kind: nodeName} // of a zero Expr
	}
	if depth > maxNesting || len(p.text) > maxFormula {
		panic(&FormulaError{Text: p.text, Column: len(p.text), Why: "the expression is nested more than " + strconv.Itoa(maxNesting) + " deep, or longer than " + strconv.Itoa(maxFormula) + " bytes"})
	}
	c := *n
	c.args, c.column = nil, len(p.text)
	arg := func(x *node, level int) { c.args = append(c.args, p.tree(x, level, depth+1)) }
	own, sign := levelAtom, ""
	switch n.kind {
	case nodeCall:
		own, sign = signOf(n)
	case nodeLiteral:
		if strings.HasPrefix(n.value.String(), "-") {
			own = levelUnary
		}
	}
	if own < level {
		p.text += "("
		defer func() { p.text += ")" }()
	}
	switch {
	case n.kind == nodeName:
		c.column = len(p.text)
		p.text += n.name
	case n.kind == nodeLiteral:
		c.column = len(p.text)
		p.text += n.value.String()
	case n.kind == nodeIndex:
		arg(n.args[0], levelAtom)
		c.column = len(p.text)
		p.text += "[" + n.name + "]"
	case sign != "" && len(n.args) == 1:
		c.column = len(p.text)
		p.text += sign
		arg(n.args[0], own)
	case sign != "":
		left, right := own, own+1
		if own == levelPower {
			left, right = levelAtom, levelUnary
		} else if own == levelComparison {
			left = own + 1
		}
		arg(n.args[0], left)
		if own < levelPower {
			sign = " " + sign + " "
		}
		c.column = len(p.text) + len(sign) - len(strings.TrimLeft(sign, " "))
		p.text += sign
		arg(n.args[1], right)
	default:
		c.column = len(p.text)
		p.text += n.name + "("
		for i, x := range n.args {
			if i > 0 {
				p.text += ", "
			}
			arg(x, 0)
		}
		for _, o := range n.along {
			p.text += o.keywords()
		}
		p.text += ")"
	}
	return &c
}

// signOf returns the level and the sign of a function, or levelAtom if it has none.
func signOf(n *node) (level int, sign string) {
	if len(n.args) == 1 {
		for _, o := range signs {
			if o.function == n.name {
				return o.level, o.sign
			}
		}
	}
	if len(n.args) == 2 {
		for _, o := range operators {
			if o.function == n.name {
				return o.level, o.sign
			}
		}
	}
	return levelAtom, ""
}

// String writes a number as Python does.
func (l literal) String() string {
	return scalarText(&core{base: unsafe.Pointer(&l.word), len: 1, dtype: l.dtype}, 0)
}

// keywords writes an option as it stands in a call, with the comma before it.
func (o Option) keywords() (text string) {
	if o.isCorrection() {
		return ", correction=" + literal{Float64, word{o.bits << 2}}.String()
	}
	if o.bits&axesNamed != 0 {
		text = ", axis=("
		for a := -maxDims; a < maxDims; a++ {
			if o.bits>>(a+axisBias)&1 != 0 {
				text += strconv.Itoa(a) + ","
			}
		}
		text += ")"
	}
	if o.bits&keepDims != 0 {
		text += ", keepdims=True"
	}
	return text
}

// checkIndices checks the texts of indices.
func (p *exprPrinter) checkIndices(n *node) {
	for _, x := range n.args {
		p.checkIndices(x)
	}
	if n.kind == nodeIndex {
		checkIndex(p.text, n.name, n.column+1)
	}
}
