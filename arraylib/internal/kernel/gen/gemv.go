package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// gemv writes the products of a matrix and a vector: one for rows that lie side by side, and one for columns.
func gemv() {
	for _, t := range targets {
		t.dots()
		t.combine()
		t.addProducts()
	}
}

func (t target) dots() {
	p := t.function("dots", "sets y[i], or adds to it if add is not 0, the sum of the products of the n ≥ 1 elements of row i ≥ 0 of a, which are neighbours, with those of x. Strides are in bytes", "y a x", "m, n, rowY, rowA, add int")
	y, a, x, m, n, rowY, rowA, add := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]
	row3, rest := GP64(), GP64()
	LEAQ(Mem{Base: rowA, Index: rowA, Scale: 2}, row3)
	MOVQ(n, rest)
	ANDQ(U32(uint32(t.lanes()-1)), rest)
	mask := t.tail(rest)

	// rows at once share what is read of x; with unroll vectors of each there are enough sums on their way.
	rows := func(rows, unroll int) {
		from, with, left := GP64(), GP64(), GP64()
		MOVQ(a, from)
		MOVQ(x, with)
		MOVQ(n, left)
		sums := make([][]reg.VecVirtual, rows)
		for i := range sums {
			sums[i] = t.regs(unroll)
			for _, s := range sums[i] {
				t.zero(s)
			}
		}
		at := func(i, j int) Mem {
			return []Mem{{Base: from}, {Base: from, Index: rowA, Scale: 1}, {Base: from, Index: rowA, Scale: 2}, {Base: from, Index: row3, Scale: 1}}[i].Offset(j * t.bytes())
		}
		last, end := label("last"), label("end")
		for _, vectors := range []int{unroll, 1} {
			start, next := label("loop"), label("next")
			Label(start)
			CMPQ(left, U32(uint32(vectors*t.lanes())))
			JL(LabelRef(next))
			for j := range vectors {
				v := t.reg()
				t.load(v, Mem{Base: with, Disp: j * t.bytes()})
				for i := range rows {
					t.fma(sums[i][j], v, at(i, j))
				}
			}
			ADDQ(U32(uint32(vectors*t.bytes())), from)
			ADDQ(U32(uint32(vectors*t.bytes())), with)
			SUBQ(U32(uint32(vectors*t.lanes())), left)
			JMP(LabelRef(start))
			Label(next)
		}
		Label(last)
		TESTQ(left, left)
		JZ(LabelRef(end))
		v, w := t.reg(), t.reg()
		t.loadTail(v, Mem{Base: with}, mask)
		for i := range rows {
			t.loadTail(w, at(i, 0), mask)
			t.fma(sums[i][0], v, w)
		}
		Label(end)
		for step := unroll / 2; step > 0; step /= 2 {
			for i := range rows {
				for j := range step {
					t.add(sums[i][j], sums[i][j], sums[i][j+step])
				}
			}
		}
		for i := range rows {
			fresh := label("fresh")
			s := t.total(sums[i][0])
			TESTQ(add, add)
			JZ(LabelRef(fresh))
			pick[ops](t, VADDSS, VADDSD)(Mem{Base: y}, s, s)
			Label(fresh)
			pick(t, VMOVSS, VMOVSD)(s, Mem{Base: y})
			ADDQ(rowY, y)
		}
	}
	four, one, done := label("four"), label("one"), label("done")
	Label(four)
	CMPQ(m, Imm(4))
	JL(LabelRef(one))
	rows(4, chains/4)
	LEAQ(Mem{Base: a, Index: rowA, Scale: 4}, a)
	SUBQ(Imm(4), m)
	JMP(LabelRef(four))
	Label(one)
	TESTQ(m, m)
	JZ(LabelRef(done))
	rows(1, chains)
	ADDQ(rowA, a)
	DECQ(m)
	JMP(LabelRef(one))
	Label(done)
	VZEROUPPER()
	RET()
}

// total adds the lanes of v.
func (t target) total(v reg.VecVirtual) reg.VecVirtual {
	x := XMM()
	if t.wide {
		y := YMM()
		VEXTRACTF64X4(Imm(1), v, y)
		pick(t, VADDPS, VADDPD)(v.AsY(), y, y)
		VEXTRACTF64X2(Imm(1), y, x)
		pick(t, VADDPS, VADDPD)(y.AsX(), x, x)
	} else {
		VEXTRACTF128(Imm(1), v, x)
		pick(t, VADDPS, VADDPD)(v.AsX(), x, x)
	}
	z := XMM()
	if !t.double {
		VMOVHLPS(x, x, z)
		VADDPS(z, x, x)
		VMOVSHDUP(x, z)
		VADDSS(z, x, x)
		return x
	}
	VPERMILPD(Imm(1), x, z)
	VADDSD(z, x, x)
	return x
}

func (t target) combine() {
	p := t.function("combine", "adds to the n ≥ 1 neighbours at y the products of each of k elements at x with as many neighbours at a. Strides are in bytes", "y a x", "n, k, colA, rowX int")
	y, a, x, n, k, colA, rowX := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	col3 := GP64()
	LEAQ(Mem{Base: colA, Index: colA, Scale: 2}, col3)
	to, from, left := GP64(), GP64(), GP64()
	columns := func(columns int) {
		f := t.regs(columns)
		for i := range f {
			t.broadcast(f[i], Mem{Base: x})
			ADDQ(rowX, x)
		}
		MOVQ(y, to)
		MOVQ(a, from)
		MOVQ(n, left)
		t.loopBy(2, left, []reg.GPVirtual{to, from}, func(vectors int, by *tail) {
			for j := range vectors {
				sum := t.reg()
				t.read(sum, Mem{Base: to, Disp: j * t.bytes()}, by)
				for i := range f {
					m := []Mem{{Base: from}, {Base: from, Index: colA, Scale: 1}, {Base: from, Index: colA, Scale: 2}, {Base: from, Index: col3, Scale: 1}}[i].Offset(j * t.bytes())
					if by == nil {
						t.fma(sum, f[i], m)
						continue
					}
					v := t.reg()
					t.loadTail(v, m, *by)
					t.fma(sum, f[i], v)
				}
				t.write(Mem{Base: to, Disp: j * t.bytes()}, sum, by)
			}
		})
	}
	four, one, done := label("four"), label("one"), label("done")
	Label(four)
	CMPQ(k, Imm(4))
	JL(LabelRef(one))
	columns(4)
	LEAQ(Mem{Base: a, Index: colA, Scale: 4}, a)
	SUBQ(Imm(4), k)
	JMP(LabelRef(four))
	Label(one)
	TESTQ(k, k)
	JZ(LabelRef(done))
	columns(1)
	ADDQ(colA, a)
	DECQ(k)
	JMP(LabelRef(one))
	Label(done)
	VZEROUPPER()
	RET()
}

func (t target) addProducts() {
	p := t.function("addProducts", "adds to each of n ≥ 0 elements at d the product of those at a and b", "d a b", "n int")
	d, a, b, n := p[0], p[1], p[2], p[3]
	t.loopBy(4, n, []reg.GPVirtual{d, a, b}, func(vectors int, by *tail) {
		s, x, y := t.regs(vectors), t.regs(vectors), t.regs(vectors)
		for j := range vectors {
			t.read(s[j], Mem{Base: d, Disp: j * t.bytes()}, by)
			t.read(x[j], Mem{Base: a, Disp: j * t.bytes()}, by)
			t.read(y[j], Mem{Base: b, Disp: j * t.bytes()}, by)
			t.fma(s[j], x[j], y[j])
			t.write(Mem{Base: d, Disp: j * t.bytes()}, s[j], by)
		}
	})
	VZEROUPPER()
	RET()
}
