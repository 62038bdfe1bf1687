package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// scans add the running sums of eight elements to that of all before, as the portable loop does, so that the results are the same. Those
// of eight are J. Sklansky's (1960): of two halves, the upper one's are added to the last one of the lower. So they never fall where no
// element is negative, which is not true of all ways to do it.
func scans() {
	for _, t := range targets {
		p := t.function("runningSum", "sets the n elements of d, a multiple of 8, to *last and the sums of a up to them, and *last to the last one", "d a last", "n int")
		d, a, last, n := p[0], p[1], p[2], p[3]
		if !t.double {
			t.wide = false
		}
		carry := t.reg()
		t.broadcast(carry, Mem{Base: last})
		eight := t.eight()
		start, end := label("loop"), label("end")
		Label(start)
		CMPQ(n, I32(8))
		JL(LabelRef(end))
		v := t.regs(8 / t.lanes())
		for i := range v {
			t.load(v[i], Mem{Base: a, Disp: i * t.bytes()})
		}
		total := eight(v)
		for i := range v {
			t.add(v[i], carry, v[i])
			t.store(Mem{Base: d, Disp: i * t.bytes()}, v[i])
		}
		t.add(carry, carry, total)
		ADDQ(I32(8<<t.shift()), a)
		ADDQ(I32(8<<t.shift()), d)
		SUBQ(I32(8), n)
		JMP(LabelRef(start))
		Label(end)
		pick(t, VMOVSS, VMOVSD)(carry.AsX(), Mem{Base: last})
		VZEROUPPER()
		RET()
	}
}

// eight returns what makes the elements of one or two registers their running sums, and returns the last one everywhere.
func (t target) eight() func(v []reg.VecVirtual) reg.Register {
	var at3, at7, zero reg.VecVirtual
	odd := map[uint32]reg.OpmaskVirtual{}
	switch {
	case t.wide:
		at3, at7 = t.reg(), t.reg()
		t.load(at3, t.counting("three", func(int) int { return 3 }))
		t.load(at7, t.counting("seven", func(int) int { return 7 }))
		for _, mask := range []uint32{0xaa, 0xcc, 0xf0} {
			r := GP32()
			MOVL(U32(mask), r)
			odd[mask] = K()
			KMOVW(r, odd[mask])
		}
	case t.double:
	default:
		zero, at7 = t.reg(), t.reg()
		t.zero(zero)
		t.load(at7, t.counting("seven", func(int) int { return 7 }))
	}
	return func(v []reg.VecVirtual) reg.Register {
		w, total := t.reg(), t.reg()
		if t.wide {
			x := v[0]
			VMOVDDUP(x, w)
			VADDPD(w, x, odd[0xaa], x)
			VPERMPD(Imm(0x50), x, w)
			VADDPD(w, x, odd[0xcc], x)
			VPERMPD(x, at3, w)
			VADDPD(w, x, odd[0xf0], x)
			VPERMPD(x, at7, total)
			return total
		}
		if !t.double {
			x := v[0]
			VPSLLQ(Imm(32), x, w)
			VADDPS(w, x, x)
			VPERMILPS(Imm(0x50), x, w)
			VBLENDPS(Imm(0xcc), w, zero, w)
			VADDPS(w, x, x)
			VPERMILPS(Imm(0xff), x, w)
			VPERM2F128(Imm(0x08), w, w, w)
			VADDPS(w, x, x)
			VPERMPS(x, at7, total)
			return total
		}
		for _, x := range v {
			VPSLLDQ(Imm(8), x, w)
			VADDPD(w, x, x)
			VPERMILPD(Imm(0xf), x, w)
			VPERM2F128(Imm(0x08), w, w, w)
			VADDPD(w, x, x)
		}
		VPERMPD(Imm(0xff), v[0], w)
		VADDPD(w, v[1], v[1])
		VPERMPD(Imm(0xff), v[1], total)
		return total
	}
}
