package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func movements() {
	for _, t := range targets {
		t.transpose()
		t.everySecond()
		t.reverse()
		t.addRows()
		if t.wide {
			t.compress()
		}
	}
}

// transpose writes a kernel for squares of as many elements as a vector has.
func (t target) transpose() {
	p := t.function("transpose", "transposes n ≥ 1 squares of as many elements as a vector has, those of a one below the other, those of d side by side; "+
		"rows lie so many bytes apart", "d a", "rowD, rowA, n int")
	d, a, rowD, rowA, n := p[0], p[1], p[2], p[3], p[4]
	pointers := func(base, row reg.GPVirtual) (at func(i int) Mem) {
		threes := []reg.GPVirtual{base}
		for len(threes)*3 < t.lanes() {
			q := GP64()
			LEAQ(Mem{Base: threes[len(threes)-1], Index: row, Scale: 2}, q)
			ADDQ(row, q)
			threes = append(threes, q)
		}
		return func(i int) Mem {
			m := Mem{Base: threes[i/3]}
			if f := i % 3; f > 0 {
				m.Index, m.Scale = row, uint8(f)
			}
			return m
		}
	}
	start := label("loop")
	Label(start)
	rows := t.regs(t.lanes())
	at := pointers(a, rowA)
	for i, r := range rows {
		t.load(r, at(i))
	}
	at = pointers(d, rowD)
	for i, r := range t.transposed(rows) {
		t.store(at(i), r)
	}
	ADDQ(I32(int32(t.bytes())), d)
	next := GP64()
	MOVQ(rowA, next)
	SHLQ(Imm(map[int]uint64{4: 2, 8: 3, 16: 4}[t.lanes()]), next)
	ADDQ(next, a)
	DECQ(n)
	JNZ(LabelRef(start))
	VZEROUPPER()
	RET()
}

// transposed returns the columns of a square of vectors.
func (t target) transposed(rows []reg.VecVirtual) []reg.VecVirtual {
	join := func(f func(x, y, d Op), x, y reg.VecVirtual) reg.VecVirtual {
		d := t.reg()
		f(y, x, d)
		return d
	}
	low := func(x, y reg.VecVirtual) reg.VecVirtual {
		return join(func(y, x, d Op) { VUNPCKLPD(y, x, d) }, x, y)
	}
	high := func(x, y reg.VecVirtual) reg.VecVirtual {
		return join(func(y, x, d Op) { VUNPCKHPD(y, x, d) }, x, y)
	}
	// Squares inside of 16 bytes: row k of a group of rows gets column k of each 16 bytes.
	per := 16 >> t.shift()
	var groups [][]reg.VecVirtual
	for ; len(rows) > 0; rows = rows[per:] {
		r := rows[:per]
		if t.double {
			groups = append(groups, []reg.VecVirtual{low(r[0], r[1]), high(r[0], r[1])})
			continue
		}
		low32 := func(x, y reg.VecVirtual) reg.VecVirtual {
			return join(func(y, x, d Op) { VUNPCKLPS(y, x, d) }, x, y)
		}
		high32 := func(x, y reg.VecVirtual) reg.VecVirtual {
			return join(func(y, x, d Op) { VUNPCKHPS(y, x, d) }, x, y)
		}
		x, y, z, w := low32(r[0], r[1]), high32(r[0], r[1]), low32(r[2], r[3]), high32(r[2], r[3])
		groups = append(groups, []reg.VecVirtual{low(x, z), high(x, z), low(y, w), high(y, w)})
	}
	// The square of 16 bytes each.
	columns := make([]reg.VecVirtual, t.lanes())
	for k := range per {
		if !t.wide {
			for i, half := range []uint64{0x20, 0x31} {
				columns[i*per+k] = join(func(y, x, d Op) { VPERM2F128(Imm(half), y, x, d) }, groups[0][k], groups[1][k])
			}
			continue
		}
		lanes := func(how uint64, x, y reg.VecVirtual) reg.VecVirtual {
			return join(func(y, x, d Op) { VSHUFF64X2(Imm(how), y, x, d) }, x, y)
		}
		for i, half := range []uint64{0x44, 0xee} {
			x, y := lanes(half, groups[0][k], groups[1][k]), lanes(half, groups[2][k], groups[3][k])
			columns[2*i*per+k], columns[(2*i+1)*per+k] = lanes(0x88, x, y), lanes(0xdd, x, y)
		}
	}
	return columns
}

// everySecond writes a kernel for strides of 2.
func (t target) everySecond() {
	p := t.function("everySecond", "sets the n elements of d, a multiple of 16, to every second one of a. It reads the one after the last", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	even := t.reg()
	if t.wide {
		t.load(even, t.counting("even", func(i int) int { return 2 * i }))
	}
	t.loopOf(2, n, []reg.GPVirtual{d, a, a}, func(vectors int) {
		for i := range vectors {
			x := t.reg()
			m := func(k int) Mem { return Mem{Base: a, Disp: (2*i + k) * t.bytes()} }
			t.load(x, m(0))
			switch {
			case t.wide:
				r := t.reg()
				t.move(r, even)
				pick(t, VPERMI2PS, VPERMI2PD)(m(1), x, r)
				x = r
			case t.double:
				VUNPCKLPD(m(1), x, x)
				VPERMPD(Imm(0xd8), x, x)
			default:
				VSHUFPS(Imm(0x88), m(1), x, x)
				VPERMPD(Imm(0xd8), x, x)
			}
			t.store(Mem{Base: d, Disp: i * t.bytes()}, x)
		}
	})
	VZEROUPPER()
	RET()
}

// reverse writes a kernel for strides of -1.
func (t target) reverse() {
	p := t.function("reverse", "sets the n elements of d, a multiple of 16, to those up to and with the one at a, the last one first", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	back := t.reg()
	t.load(back, t.counting("back", func(i int) int { return t.lanes() - 1 - i }))
	t.loopOf(1, n, []reg.GPVirtual{d}, func(int) {
		x := t.reg()
		m := Mem{Base: a, Disp: -t.bytes() + 1<<t.shift()}
		switch {
		case t.wide:
			pick(t, VPERMPS, VPERMPD)(m, back, x)
		case t.double:
			VPERMPD(Imm(0x1b), m, x)
		default:
			VPERMPS(m, back, x)
		}
		t.store(Mem{Base: d}, x)
		SUBQ(I32(int32(t.bytes())), a)
	})
	VZEROUPPER()
	RET()
}

// counting is a vector of whole numbers in memory.
func (t target) counting(name string, f func(i int) int) Mem {
	if t.double {
		return t.words(name+t.name(""), func(i int) { DATA(i*8, U64(f(i))) }, t.lanes())
	}
	return t.words(name+t.name(""), func(i int) { DATA(i*4, U32(uint32(f(i)))) }, t.lanes())
}

// compress writes a kernel for AVX-512 alone, which can do it. It packs the elements in a register: packing them into memory takes
// many times as long on some machines.
func (t target) compress() {
	p := t.function("compress", "sets the first elements of d to those of the n at a where a byte of mask is not 0, and returns their number", "d a mask", "n int", "count int")
	d, a, mask, n := p[0], p[1], p[2], p[3]
	first := GP64()
	MOVQ(d, first)
	t.loopBy(2, n, []reg.GPVirtual{a}, func(vectors int, by *tail) {
		for i := range vectors {
			x, bytes, k := t.reg(), XMM(), K()
			switch m := (Mem{Base: mask, Disp: i * t.lanes()}); {
			case by != nil:
				VMOVDQU8_Z(m, by.k, bytes)
			case t.double:
				VMOVQ(m, bytes)
			default:
				VMOVDQU(m, bytes)
			}
			VPTESTMB(bytes, bytes, k)
			t.read(x, Mem{Base: a, Disp: i * t.bytes()}, by)
			pick(t, VCOMPRESSPS_Z, VCOMPRESSPD_Z)(x, k, x)
			bits, some, out := GP64(), GP64(), K()
			KMOVW(k, bits.As32())
			POPCNTL(bits.As32(), bits.As32())
			MOVQ(I32(-1), some)
			BZHIQ(bits, some, some)
			KMOVW(some.As32(), out)
			pick(t, VMOVUPS, VMOVUPD)(x, out, Mem{Base: d})
			LEAQ(Mem{Base: d, Index: bits, Scale: uint8(1 << t.shift())}, d)
		}
		ADDQ(I32(int32(vectors*t.lanes())), mask)
	})
	SUBQ(first, d)
	SHRQ(Imm(t.shift()), d)
	Store(d, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// addRows writes a kernel for the sums of rows that have the same place.
func (t target) addRows() {
	p := t.function("addRows", "adds each of rows of n ≥ 1 elements at a, one after the other, to the row of d that begins so many elements after d as the ints of places say",
		"d places a", "rows, n int")
	d, places, a, rows, n := p[0], p[1], p[2], p[3], p[4]
	rest := GP64()
	MOVQ(n, rest)
	ANDQ(I32(int32(t.lanes()-1)), rest)
	mask := t.tail(rest)
	start, last := label("row"), label("last")
	Label(start)
	to, m := GP64(), GP64()
	MOVQ(Mem{Base: places}, to)
	LEAQ(Mem{Base: d, Index: to, Scale: uint8(1 << t.shift())}, to)
	MOVQ(n, m)
	t.loopOf(2, m, []reg.GPVirtual{to, a}, func(vectors int) {
		x := t.regs(vectors)
		for i := range x {
			t.load(x[i], Mem{Base: a, Disp: i * t.bytes()})
			t.add(x[i], x[i], Mem{Base: to, Disp: i * t.bytes()})
		}
		for i := range x {
			t.store(Mem{Base: to, Disp: i * t.bytes()}, x[i])
		}
	})
	TESTQ(m, m)
	JZ(LabelRef(last))
	x, y := t.reg(), t.reg()
	t.loadTail(x, Mem{Base: a}, mask)
	t.loadTail(y, Mem{Base: to}, mask)
	t.add(x, x, y)
	t.storeTail(Mem{Base: to}, x, mask)
	LEAQ(Mem{Base: a, Index: m, Scale: uint8(1 << t.shift())}, a)
	Label(last)
	ADDQ(Imm(8), places)
	DECQ(rows)
	JNZ(LabelRef(start))
	VZEROUPPER()
	RET()
}
