package main

import (
	"fmt"
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
		t.sumRows()
		t.extremum("max", "the greatest", math.Inf(-1), t.max, t.and)
		t.extremum("min", "the least", math.Inf(1), t.min, t.or)
	}
}

// sumVectors is how many vectors are added into each running sum before these are joined.
const sumVectors = 8

// sumLevels is how many sums of blocks wait to be joined at most.
const sumLevels = 8

// sum adds blocks of eight running sums, each of which becomes one vector, and joins these in pairs: those that wait are of twice as many
// blocks each as the next.
func (t target) sum() {
	block := accumulators * sumVectors * t.lanes()
	p := t.function("sum", "sets *d to the sum of the n elements at a, at most 65,536, in pairs of blocks; the running sums in a block are of 8 elements each",
		"d a", "n int")
	d, a, n := p[0], p[1], p[2]
	waiting := AllocLocal(sumLevels * t.bytes())
	top, count := GP64(), GP64()
	LEAQ(waiting, top)
	XORQ(count, count)
	s := t.regs(accumulators)
	tree := func() {
		for step := accumulators / 2; step > 0; step /= 2 {
			for i := range step {
				t.add(s[i], s[i], s[i+step])
			}
		}
	}
	start, rest, single, last, end := label("loop"), label("rest"), label("single"), label("last"), label("end")
	carry, push, join, done := label("carry"), label("push"), label("join"), label("done")
	Label(start)
	CMPQ(n, U32(uint32(block)))
	JL(LabelRef(rest))
	for i, x := range s {
		t.load(x, Mem{Base: a, Disp: i * t.bytes()})
	}
	turns, again := GP64(), label("block")
	MOVQ(I32(sumVectors-1), turns)
	Label(again)
	ADDQ(U32(uint32(accumulators*t.bytes())), a)
	for i, x := range s {
		t.add(x, x, Mem{Base: a, Disp: i * t.bytes()})
	}
	DECQ(turns)
	JNZ(LabelRef(again))
	ADDQ(U32(uint32(accumulators*t.bytes())), a)
	tree()
	level := GP64()
	MOVQ(count, level)
	Label(carry)
	SHRQ(Imm(1), level)
	JCC(LabelRef(push))
	SUBQ(I32(int32(t.bytes())), top)
	t.add(s[0], s[0], Mem{Base: top})
	JMP(LabelRef(carry))
	Label(push)
	t.store(Mem{Base: top}, s[0])
	ADDQ(I32(int32(t.bytes())), top)
	INCQ(count)
	SUBQ(U32(uint32(block)), n)
	JMP(LabelRef(start))

	Label(rest)
	for i := range s {
		t.load(s[i], t.allBits(t.sign())) // -0: the sum of -0 is -0
	}
	t.turns(accumulators, n, []reg.GPVirtual{a}, single, last, func(vectors int) {
		for i := range vectors {
			t.add(s[i], s[i], Mem{Base: a, Disp: i * t.bytes()})
		}
	})
	TESTQ(n, n)
	JZ(LabelRef(end))
	m := t.tail(n)
	x := t.reg()
	t.loadTail(x, Mem{Base: a}, m)
	t.addTail(s[1], x, m)
	Label(end)
	tree()
	Label(join)
	TESTQ(count, count)
	JZ(LabelRef(done))
	SUBQ(I32(int32(t.bytes())), top)
	t.add(s[0], s[0], Mem{Base: top})
	LEAQ(Mem{Base: count, Disp: -1}, level)
	ANDQ(level, count)
	JMP(LabelRef(join))
	Label(done)
	t.fold(d, s[0], func(d, x, y, _ Op) { t.add(d, x, y) })
	VZEROUPPER()
	RET()
}

// rowsAtOnce is how many rows are read side by side.
const rowsAtOnce = 8

// sumRows reads each element once and writes each sum once, where additions of one row after the other would read and write sums too.
func (t target) sumRows() {
	p := t.function("sumRows", fmt.Sprintf("sets the n ≥ 1 elements of d to the sums, in pairs, of %d rows at a, which lie row bytes apart", rowsAtOnce), "d a", "row, n int")
	d, a, row, n := p[0], p[1], p[2], p[3]
	pointers := []reg.GPVirtual{d}
	rows := make([]Mem, rowsAtOnce)
	var base reg.GPVirtual
	for i := range rows {
		switch i % 3 {
		case 0:
			next := a
			if i > 0 {
				next = GP64()
				LEAQ(Mem{Base: base, Index: row, Scale: 2}, next)
				ADDQ(row, next)
			}
			base = next
			pointers = append(pointers, base)
			rows[i] = Mem{Base: base}
		default:
			rows[i] = Mem{Base: base, Index: row, Scale: uint8(i % 3)}
		}
	}
	t.loopBy(2, n, pointers, func(vectors int, by *tail) {
		for v := range vectors {
			var sum func(rows []Mem) reg.VecVirtual
			sum = func(rows []Mem) reg.VecVirtual {
				if len(rows) == 1 {
					r := t.reg()
					t.read(r, rows[0].Offset(v*t.bytes()), by)
					return r
				}
				half := len(rows) / 2
				x := sum(rows[:half])
				if len(rows) == 2 && by == nil {
					t.add(x, x, rows[1].Offset(v*t.bytes()))
				} else {
					t.add(x, x, sum(rows[half:]))
				}
				return x
			}
			t.write(Mem{Base: d, Disp: v * t.bytes()}, sum(rows), by)
		}
	})
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
