package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// accumulators of a reduction hide the latency of its instruction.
const accumulators = 8

func reductions() {
	for _, t := range targets {
		t.sum()
		t.extremum("max", "the greatest", math.Inf(-1), t.max, t.and)
		t.extremum("min", "the least", math.Inf(1), t.min, t.or)
	}
}

// sum adds eight vectors of running sums, then those in pairs. Its caller bounds n, so that errors do not grow with it.
func (t target) sum() {
	p := t.function("sum", "sets *d to the sum of the n ≥ 0 elements at a; the running sums are of n/128 to n/32 elements each", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	s := t.regs(accumulators)
	for i := range s {
		t.load(s[i], t.allBits(t.sign())) // -0: the sum of -0 is -0
	}
	start, single, last, end := label("loop"), label("single"), label("last"), label("end")
	Label(start)
	CMPQ(n, U32(uint32(accumulators*t.lanes())))
	JL(LabelRef(single))
	for i := range s {
		t.add(s[i], s[i], Mem{Base: a, Disp: i * t.bytes()})
	}
	ADDQ(U32(uint32(accumulators*t.bytes())), a)
	SUBQ(U32(uint32(accumulators*t.lanes())), n)
	JMP(LabelRef(start))
	Label(single)
	CMPQ(n, U32(uint32(t.lanes())))
	JL(LabelRef(last))
	t.add(s[0], s[0], Mem{Base: a})
	ADDQ(U32(uint32(t.bytes())), a)
	SUBQ(U32(uint32(t.lanes())), n)
	JMP(LabelRef(single))
	Label(last)
	TESTQ(n, n)
	JZ(LabelRef(end))
	m := t.tail(n)
	x := t.reg()
	t.loadTail(x, Mem{Base: a}, m)
	t.addTail(s[1], x, m)
	Label(end)
	for step := accumulators / 2; step > 0; step /= 2 {
		for i := range step {
			t.add(s[i], s[i], s[i+step])
		}
	}
	t.fold(d, s[0], func(d, x, y, _ Op) { t.add(d, x, y) })
	VZEROUPPER()
	RET()
}

// addTail adds the lanes of m of x to s, and leaves the others of s, which the sum of a cleared lane could change from -0 to 0.
func (t target) addTail(s, x reg.VecVirtual, m tail) {
	if t.wide {
		pick(t, VADDPS, VADDPD)(x, s, m.k, s)
		return
	}
	r := t.reg()
	t.add(r, s, x)
	t.choose(s, cond{v: m.v}, r, s)
}

// fold joins the lanes of v, of ever narrower registers, into one element at d. join has a register to use.
func (t target) fold(d reg.GPVirtual, v reg.VecVirtual, join func(d, x, y, free Op)) {
	y, x := v.AsY(), v.AsX()
	if t.wide {
		high := YMM()
		VEXTRACTF64X4(Imm(1), v, high)
		join(y, y, high, YMM())
	}
	high := XMM()
	VEXTRACTF128(Imm(1), y, high)
	join(x, x, high, XMM())
	if t.double {
		VPERMILPD(Imm(1), x, high)
		join(x, x, high, XMM())
		VMOVSD(x, Mem{Base: d})
		return
	}
	VPERMILPS(Imm(0x4e), x, high)
	join(x, x, high, XMM())
	VPERMILPS(Imm(0xb1), x, high)
	join(x, x, high, XMM())
	VMOVSS(x, Mem{Base: d})
}

// extremum is as extreme, of two operands: the running ones do without its care for zeros and NaN, which it takes at the end.
func (t target) extremum(op, doc string, none float64, best, join func(d, x, y Op)) {
	p := t.function(op, "sets *d to "+doc+" of the n ≥ 1 elements at a, or NaN if there is one", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	const running = 4
	s, nan := t.regs(running), t.reg()
	for i := range s {
		t.load(s[i], t.all(none))
	}
	t.zero(nan)
	join2 := func(d, x, y Op) { // for operands that are not NaN
		r := t.reg()
		best(r, x, y)
		best(d, y, x)
		join(d, r, d)
	}
	step := func(i int, x Op) {
		c := t.compare(unordered, x, x)
		t.choose(nan, c, x, nan)
		join2(s[i], s[i], x)
	}
	start, single, last, end := label("loop"), label("single"), label("last"), label("end")
	turn := func(vectors int, start, exit string) {
		Label(start)
		CMPQ(n, U32(uint32(vectors*t.lanes())))
		JL(LabelRef(exit))
		for i := range vectors {
			x := t.reg()
			t.load(x, Mem{Base: a, Disp: i * t.bytes()})
			step(i, x)
		}
		ADDQ(U32(uint32(vectors*t.bytes())), a)
		SUBQ(U32(uint32(vectors*t.lanes())), n)
		JMP(LabelRef(start))
	}
	turn(running, start, single)
	turn(1, single, last)
	Label(last)
	TESTQ(n, n)
	JZ(LabelRef(end))
	m := t.tail(n)
	x, full := t.reg(), t.reg()
	t.loadTail(x, Mem{Base: a}, m)
	t.load(full, t.all(none))
	t.choose(x, cond{m.k, m.v}, x, full)
	step(1, x)
	Label(end)
	for _, x := range s[1:] {
		join2(s[0], s[0], x)
	}
	t.fold(d, s[0], func(d, x, y, r Op) {
		best(r, x, y)
		best(d, y, x)
		join(d, r, d)
	})
	fine := label("fine")
	some := label("nan")
	t.jumpIfAny(t.compare(unordered, nan, nan), some)
	JMP(LabelRef(fine))
	Label(some)
	t.load(nan, t.all(math.NaN()))
	pick[ops](t, VMOVSS, VMOVSD)(nan.AsX(), Mem{Base: d})
	Label(fine)
	VZEROUPPER()
	RET()
}
