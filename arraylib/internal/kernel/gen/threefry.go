package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Random bits as JAX's (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), and what its normal and exponential numbers are
// made of. They are those of arraylib/random's portable loops, bit by bit: a product and a sum become one only where the product is exact.
func threefry() {
	for _, t := range targets {
		if t.double {
			continue
		}
		t.cipher("threefry32", "sets d to 32 bits each", false)
		t.cipher("threefry64", "sets d to 64 bits each", true)
		w := narrowTarget{target{t.wide, true}}
		w.ofBits("normalOf", "standard normal numbers", w.normal32)
		w.ofBits("exponentialOf", "exponential numbers", w.exponential32)
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

// ofBits writes a function that makes float32 numbers of 32 random bits each, in place, with float64 in between. It stops at what f takes for
// rare.
func (t narrowTarget) ofBits(op, doc string, f func(u reg.VecVirtual, rare string) reg.VecVirtual) {
	p := target{t.wide, false}.function(op, "makes "+doc+" of n times 32 random bits at d and returns how many it left out at the end: less than a vector, or those from the first rare one on", "d", "n int", "left int")
	d, n := p[0], p[1]
	holding[function] = []constant{}
	start, end := label("loop"), label("end")
	Label(start)
	CMPQ(n, U32(uint32(t.lanes())))
	JL(LabelRef(end))
	bits := t.half()
	VMOVUPS(Mem{Base: d}, bits)
	VPSRLD(Imm(9), bits, bits)
	VORPS(target{}.allBits(0x3f800000), bits, bits)
	VSUBPS(target{}.all(1), bits, bits) // from 0 to 1
	u := t.reg()
	VCVTPS2PD(bits, u)
	r := f(u, end)
	VMOVUPS(r, Mem{Base: d})
	ADDQ(U32(uint32(t.bytes()/2)), d)
	SUBQ(U32(uint32(t.lanes())), n)
	JMP(LabelRef(start))
	Label(end)
	Store(n, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// single rounds to float32, in a register of half the size.
func (t narrowTarget) single(x Op) reg.VecVirtual {
	h := t.half()
	if t.wide {
		VCVTPD2PS(x, h)
	} else {
		VCVTPD2PSY(x, h)
	}
	return h
}

func (t narrowTarget) wider(x Op) reg.VecVirtual {
	r := t.reg()
	VCVTPS2PD(x, r)
	return r
}

// log1p is log(1 + x), where -1 < x ≤ 0 and 1 + x is exact, in the way of random's log1p. It jumps where that takes another.
func (t narrowTarget) log1p(x reg.VecVirtual, rare string) reg.VecVirtual {
	t.jumpIfAny(t.compare(greater, x, t.all(-0x1p-29)), rare)
	u := t.plus(x, t.all(1))
	bits, k, f := t.reg(), t.reg(), t.reg()
	split := uint64(0x3fe6a09e << 32) // √½
	t.intSub(bits, u, t.allBits(split-1023<<52))
	t.shiftRight(k, bits, 52)
	t.or(k, k, t.all(0x1p52))
	t.sub(k, k, t.all(0x1p52+1023))
	t.and(f, bits, t.allBits(1<<52-1))
	t.intAdd(f, f, t.allBits(split))
	t.sub(f, f, t.all(1))

	near := t.compare(greater, x, t.all(-0x1.2bec4p-2))
	zero := t.reg()
	t.zero(zero)
	t.choose(k, near, zero, k)
	t.choose(f, near, x, f)
	// Of x near a power of 2 the small f has a way of its own, but where k is 0 it has not.
	tiny := t.compare(less, t.size(f), t.all(0x1p-20))
	t.jumpIfAny(t.both(tiny, t.compare(notEqual, k, zero)), rare)

	half := t.times(t.times(f, t.all(0.5)), f)
	s := t.plus(f, t.all(2))
	t.div(s, f, s)
	z := t.times(s, s)
	z2 := t.times(z, z)
	z4 := t.times(z2, z2)
	z6 := t.times(z4, z2)
	term := func(power Op, a, b float64) reg.VecVirtual {
		return t.times(power, t.plus(t.times(z, t.all(b)), t.all(a)))
	}
	r := t.plus(t.times(z, t.all(6.666666666666735130e-01)), term(z2, 3.999999999940941908e-01, 2.857142874366239149e-01))
	t.add(r, r, term(z4, 2.222219843214978396e-01, 1.818357216161805012e-01))
	t.add(r, r, term(z6, 1.531383769920937332e-01, 1.479819860511658591e-01))
	t.add(r, r, half)
	t.mul(r, r, s)
	t.add(r, r, t.times(k, t.all(1.90821492927058770002e-10)))
	t.sub(r, half, r)
	t.sub(r, r, f)
	high := t.times(k, t.all(6.93147180369123816490e-01))
	t.sub(r, high, r)
	return r
}

func (t narrowTarget) negative(x Op) reg.VecVirtual {
	r := t.half()
	VXORPS(target{}.allBits(1<<31), x, r)
	return r
}

func (t narrowTarget) exponential32(u reg.VecVirtual, rare string) reg.VecVirtual {
	minus := t.reg()
	t.xor(minus, u, t.allBits(1<<63))
	return t.negative(t.single(t.log1p(minus, rare)))
}

var (
	// of w - 5/2 and √w - 3: M. Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2010
	erfinvNear = []float64{2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
		0.246640727, 1.50140941}
	erfinvFar = []float64{-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,
		2.83297682}
)

// polynomial is that of float32 numbers, each step rounded to float32.
func (t narrowTarget) polynomial(x reg.VecVirtual, coefficients []float64) reg.VecVirtual {
	r := t.copied(t.all(float64(float32(coefficients[0]))))
	for i, c := range coefficients[1:] {
		t.mad(r, x, t.all(float64(float32(c))))
		if i < len(coefficients)-2 {
			r = t.wider(t.single(r))
		}
	}
	return t.single(r)
}

func (t narrowTarget) normal32(u reg.VecVirtual, rare string) reg.VecVirtual {
	const low = -0x1.fffffep-1 // the number after -1
	wide := t.fused(u, t.all(2), t.all(low))
	x := t.single(wide)
	VMAXPS(target{}.all(low), x, x)
	square := t.half()
	VMULPS(t.negative(x), x, square)
	w := t.negative(t.single(t.log1p(t.wider(square), rare)))

	shifted, p := t.half(), t.half()
	VSUBPS(target{}.all(2.5), w, shifted)
	VMOVUPS(t.polynomial(t.wider(shifted), erfinvNear), p)
	wWide := t.wider(w)
	far := t.compare(notLess, wWide, t.all(5))
	near := label("near")
	t.jumpIfNone(far, near)
	root := t.half()
	VSQRTPS(w, root)
	VSUBPS(target{}.all(3), root, root)
	other := t.wider(t.polynomial(t.wider(root), erfinvFar))
	t.choose(other, far, other, t.wider(p))
	VMOVUPS(t.single(other), p)
	Label(near)
	VMULPS(x, p, p)
	VMULPS(target{}.all(1.41421356237309504880), p, p)
	return p
}
