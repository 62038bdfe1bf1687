package arraylib

import (
	"time"
	"unsafe"
)

// run computes the formula of args into d or, if d is nil, into a new core.
func (p *plan) run(d *core, args []Operand) *core {
	for i, a := range args {
		c, _ := a.operand()
		q := &p.params[i]
		q.base, q.len, q.off = c.base, c.len, c.off
	}
	defer p.forget()
	var start time.Time
	if p.bytes >= timedBytes {
		start = time.Now()
	}
	if d != nil {
		prepare("", p.result.dtype, d, p.result.shape)
	}
	p.emit()
	whole := p.stages[:len(p.stages)-1]
	if p.blocks != nil {
		whole = p.blocks.before
	}
	for _, s := range whole {
		s.bind(0)
		if s.output.base == nil { // else it is there since the last call
			s.output = *newResult("Eval", s.value.dtype, s.value.shape)
		}
		s.run(&s.output)
	}
	s := p.stages[len(p.stages)-1]
	s.bind(0)
	result := d
	if d == nil || s.spoils(d) || p.blocks.spoil(d) {
		result = newResult("Eval", p.result.dtype, p.result.shape)
	}
	if p.blocks != nil {
		p.blocks.run(result)
	} else {
		s.run(result)
	}
	if d != nil && result != d {
		copyTo("Into", d, result)
	}
	if p.bytes >= timedBytes {
		p.took = time.Since(start)
	}
	return result
}

// forget drops the storage of arguments, so that a formula at rest keeps none alive. Parts of the formula that were computed before keep
// theirs for the next call.
func (p *plan) forget() {
	for i := range p.params {
		p.params[i].base = nil
	}
	for _, s := range p.stages {
		s.forget()
	}
}

func (p *program) forget() {
	for i := range p.inputs {
		x := &p.inputs[i]
		x.view.base, p.at[x.register] = nil, x.buf
	}
	clear(p.operands)
}

// run computes the stage's result into d, after bind.
func (s *stage) run(d *core) {
	if s.fold != nil {
		s.reduce(d)
	} else {
		s.store(d)
	}
}

// bind finds the operands' memory, of a block from row lo on.
func (p *program) bind(lo int) {
	for i := range p.inputs {
		x := &p.inputs[i]
		x.view.base, x.view.len, x.view.off = x.from.base, x.from.len, x.from.off+x.off+lo*x.step
		x.c, x.filled = &x.view, false
		if x.kind == scalar && p.native == nil && sizeOf(p.shape) > 0 {
			x.spread(span{x.buf, p.tile})
		}
	}
}

// spoils reports whether writing d, tile by tile, may change elements of the operands that are still to be read.
func (s *stage) spoils(d *core) bool {
	for i := range s.inputs {
		if c := &s.inputs[i].view; overlap(d, c) && (s.fold != nil || !sameLayout(d, c)) {
			return true
		}
	}
	return false
}

// store computes all elements into d.
func (s *stage) store(d *core) {
	size := sizeOf(s.shape)
	var out operand
	out.of(d, s.shape)
	if out.kind != direct && size > 0 {
		buf := scratches.Get().(*scratch)
		defer scratches.Put(buf)
		out.buf = unsafe.Pointer(&buf[0])
	}
	for i := 0; i < size; {
		n := size - i
		if out.kind == direct {
			n = min(n, out.way.row(i))
		} else {
			n = min(n, tileBytes>>out.shift)
		}
		if s.native == nil {
			n = min(n, s.tile)
			for k := range s.inputs {
				if x := &s.inputs[k]; x.kind == direct {
					n = min(n, x.way.row(i))
				}
			}
		}
		at := out.load(i, n, false)
		s.at[s.root] = at.p
		s.compute(i, n)
		out.store(i, at)
		i += n
	}
	s.at[s.root] = nil
}

// compute runs the program for elements i to i+n: at most a tile, unless there is machine code.
func (p *program) compute(i, n int) {
	if p.native != nil {
		p.computeNative(i, n)
		return
	}
	for k := range p.inputs {
		if x := &p.inputs[k]; x.kind != scalar {
			p.at[x.register] = x.way.read(x.c, x.c.off, i, n, x.buf).p
		}
	}
	for k := range p.code {
		in := &p.code[k]
		in.do(p.at[in.dst], p.at[in.src[0]], p.at[in.src[1]], p.at[in.src[2]], n)
	}
}

// reduce folds what the program computes into d.
func (s *stage) reduce(d *core) {
	a, computed := &s.layout, &s.elements
	if len(s.code) == 0 && len(s.inputs) == 1 { // an array as it is
		a, computed = &s.inputs[0].view, nil
	}
	if s.fold.fold == nil {
		locate(s.fold.name, s.fold.locate, d, a, computed, s.along)
		return
	}
	k := s.folding
	k.computed = computed
	reduce(s.folded, &k, d, a, a.dtype, s.along)
}

// order puts the program's elements into the order in which a reduction asks for them: line after line or, across, side by side.
func (s *stage) order(across bool) (tile int) {
	var rooms [2][maxDims]int
	kept, gone := rooms[0][:0], rooms[1][:0]
	count := [2]int{1, 1}
	for d, n := range s.shape {
		if s.set.has(d) {
			gone = append(gone, d)
			count[1] *= n
		} else {
			kept = append(kept, d)
			count[0] *= n
		}
	}
	outer, inner := kept, gone
	if across {
		outer, inner, count[1] = gone, kept, count[0]
	}
	for k := range s.inputs {
		x := &s.inputs[k]
		x.way = axes{size: 1}
		for _, dims := range [2][]int{outer, inner} {
			for _, d := range dims {
				x.way.push(s.shape[d], x.c.strideAlong(d, s.shape))
			}
		}
		x.way.finish()
		s.settle(x, true)
	}
	s.first, s.end = 0, 0
	s.ahead = 2*count[1] <= s.tile
	return s.tile
}

// load returns elements i to i+n, in the order that order has made. Where lines are short it computes the next ones with them.
func (p *program) load(i, n int) span {
	if i < p.first || i+n > p.end {
		m := n
		if p.ahead {
			m = min(p.tile, sizeOf(p.shape)-i)
		}
		p.compute(i, m)
		p.first, p.end = i, i+m
	}
	return span{unsafe.Add(p.at[p.root], (i-p.first)<<dtypes[p.registers[p.root].dtype].shift), n}
}
