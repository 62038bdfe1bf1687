package arraylib

import (
	"slices"
	"sync"

	"fastergo/arraylib/internal/parallel"
)

// A formula of many elements is computed block by block, each a part of all passes that fits into the second-level cache, and the
// processors share the blocks. The blocks are rows along one axis of the result that every pass has, or keeps. Where they are cut depends on
// shapes alone, so results do not depend on how many processors there are.

// blocking is how a plan is computed block by block.
type blocking struct {
	last   *stage   // whose result is the formula's
	before []*stage // those that no block can do without all of
	inside []inside // those that are cut, the last one at the end
	axis   int      // of the result
	rows   int      // along axis, of a block
	count  int      // of rows

	mu   sync.Mutex
	idle []*block
}

// inside is a stage that is cut along an axis of what it computes.
type inside struct {
	*stage
	axis int
}

// block is what one goroutine computes some rows in: copies of the stages, with memory of their own.
type block struct {
	rows   int
	stages []*stage
	result core
}

const (
	blockWork    = 1 << 19 // operands and operations, times elements, that are worth to be shared
	blockEntries = chunk   // elements of a block, of the largest stage
)

// block decides how p is computed block by block, and returns nil if it is not.
func (p *plan) block() *blocking {
	work, most := 0, 0
	for _, s := range p.stages {
		n := sizeOf(s.shape)
		work += n * (len(s.inputs) + len(s.code) + 1)
		most = max(most, n)
	}
	if work < blockWork {
		return nil
	}
	b := &blocking{last: p.stages[len(p.stages)-1]}
	shape := b.last.value.shape
	if b.axis = cutAxis(shape); b.axis < 0 {
		return nil
	}
	b.count = shape[b.axis]
	axes := map[*stage]int{b.last: b.last.axisOf(b.axis)} // of what stages compute, or -1 of those that are needed whole
	for i := len(p.stages) - 1; i >= 0; i-- {
		s := p.stages[i]
		axis, ok := axes[s]
		if !ok {
			axis = -1
		}
		if axis < 0 {
			b.before = append(b.before, s)
		} else {
			b.inside = append(b.inside, inside{s, axis})
		}
		for k := range s.inputs {
			x := &s.inputs[k]
			of := p.stageOf(x)
			if of == nil {
				continue
			}
			wanted := -1
			if axis >= 0 {
				wanted = x.rowsOf(of, len(s.shape)-axis, b.count)
			}
			if known, ok := axes[of]; ok && known != wanted {
				wanted = -1
			}
			axes[of] = wanted
		}
	}
	slices.Reverse(b.before)
	slices.Reverse(b.inside)
	most = 0
	for _, s := range b.inside {
		most = max(most, sizeOf(s.shape))
	}
	b.rows = max(1, blockEntries/max(1, most/b.count))
	if b.rows >= b.count {
		return nil
	}
	return b
}

// cutAxis returns the first axis of more than one row or, if it has few, the next one whose rows are many and long enough together. It returns
// -1 if there is none.
func cutAxis(shape []int) int {
	const enough = 64
	first, inner := -1, sizeOf(shape)
	for a, n := range shape {
		if inner /= max(n, 1); n < 2 {
			continue
		}
		if first < 0 {
			first = a
		}
		if n >= enough && (a == first || n*inner >= blockEntries) {
			return a
		}
	}
	return first
}

// stageOf returns the stage whose result x is of, or nil if it is an argument.
func (p *plan) stageOf(x *input) *stage {
	for _, s := range p.stages {
		if x.from == &s.output {
			return s
		}
	}
	return nil
}

// axisOf returns the axis of what s computes that is axis a of its result.
func (s *stage) axisOf(a int) int {
	if s.fold != nil {
		for d := range s.shape {
			if s.set.has(d) && d <= a {
				a++
			}
		}
	}
	return a
}

// rowsOf returns the axis of what stage s computes that is so far from the end of x, if rows along it are rows of x, and of no others.
// Otherwise it returns -1.
func (x *input) rowsOf(s *stage, fromEnd, count int) int {
	a := len(x.view.shape) - fromEnd
	if a < 0 || x.view.shape[a] != count || x.view.off != 0 {
		return -1
	}
	var whole core
	whole.setShape(s.value.shape)
	for d, n := range whole.shape {
		if n != count || whole.strides[d] != x.view.strides[a] {
			continue
		}
		within := 0 // how far elements of a row lie apart, inside the axis
		for k, stride := range x.view.strides {
			if k != a && stride%(n*whole.strides[d]) != 0 {
				if stride < 0 {
					return -1
				}
				within += (x.view.shape[k] - 1) * stride
			}
		}
		if within < whole.strides[d] {
			return s.axisOf(d)
		}
	}
	return -1
}

// spoil reports whether a block that is written into d may change what others have still to read.
func (b *blocking) spoil(d *core) bool {
	if b == nil {
		return false
	}
	for _, s := range b.inside {
		for i := range s.inputs {
			x := &s.inputs[i]
			x.view.base, x.view.len, x.view.off = x.from.base, x.from.len, x.from.off+x.off
			if overlap(d, &x.view) && !sameLayout(d, &x.view) {
				return true
			}
		}
	}
	return false
}

// pieces is how many blocks there are.
func (b *blocking) pieces() int { return (b.count-1)/b.rows + 1 }

// run computes all blocks into d.
func (b *blocking) run(d *core) {
	pieceTasks.For(b.pieces(), 1, &pieceTask{b, d}, func(w *pieceTask, lo, hi int) {
		for i := lo; i < hi; i++ {
			at := i * w.b.rows
			x := w.b.take(min(w.b.rows, w.b.count-at))
			x.run(w.d, w.b.axis, at)
			w.b.put(x)
		}
	})
}

// pieceTask is what goroutines need that share the blocks.
type pieceTask struct {
	b *blocking
	d *core
}

var pieceTasks parallel.Loop[pieceTask]

func (x *block) run(d *core, axis, at int) {
	last := len(x.stages) - 1
	for _, s := range x.stages[:last] {
		s.bind(at)
		s.run(&s.output)
	}
	s := x.stages[last]
	s.bind(at)
	x.result.base, x.result.len, x.result.off, x.result.strides = d.base, d.len, d.off+at*d.strides[axis], d.strides
	s.run(&x.result)
}

// take returns a block of so many rows that nobody else computes in.
func (b *blocking) take(rows int) *block {
	b.mu.Lock()
	for i, x := range b.idle {
		if x.rows == rows {
			b.idle = slices.Delete(b.idle, i, i+1)
			b.mu.Unlock()
			return x
		}
	}
	b.mu.Unlock()
	return b.newBlock(rows)
}

// put takes x back, without the memory of arguments.
func (b *blocking) put(x *block) {
	for _, s := range x.stages {
		s.forget()
	}
	x.result.base, x.result.strides = nil, nil
	b.mu.Lock()
	b.idle = append(b.idle, x)
	b.mu.Unlock()
}

// drop forgets the blocks.
func (b *blocking) drop() {
	b.mu.Lock()
	b.idle = nil
	b.mu.Unlock()
}

// newBlock makes copies of the stages for some rows.
func (b *blocking) newBlock(rows int) *block {
	x := &block{rows: rows}
	results := map[*core]*core{} // those of the stages, and of their copies
	for _, in := range b.inside {
		s := new(stage)
		*s = *in.stage
		s.shape = withLength(s.shape, in.axis, rows)
		s.inputs, s.registers = slices.Clone(s.inputs), slices.Clone(s.registers)
		for i := range s.inputs {
			b.cut(&s.inputs[i], len(s.shape)-in.axis, rows, results)
		}
		for i := range s.registers {
			s.registers[i].slot = -1
		}
		part := builder{program: &s.program}
		part.place(s.fold != nil)
		if s.native != nil && !slices.Equal(s.kinds(), in.kinds()) {
			s.emit()
		}
		s.layout = s.mainLayout(s.layout.dtype)
		s.elements = lines{s.order, s.load}
		axis := in.axis
		for d := range in.axis {
			if s.fold != nil && s.set.has(d) {
				axis--
			}
		}
		shape := withLength(s.value.shape, axis, rows)
		if in.stage == b.last {
			x.result = core{shape: shape, dtype: s.value.dtype}
		} else {
			s.output = *newResult("Eval", s.value.dtype, shape)
			results[&in.output] = &s.output
		}
		x.stages = append(x.stages, s)
	}
	return x
}

func withLength(shape []int, axis, n int) []int {
	shape = slices.Clone(shape)
	shape[axis] = n
	return shape
}

// cut makes x an operand of some rows, along the axis so far from the end.
func (b *blocking) cut(x *input, fromEnd, rows int, results map[*core]*core) {
	a := len(x.view.shape) - fromEnd
	if a < 0 || x.view.shape[a] != b.count {
		return
	}
	x.view.shape = withLength(x.view.shape, a, rows)
	x.step = x.view.strides[a]
	if of := results[x.from]; of != nil { // there are only those rows of it, so what is outside them lies nearer
		x.from = of
		x.view.strides = slices.Clone(x.view.strides)
		for d, stride := range x.view.strides {
			if stride%(b.count*x.step) == 0 {
				x.view.strides[d] = stride / b.count * rows
			}
		}
		x.step = 0
	}
}
