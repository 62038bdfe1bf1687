package main

import (
	"math"
	"slices"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Random bits as JAX's (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), and what its normal and exponential numbers are
// made of. They are those of arraylib/random's portable loops, bit by bit.
func threefry() {
	for _, t := range targets {
		if t.double {
			continue
		}
		t.cipher("threefry32", "sets d to 32 bits each", false)
		t.cipher("threefry64", "sets d to 64 bits each", true)
		t.ofBits("normalOf", "standard normal numbers", t.normal32)
		t.ofBits("exponentialOf", "exponential numbers", t.exponential32)
	}
}

// cipher writes the blocks of some counters, which are 32-bit, from first on.
func (t target) cipher(op, doc string, words bool) {
	p := t.function(op, doc+" of n blocks of threefry2x32 from the block first on, a multiple of 32 of them whose numbers have the same upper half; key is three words of the key, of which the last makes the parity even, and that half", "d key", "n int, first int")
	d, key, n, first := p[0], p[1], p[2], p[3]
	holding[function] = []constant{}
	word := func(i int) reg.VecVirtual {
		r := t.reg()
		VPBROADCASTD(Mem{Base: key, Disp: 4 * i}, r)
		return r
	}
	ks := []reg.VecVirtual{word(0), word(1), word(2)}
	x0 := t.plain(ks[0], word(3)) // the same for all
	// The second words of the blocks, in an order in which they can be put together with the first ones.
	order := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	if words {
		order = []int{0, 1, 4, 5, 2, 3, 6, 7}
		if t.wide {
			order = []int{0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15}
		}
	}
	counter := t.reg()
	start := XMM()
	VMOVD(first.As32(), start)
	VPBROADCASTD(start, counter)
	t.intAdd(counter, counter, t.words("order"+op+t.set(), func(i int) {
		DATA(4*i, U32(uint32(order[i%len(order)])))
	}, 16))
	t.intAdd(counter, counter, ks[1])

	loop := label("loop")
	Label(loop)
	const vectors = 2
	var x, y [vectors]reg.VecVirtual
	for v := range vectors {
		x[v], y[v] = t.copied(x0), t.copied(counter)
		t.intAdd(counter, counter, t.allBits(uint64(t.lanes())))
	}
	for round, rotations := range [5][4]uint64{{13, 15, 26, 6}, {17, 29, 16, 24}, {13, 15, 26, 6}, {17, 29, 16, 24}, {13, 15, 26, 6}} {
		for _, r := range rotations {
			for v := range vectors {
				t.intAdd(x[v], x[v], y[v])
				t.rotate(y[v], r)
				t.xor(y[v], y[v], x[v])
			}
		}
		for v := range vectors {
			t.intAdd(x[v], x[v], ks[(round+1)%3])
			t.intAdd(y[v], y[v], ks[(round+2)%3])
			t.intAdd(y[v], y[v], t.allBits(uint64(round+1)))
		}
	}
	for v := range vectors {
		if words {
			lo, hi := t.reg(), t.reg()
			VPUNPCKLDQ(x[v], y[v], lo)
			VPUNPCKHDQ(x[v], y[v], hi)
			t.store(Mem{Base: d, Disp: 2 * v * t.bytes()}, lo)
			t.store(Mem{Base: d, Disp: (2*v + 1) * t.bytes()}, hi)
		} else {
			t.xor(x[v], x[v], y[v])
			t.store(Mem{Base: d, Disp: v * t.bytes()}, x[v])
		}
	}
	step := vectors * t.bytes()
	if words {
		step *= 2
	}
	ADDQ(U32(uint32(step)), d)
	SUBQ(U32(uint32(vectors*t.lanes())), n)
	JNZ(LabelRef(loop))
	VZEROUPPER()
	RET()
}

// plain is the whole numbers x + y.
func (t target) plain(x, y Op) reg.VecVirtual { r := t.reg(); t.intAdd(r, x, y); return r }

// rotate turns the bits of 32-bit numbers to the left.
func (t target) rotate(d Op, n uint64) {
	if t.wide {
		VPROLD(Imm(n), d, d)
		return
	}
	right := t.reg()
	t.shiftRight(right, d, 32-n)
	t.shiftLeft(d, d, n)
	t.or(d, d, right)
}

// ofBits writes a function that makes float32 numbers of 32 random bits each, in place. It stops at what f takes for rare. What f does must
// give the results of the portable function for all bits; that is tried.
func (t target) ofBits(op, doc string, f func(u reg.VecVirtual, rare string) reg.VecVirtual) {
	p := t.function(op, "makes "+doc+" of n ≥ 1 times 32 random bits at d and returns how many it left out at the end: it stops before a rare one", "d", "n int", "left int")
	d, n := p[0], p[1]
	rare := label("rare")
	t.loopOver(n, []reg.GPVirtual{d}, t.bytes(), func() tail { return t.tail(n) }, func(by *tail) {
		u := t.reg()
		t.read(u, Mem{Base: d}, by)
		t.shiftRight(u, u, 9)
		t.or(u, u, t.allBits(0x3f800000))
		t.sub(u, u, t.all(1)) // from 0 to 1
		t.write(Mem{Base: d}, f(u, rare), by)
		if by != nil {
			XORQ(n, n)
		}
	}, func() {
		Label(rare)
		Store(n, ReturnIndex(0))
	})
}

// log1p32 is log(1 + x) of float32 in float64, where 1 + x is exact, rounded to float32.
func (t target) log1p32(x reg.VecVirtual) reg.VecVirtual {
	w := target{wide: t.wide, double: true}
	log := func(half Op) (r reg.VecVirtual) {
		u := w.reg()
		VCVTPS2PD(half, u)
		w.add(u, u, w.all(1))
		k, f, _ := w.exponent(u)
		l := w.natural(k, f, func(Op) Op { return nil })
		if t.wide {
			r = YMM()
			VCVTPD2PS(l, r)
		} else {
			r = XMM()
			VCVTPD2PSY(l, r)
		}
		return r
	}
	r := t.reg()
	if t.wide {
		upper := YMM()
		VEXTRACTF64X4(Imm(1), x, upper)
		low, high := log(x.AsY()), log(upper)
		VINSERTF64X4(Imm(1), high, low.AsZ(), r)
		return r
	}
	upper := XMM()
	VEXTRACTF128(Imm(1), x, upper)
	low, high := log(x.AsX()), log(upper)
	VINSERTF128(Imm(1), high, low.AsY(), r)
	return r
}

func (t target) exponential32(u reg.VecVirtual, _ string) reg.VecVirtual {
	t.xor(u, u, t.allBits(t.sign()))
	return t.size(t.log1p32(u))
}

var (
	// of w - 5/2 and √w - 3: M. Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2010
	erfinvNear = []float64{2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
		0.246640727, 1.50140941}
	erfinvFar = []float64{-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,
		2.83297682}
)

func (t target) normal32(u reg.VecVirtual, rare string) reg.VecVirtual {
	const low = -0x1.fffffep-1 // the number after -1
	x := t.fused(u, t.copied(t.all(2)), t.all(low))
	t.max(x, x, t.all(low))
	square := t.reg()
	t.xor(square, x, t.allBits(t.sign()))
	t.mul(square, square, x)
	t.jumpIfAny(t.compare(greater, square, t.all(-0x1p-29)), rare) // where 1 + it is not exact
	w := t.log1p32(square)
	t.xor(w, w, t.allBits(t.sign()))

	polynomial := func(x reg.VecVirtual, c []float64) reg.VecVirtual {
		c = slices.Clone(c)
		slices.Reverse(c)
		return t.poly(x, c, nil)
	}
	p := polynomial(t.minus(w, t.all(2.5)), erfinvNear)
	far, near := t.compare(notLess, w, t.all(5)), label("near")
	t.jumpIfNone(far, near)
	root := t.reg()
	t.sqrt(root, w)
	t.sub(root, root, t.all(3))
	t.choose(p, far, polynomial(root, erfinvFar), p)
	Label(near)
	t.mul(p, p, x)
	t.mul(p, p, t.all(math.Sqrt2))
	return p
}
