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

func gemm() {
	for _, t := range targets {
		for vectors := 1; vectors <= 2; vectors++ {
			for rows := 1; rows <= t.tileRows(); rows++ {
				t.tile(rows, vectors)
			}
		}
		t.packRows()
	}
	extra = tables()
}

func tileName(rows, vectors int) string {
	return "tile" + strconv.Itoa(rows) + "x" + strconv.Itoa(vectors)
}

// tile writes a kernel for a tile of c of some rows and one or two vectors, of which the last may be partial. It sums k products of a's
// elements, each of which goes to all lanes, with vectors of b's rows.
func (t target) tile(rows, vectors int) {
	TEXT(t.name(tileName(rows, vectors)), NOSPLIT, "func(c, a, b *byte, k, last, rowC, rowA, colA, rowB, add int)")
	Pragma("noescape")
	param := func(name string) reg.GPVirtual { return Load(Param(name), GP64()).(reg.GPVirtual) }
	a, b, k, rowA, colA, rowB := param("a"), param("b"), param("k"), param("rowA"), param("colA"), param("rowB")
	mask := t.tail(param("last"))

	// Three rows for a pointer: an address has a factor of 0, 1 or 2.
	pointers := []reg.GPVirtual{a}
	for len(pointers)*3 < rows {
		p := GP64()
		LEAQ(Mem{Base: pointers[len(pointers)-1], Index: rowA, Scale: 2}, p)
		ADDQ(rowA, p)
		pointers = append(pointers, p)
	}
	element := func(row int) Mem {
		m := Mem{Base: pointers[row/3]}
		if f := row % 3; f > 0 {
			m.Index, m.Scale = rowA, uint8(f)
		}
		return m
	}

	sums := make([][]reg.VecVirtual, rows)
	for i := range sums {
		sums[i] = t.regs(vectors)
		for _, s := range sums[i] {
			t.zero(s)
		}
	}
	y, x := t.regs(vectors), t.reg()
	start := label("loop")
	Label(start)
	for j := range vectors {
		m := Mem{Base: b, Disp: j * t.bytes()}
		if j == vectors-1 {
			t.loadTail(y[j], m, mask)
		} else {
			t.load(y[j], m)
		}
	}
	for i := range rows {
		t.broadcast(x, element(i))
		for j := range vectors {
			t.fma(sums[i][j], x, y[j])
		}
	}
	for _, p := range pointers {
		ADDQ(colA, p)
	}
	ADDQ(rowB, b)
	DECQ(k)
	JNZ(LabelRef(start))

	c, rowC, add := param("c"), param("rowC"), param("add")
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

// packRows writes the copy of rows of b into a panel that a tile reads in order.
func (t target) packRows() {
	p := t.function("packRows", "copies n ≥ 1 rows of have elements, 1 to two vectors, that begin row bytes apart, to rows of two vectors, filled up with zeros", "d a", "n, have, row int")
	d, a, n, have, row := p[0], p[1], p[2], p[3], p[4]
	x, y := t.reg(), t.reg()
	start, partial, single := label("loop"), label("partial"), label("single")
	step := func(start string, f func()) {
		Label(start)
		f()
		ADDQ(row, a)
		ADDQ(U32(uint32(2*t.bytes())), d)
		DECQ(n)
		JNZ(LabelRef(start))
		VZEROUPPER()
		RET()
	}
	low, high := Mem{Base: a}, Mem{Base: a, Disp: t.bytes()}
	save := func() {
		t.store(Mem{Base: d}, x)
		t.store(Mem{Base: d, Disp: t.bytes()}, y)
	}
	CMPQ(have, U32(uint32(2*t.lanes())))
	JNE(LabelRef(partial))
	step(start, func() { t.load(x, low); t.load(y, high); save() })
	Label(partial)
	SUBQ(U32(uint32(t.lanes())), have)
	JLE(LabelRef(single))
	m := t.tail(have)
	step(label("loop"), func() { t.load(x, low); t.loadTail(y, high, m); save() })
	Label(single)
	ADDQ(U32(uint32(t.lanes())), have)
	m2 := t.tail(have)
	t.zero(y)
	step(label("loop"), func() { t.loadTail(x, low, m2); save() })
}

// tables is the Go source of the tables of tiles.
func tables() string {
	var b bytes.Buffer
	b.WriteString("\n// Tile computes a tile of a matrix product; see gen/gemm.go. Strides are in bytes, last is the elements of the last vector.\ntype Tile func(c, a, b *byte, k, last, rowC, rowA, colA, rowB, add int)\n")
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
