package main

import (
	"bytes"
	"fmt"
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tileRows is the most rows of a tile of a matrix product: with two vectors across, their sums and what they are made from fill the
// registers, 32 of AVX-512 and 16 of AVX2.
func (t target) tileRows() int {
	if t.wide {
		return 14
	}
	return 6
}

// chains of multiplications and additions that do not wait for each other keep the units busy: 2 of them take 4 cycles.
const chains = 8

func gemm() {
	for _, t := range targets {
		for vectors := 1; vectors <= 2; vectors++ {
			for rows := 1; rows <= t.tileRows(); rows++ {
				t.tile(rows, vectors)
			}
		}
		t.packRows()
		t.packPanels()
		t.packColumns()
	}
	extra = tables()
}

func tileName(rows, vectors int) string {
	return "tile" + strconv.Itoa(rows) + "x" + strconv.Itoa(vectors)
}

// tile writes a kernel for a tile of c of some rows and one or two vectors, of which the last may be partial. It sums k products of a's
// elements, each of which goes to all lanes, with vectors of b's rows. A small tile has several sums for each of its vectors, lest each
// addition wait for the one before.
func (t target) tile(rows, vectors int) {
	TEXT(t.name(tileName(rows, vectors)), NOSPLIT, "func(c, a, b, ahead *byte, k, last, rowC, rowA, colA, rowB, add, walk int)")
	Pragma("noescape")
	param := func(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }
	c, rowC := param("c"), param("rowC")
	for i := range rows {
		for line := 0; line < vectors*t.bytes(); line += 64 {
			PREFETCHT0(Mem{Base: c, Disp: line})
		}
		if i < rows-1 {
			ADDQ(rowC, c)
		}
	}
	a, b, k, rowA, colA, rowB, last := param("a"), param("b"), param("k"), param("rowA"), param("colA"), param("rowB"), param("last")
	mask := t.tail(last)
	fetch := rows == t.tileRows()
	var ahead, walk reg.GPVirtual
	if fetch {
		ahead, walk = param("ahead"), param("walk")
	}

	element := t.elements(a, rowA, rows)

	sets := (chains + rows*vectors - 1) / (rows * vectors)
	sums := make([][]reg.VecVirtual, sets*rows)
	for i := range sums {
		sums[i] = t.regs(vectors)
		for _, s := range sums[i] {
			t.zero(s)
		}
	}
	y, x := t.regs(vectors), t.reg()
	steps := func(n int, masked bool) {
		for u := range n {
			for j := range vectors {
				m := Mem{Base: b, Disp: j * t.bytes()}
				if j == vectors-1 && masked {
					t.loadTail(y[j], m, mask)
				} else {
					t.load(y[j], m)
				}
			}
			for i := range rows {
				if t.wide && vectors == 1 {
					pick(t, VFMADD231PS_BCST, VFMADD231PD_BCST)(element.at(i), y[0], sums[u*rows+i][0])
					continue
				}
				t.broadcast(x, element.at(i))
				for j := range vectors {
					t.fma(sums[u*rows+i][j], x, y[j])
				}
			}
			element.advance(colA)
			ADDQ(rowB, b)
			if fetch {
				PREFETCHT0(Mem{Base: ahead})
				if t.double {
					PREFETCHT0(Mem{Base: ahead, Disp: 64})
				}
				ADDQ(walk, ahead)
			}
		}
	}
	done := label("done")
	loop := func(masked bool) {
		single := label("single")
		if sets > 1 {
			start := label("loop")
			Label(start)
			CMPQ(k, U32(uint32(sets)))
			JL(LabelRef(single))
			steps(sets, masked)
			SUBQ(U32(uint32(sets)), k)
			JMP(LabelRef(start))
			start = single
			single = label("single")
			Label(start)
			TESTQ(k, k)
			JZ(LabelRef(done))
		}
		Label(single)
		steps(1, masked)
		DECQ(k)
		JNZ(LabelRef(single))
	}
	if !t.wide && vectors == 2 { // AVX2 takes longer for a masked load
		partial := label("partial")
		CMPQ(last, U32(uint32(t.lanes())))
		JNE(LabelRef(partial))
		loop(false)
		JMP(LabelRef(done))
		Label(partial)
	}
	loop(true)
	Label(done)
	for n := sets; n > 1; n -= n / 2 {
		for i := range n / 2 * rows {
			for j := range vectors {
				t.add(sums[i][j], sums[i][j], sums[(n+1)/2*rows+i][j])
			}
		}
	}

	c, rowC = param("c"), param("rowC") // once more, for there are few registers
	add := param("add")
	write := func(add bool) {
		for i := range rows {
			for j := range vectors {
				m := Mem{Base: c, Disp: j * t.bytes()}
				if j < vectors-1 {
					if add {
						t.add(sums[i][j], sums[i][j], m)
					}
					t.store(m, sums[i][j])
					continue
				}
				if add {
					t.loadTail(x, m, mask)
					t.add(sums[i][j], sums[i][j], x)
				}
				t.storeTail(m, sums[i][j], mask)
			}
			if i < rows-1 {
				ADDQ(rowC, c)
			}
		}
		VZEROUPPER()
		RET()
	}
	fresh := label("fresh")
	TESTQ(add, add)
	JZ(LabelRef(fresh))
	write(true)
	Label(fresh)
	write(false)
}

// elements are those of a column: three rows for a pointer, since an address has a factor of 0, 1 or 2.
type elements struct {
	pointers []reg.GPVirtual
	row      reg.GPVirtual
}

// elements begins with the column at a, which it moves.
func (t target) elements(a, row reg.GPVirtual, rows int) elements {
	pointers := []reg.GPVirtual{a}
	for len(pointers)*3 < rows {
		p := GP64()
		LEAQ(Mem{Base: pointers[len(pointers)-1], Index: row, Scale: 2}, p)
		ADDQ(row, p)
		pointers = append(pointers, p)
	}
	return elements{pointers, row}
}

func (e elements) at(row int) Mem {
	m := Mem{Base: e.pointers[row/3]}
	if f := row % 3; f > 0 {
		m.Index, m.Scale = e.row, uint8(f)
	}
	return m
}

// advance goes to the next column.
func (e elements) advance(col reg.GPVirtual) {
	for _, p := range e.pointers {
		ADDQ(col, p)
	}
}

// packRows writes the copy of rows of b into a panel that a tile reads in order, where they are not as long as one.
func (t target) packRows() {
	p := t.function("packRows", "copies n ≥ 1 rows of have elements, 1 to two vectors, that begin row bytes apart, to rows of two vectors, filled up with zeros", "d a", "n, have, row int")
	d, a, n, have, row := p[0], p[1], p[2], p[3], p[4]
	x, y := t.reg(), t.reg()
	single := label("single")
	step := func(f func()) {
		start := label("loop")
		Label(start)
		f()
		t.store(Mem{Base: d}, x)
		t.store(Mem{Base: d, Disp: t.bytes()}, y)
		ADDQ(row, a)
		ADDQ(U32(uint32(2*t.bytes())), d)
		DECQ(n)
		JNZ(LabelRef(start))
		VZEROUPPER()
		RET()
	}
	low, high := Mem{Base: a}, Mem{Base: a, Disp: t.bytes()}
	SUBQ(U32(uint32(t.lanes())), have)
	JLE(LabelRef(single))
	m := t.tail(have)
	step(func() { t.load(x, low); t.loadTail(y, high, m) })
	Label(single)
	ADDQ(U32(uint32(t.lanes())), have)
	m2 := t.tail(have)
	t.zero(y)
	step(func() { t.loadTail(x, low, m2) })
}

// packPanels writes the copy of rows of b into several panels, row by row: each is in a page of memory of its own, often.
func (t target) packPanels() {
	p := t.function("packPanels", "copies n ≥ 1 rows that begin row bytes apart to as many panels, panel bytes apart, as they have two vectors", "d a", "n, panels, panel, row int")
	d, a, n, panels, panel, row := p[0], p[1], p[2], p[3], p[4], p[5]
	x, y, from, to, left := t.reg(), t.reg(), GP64(), GP64(), GP64()
	line, part := label("row"), label("panel")
	Label(line)
	MOVQ(a, from)
	MOVQ(d, to)
	MOVQ(panels, left)
	Label(part)
	for at := 0; at < 2*t.bytes(); at += 64 {
		PREFETCHT0(Mem{Base: from, Index: row, Scale: 8, Disp: at})
	}
	t.load(x, Mem{Base: from})
	t.load(y, Mem{Base: from, Disp: t.bytes()})
	t.store(Mem{Base: to}, x)
	t.store(Mem{Base: to, Disp: t.bytes()}, y)
	ADDQ(U32(uint32(2*t.bytes())), from)
	ADDQ(panel, to)
	DECQ(left)
	JNZ(LabelRef(part))
	ADDQ(row, a)
	ADDQ(U32(uint32(2*t.bytes())), d)
	DECQ(n)
	JNZ(LabelRef(line))
	VZEROUPPER()
	RET()
}

// packColumns writes the copy of columns of b, whose elements are neighbours, into a panel.
func (t target) packColumns() {
	lines := 32 >> t.shift() // of b in a register, whatever the set: the copy is not what takes the time
	p := t.function("packColumns", "copies "+strconv.Itoa(lines)+" lines of n elements, a multiple of 4, that begin line bytes apart, to n rows that begin row bytes apart; what begins ahead bytes further is to be read soon", "d a", "n, line, row, ahead int")
	d, a, n, line, row, ahead := p[0], p[1], p[2], p[3], p[4], p[5]
	ADDQ(a, ahead)
	line3, row3, below := GP64(), GP64(), GP64()
	LEAQ(Mem{Base: line, Index: line, Scale: 2}, line3)
	LEAQ(Mem{Base: row, Index: row, Scale: 2}, row3)
	LEAQ(Mem{Base: a, Index: line, Scale: uint8(lines / 2)}, below)
	at := func(base, stride, three reg.GPVirtual, i int) Mem {
		return []Mem{{Base: base}, {Base: base, Index: stride, Scale: 1}, {Base: base, Index: stride, Scale: 2}, {Base: base, Index: three, Scale: 1}}[i]
	}
	// half reads line i of the upper half and of the lower.
	half := func(i, offset int) reg.VecVirtual {
		v := YMM()
		VMOVUPS(at(a, line, line3, i).Offset(offset), v.AsX())
		VINSERTF128(Imm(1), at(below, line, line3, i).Offset(offset), v, v)
		return v
	}
	both := func(f func(...Op), x, y reg.VecVirtual) reg.VecVirtual {
		v := YMM()
		f(y, x, v)
		return v
	}
	start, end := label("loop"), label("end")
	Label(start)
	SUBQ(Imm(4), n)
	JL(LabelRef(end))
	for i := range 4 {
		PREFETCHT0(at(ahead, line, line3, i))
	}
	var r []reg.VecVirtual
	if t.double {
		for _, offset := range []int{0, 16} {
			x, y := half(0, offset), half(1, offset)
			r = append(r, both(VUNPCKLPD, x, y), both(VUNPCKHPD, x, y))
		}
	} else {
		w, x, y, z := half(0, 0), half(1, 0), half(2, 0), half(3, 0)
		low, high := both(VUNPCKLPS, w, x), both(VUNPCKHPS, w, x)
		low2, high2 := both(VUNPCKLPS, y, z), both(VUNPCKHPS, y, z)
		r = append(r, both(VUNPCKLPD, low, low2), both(VUNPCKHPD, low, low2), both(VUNPCKLPD, high, high2), both(VUNPCKHPD, high, high2))
	}
	for i, v := range r {
		VMOVUPS(v, at(d, row, row3, i))
	}
	ADDQ(U32(uint32(4<<t.shift())), a)
	ADDQ(U32(uint32(4<<t.shift())), below)
	ADDQ(U32(uint32(4<<t.shift())), ahead)
	LEAQ(Mem{Base: d, Index: row, Scale: 4}, d)
	JMP(LabelRef(start))
	Label(end)
	VZEROUPPER()
	RET()
}

// tables is the Go source of the tables of tiles.
func tables() string {
	var b bytes.Buffer
	b.WriteString("\n// Tile computes a tile of a matrix product; see gen/gemm.go. Strides are in bytes, last is the elements of the last vector.\ntype Tile func(c, a, b, ahead *byte, k, last, rowC, rowA, colA, rowB, add, walk int)\n")
	for _, t := range targets {
		fmt.Fprintf(&b, "\nvar tiles%s%s = [2][%d]Tile{\n", t.typ(), t.set(), t.tileRows())
		for v := 1; v <= 2; v++ {
			b.WriteString("{")
			for r := 1; r <= t.tileRows(); r++ {
				fmt.Fprintf(&b, "%s,", t.name(tileName(r, v)))
			}
			b.WriteString("},\n")
		}
		b.WriteString("}\n")
	}
	return b.String()
}
