package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// ceiling writes the kernels that do nothing but multiply and add.
func ceiling() {
	for _, t := range targets {
		p := t.function("multiplyAdds", "does n ≥ 1 times 12 vectors of x = x·y + x, in registers, and sets *d to one of the results", "d", "n int")
		d, n := p[0], p[1]
		x, y := t.regs(12), t.reg()
		t.zero(y)
		for i := range x {
			t.zero(x[i])
		}
		start := label("loop")
		Label(start)
		for i := range x {
			t.fma(x[i], x[i], y)
		}
		DECQ(n)
		JNZ(LabelRef(start))
		for i := range x[1:] {
			t.add(x[0], x[0], x[i+1])
		}
		pick(t, VMOVSS, VMOVSD)(x[0].AsX(), Mem{Base: d})
		VZEROUPPER()
		RET()
	}
}
