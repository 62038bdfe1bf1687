package arraylib

import (
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unsafe"
)

// resolve gives every name of a tree its parameter, or its value if it is a constant, and checks that functions exist and have as many
// operands as they take.
func resolve(text string, n *node, param func(name string) int, known []string) {
	for _, x := range n.args {
		resolve(text, x, param, known)
	}
	fail := func(why string) { panic(&FormulaError{Text: text, Column: n.column, Why: why}) }
	switch n.kind {
	case nodeName:
		if n.param = param(n.name); n.param >= maxParams {
			fail("more than " + strconv.Itoa(maxParams) + " arrays are too many")
		}
		if n.param >= 0 {
			return
		}
		if l, ok := constantNamed(n.name); ok {
			n.kind, n.value = nodeLiteral, l
			return
		}
		if lookup(n.name) != nil {
			fail(n.name + " is a function: write " + n.name + "(…)")
		}
		fail("no array is named " + n.name + nearest(n.name, known, constantNames))
	case nodeCall:
		fn := lookup(n.name)
		if fn == nil {
			fail(missing(n.name))
		}
		if len(n.args) != fn.operands {
			fail(n.name + " takes " + plural(fn.operands, "operand") + ", not " + strconv.Itoa(len(n.args)))
		}
		if len(n.along) > 0 && !fn.folds {
			fail(n.name + " is along no axis")
		}
		for _, o := range n.along {
			if o.isCorrection() && !fn.corrects {
				fail(n.name + " has no use for a correction")
			}
		}
	}
}

var constantNames = []string{"pi", "e", "inf", "nan", "True", "False"}

func constantNamed(name string) (l literal, ok bool) {
	switch name {
	case "pi":
		return literal{Float64, toWord(math.Pi)}, true
	case "e":
		return literal{Float64, toWord(math.E)}, true
	case "inf":
		return literal{Float64, toWord(math.Inf(1))}, true
	case "nan":
		return literal{Float64, toWord(math.NaN())}, true
	case "True", "False":
		return literal{Bool, toWord(name == "True")}, true
	}
	return l, false
}

// value is what a node computes, with its type and shape. Equal nodes share one.
type value struct {
	kind     valueKind
	dtype    DType
	weak     bool  // it is made of numbers of the text and of masks alone, and takes the type of what it meets
	floats   bool  // it is no integer, and a float or complex array is among what it is computed of
	count    bool  // it is a number of elements or a place among them, which float64 holds whatever its type
	shape    []int // of a constant ()
	word     word  // of a constant
	fn       *function
	args     [3]*value // of an operation; of a reduction the first
	set      axisSet   // of a reduction: the axes it is along
	param    int       // of a view
	of       *value    // of a view of what is computed before, or nil if it is of a parameter
	text     string    // of a view: how it is written
	view     core      // of a view, with off from the first element of what it is a view of
	computed *stage    // that has the value, once one has
}

type valueKind uint8

const (
	valueConstant valueKind = iota
	valueView
	valueApply // an element-wise function
	valueFold
)

// valueKey tells values apart.
type valueKey struct {
	kind  valueKind
	dtype DType
	weak  bool
	word  word
	fn    *function
	args  [3]*value
	set   axisSet
	param int
	of    *value
	text  string
}

// typer makes values of nodes.
type typer struct {
	text   string
	arrays []core
	values map[valueKey]*value
}

func (t *typer) fail(n *node, why string) {
	panic(&FormulaError{Text: t.text, Column: n.column, Why: why})
}

// guard runs f, and turns its panic about shapes or axes into one that points at the column of a formula.
func guard(text string, column int, f func()) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *ShapeError:
			panic(&FormulaError{text, column, r.Error(), r})
		case *AxisError:
			panic(&FormulaError{text, column, r.Error(), r})
		default:
			panic(r)
		}
	}()
	f()
}

// unique returns the value that has the key of v, which is v if there was none.
func (t *typer) unique(v value) *value {
	key := valueKey{v.kind, v.dtype, v.weak, v.word, v.fn, v.args, v.set, v.param, v.of, v.text}
	if w := t.values[key]; w != nil {
		return w
	}
	switch {
	case v.of != nil:
		v.floats, v.count = v.of.floats, v.of.count
	case v.dtype >= Float32:
		v.floats = v.kind == valueView
		for _, x := range v.args {
			v.floats = v.floats || x != nil && x.floats
		}
	case v.kind == valueFold:
		x := v.args[0]
		v.count = v.fn.locate != nil || x.fn == &conversion && x.args[0].dtype == Bool
	}
	t.values[key] = &v
	return &v
}

// value returns what n computes.
func (t *typer) value(n *node) *value {
	switch n.kind {
	case nodeLiteral:
		return t.unique(value{dtype: n.value.dtype, weak: n.value.dtype != Bool, shape: []int{}, word: n.value.word})
	case nodeName:
		c := t.arrays[n.param]
		c.base, c.off = nil, 0
		return t.unique(value{kind: valueView, dtype: c.dtype, shape: c.shape, param: n.param, view: c, text: n.name})
	case nodeIndex:
		return t.view(n, t.value(n.args[0]), n.name, n.column+1)
	}
	fn := lookup(n.name)
	if fn == &conversion {
		return t.convert(n)
	}
	if fn.folds {
		return t.reduction(n, fn)
	}
	var args [3]*value
	for i, x := range n.args {
		args[i] = t.value(x)
	}
	switch fn.name {
	case "power":
		if v := t.smallPower(n, args[0], args[1]); v != nil {
			return v
		}
	case "clip": // as NumPy defines it
		t.unify(n, fn, args[:])
		return t.apply(n, lookup("minimum"), t.apply(n, lookup("maximum"), args[0], args[1]), args[2])
	case "where":
		if args[0].dtype != Bool {
			t.fail(n, "the condition is "+args[0].dtype.String()+", where takes bool: compare it, as in x != 0")
		}
		t.unify(n, fn, args[1:])
		return t.applyTyped(n, fn, args[1].dtype, args)
	}
	return t.apply(n, fn, args[0], args[1])
}

// apply returns fn of one or two operands, which are given a common type that fn takes.
func (t *typer) apply(n *node, fn *function, a, b *value) *value {
	args := [3]*value{a, b}
	t.unify(n, fn, args[:fn.operands])
	dt := args[0].dtype
	switch fn.result {
	case truthType:
		dt = Bool
	case partType:
		dt = partOf(dt)
	}
	return t.applyTyped(n, fn, dt, args)
}

// partOf returns the type of a complex number's parts; other types are their own.
func partOf(dt DType) DType {
	switch dt {
	case Complex64:
		return Float32
	case Complex128:
		return Float64
	}
	return dt
}

// applyTyped returns the value of an operation whose operands have their final types. If they are constants, so is it; if they are weak,
// all but a mask, so is it.
func (t *typer) applyTyped(n *node, fn *function, dt DType, args [3]*value) *value {
	v := value{kind: valueApply, dtype: dt, fn: fn, args: args, shape: []int{}}
	v.weak = args[fn.operands-1].weak && dt != Bool
	constant := true
	guard(t.text, n.column, func() {
		for i, x := range args[:fn.operands] {
			if i == 0 {
				v.shape = x.shape
			} else if !slices.Equal(v.shape, x.shape) {
				v.shape = broadcast(n.name, []int{}, v.shape, x.shape)
			}
			constant = constant && x.kind == valueConstant
		}
	})
	if !constant {
		return t.unique(v)
	}
	in := instructionFor(&v)
	var w [4]word
	at := [4]unsafe.Pointer{unsafe.Pointer(&w[0]), unsafe.Pointer(&w[1]), unsafe.Pointer(&w[2]), unsafe.Pointer(&w[3])}
	for i, x := range args[:fn.operands] {
		w[1+i] = x.word
	}
	in.do(at[0], at[1], at[2], at[3], 1)
	if v.weak && dt == Int64 {
		t.checkInteger(n, fn, args, int64(w[0][0]))
	}
	return t.unique(value{dtype: dt, weak: v.weak, shape: []int{}, word: w[0]})
}

// checkInteger fails if an operation on numbers of the text has left int64: Python's integers would not.
func (t *typer) checkInteger(n *node, fn *function, args [3]*value, got int64) {
	number := func(v *value) float64 {
		if v == nil {
			return 0
		}
		return float64(int64(v.word[0]))
	}
	a, b := number(args[0]), number(args[1])
	want := float64(got)
	switch fn.name {
	case "add":
		want = a + b
	case "subtract":
		want = a - b
	case "multiply":
		want = a * b
	case "square":
		want = a * a
	case "negative":
		want = -a
	case "absolute":
		want = math.Abs(a)
	case "power":
		want = math.Pow(a, b)
	case "left_shift":
		want = a * math.Exp2(b)
	}
	if !(math.Abs(want-float64(got)) <= math.Abs(want)/1024) {
		t.fail(n, "this integer does not fit an int64")
	}
}

// smallPower returns what NumPy computes instead of a power if the exponent is a certain number, or nil.
func (t *typer) smallPower(n *node, x, y *value) *value {
	if y.kind != valueConstant || !y.weak {
		return nil
	}
	isInt := x.dtype < Float32
	exponent := math.NaN()
	switch y.dtype {
	case Int64:
		exponent = float64(int64(y.word[0]))
		if isInt && exponent < 0 {
			if !x.weak {
				t.fail(n, "an integer has no negative power: write a fraction, as in x ** -1.0")
			}
			return t.apply(n, lookup("power"), t.cast(n, x, Float64, true), y)
		}
	case Float64:
		if exponent = math.Float64frombits(y.word[0]); isInt {
			return nil
		}
	}
	switch {
	case x.kind == valueConstant || x.dtype == Bool:
	case exponent == 2:
		return t.apply(n, lookup("square"), x, nil)
	case exponent == 1:
		return x
	case exponent == 0.5:
		return t.apply(n, lookup("sqrt"), x, nil)
	case exponent == -1:
		return t.apply(n, lookup("reciprocal"), x, nil)
	}
	return nil
}

// unify casts args to the common type that fn takes.
func (t *typer) unify(n *node, fn *function, args []*value) {
	if !fn.takes.has(Int64) && fn.takes.has(Float64) { // integers are floats to it
		for i, x := range args {
			if x.dtype < Float32 {
				args[i] = t.cast(n, x, Float64, x.weak)
			}
		}
	}
	dt, weak := t.common(n, fn, args)
	if !fn.takes.has(dt) {
		why := fn.name + " is not for " + dt.String()
		if fn.name == "bitwise_xor" {
			why += ": a power is **"
		}
		t.fail(n, why)
	}
	for i, x := range args {
		args[i] = t.cast(n, x, dt, weak)
	}
}

// common returns the type in which the operands of fn meet; it is weak if all are.
func (t *typer) common(n *node, fn *function, args []*value) (dt DType, weak bool) {
	most := Invalid // of the weak ones
	for i, x := range args {
		switch {
		case x.weak:
			most = max(most, x.dtype)
		case dt == Invalid:
			dt = x.dtype
		default:
			for k, y := range args[:i] {
				if !y.weak && promote(y.dtype, x.dtype) == Invalid && !mixes(fn, y, x) {
					t.fail(n, apart(n, args, k, i))
				}
			}
			both := promote(dt, x.dtype)
			if both == Invalid {
				both = inexact(max(dt, x.dtype))
			}
			dt = both
		}
	}
	switch {
	case dt == Invalid:
		return most, true
	case most == Int64 && dt == Bool:
		return defaultInt(), false
	case most == Float64 && dt < Float32:
		return Float64, false
	case most == Complex128 && dt == Float32:
		return Complex64, false
	case most == Complex128 && dt < Complex64:
		return Complex128, false
	}
	return dt, false
}

// inexact returns the type in which 64-bit integers and a type meet if they do.
func inexact(dt DType) DType {
	if dt >= Complex64 {
		return Complex128
	}
	return Float64
}

// mixes reports whether fn lets integers and floats meet in float64 although that does not hold all of the integers: if only a truth is
// computed of them, or a power with them as its exponent, if they are few, or if the floats too are made of integers.
func mixes(fn *function, a, b *value) bool {
	integer, float := a, b
	if family(a.dtype) > family(b.dtype) {
		integer, float = b, a
	}
	if family(integer.dtype) > 1 || family(float.dtype) < 2 {
		return false
	}
	return fn.result == truthType || fn.name == "power" && integer == b || integer.count || !float.floats
}

// apart says that no type holds both of two operands, and how to convert one.
func apart(n *node, args []*value, i, k int) string {
	operands := n.args[len(n.args)-len(args):] // not the mask of where
	a, b := args[i].dtype, args[k].dtype
	to, of := inexact(max(a, b)), i
	if max(a, b) < Float32 {
		to = Int64
	}
	if (a < b) == (to == Int64) { // the integers that meet floats, or the uint64 that meets integers with signs
		of = k
	}
	text := func(i int) string {
		if text := shortText(operands[i]); text != "…" {
			return text
		}
		return "operand " + strconv.Itoa(len(n.args)-len(args)+i+1)
	}
	return text(i) + " is " + a.String() + " and " + text(k) + " " + b.String() + ", and no type holds both: write " + to.String() + "(" + shortText(operands[of]) + ")"
}

// shortText returns the text of n, or … if it is long.
func shortText(n *node) string {
	if n.within(8) {
		if text := (Expr{n}).String(); len(text) <= 32 {
			return text
		}
	}
	return "…"
}

// within reports whether no more than some nodes lie above each other from n down.
func (n *node) within(levels int) bool {
	for _, x := range n.args {
		if !x.within(levels - 1) {
			return false
		}
	}
	return levels > 0
}

func defaultInt() DType { return dtypeOf[int]() }

// wholeBits is how many bits an integer may have that every type holds, without its sign.
var wholeBits = [numDTypes]uint8{Bool: 1, Int8: 7, Int16: 15, Int32: 31, Int64: 63, Uint8: 8, Uint16: 16, Uint32: 32, Uint64: 64, Float32: 24, Float64: 53, Complex64: 24, Complex128: 53}

// family numbers the families of types: bool, integers, floats, complex numbers.
func family(dt DType) int {
	switch {
	case dt == Bool:
		return 0
	case dt < Float32:
		return 1
	case dt < Complex64:
		return 2
	}
	return 3
}

// lossless reports whether every value of one type is one of the other.
func lossless(from, to DType) bool {
	if from == to {
		return true
	}
	signed := from >= Int8 && from <= Int64
	return family(from) <= family(to) && wholeBits[from] <= wholeBits[to] && !(signed && to >= Uint8 && to <= Uint64)
}

// promotions are the types in the order in which they are tried.
var promotions = [...]DType{Bool, Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64, Float32, Float64, Complex64, Complex128}

// promote returns the least type that holds both, or Invalid if none does.
func promote(a, b DType) DType {
	for _, dt := range promotions {
		if lossless(a, dt) && lossless(b, dt) {
			return dt
		}
	}
	return Invalid
}

// cast returns v as another type, which must hold it unless the conversion was asked for; an integer of the text must lie in its range.
// What is weak may stay so.
func (t *typer) cast(n *node, v *value, dt DType, weak bool) *value {
	if v.dtype == dt && (!v.weak || weak) {
		return v
	}
	if v.kind != valueConstant && v.weak {
		return t.castWeak(n, v, dt, weak)
	}
	if v.weak && v.dtype == Int64 {
		t.checkRange(n, int64(v.word[0]), dt)
	}
	if dt >= Complex64 && v.dtype < Complex64 && v.dtype != partOf(dt) {
		v = t.cast(n, v, partOf(dt), weak)
	}
	if v.kind == valueConstant {
		w := v.word
		if v.dtype != dt {
			convertKernel(dt, v.dtype)(span{unsafe.Pointer(&w), 1}, span{unsafe.Pointer(&v.word), 1}, span{})
		}
		return t.unique(value{dtype: dt, weak: weak, shape: v.shape, word: w})
	}
	return t.unique(value{kind: valueApply, dtype: dt, weak: weak, fn: &conversion, args: [3]*value{v}, shape: v.shape})
}

// castWeak returns a weak value that is no constant as another type: of a choice its parts are cast, which costs nothing when it is computed.
func (t *typer) castWeak(n *node, v *value, dt DType, weak bool) *value {
	c := *v
	c.dtype, c.weak = dt, weak
	switch {
	case v.kind == valueView:
		c.of = t.cast(n, v.of, dt, weak)
		c.view.dtype = dt
	case v.fn.name == "where":
		c.args[1], c.args[2] = t.cast(n, v.args[1], dt, weak), t.cast(n, v.args[2], dt, weak)
	case dt >= Complex64 && v.dtype < Complex64 && v.dtype != partOf(dt):
		return t.cast(n, t.castWeak(n, v, partOf(dt), weak), dt, weak)
	case v.dtype != dt:
		c.fn, c.args = &conversion, [3]*value{v}
	}
	return t.unique(c)
}

// checkRange fails if a type of integers does not hold i.
func (t *typer) checkRange(n *node, i int64, dt DType) {
	if family(dt) != 1 {
		return
	}
	fits := i >= 0 && bits.Len64(uint64(i)) <= int(wholeBits[dt])
	if i < 0 && dt <= Int64 {
		fits = bits.Len64(uint64(^i)) <= int(wholeBits[dt])
	}
	if !fits {
		t.fail(n, strconv.FormatInt(i, 10)+" does not fit "+dt.String())
	}
}

// constantOf returns a number of the text in another type.
func constantOf(dt DType, l literal) (w word) {
	if dt >= Complex64 && l.dtype < Complex64 && l.dtype != partOf(dt) {
		l = literal{partOf(dt), constantOf(partOf(dt), l)}
	}
	convertKernel(dt, l.dtype)(span{unsafe.Pointer(&w), 1}, span{unsafe.Pointer(&l.word), 1}, span{})
	return w
}

// concrete returns v with the type that it has where it meets nothing.
func (t *typer) concrete(n *node, v *value) *value {
	if v.weak && v.dtype == Int64 {
		return t.cast(n, v, defaultInt(), false)
	}
	return t.cast(n, v, v.dtype, false)
}

// convert is float64(x) and its like, which convert as AsType does.
func (t *typer) convert(n *node) *value {
	v, dt := t.value(n.args[0]), conversionTo(n.name)
	if v.dtype >= Complex64 && dt < Complex64 && dt != Bool {
		t.fail(n, v.dtype.String()+" has two parts: write real(…) or imag(…)")
	}
	return t.cast(n, v, dt, false)
}

// result is the value of the whole formula as dt.
func (t *typer) result(n *node, dt DType) *value {
	v := t.value(n)
	fits := lossless(v.dtype, dt)
	switch {
	case v.weak:
		fits = family(v.dtype) <= family(dt)
	case v.count && !fits:
		fits = lossless(Float64, dt)
	}
	if !fits {
		why := "the result is " + v.dtype.String() + ", which " + dt.String() + " does not hold without loss: "
		if v.dtype >= Complex64 && dt < Complex64 {
			t.fail(n, why+"write real(…) or imag(…)")
		}
		t.fail(n, why+"write "+dt.String()+"("+shortText(n)+")")
	}
	return t.cast(n, v, dt, false)
}

// view is x[text], a view of an array, or of a value that is computed before; the text stands at a column of the formula.
func (t *typer) view(n *node, x *value, text string, column int) *value {
	v := value{kind: valueView, dtype: x.dtype, weak: x.weak, text: x.text + "[" + text + "]"}
	c := x.view
	switch x.kind {
	case valueConstant:
		t.fail(n, "a number has no index")
	case valueView:
		v.param, v.of = x.param, x.of
	default:
		v.of = x
		c.dtype = x.dtype
		c.setShape(x.shape)
	}
	s := sliceParser{text: text}
	view := s.apply(&c, s.items())
	if view == nil {
		panic(&FormulaError{t.text, column + s.column, s.why + ", shape " + shapeText(c.shape), &SliceError{text, s.column, c.shape, s.why}})
	}
	v.view, v.shape = *view, view.shape
	return t.unique(v)
}

// reduction is sum and its like.
func (t *typer) reduction(n *node, fn *function) *value {
	x := t.concrete(n, t.value(n.args[0]))
	var set axisSet
	less, along := correctionOption(n.along, 0)
	guard(t.text, n.column, func() { set = newAxisSet(n.name, along, x.shape) })
	switch name := fn.name; {
	case name == "any" || name == "all":
		x = t.cast(n, x, Bool, false)
	case name == "count_nonzero":
		x, fn = t.cast(n, t.cast(n, x, Bool, false), defaultInt(), false), lookup("sum")
	case x.dtype == Bool && (name == "sum" || name == "prod"):
		x = t.cast(n, x, defaultInt(), false)
	case x.dtype < Float32 && !fn.takes.has(Int64):
		x = t.cast(n, x, Float64, false)
	}
	if !fn.takes.has(x.dtype) {
		t.fail(n, fn.name+" is not for "+x.dtype.String())
	}
	v := t.reduce(n, fn, x, axisSet{bits: set.bits}, less)
	if set.keep {
		v = t.view(n, v, keptAxes(x.shape, set), n.column)
	}
	return v
}

// keptAxes is the index that gives a reduction the axes back that are gone.
func keptAxes(shape []int, set axisSet) string {
	var items []string
	for d := range shape {
		if set.has(d) {
			items = append(items, "None")
		} else {
			items = append(items, ":")
		}
	}
	return strings.Join(append(items, "..."), ",")
}

// reduce returns a reduction without the axes that are gone. The mean is a sum divided by a number, the variance a mean of squared distances.
func (t *typer) reduce(n *node, fn *function, x *value, set axisSet, less float64) *value {
	if fn.fold != nil || fn.locate != nil {
		return t.fold(n, fn, x, set)
	}
	mean := func(x *value, less float64) *value {
		by := t.unique(value{dtype: Float64, weak: true, shape: []int{}, word: toWord(max(0, float64(set.count(x.shape))-less))})
		return t.apply(n, lookup("divide"), t.fold(n, lookup("sum"), x, set), by)
	}
	m := mean(x, 0)
	if fn.name == "mean" {
		return m
	}
	v := mean(t.apply(n, &squaredDistance, x, t.view(n, m, keptAxes(x.shape, set), n.column)), less)
	if fn.name == "std" {
		v = t.apply(n, lookup("sqrt"), v, nil)
	}
	return v
}

// fold returns the value of a reduction that has a loop of its own.
func (t *typer) fold(n *node, fn *function, x *value, set axisSet) *value {
	shape, _, gone := set.split([]int{}, &core{shape: x.shape, strides: make([]int, len(x.shape))})
	v := value{kind: valueFold, dtype: x.dtype, fn: fn, args: [3]*value{x}, set: set, shape: shape}
	f := fold{op: n.name, some: true}
	if fn.fold != nil {
		f, _ = fn.fold(x.dtype)
	} else {
		v.dtype = defaultInt()
		if k := bits.OnesCount32(set.bits); k > 1 && k < len(x.shape) {
			t.fail(n, n.name+" is along one axis, or all")
		}
	}
	if sizeOf(shape) > 0 {
		guard(t.text, n.column, func() { f.needSome(&core{shape: x.shape}, &gone) })
	}
	return t.unique(v)
}
