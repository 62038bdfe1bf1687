package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func conversions() {
	for _, wide := range []bool{false, true} {
		t := target{wide: wide}
		t.convert("F64", "F32", func(d, x Op) { t.half(VCVTPD2PS, VCVTPD2PSY, d, x) })
		t.convert("F32", "F64", func(d, x Op) { VCVTPS2PD(x, d) })
		t.convert("I32", "F64", func(d, x Op) { VCVTDQ2PD(x, d) })
		t.convert("I32", "F32", func(d, x Op) { VCVTDQ2PS(x, d) })
		t.convert("I32", "I64", func(d, x Op) { VPMOVSXDQ(x, d) })
		t.convert("F64", "I32", func(d, x Op) { t.half(VCVTTPD2DQ, VCVTTPD2DQY, d, x) })
		t.convert("F32", "I32", func(d, x Op) { VCVTTPS2DQ(x, d) })
		t.convert("U8", "I32", func(d, x Op) { VPMOVZXBD(x, d) })
		t.convert("U8", "I64", func(d, x Op) { VPMOVZXBQ(x, d) })
		t.convert("U8", "F32", func(d, x Op) { VPMOVZXBD(x, d); VCVTDQ2PS(d, d) })
		t.convert("U8", "F64", func(d, x Op) {
			half := target{wide: wide, double: true}.lower(d)
			VPMOVZXBD(x, half)
			VCVTDQ2PD(half, d)
		})
		if wide {
			t.convert("I64", "F64", func(d, x Op) { VCVTQQ2PD(x, d) })
			t.convert("F64", "I64", func(d, x Op) { VCVTTPD2QQ(x, d) })
			t.convert("I64", "I32", func(d, x Op) { VPMOVQD(x, d) })
		}
	}
	for _, t := range targets {
		t.choice()
	}
}

var sizes = map[string]int{"U8": 1, "I32": 4, "F32": 4, "I64": 8, "F64": 8}

// half chooses the form of an instruction whose result is half as wide as its operand.
func (t target) half(wide, narrow ops, d, x Op) {
	if t.wide {
		wide(x, d)
		return
	}
	narrow(x, d)
}

// lower is the half of a register.
func (t target) lower(r Op) reg.VecVirtual {
	if t.wide {
		return r.(reg.VecVirtual).AsY().(reg.VecVirtual)
	}
	return r.(reg.VecVirtual).AsX().(reg.VecVirtual)
}

// convert writes the conversion between two types by f, which takes a register, or memory of that size, to a register.
func (t target) convert(from, to string, f func(d, x Op)) {
	p := t.functionOf(to, "convert"+from+"To", "sets the n elements of d, a multiple of 16, to those of a, converted", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	lanes := t.bytes() / max(sizes[from], sizes[to])
	register := func(size int) reg.VecVirtual {
		switch lanes * size {
		case 64:
			return ZMM()
		case 32:
			return YMM()
		}
		return XMM()
	}
	start, end := label("loop"), label("end")
	Label(start)
	CMPQ(n, I32(16))
	JL(LabelRef(end))
	for i := 0; i < 16; i += lanes {
		r := register(sizes[to])
		x := register(sizes[from])
		switch lanes * sizes[from] {
		case 4:
			VMOVD(Mem{Base: a, Disp: i * sizes[from]}, x)
		case 8:
			VMOVQ(Mem{Base: a, Disp: i * sizes[from]}, x)
		default:
			VMOVUPS(Mem{Base: a, Disp: i * sizes[from]}, x)
		}
		f(r, x)
		VMOVUPS(r, Mem{Base: d, Disp: i * sizes[to]})
	}
	ADDQ(I32(int32(16*sizes[from])), a)
	ADDQ(I32(int32(16*sizes[to])), d)
	SUBQ(I32(16), n)
	JMP(LabelRef(start))
	Label(end)
	VZEROUPPER()
	RET()
}

// choice writes a kernel that chooses by bytes.
func (t target) choice() {
	p := t.function("choose", "sets the n elements of d, a multiple of 16, to those of a where bytes of mask are 1, and to those of b where they are 0", "d mask a b", "n int")
	d, mask, a, b, n := p[0], p[1], p[2], p[3], p[4]
	t.loopOf(16/t.lanes(), n, []reg.GPVirtual{d, a, b}, func(vectors int) {
		for i := range vectors {
			m := func(base reg.GPVirtual) Mem { return Mem{Base: base, Disp: i * t.bytes()} }
			x, y := t.reg(), t.reg()
			t.load(x, m(a))
			t.load(y, m(b))
			t.choose(x, t.bytesTrue(Mem{Base: mask, Disp: i * t.lanes()}), x, y)
			t.store(m(d), x)
		}
		ADDQ(I32(int32(vectors*t.lanes())), mask)
	})
	VZEROUPPER()
	RET()
}

// bytesTrue is where the bytes at m are 1.
func (t target) bytesTrue(m Mem) (c cond) {
	bytes := XMM()
	switch t.lanes() {
	case 4:
		VMOVD(m, bytes)
	case 8:
		VMOVQ(m, bytes)
	default:
		VMOVDQU(m, bytes)
	}
	if t.wide {
		c.k = K()
		VPTESTMB(bytes, bytes, c.k)
		return c
	}
	c.v = YMM()
	pick[ops](t, VPMOVZXBD, VPMOVZXBQ)(bytes, c.v)
	t.shiftLeft(c.v, c.v, t.signBit()) // the sign alone decides
	return c
}
