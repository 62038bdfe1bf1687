package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func searches() {
	for _, t := range targets {
		t.places("argMax", "greatest", math.Inf(-1), t.max)
		t.places("argMin", "least", math.Inf(1), t.min)
		t.beat("raise", "greater", func(best, x Op) cond { return t.compare(notGreaterEqual, best, x) })
		t.beat("lower", "less", func(best, x Op) cond { return t.compare(notLessEqual, best, x) })
	}
}

// places writes op, which goes through each line twice: for its extreme, and then for the first place that has it. best returns its second
// operand where the first one is NaN.
func (t target) places(op, doc string, none float64, best func(d, x, y Op)) {
	p := t.function(op, "sets the ints of d to where the "+doc+" element, or the first NaN, is in each of some lines at a, of n ≥ 1 elements each",
		"d a", "lines, n int")
	d, a, lines, n := p[0], p[1], p[2], p[3]
	const running = 4
	rest := GP64()
	MOVQ(n, rest)
	ANDQ(I32(int32(t.lanes()-1)), rest)
	mask := t.tail(rest)
	all := t.reg()
	t.load(all, t.all(none))
	s := t.regs(running)

	line, next, nan, found, last := label("line"), label("next"), label("nan"), label("found"), label("last")
	Label(line)
	for i := range s {
		t.move(s[i], all)
	}
	odd := t.condition()
	at, m := GP64(), GP64()
	MOVQ(a, at)
	MOVQ(n, m)
	step := func(i int, x reg.VecVirtual) {
		t.orCond(odd, t.compare(unordered, x, x))
		best(s[i], x, s[i])
	}
	t.loopOf(running, m, []reg.GPVirtual{at}, func(vectors int) {
		for i := range vectors {
			x := t.reg()
			t.load(x, Mem{Base: at, Disp: i * t.bytes()})
			step(i, x)
		}
	})
	tailDone := label("done")
	TESTQ(m, m)
	JZ(LabelRef(tailDone))
	x := t.reg()
	t.loadTail(x, Mem{Base: at}, mask)
	t.choose(x, cond{mask.k, mask.v}, x, all)
	step(1, x)
	Label(tailDone)
	for i := range s[1:] {
		best(s[0], s[0], s[i+1])
	}
	t.spreadFold(s[0], best)

	// The place.
	place := GP64()
	lanes := func(hit func(x Op) cond, after string) {
		start, tail := label("find"), label("rest")
		MOVQ(a, at)
		MOVQ(n, m)
		XORQ(place, place)
		bits := GP32()
		Label(start)
		CMPQ(m, I32(int32(t.lanes())))
		JL(LabelRef(tail))
		v := t.reg()
		t.load(v, Mem{Base: at})
		t.lanesOf(hit(v), bits)
		TESTL(bits, bits)
		JNZ(LabelRef(after))
		ADDQ(I32(int32(t.bytes())), at)
		ADDQ(I32(int32(t.lanes())), place)
		SUBQ(I32(int32(t.lanes())), m)
		JMP(LabelRef(start))
		Label(tail) // it is in what is left
		w := t.reg()
		t.loadTail(w, Mem{Base: at}, mask)
		t.lanesOf(hit(w), bits)
		Label(after)
		TZCNTL(bits, bits)
		ADDQ(bits.As64(), place)
	}
	t.jumpIfAny(odd, nan)
	lanes(func(x Op) cond { return t.compare(equal, x, s[0]) }, found)
	Label(next)
	MOVQ(place, Mem{Base: d})
	ADDQ(Imm(8), d)
	bytes := GP64()
	MOVQ(n, bytes)
	SHLQ(Imm(t.shift()), bytes)
	ADDQ(bytes, a)
	DECQ(lines)
	JNZ(LabelRef(line))
	JMP(LabelRef(last))
	Label(nan)
	lanes(func(x Op) cond { return t.compare(unordered, x, x) }, label("found"))
	JMP(LabelRef(next))
	Label(last)
	VZEROUPPER()
	RET()
}

// beat writes op. wins is where the best one is not at least as good as the other, or one is NaN.
func (t target) beat(op, doc string, wins func(best, x Op) cond) {
	p := t.function(op, "sets the ints of d to i, and the elements of best to those of a, where these are "+doc+
		" or NaN and those are not NaN, of n elements each, a multiple of 16", "d best a", "i, n int")
	d, best, a, i, n := p[0], p[1], p[2], p[3], p[4]
	places := target{wide: t.wide, double: true}
	number := places.reg()
	VMOVQ(i, number.AsX())
	places.broadcastLow(number)
	t.loopOf(1, n, []reg.GPVirtual{best, a}, func(int) {
		x, y := t.reg(), t.reg()
		t.load(x, Mem{Base: a})
		t.load(y, Mem{Base: best})
		c := wins(y, x)
		c = t.both(c, t.compare(ordered, y, y))
		t.storeWhere(Mem{Base: best}, x, y, c)
		for half := range t.lanes() / places.lanes() {
			c := t.part(c, half)
			m := Mem{Base: d, Disp: half * t.bytes()}
			var old reg.VecVirtual
			if !t.wide {
				old = places.reg()
				places.load(old, m)
			}
			places.storeWhere(m, number, old, c)
		}
		ADDQ(I32(int32(8*t.lanes())), d)
	})
	VZEROUPPER()
	RET()
}
