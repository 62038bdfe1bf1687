package arraylib

import (
	"unsafe"

	"fastergo/arraylib/internal/emit"
)

// emitSize is how many elements are worth machine code when a formula is called once; to make it takes some microseconds.
const emitSize = 1 << 16

// emit makes machine code for the passes that it can be made for, if that is likely to pay.
func (p *plan) emit() {
	if tier := Using(); p.tier != tier && (p.called || sizeOf(p.stages[len(p.stages)-1].shape) >= emitSize) {
		for _, s := range p.stages {
			s.emit()
		}
		if p.blocks != nil {
			p.blocks.drop() // copies of the passes
		}
		p.tier = tier
	}
	p.called = true
}

// emitted are the operations that machine code is made of, by the names of the functions.
var emitted = [...]struct {
	name string
	op   emit.Op
}{
	{"positive", emit.Copy}, {"add", emit.Add}, {"subtract", emit.Subtract}, {"multiply", emit.Multiply}, {"divide", emit.Divide},
	{"square", emit.Square}, {"sqrt", emit.Sqrt}, {"reciprocal", emit.Reciprocal}, {"negative", emit.Negative}, {"absolute", emit.Absolute},
	{"maximum", emit.Maximum}, {"minimum", emit.Minimum}, {squaredDistanceName, emit.Deviation},
}

// emit makes machine code of the pass, if all of it is of one type and of operations that there are.
func (p *stage) emit() {
	p.native = nil
	dt := p.registers[p.root].dtype
	if dt != Float32 && dt != Float64 || len(p.code) == 0 {
		return
	}
	q := emit.Program{Double: dt == Float64, Inputs: p.kinds()}
	values := make([]int, len(p.registers)) // which value of q a register is
	count := 0
	next := func(register int) bool {
		values[register] = count
		count++
		return p.registers[register].dtype == dt
	}
	for _, x := range p.inputs {
		if !next(x.register) {
			return
		}
	}
	for _, c := range p.constants {
		if !next(c.register) {
			return
		}
		bits := c.word[0]
		if dt == Float32 {
			bits = uint64(uint32(bits))
		}
		q.Constants = append(q.Constants, bits)
	}
	for _, in := range p.code {
		op, ok := emittedOp(in.fn.name)
		if !ok {
			return
		}
		a, b := values[in.src[0]], values[in.src[1]]
		if !next(in.dst) {
			return
		}
		q.Code = append(q.Code, emit.Instruction{Op: op, A: a, B: b})
	}
	p.native = emit.Compile(&q)
}

// kinds returns how the machine code takes the inputs.
func (p *program) kinds() []emit.Kind {
	kinds := make([]emit.Kind, len(p.inputs))
	for i := range p.inputs {
		if x := &p.inputs[i]; x.kind == scalar || x.kind == column {
			kinds[i] = emit.Scalar
		}
	}
	return kinds
}

func emittedOp(name string) (op emit.Op, ok bool) {
	for _, e := range emitted {
		if e.name == name {
			return e.op, true
		}
	}
	return op, false
}

// computeNative runs the machine code for elements i to i+n.
func (p *program) computeNative(i, n int) {
	shift := dtypes[p.registers[p.root].dtype].shift
	for end, result := i+n, p.at[p.root]; i < end; {
		m := min(end-i, chunk)
		for k := range p.inputs {
			x := &p.inputs[k]
			switch x.kind {
			case direct, column:
				m = min(m, x.way.row(i))
			case pattern:
				m = min(m, p.tile-x.way.shape[1])
			case gathered:
				m = min(m, p.tile)
			}
		}
		for k := range p.inputs {
			x := &p.inputs[k]
			at := x.buf
			switch x.kind {
			case scalar:
				at = x.at(0)
			case direct, column:
				at = x.at(i)
			case pattern:
				if !x.filled {
					x.way.gather(span{at, min(p.tile, x.way.size)}, x.c, x.c.off, 0)
					x.filled = true
				}
				at = unsafe.Add(at, i%x.way.shape[1]<<shift)
			case gathered:
				x.way.gather(span{at, m}, x.c, x.c.off, i)
			}
			p.operands[1+k] = at
		}
		p.operands[0] = result
		p.native.Run(p.operands, m)
		result = unsafe.Add(result, (m-1)<<shift) // never beyond the last element
		if i += m; i < end {
			result = unsafe.Add(result, 1<<shift)
		}
	}
}

// settle decides how an operand whose way is known is read.
func (p *program) settle(x *input, folds bool) {
	x.kind, x.filled = x.way.kind(), false
	if x.kind == column && folds || x.kind == pattern && x.way.shape[1] > p.tile/2 {
		x.kind = gathered // what stands for all elements must not depend on the order of a reduction
	}
}
