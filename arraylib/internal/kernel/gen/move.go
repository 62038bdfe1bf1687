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
