package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func comparisons() {
	for _, t := range targets {
		t.comparison("equal", "=", equal)
		t.comparison("notEqual", "≠", notEqual)
		t.comparison("less", "<", less)
		t.comparison("lessEqual", "≤", lessEqual)
		t.comparison("greater", ">", greater)
		t.comparison("greaterEqual", "≥", greaterEqual)
		t.test("isFinite", "is finite", func(x Op) cond { d := t.reg(); t.sub(d, x, x); return t.compare(equal, d, d) })
		t.test("isInf", "is infinite", func(x Op) cond {
			size, inf := t.reg(), t.reg()
			t.and(size, x, t.allBits(t.sign()-1))
			t.load(inf, t.all(math.Inf(1)))
			return t.compare(equal, size, inf)
		})
	}
}

// comparison writes op for operands in memory, and, with S after its name, for a scalar b.
func (t target) comparison(op, sign string, how uint64) {
	for _, scalar := range []bool{false, true} {
		name, doc := op, "sets bytes of d to 1 where a "+sign+" b and to 0 elsewhere, of n ≥ 1 elements each"
		if scalar {
			name, doc = op+"S", doc+", where b is one element"
		}
		p := t.function(name, doc, "d a b", "n int")
		d, a, b, n := p[0], p[1], p[2], p[3]
		y := t.reg()
		if scalar {
			t.broadcast(y, Mem{Base: b})
		}
		pointers := []reg.GPVirtual{a, b}
		if scalar {
			pointers = pointers[:1]
		}
		t.bools(d, n, pointers, func(by *tail) cond {
			x := t.reg()
			t.read(x, Mem{Base: a}, by)
			if !scalar {
				y = t.reg()
				t.read(y, Mem{Base: b}, by)
			}
			return t.compare(how, x, y)
		})
	}
}

// test writes op of one operand.
func (t target) test(op, doc string, f func(x Op) cond) {
	p := t.function(op, "sets bytes of d to 1 where a "+doc+" and to 0 elsewhere, of n ≥ 1 elements each", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	t.bools(d, n, []reg.GPVirtual{a}, func(by *tail) cond {
		x := t.reg()
		t.read(x, Mem{Base: a}, by)
		return f(x)
	})
}

// bools emits a loop that writes bytes for what test says of vectors at the pointers, which it moves on.
func (t target) bools(d, n reg.GPVirtual, pointers []reg.GPVirtual, test func(by *tail) cond) {
	ones := XMM()
	VMOVDQU(t.words("ones", func(i int) { DATA(i*8, U64(0x0101010101010101)) }, 2), ones)
	start, rest, bit, end := label("loop"), label("rest"), label("bit"), label("end")
	Label(start)
	CMPQ(n, U32(uint32(t.lanes())))
	JL(LabelRef(rest))
	t.storeBools(Mem{Base: d}, test(nil), ones)
	ADDQ(U32(uint32(t.lanes())), d)
	for _, p := range pointers {
		ADDQ(U32(uint32(t.bytes())), p)
	}
	SUBQ(U32(uint32(t.lanes())), n)
	JMP(LabelRef(start))

	Label(rest)
	TESTQ(n, n)
	JZ(LabelRef(end))
	m := t.tail(n)
	c := test(&m)
	if t.wide {
		x := XMM()
		VMOVDQU8_Z(ones, c.k, x)
		VMOVDQU8(x, m.k, Mem{Base: d})
	} else {
		bits, one := GP32(), GP32()
		pick(t, VMOVMSKPS, VMOVMSKPD)(c.v, bits)
		Label(bit)
		MOVL(bits, one)
		ANDL(U32(1), one)
		MOVB(one.As8(), Mem{Base: d})
		SHRL(Imm(1), bits)
		INCQ(d)
		DECQ(n)
		JNZ(LabelRef(bit))
	}
	Label(end)
	VZEROUPPER()
	RET()
}

// storeBools writes a byte for each lane.
func (t target) storeBools(m Mem, c cond, ones reg.VecVirtual) {
	x := XMM()
	if t.wide {
		VMOVDQU8_Z(ones, c.k, x)
		if t.double {
			VMOVQ(x, m)
		} else {
			VMOVDQU(x, m)
		}
		return
	}
	VEXTRACTI128(Imm(1), c.v, x)
	if t.double {
		VSHUFPS(Imm(0x88), x, c.v.AsX(), x)
		VPACKSSDW(x, x, x)
	} else {
		VPACKSSDW(x, c.v.AsX(), x)
	}
	VPACKSSWB(x, x, x)
	VPAND(x, ones, x)
	if t.double {
		VMOVD(x, m)
	} else {
		VMOVQ(x, m)
	}
}
