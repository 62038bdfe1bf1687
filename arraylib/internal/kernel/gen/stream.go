package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// stream copies past the caches: memory that is written whole is then not read first, and what is in the caches stays there.
func stream() {
	for _, wide := range []bool{false, true} {
		t := target{wide: wide, bare: true}
		p := t.function("stream", "copies n ≥ 1 lines of 64 bytes from s to d, which begins at a multiple of 64, without reading d into the caches", "d s", "n int")
		d, s, n := p[0], p[1], p[2]
		turn := func(lines int, exit string) {
			start := label("loop")
			Label(start)
			CMPQ(n, Imm(uint64(lines)))
			JL(LabelRef(exit))
			r := t.regs(lines * 64 / t.bytes())
			for i := range r {
				t.load(r[i], Mem{Base: s, Disp: i * t.bytes()})
			}
			for i := range r {
				VMOVNTPS(r[i], Mem{Base: d, Disp: i * t.bytes()})
			}
			for _, p := range []reg.GPVirtual{d, s} {
				ADDQ(U32(uint32(lines*64)), p)
			}
			SUBQ(U32(uint32(lines)), n)
			JMP(LabelRef(start))
		}
		turn(4, "single"+t.set())
		Label("single" + t.set())
		turn(1, "end"+t.set())
		Label("end" + t.set())
		VZEROUPPER()
		RET()
	}
	TEXT("Fence", NOSPLIT, "func()")
	Doc("Fence makes what Stream has written visible to other processors before what is written after it.")
	SFENCE()
	RET()
}
