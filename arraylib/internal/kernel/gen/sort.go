package main

import (
	"math"
	"math/bits"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// sorts are for AVX-512, which can pack the elements of a register that belong together.
func sorts() {
	for _, t := range wholeTargets {
		t.flip()
		if t.wide {
			t.partition()
			t.sortFew()
		}
	}
}

// flip writes a kernel that makes whole numbers of the bits of floats that have their order, and the reverse, which is the same.
func (t target) flip() {
	t.unary("flip", "sets d to a with all bits inverted but the highest one where that is 1", func(d, x Op) {
		sign := t.reg()
		switch {
		case t.wide:
			pick(t, VPSRAD, VPSRAQ)(Imm(t.signBit()), x, sign)
		case t.double:
			t.zero(sign)
			VPCMPGTQ(x, sign, sign)
		default:
			VPSRAD(Imm(t.signBit()), x, sign)
		}
		t.shiftRight(sign, sign, 1)
		t.xor(d, x, sign)
	})
}

// partition writes a kernel that goes through a once. What it keeps it writes behind what it has read.
func (t target) partition() {
	p := t.function("partition", "moves the elements of a that are less than *pivot to its front, the others to more, which has room for a vector more than n, and returns the number of those moved to the front. "+
		"What a holds behind them is unspecified", "a more pivot", "n int", "count int")
	a, more, pivot, n := p[0], p[1], p[2], p[3]
	first, less := GP64(), GP64()
	MOVQ(a, first)
	MOVQ(a, less)
	border := t.reg()
	t.broadcast(border, Mem{Base: pivot})
	t.loopBy(4, n, []reg.GPVirtual{a}, func(vectors int, by *tail) {
		x := t.regs(vectors)
		for i := range x {
			t.read(x[i], Mem{Base: a, Disp: i * t.bytes()}, by)
		}
		for i := range x {
			left, right := K(), K()
			small, large := t.reg(), t.reg()
			here, there := GP64(), GP64()
			if by != nil {
				pick(t, VPCMPD, VPCMPQ)(Imm(1), border, x[i], by.k, left)
				KANDNW(by.k, left, right)
			} else {
				pick(t, VPCMPD, VPCMPQ)(Imm(1), border, x[i], left)
				KNOTW(left, right)
			}
			KMOVW(left, here.As32())
			KMOVW(right, there.As32())
			if t.double {
				ANDL(U32(0xff), there.As32())
			}
			pick(t, VPCOMPRESSD_Z, VPCOMPRESSQ_Z)(x[i], left, small)
			pick(t, VPCOMPRESSD_Z, VPCOMPRESSQ_Z)(x[i], right, large)
			POPCNTL(here.As32(), here.As32())
			POPCNTL(there.As32(), there.As32())
			if by != nil { // a may end here
				some := GP64()
				MOVQ(I32(-1), some)
				BZHIQ(here, some, some)
				KMOVW(some.As32(), left)
				pick(t, VMOVDQU32, VMOVDQU64)(small, left, Mem{Base: less})
			} else {
				t.store(Mem{Base: less}, small)
			}
			t.store(Mem{Base: more}, large)
			LEAQ(Mem{Base: less, Index: here, Scale: uint8(1 << t.shift())}, less)
			LEAQ(Mem{Base: more, Index: there, Scale: uint8(1 << t.shift())}, more)
		}
	})
	SUBQ(first, less)
	SHRQ(Imm(t.shift()), less)
	Store(less, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// sortFew writes a kernel that sorts what fits into sixteen registers.
func (t target) sortFew() {
	p := t.function("sortFew", "sorts the elements of a, of which there are 1 to 16 vectors", "a", "n int")
	a, n := p[0], p[1]
	s := t.sorter()
	end := label("end")
	for vectors := 1; vectors <= 16; vectors *= 2 {
		next := label("more")
		if vectors < 16 {
			CMPQ(n, I32(int32(vectors*t.lanes())))
			JG(LabelRef(next))
		}
		masks := t.vectorMasks(n, vectors)
		v := t.regs(vectors)
		at := func(i int) Mem { return Mem{Base: a, Disp: i * t.bytes()} }
		for i := range v {
			if masks[i] == nil {
				t.load(v[i], at(i))
				continue
			}
			t.move(v[i], s.most)
			pick(t, VMOVDQU32, VMOVDQU64)(at(i), masks[i](), v[i])
		}
		v = s.sort(v)
		for i := range v {
			if masks[i] == nil {
				t.store(at(i), v[i])
				continue
			}
			pick(t, VMOVDQU32, VMOVDQU64)(v[i], masks[i](), at(i))
		}
		JMP(LabelRef(end))
		if vectors < 16 {
			Label(next)
		}
	}
	Label(end)
	VZEROUPPER()
	RET()
}

// vectorMasks returns what sets a register to the mask of the lanes in use, for each of some vectors, of whose lanes n are, more than half:
// nil where that is all. A word of 64 bits holds the masks of several.
func (t target) vectorMasks(n reg.GPVirtual, vectors int) []func() reg.OpmaskVirtual {
	masks := make([]func() reg.OpmaskVirtual, vectors)
	per := 64 / t.lanes()
	full := vectors / 2
	for first := full; first < vectors; first += per {
		word, left, none := GP64(), GP64(), GP64()
		MOVQ(n, left)
		XORQ(none, none)
		SUBQ(I32(int32(first*t.lanes())), left)
		CMOVQLT(none, left)
		MOVQ(I32(-1), word)
		BZHIQ(left, word, word)
		for i := first; i < min(first+per, vectors); i++ {
			masks[i] = func() reg.OpmaskVirtual {
				part, k := GP64(), K()
				MOVQ(word, part)
				if i > first {
					SHRQ(Imm(uint64((i-first)*t.lanes())), part)
				}
				pick(t, KMOVW, KMOVB)(part.As32(), k)
				return k
			}
		}
	}
	return masks
}

// sorter emits K. E. Batcher's bitonic networks (1968), whose comparisons are between whole registers or between a register and a
// permutation of it.
type sorter struct {
	t    target
	most reg.VecVirtual         // the greatest number everywhere
	back map[int]reg.VecVirtual // permutations that reverse 8 and 16 lanes
	odd  map[int]reg.OpmaskVirtual
}

func (t target) sorter() *sorter {
	s := &sorter{t: t, most: t.reg(), back: map[int]reg.VecVirtual{}, odd: map[int]reg.OpmaskVirtual{}}
	most := uint64(math.MaxInt64)
	if !t.double {
		most = math.MaxInt32
	}
	t.load(s.most, t.allBits(most))
	for n := 8; n <= t.lanes(); n *= 2 {
		s.back[n] = t.reg()
		t.load(s.back[n], t.counting("back"+string(rune('0'+n/8)), func(i int) int { return i ^ (n - 1) }))
	}
	for bit := 1; bit < t.lanes(); bit *= 2 {
		mask := uint32(0)
		for i := range t.lanes() {
			if i&bit != 0 {
				mask |= 1 << i
			}
		}
		r := GP32()
		MOVL(U32(mask), r)
		s.odd[bit] = K()
		KMOVW(r, s.odd[bit])
	}
	return s
}

// exchange returns v with lane i in the place of lane i^x.
func (s *sorter) exchange(v reg.VecVirtual, x int) reg.VecVirtual {
	d := s.t.reg()
	if !s.t.double {
		switch {
		case x < 4:
			VPSHUFD(Imm([]uint64{0, 0xb1, 0x4e, 0x1b}[x]), v, d)
			return d
		case x == 7 || x == 15:
			VPERMD(v, s.back[x+1], d)
			return d
		}
		x /= 2
	}
	switch x {
	case 1:
		VPERMQ(Imm(0xb1), v, d)
	case 2:
		VPERMQ(Imm(0x4e), v, d)
	case 3:
		VPERMQ(Imm(0x1b), v, d)
	case 4:
		VSHUFI64X2(Imm(0x4e), v, v, d)
	case 7:
		VPERMQ(v, s.back[8], d)
	}
	return d
}

// inside compares each lane i with lane i^x; the lesser goes where the highest bit of x is 0.
func (s *sorter) inside(v reg.VecVirtual, x int) reg.VecVirtual {
	w, d := s.exchange(v, x), s.t.reg()
	pick(s.t, VPMINSD, VPMINSQ)(w, v, d)
	pick(s.t, VPMAXSD, VPMAXSQ)(w, v, s.odd[1<<(bits.Len(uint(x))-1)], d)
	return d
}

// between puts the lesser of each lane into x and the greater into y.
func (s *sorter) between(x, y *reg.VecVirtual) {
	lo, hi := s.t.reg(), s.t.reg()
	s.t.intMin(lo, *x, *y)
	s.t.intMax(hi, *x, *y)
	*x, *y = lo, hi
}

// sort returns v with all lanes in order.
func (s *sorter) sort(v []reg.VecVirtual) []reg.VecVirtual {
	if len(v) >= 8 && len(v) >= s.t.lanes() {
		for i := 0; i < len(v); i += s.t.lanes() {
			square := v[i : i+s.t.lanes()]
			s.columns(square)
			copy(square, s.t.transposed(square))
		}
	} else {
		for i := range v {
			for n := 2; n <= s.t.lanes(); n *= 2 {
				v[i] = s.inside(v[i], n-1)
				for bit := n / 4; bit > 0; bit /= 2 {
					v[i] = s.inside(v[i], bit)
				}
			}
		}
	}
	for n := 1; n < len(v); n *= 2 {
		for i := 0; i < len(v); i += 2 * n {
			s.merge(v[i:i+n], v[i+n:i+2*n])
		}
	}
	return v
}

// merge joins the order of x and that of y.
func (s *sorter) merge(x, y []reg.VecVirtual) {
	n := len(x)
	back := make([]reg.VecVirtual, n)
	for i := range y {
		back[n-1-i] = s.exchange(y[i], s.t.lanes()-1)
	}
	copy(y, back)
	for i := range x {
		s.between(&x[i], &y[i])
	}
	for _, half := range [][]reg.VecVirtual{x, y} {
		for step := n / 2; step > 0; step /= 2 {
			for i := range half {
				if i&step == 0 {
					s.between(&half[i], &half[i+step])
				}
			}
		}
		for i := range half {
			for bit := s.t.lanes() / 2; bit > 0; bit /= 2 {
				half[i] = s.inside(half[i], bit)
			}
		}
	}
}

// columns sorts each column of 8 or 16 vectors, by Batcher's odd-even merging.
func (s *sorter) columns(v []reg.VecVirtual) {
	n := len(v)
	for p := 1; p < n; p *= 2 {
		for k := p; k >= 1; k /= 2 {
			for j := k % p; j <= n-1-k; j += 2 * k {
				for i := 0; i <= min(k-1, n-j-k-1); i++ {
					if (i+j)/(2*p) == (i+j+k)/(2*p) {
						s.between(&v[i+j], &v[i+j+k])
					}
				}
			}
		}
	}
}
