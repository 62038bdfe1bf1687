package arraylib

import (
	"slices"
	"time"
	"unsafe"

	"fastergo/arraylib/internal/emit"
)

// plan is a formula for arguments of certain types and layouts: its passes, with the memory that they work in. One call uses it at a time.
type plan struct {
	params []core // the arguments; without their storage between calls, which would keep it alive
	stages []*stage
	result *value
	blocks *blocking // how it is computed block by block, or nil
	tier   Tier      // that there is machine code for
	called bool
	bytes  int           // of the arguments and the result
	took   time.Duration // the last call, if that is many
}

// stage is one pass over memory: an element-wise program whose results are stored, or folded along axes.
type stage struct {
	program
	value  *value
	fold   *function // nil if the results are stored
	along  []Option
	layout core // of what is folded: its shape, and the strides of what it is mainly made of
	output core // where the result is, if it is not that of the whole formula
	set    axisSet

	folded  fold // what fold says, unless it finds a place
	folding kernels

	elements lines // to be folded
}

// program is a list of instructions, which are plain data, on registers. A register is a run of at most tile elements: of an operand in
// its own memory where they are neighbours, otherwise of scratch.
type program struct {
	shape     []int // what is computed
	inputs    []input
	constants []constant
	code      []instruction
	registers []register
	root      int // the register with the result
	tile      int // most elements in a register
	memory    []word
	at        []unsafe.Pointer // where each register is
	native    *emit.Code       // that computes the same as code, or nil
	operands  []unsafe.Pointer // of native: the result's and the inputs'

	first, end int // what load computed last
	ahead      bool
}

// instruction computes register dst of registers src; those beyond what the function takes repeat the first.
type instruction struct {
	fn     *function
	dtype  DType   // of the operands
	kernel kernel  // the loop, if there are one or two operands
	choose chooser // the loop of where
	dst    int
	src    [3]int
}

// register is what is known of a register before it has a place.
type register struct {
	dtype DType
	slot  int // in scratch, or -1 if it needs none there
}

// input is an operand of a program: a view of a parameter, or of what an earlier stage has computed.
type input struct {
	operand
	view     core
	value    *value
	from     *core
	off      int // of view in from
	step     int // how far the next row of a block is
	register int
	filled   bool // a pattern is in buf
}

type constant struct {
	register int
	word     word
}

// do runs an instruction on n elements.
func (in *instruction) do(d, a, b, c unsafe.Pointer, n int) {
	if in.choose != nil {
		in.choose(span{d, n}, span{a, n}, span{b, n}, span{c, n})
		return
	}
	in.kernel(span{d, n}, span{a, n}, span{b, n})
}

// instructionFor returns the instruction of an element-wise operation, without registers.
func instructionFor(v *value) instruction {
	in := instruction{fn: v.fn, dtype: v.args[0].dtype}
	switch {
	case v.fn == &conversion:
		in.kernel = convertKernel(v.dtype, in.dtype)
	case v.fn.kernel == nil: // where
		in.dtype = v.dtype
		in.choose = chooserOf(dtypes[v.dtype].shift)
	default:
		in.kernel = v.fn.kernel(in.dtype)
	}
	return in
}

// newPlan checks types and shapes, and lays out the passes.
func newPlan(f *formula, args []Operand) *plan {
	p := &plan{params: make([]core, len(args))}
	for i, a := range args {
		c := argument(f, i, a)
		p.params[i] = *c
		p.params[i].shape, p.params[i].strides = slices.Clone(c.shape), slices.Clone(c.strides) // c's keep its storage alive
	}
	t := typer{text: f.text, arrays: p.params, values: map[valueKey]*value{}}
	p.result = t.result(f.root, f.dtype)
	p.stage(p.result)
	p.blocks = p.block()
	p.bytes = p.traffic()
	return p
}

// argument returns the core of an argument, which must be an array.
func argument(f *formula, i int, a Operand) (c *core) {
	if a != nil {
		c, _ = a.operand()
	}
	if c == nil || c.dtype == Invalid {
		panic(&FormulaError{Text: f.text, Why: f.params[i] + " is no array"})
	}
	return c
}

// serves reports whether the plan is for such arguments.
func (p *plan) serves(args []Operand) bool {
	for i, a := range args {
		if a == nil {
			return false
		}
		c, _ := a.operand()
		if q := &p.params[i]; c == nil || c.dtype != q.dtype || !slices.Equal(c.shape, q.shape) || !slices.Equal(c.strides, q.strides) {
			return false
		}
	}
	return true
}

// stage appends the stage that computes v, and before it those whose results it needs, unless there is one.
func (p *plan) stage(v *value) *stage {
	if v.computed != nil {
		return v.computed
	}
	s := &stage{value: v}
	s.shape = v.shape
	b := builder{plan: p, program: &s.program, known: map[*value]int{}}
	if v.kind == valueFold {
		x := v.args[0]
		s.fold, s.set, s.along, s.shape = v.fn, v.set, []Option{{axesNamed | uint64(v.set.bits)<<axisBias}}, x.shape
		b.size = sizeOf(s.shape)
		s.root = b.register(x)
		s.layout = s.mainLayout(x.dtype)
		if v.fn.fold != nil {
			s.folded, s.folding = v.fn.fold(x.dtype)
		}
		s.elements = lines{s.order, s.load}
	} else {
		b.size = sizeOf(s.shape)
		if s.root = b.register(v); len(s.code) == 0 { // an array or a number as it is
			in := instruction{fn: lookup("positive"), dtype: v.dtype, kernel: copyKernel(v.dtype), src: [3]int{s.root, s.root, s.root}}
			s.root = b.newRegister(v.dtype)
			in.dst = s.root
			s.code = append(s.code, in)
		}
	}
	b.place(v.kind == valueFold)
	p.stages = append(p.stages, s)
	v.computed = s
	return s
}

func sizeOf(shape []int) int {
	n := 1
	for _, m := range shape {
		n *= m
	}
	return n
}

// builder makes a program.
type builder struct {
	*plan
	*program
	size  int // elements to compute
	known map[*value]int
}

func (b *builder) newRegister(dt DType) int {
	b.registers = append(b.registers, register{dtype: dt, slot: -1})
	return len(b.registers) - 1
}

// register returns the register that will hold v.
func (b *builder) register(v *value) int {
	r, ok := b.known[v]
	if ok {
		return r
	}
	switch {
	case v.kind == valueConstant:
		r = b.newRegister(v.dtype)
		b.constants = append(b.constants, constant{r, v.word})
	case v.kind == valueView:
		r = b.input(v)
	case v.kind == valueFold || sizeOf(v.shape) < b.size: // computed once, before
		r = b.input(v)
	default:
		in := instructionFor(v)
		for i := range in.src {
			if i < v.fn.operands {
				in.src[i] = b.register(v.args[i])
			} else {
				in.src[i] = in.src[0]
			}
		}
		r = b.newRegister(v.dtype)
		in.dst = r
		b.code = append(b.code, in)
	}
	b.known[v] = r
	return r
}

// input adds an operand: a view of a parameter or, of what is not one, all of the result of a stage of its own.
func (b *builder) input(v *value) int {
	x := input{value: v, register: b.newRegister(v.dtype)}
	source := v.of
	if v.kind == valueView {
		x.view = v.view
	} else {
		source = v
		x.view.dtype = v.dtype
		x.view.setShape(v.shape)
	}
	if source == nil {
		x.from = &b.params[v.param]
	} else {
		x.from = &b.stage(source).output
	}
	x.off = x.view.off
	b.inputs = append(b.inputs, x)
	return x.register
}

// scratchBytes is what the registers of a program share; it fits into the first-level cache, next to some memory that is read.
const scratchBytes = 8 * tileBytes

// leastTile is how many elements a tile has at least, however many registers there are.
const leastTile = 64

// place gives registers their places in scratch. One whose value is used no more makes room for the next, and so for the result of the
// instruction that uses it last if their elements have the same size: kernels work in place. keepRoot is whether the result stays in scratch;
// otherwise it is written where it belongs.
func (b *builder) place(keepRoot bool) {
	slots := 0
	for i := range b.inputs {
		x := &b.inputs[i]
		x.of(&x.view, b.shape)
		b.registers[x.register].slot = slots // of use where elements are gathered
		slots++
	}
	for _, c := range b.constants {
		b.registers[c.register].slot = slots
		slots++
	}
	fixed := slots
	last := make([]int, len(b.registers))
	for i, in := range b.code {
		for _, r := range in.src {
			last[r] = i
		}
	}
	var free []int
	widest := uint8(0)
	for _, r := range b.registers {
		widest = max(widest, dtypes[r.dtype].shift)
	}
	for i, in := range b.code {
		release := func(same bool) {
			for k, r := range in.src {
				if slices.Contains(in.src[:k], r) || last[r] != i || b.registers[r].slot < fixed {
					continue
				}
				if same == (dtypes[b.registers[r].dtype].shift == dtypes[b.registers[in.dst].dtype].shift) {
					free = append(free, b.registers[r].slot)
				}
			}
		}
		release(true)
		switch {
		case in.dst == b.root && !keepRoot:
		case len(free) > 0:
			b.registers[in.dst].slot = free[len(free)-1]
			free = free[:len(free)-1]
		default:
			b.registers[in.dst].slot = slots
			slots++
		}
		release(false)
	}
	bytes := max(leastTile<<widest, min(tileBytes, scratchBytes/max(slots, 1)))
	bytes = bytes &^ 15
	b.tile = bytes >> widest
	b.memory = make([]word, slots*bytes/16)
	b.at = make([]unsafe.Pointer, len(b.registers))
	b.operands = make([]unsafe.Pointer, 1+len(b.inputs))
	for r, x := range b.registers {
		if x.slot >= 0 {
			b.at[r] = unsafe.Pointer(&b.memory[x.slot*bytes/16])
		}
	}
	for i := range b.inputs {
		x := &b.inputs[i]
		x.buf = b.at[x.register]
		b.settle(x, keepRoot)
	}
	for _, c := range b.constants {
		moves[dtypes[b.registers[c.register].dtype].shift].spread(span{b.at[c.register], b.tile}, c.word)
	}
}

// mainLayout returns the layout of the largest input that has an element for each of the program's, in C order if there is none: in its
// order the elements are computed fastest.
func (p *program) mainLayout(dt DType) (c core) {
	c.setShape(p.shape)
	for i := range p.inputs {
		if x := &p.inputs[i]; slices.Equal(x.view.shape, p.shape) && !x.view.repeats() {
			c.strides = x.view.strides
			break
		}
	}
	c.dtype = dt
	return c
}
