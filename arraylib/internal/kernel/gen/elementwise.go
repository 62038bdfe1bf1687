package main

import (
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// unroll is how many vectors a turn of a loop takes.
const unroll = 4

func elementwise() {
	for _, t := range targets {
		t.binary("add", "sets d to a + b", t.add)
		t.binary("subtract", "sets d to a - b", t.sub)
		t.binary("multiply", "sets d to a · b", t.mul)
		t.binary("divide", "sets d to a / b", t.div)
		t.binary("maximum", "sets d to the greater of a and b, or NaN", func(d, x, y Op) { t.extreme(d, x, y, t.max, t.and) })
		t.binary("minimum", "sets d to the lesser of a and b, or NaN", func(d, x, y Op) { t.extreme(d, x, y, t.min, t.or) })
		t.unary("sqrt", "sets d to √a", t.sqrt)
		t.unary("absolute", "sets d to |a|", func(d, x Op) { t.and(d, x, t.allBits(t.sign()-1)) })
		t.unary("negative", "sets d to -a", func(d, x Op) { t.xor(d, x, t.allBits(t.sign())) })
		t.unary("square", "sets d to a²", func(d, x Op) { t.mul(d, x, x) })
		t.unary("reciprocal", "sets d to 1 / a", func(d, x Op) { one := t.reg(); t.load(one, t.all(1)); t.div(d, one, x) })
		t.unary("floor", "sets d to ⌊a⌋", func(d, x Op) { t.round(d, x, 1) })
		t.unary("ceil", "sets d to ⌈a⌉", func(d, x Op) { t.round(d, x, 2) })
		t.unary("trunc", "sets d to a without its fraction", func(d, x Op) { t.round(d, x, 3) })
		t.unary("round", "sets d to a rounded, half to even", func(d, x Op) { t.round(d, x, 0) })
	}
}

// extreme is the greater or lesser of x and y, +0 being greater than -0, or NaN if one is NaN. best returns its second operand where
// neither is better, so that its results in both orders differ only there: zeros, which join makes one, and NaN.
func (t target) extreme(d, x, y Op, best, join func(d, x, y Op)) {
	r, nan := t.reg(), t.reg()
	c := t.compare(unordered, x, y)
	t.add(nan, x, y)
	best(r, x, y)
	best(d, y, x)
	join(d, r, d)
	t.choose(d, c, nan, d)
}

// binary writes op for operands in memory, and, with S after its name, for a scalar b.
func (t target) binary(op, doc string, f func(d, x, y Op)) {
	for _, scalar := range []bool{false, true} {
		name, doc := op, doc+", of n ≥ 1 elements each"
		if scalar {
			name, doc = op+"S", doc+", where b is one element"
		}
		p := t.function(name, doc, "d a b", "n int")
		d, a, b, n := p[0], p[1], p[2], p[3]
		y := t.reg()
		if scalar {
			t.broadcast(y, Mem{Base: b})
		}
		read := func(r []reg.VecVirtual, by *tail) []Op {
			ys := make([]Op, len(r))
			for i := range r {
				t.read(r[i], Mem{Base: a, Disp: i * t.bytes()}, by)
				ys[i] = y
				if !scalar {
					v := t.reg()
					t.read(v, Mem{Base: b, Disp: i * t.bytes()}, by)
					ys[i] = v
				}
			}
			return ys
		}
		pointers := []reg.GPVirtual{d, a, b}
		if scalar {
			pointers = pointers[:2]
		}
		t.loop(n, pointers, func(vectors int, by *tail) {
			x, r := t.regs(vectors), t.regs(vectors)
			ys := read(x, by)
			for i := range x {
				f(r[i], x[i], ys[i])
			}
			for i := range x {
				t.write(Mem{Base: d, Disp: i * t.bytes()}, r[i], by)
			}
		})
		VZEROUPPER()
		RET()
	}
}

// unary writes op for one operand.
func (t target) unary(op, doc string, f func(d, x Op)) {
	p := t.function(op, doc+", of n ≥ 1 elements each", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	t.loop(n, []reg.GPVirtual{d, a}, func(vectors int, by *tail) {
		x, r := t.regs(vectors), t.regs(vectors)
		for i := range x {
			t.read(x[i], Mem{Base: a, Disp: i * t.bytes()}, by)
		}
		for i := range x {
			f(r[i], x[i])
		}
		for i := range x {
			t.write(Mem{Base: d, Disp: i * t.bytes()}, r[i], by)
		}
	})
	VZEROUPPER()
	RET()
}

var labels int

func label(name string) string {
	labels++
	return name + strconv.Itoa(labels)
}

// loop emits body for several vectors at a time, then for one, then for what is left. It moves the pointers on, and counts n down.
func (t target) loop(n reg.GPVirtual, pointers []reg.GPVirtual, body func(vectors int, by *tail)) {
	t.loopBy(unroll, n, pointers, body)
}

func (t target) loopBy(unroll int, n reg.GPVirtual, pointers []reg.GPVirtual, body func(vectors int, by *tail)) {
	single, last, end := label("single"), label("last"), label("end")
	t.turns(unroll, n, pointers, single, last, func(vectors int) { body(vectors, nil) })
	TESTQ(n, n)
	JZ(LabelRef(end))
	m := t.tail(n)
	body(1, &m)
	Label(end)
}

// loopOf is loopBy without what is left at the end.
func (t target) loopOf(unroll int, n reg.GPVirtual, pointers []reg.GPVirtual, body func(vectors int)) {
	t.turns(unroll, n, pointers, label("single"), label("last"), body)
}

func (t target) turns(unroll int, n reg.GPVirtual, pointers []reg.GPVirtual, single, last string, body func(vectors int)) {
	turn := func(vectors int, exit string) {
		start := label("loop")
		Label(start)
		CMPQ(n, U32(uint32(vectors*t.lanes())))
		JL(LabelRef(exit))
		body(vectors)
		for _, p := range pointers {
			ADDQ(U32(uint32(vectors*t.bytes())), p)
		}
		SUBQ(U32(uint32(vectors*t.lanes())), n)
		JMP(LabelRef(start))
	}
	if unroll > 1 {
		turn(unroll, single)
		Label(single)
	}
	turn(1, last)
	Label(last)
}

func (t target) read(d, m Op, by *tail) {
	if by != nil {
		t.loadTail(d, m, *by)
		return
	}
	t.load(d, m)
}

func (t target) write(m, s Op, by *tail) {
	if by != nil {
		t.storeTail(m, s, *by)
		return
	}
	t.store(m, s)
}
