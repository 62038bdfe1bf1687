package main

import (
	"bytes"
	"fmt"
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// nearestRows is the most centres at once: their sums of squares for two vectors of points, and what is to be remembered of the nearest
// one for one of the vectors, fit the registers.
func (t target) nearestRows() int {
	if t.wide {
		return 14
	}
	return 5
}

func nearest() {
	for _, t := range targets {
		for rows := 1; rows <= t.nearestRows(); rows++ {
			t.nearest(rows)
		}
	}
	extra = nearestTables()
}

func nearestName(rows int) string { return "nearest" + strconv.Itoa(rows) + "x2" }

// nearest writes a kernel for some centres and two vectors of points, whose k coordinates lie in rows of two vectors. It compares the sums
// of squared differences with the least ones that are in s, where the numbers of their centres follow, and then a sum of all, in which a NaN
// stays.
func (t target) nearest(rows int) {
	TEXT(t.name(nearestName(rows)), NOSPLIT, "func(s, x, c *byte, k, first, rowC, colC int)")
	Pragma("noescape")
	param := func(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }
	s, x, c, k, first, rowC, colC := param("s"), param("x"), param("c"), param("k"), param("first"), param("rowC"), param("colC")
	element := t.elements(c, rowC, rows)
	sums := make([][]reg.VecVirtual, rows)
	for i := range sums {
		sums[i] = t.regs(2)
		for _, v := range sums[i] {
			t.zero(v)
		}
	}
	start := label("loop")
	Label(start)
	y := t.regs(2)
	for j := range y {
		t.load(y[j], Mem{Base: x, Disp: j * t.bytes()})
	}
	for i := range rows {
		d := t.reg()
		if t.wide { // whose broadcasts take the place of arithmetic, if they are instructions of their own
			for j := range y {
				pick(t, VSUBPS_BCST, VSUBPD_BCST)(element.at(i), y[j], d)
				t.fma(sums[i][j], d, d)
			}
			continue
		}
		v := t.reg()
		t.broadcast(v, element.at(i))
		for j := range y {
			t.sub(d, y[j], v)
			t.fma(sums[i][j], d, d)
		}
	}
	element.advance(colC)
	ADDQ(U32(uint32(2*t.bytes())), x)
	DECQ(k)
	JNZ(LabelRef(start))

	number, best, which, all := t.reg(), t.reg(), t.reg(), t.reg()
	for j := range y {
		kept := func(what int) Mem { return Mem{Base: s, Disp: (2*what + j) * t.bytes()} }
		t.spreadInt(number, first)
		for what, v := range []reg.VecVirtual{best, which, all} {
			t.load(v, kept(what))
		}
		for i := range rows {
			t.add(all, all, sums[i][j])
			closer := t.compare(less, sums[i][j], best)
			t.choose(best, closer, sums[i][j], best)
			t.choose(which, closer, number, which)
			if i < rows-1 {
				t.intAdd(number, number, t.allBits(1))
			}
		}
		for what, v := range []reg.VecVirtual{best, which, all} {
			t.store(kept(what), v)
		}
	}
	VZEROUPPER()
	RET()
}

// spreadInt sets all lanes of d, which are whole numbers, to n.
func (t target) spreadInt(d reg.VecVirtual, n reg.GPVirtual) {
	switch {
	case t.wide && t.double:
		VPBROADCASTQ(n, d)
	case t.wide:
		VPBROADCASTD(n.As32(), d)
	case t.double:
		x := XMM()
		VMOVQ(n, x)
		VPBROADCASTQ(x, d)
	default:
		x := XMM()
		VMOVD(n.As32(), x)
		VPBROADCASTD(x, d)
	}
}

func nearestTables() string {
	var b bytes.Buffer
	b.WriteString("\n// Nearer compares the distances to some centres with the least so far; see gen/nearest.go. Strides are in bytes.\ntype Nearer func(s, x, c *byte, k, first, rowC, colC int)\n")
	for _, t := range targets {
		fmt.Fprintf(&b, "\nvar nearest%s%s = [%d]Nearer{", t.typ(), t.set(), t.nearestRows())
		for r := 1; r <= t.nearestRows(); r++ {
			fmt.Fprintf(&b, "%s,", t.name(nearestName(r)))
		}
		b.WriteString("}\n")
	}
	return b.String()
}
