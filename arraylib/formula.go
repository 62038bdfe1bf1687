package arraylib

import (
	"strconv"
	"strings"
	"sync"
	"unsafe"
)

// A formula is text, because Go has no operators for arrays, and because a whole expression, seen at once, is one pass over memory
// where its operations one by one are many. The stages are plain data:
//
//	text → tree (formula_parse.go; formula_expr.go builds the same tree in Go) → values with types and shapes, constants folded and
//	equal ones merged (formula_types.go, by the table in formula_functions.go) → passes, each a list of instructions on registers of
//	one tile (formula_plan.go), and blocks of rows through all passes (formula_blocks.go) → results (formula_run.go), by kernels or
//	by machine code (formula_emit.go)

// Vars are the arrays that the names in a formula stand for. A number that changes is a [Scalar].
type Vars map[string]Operand

// Eval computes a formula in Python's and NumPy's notation:
//
//	np.Eval[float32]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y})
//	np.Eval[float64]("sum((x[:,None,:] - c[None,:,:])**2, axis=2)", np.Vars{"x": x, "c": c})
//
// It knows the operators + - * / // % ** & | ^ ~ << >> and comparisons, with Python's precedence; numbers, 1j, True, False, inf, nan, pi
// and e; the index of [Array.S]; this package's element-wise functions under NumPy's names (exp, where, clip, isnan, arctan2 or atan2, …),
// the conversions float64(x), int8(x), …; and the reductions sum, prod, mean, var, std, min, max, any, all, count_nonzero, argmin and argmax
// with axis=, keepdims= and, for var and std, correction=.
//
// Arrays are computed tile by tile, without temporaries of the result's size: one pass for all element-wise operations that have the
// result's shape, one for each reduction together with what it reduces, and one for each part with fewer elements, which is so
// computed once. Equal parts are computed once in a pass. The result is an array of its own in C order.
//
// Types are NumPy's as long as nothing is lost: two operands meet in the least type that holds both, so int32 and float32 in float64.
// Numbers in the text, and what is computed of them and masks alone, as where(m, 1, -1) is, take the type of the array they meet, or T; a
// reduction of them is int, float64 or complex128. An integer array and a fraction meet in float64. Functions that have no integer
// result, / and mean among them, take integers as float64. Sums keep their type, as [Sum] does, but of bool they are int. The result must
// be T, or fit T without loss.
//
// An array of int64 or uint64 and one of floats meet nowhere: write float64(i). As in NumPy they do meet in float64, in which integers
// beyond 2^53 round, where a comparison or another truth is computed of them, where the integers are an exponent, and where the floats too
// are computed of integers: i*0.5, i - mean(i). Counts and places, of count_nonzero, argmax and their like, are always exact in float64,
// and meet it.
//
// It panics with *[FormulaError] if the text is not a formula or the types or shapes do not fit.
func Eval[T Elem](text string, vars Vars) *Array[T] { return as[T](eval(dtypeOf[T](), text, vars)) }

//go:noinline
func eval(dt DType, text string, vars Vars) *core {
	f := formula{dtype: dt}
	f.text = clipText(text)
	p := formulaParser{text: f.text}
	f.root = p.whole()
	var known []string
	for name := range vars {
		known = append(known, name)
	}
	var args []Operand
	resolve(f.text, f.root, func(name string) int {
		i := indexOf(f.params, name)
		if v, ok := vars[name]; ok && i < 0 {
			i = len(f.params)
			f.params, args = append(f.params, name), append(args, v)
		}
		return i
	}, known)
	return f.call(nil, args)
}

// Formula is a formula ready to be called, as [Compile] makes it. It may be called by several goroutines at once.
type Formula[T Elem] struct{ f formula }

// Compile reads a formula for [Eval] that begins with the names of its arguments: "x, y -> 2*x*y + 3*y + 1". Types and shapes are
// checked when it is called, again only if they differ from the call before. Memory for parts that are computed before the rest is kept from call
// to call.
//
// It panics with *[FormulaError] if the text is not such a formula.
func Compile[T Elem](text string) *Formula[T] {
	return (*Formula[T])(unsafe.Pointer(compile(dtypeOf[T](), text)))
}

//go:noinline
func compile(dt DType, text string) *formula {
	f := &formula{dtype: dt}
	f.text = clipText(text)
	p := formulaParser{text: f.text}
	f.params = p.parameters()
	f.root = p.whole()
	f.resolve()
	return f
}

// CompileExpr is [Compile] for an expression built in Go, with the names of its arguments in their order.
func CompileExpr[T Elem](e Expr, params ...string) *Formula[T] {
	return (*Formula[T])(unsafe.Pointer(compileExpr(dtypeOf[T](), e, params)))
}

// Call computes the formula of its arguments. The result is an array of its own.
//
// It panics with *[FormulaError] if their number, types or shapes do not fit.
func (f *Formula[T]) Call(args ...Operand) *Array[T] { return as[T](f.f.call(nil, args)) }

// Into sets dst to the formula of its arguments. dst may be or overlap any of them. Calls with types and layouts as in the call before
// allocate nothing, unless dst overlaps an argument other than element for element.
//
// It panics as [Formula.Call] does, and with *[ShapeError] if dst does not have the result's shape or repeats elements.
func (f *Formula[T]) Into(dst *Array[T], args ...Operand) { f.f.call(&dst.c, args) }

// Explain describes how the last call was computed: types and shapes; the passes over memory, with the bytes that each reads and writes and its
// instructions, which are one loop of machine code where all of them are arithmetic on float32 or float64, otherwise a loop each; the blocks that
// processors share; and, of a call with much to read and write, how near it came to a mere copy of as many bytes, which Explain measures.
func (f *Formula[T]) Explain() string { return f.f.explain() }

// formula is a Formula without its type.
type formula struct {
	text   string
	params []string
	root   *node
	dtype  DType

	mu   sync.Mutex
	idle *plan // of the last call that ended, for the next one like it; taken while it runs
}

func (f *formula) resolve() {
	resolve(f.text, f.root, func(name string) int { return indexOf(f.params, name) }, f.params)
}

// call computes the formula into d or, if d is nil, into a new core.
//
//go:noinline
func (f *formula) call(d *core, args []Operand) *core {
	if len(args) != len(f.params) {
		panic(&FormulaError{Text: f.text, Why: "takes " + plural(len(f.params), "array") + ", got " + strconv.Itoa(len(args))})
	}
	f.mu.Lock()
	p := f.idle
	f.idle = nil
	f.mu.Unlock()
	if p == nil || !p.serves(args) {
		p = newPlan(f, args)
	}
	d = p.run(d, args)
	f.mu.Lock()
	f.idle = p
	f.mu.Unlock()
	return d
}

// Bounds, so that no text exhausts the stack or the memory before an array is touched.
const (
	maxFormula = 8192 // bytes of text
	maxNesting = 100  // parentheses, signs and powers inside each other
	maxParams  = 255
)

func clipText(text string) string {
	if len(text) > maxFormula {
		panic(&FormulaError{Text: text[:maxFormula], Column: maxFormula, Why: "the formula is longer than " + strconv.Itoa(maxFormula) + " bytes"})
	}
	return strings.Clone(text)
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// FormulaError is the panic of a formula that is not one, or whose arrays do not fit it.
type FormulaError struct {
	Text   string
	Column int // of the fault, in bytes from 0
	Why    string
	Err    error // the *ShapeError, *AxisError or *SliceError of the operation at fault, if there is one
}

// Error is three lines: what is wrong, the formula's line, and a caret under the column.
func (e *FormulaError) Error() string {
	start := strings.LastIndexByte(e.Text[:e.Column], '\n') + 1
	line, _, _ := strings.Cut(e.Text[start:], "\n")
	return "formula: " + e.Why + "\n\t" + strings.ReplaceAll(line, "\t", " ") + "\n\t" + strings.Repeat(" ", columns(e.Text[start:e.Column])) + "^"
}

func (e *FormulaError) Unwrap() error { return e.Err }

// nearest returns ", did you mean …?" with the name most like name, or nothing if none is like it.
func nearest(name string, known ...[]string) string {
	best, least := "", 2*min(3, (len(name)+2)/2)
	for _, names := range known {
		for _, k := range names {
			d := 2 * editDistance(name, k)
			if len(k) != len(name) {
				d++
			}
			if d < least || d == least && k < best {
				best, least = k, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return ", did you mean " + best + "?"
}

// editDistance returns how many letters must be put in, left out, replaced or swapped with the next to make b of a, in any case. Names
// longer than any function's are far from all.
func editDistance(a, b string) int {
	const most = 32
	a, b = strings.ToLower(a), strings.ToLower(b)
	if max(len(a), len(b)) > most {
		return most
	}
	var d [most + 1][most + 1]int
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = min(d[i-1][j-1], d[i-1][j], d[i][j-1]) + 1
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}
