package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponent splits x = 2ᵏ·(1 + f), with 1 + f from 3/4 to 3/2. For what is not positive and finite, AVX-512 has k = -∞, ∞ or NaN, or f = NaN,
// and AVX2 something else; usual is where AVX2 has a normal number above 0.
func (t target) exponent(x Op) (k, f reg.VecVirtual, usual cond) {
	if t.wide {
		m, e := t.reg(), t.reg()
		k = t.reg()
		pick[ops](t, VGETMANTPS, VGETMANTPD)(Imm(0b1011), x, m) // NaN for negative numbers
		pick[ops](t, VGETEXPPS, VGETEXPPD)(x, k)
		pick[ops](t, VGETEXPPS, VGETEXPPD)(m, e)
		t.sub(k, k, e)
		return k, t.minus(m, t.all(1)), usual
	}
	normal, e := t.copied(x), t.reg()
	t.zero(e)
	smallest := t.all(math.Ldexp(1, 1-int(t.bias())))
	usual = t.both(t.compare(greaterEqual, x, smallest), t.compare(less, x, t.all(math.Inf(1))))
	plain := label("usual")
	t.jumpIfAll(usual, plain)
	{ // subnormal numbers are made normal
		up := int(t.mantissa()) + 1
		small := t.compare(less, x, smallest)
		scaled := t.times(x, t.all(math.Ldexp(1, up)))
		t.choose(normal, small, scaled, x)
		t.and(e, small.v, t.all(float64(up)))
	}
	Label(plain)

	// The exponent as a number: its bits below those of 2^mantissa.
	bits := t.reg()
	k, f = t.reg(), t.reg()
	t.intSub(bits, normal, t.allBits(t.bitsOf(0.75)-t.bias()<<t.mantissa()))
	t.shiftRight(k, bits, t.mantissa())
	t.or(k, k, t.allBits(t.bitsOf(math.Ldexp(1, int(t.mantissa())))))
	t.sub(k, k, t.all(math.Ldexp(1, int(t.mantissa()))+float64(t.bias())))
	t.sub(k, k, e)
	t.and(f, bits, t.allBits(1<<t.mantissa()-1))
	t.intAdd(f, f, t.allBits(t.bitsOf(0.75)))
	t.sub(f, f, t.all(1))
	return k, f, usual
}

// logSpecial sets r to the logarithm of x where that is not usual. AVX-512 has k, which exponent left infinite there, where r is then NaN.
func (t target) logSpecial(r, k, x Op, usual cond) {
	if t.wide {
		c := cond{k: K()}
		pick(t, VFPCLASSPSZ, VFPCLASSPDZ)(Imm(0b1110), x, c.k) // ±0 and ∞
		t.choose(r, c, k, r)
		return
	}
	done := label("special")
	t.jumpIfAll(usual, done)
	zero := t.reg()
	t.zero(zero)
	t.choose(r, t.compare(equal, x, zero), t.all(math.Inf(-1)), r)
	t.choose(r, t.compare(less, x, zero), t.all(math.NaN()), r)
	t.choose(r, t.compare(notLess, x, t.all(math.Inf(1))), x, r)
	Label(done)
}

var (
	// of f, for log(1+f) = f + f²·p
	log32 = []float64{-0x1p-1, 0x1.55555cp-2, -0x1.00008ep-2, 0x1.998c64p-3, -0x1.54e8p-3, 0x1.26154ep-3, -0x1.0c02bcp-3, 0x1.c8137p-4, -0x1.bb9cdep-5}
	// of s², for log(1+f) = 2s + s·s²·p with s = f/(2+f)
	log64 = []float64{0x1.5555555555555p-1, 0x1.999999999a008p-2, 0x1.24924923cccf4p-2, 0x1.c71c72f137c3fp-3, 0x1.745ca7aa58afdp-3,
		0x1.3b2a7126a1e0dp-3, 0x1.0e8136b53596ap-3, 0x1.16ea8853eb568p-3}
)

// log64of returns f²/2, and with it s and R for which log(1+f) = f - (f²/2 - s·(f²/2 + R)): the form of fdlibm, whose large terms are exact.
func (t target) log64of(f Op) (half, s, more reg.VecVirtual) {
	s = t.plus(f, t.all(2))
	t.div(s, f, s)
	z := t.times(s, s)
	more = t.poly(z, nil, log64)
	t.mul(more, more, z)
	half = t.times(f, t.all(0.5))
	t.mul(half, half, f)
	t.add(more, more, half)
	return half, s, more
}

// natural returns k·ln 2 + log(1+f) + low.
func (t target) natural(k, f Op, low func(s Op) Op) reg.VecVirtual {
	if !t.double {
		p := t.poly(f, log32, nil)
		t.mul(p, p, f)
		r := t.reg()
		if l := low(nil); l != nil {
			t.mad(p, f, l)
		} else {
			t.mul(p, p, f)
		}
		t.move(r, p)
		t.fma(r, k, t.all(0x1.7f7d1cp-20))
		t.add(r, r, f)
		t.fma(r, k, t.all(0x1.62e4p-1)) // ln 2, short enough for an exact product
		return r
	}
	half, s, r := t.log64of(f)
	t.mul(r, r, s)
	if l := low(s); l != nil {
		t.add(r, r, l)
	}
	t.fma(r, k, t.all(0x1.ef35793c7673p-45))
	t.sub(r, half, r)
	t.sub(r, r, f)
	high := t.times(k, t.all(0x1.62e42fefa38p-1))
	t.sub(r, high, r)
	return r
}

func (t target) log(d, x Op) {
	k, f, usual := t.exponent(x)
	r := t.natural(k, f, func(Op) Op { return nil })
	if !t.wide { // AVX-512 has come to the right special values by itself
		t.logSpecial(r, k, x, usual)
	}
	t.move(d, r)
}

// log1p is the logarithm of u = 1 + x, rounded, and of what u has lost.
func (t target) log1p(d, x Op) {
	one := t.copied(t.all(1))
	u := t.plus(x, one)
	b := t.minus(u, x)
	lost := t.minus(u, b)
	t.sub(lost, x, lost)
	t.add(lost, lost, t.minus(one, b))

	k, f, usual := t.exponent(u)
	zero, back := t.reg(), t.reg()
	t.zero(zero)
	if t.wide {
		t.sub(back, zero, k)
		t.scaled(lost, lost, back)
	} else {
		t.sub(back, zero, t.atMost(k, t.one(120, 1000)))
		t.mul(lost, lost, t.scale(back))
	}
	r := t.natural(k, f, func(s Op) Op { // lost/(1+f), for which some digits are enough
		w := t.reg()
		if s != nil { // 1/(1+f) = (1-s)/(1+s)
			t.sub(w, one, s)
			t.add(w, w, w)
			t.mul(w, w, s)
			t.sub(w, one, w)
		} else {
			t.sub(w, one, f)
			t.mul(w, w, f)
			t.sub(w, one, w)
			t.mul(w, w, f)
			t.sub(w, one, w)
		}
		t.mul(w, w, lost)
		return w
	})
	t.logSpecial(r, k, u, usual)
	s := t.reg() // of a zero
	t.and(s, x, t.allBits(t.sign()))
	t.or(d, r, s)
}

// logTo is the logarithm to base 2 or 10, exact for powers of it.
func (t target) logTo(d, x Op, base float64) {
	k, f, usual := t.exponent(x)
	// 1 / ln of the base, and the base's logarithm of 2, both in two parts; of the latter the product with k is exact
	inverse := [2]Op{t.one(0x1.715476p0, 0x1.71547652b82fep0), t.one(0x1.4ae0cp-26, 0x1.777d0ffda0d24p-56)}
	if base == 10 {
		inverse = [2]Op{t.one(0x1.bcb7b2p-2, 0x1.bcb7b1526e50ep-2), t.one(-0x1.5b235ep-27, 0x1.95355baaafad3p-57)}
	}
	r := t.reg()
	if t.double {
		half, s, more := t.log64of(f)
		t.mul(more, more, s)
		rest := t.copied(half) // half - f²/2, exactly
		t.fnma(rest, f, t.times(f, t.all(0.5)))
		hi := t.minus(f, half)
		lo := t.minus(f, hi)
		t.sub(lo, lo, half)
		t.add(lo, lo, rest)
		t.add(lo, lo, more)

		p := t.times(hi, inverse[0])
		e := t.copied(p)
		t.fnma(e, hi, inverse[0]) // p less the exact product
		more = t.times(lo, inverse[0])
		t.fma(more, hi, inverse[1])
		t.sub(more, more, e)
		high := k
		if base == 10 {
			high = t.times(k, t.all(0x1.34413509f78p-2))
			t.fma(more, k, t.all(0x1.fef311f12b358p-46))
		}
		y := t.normal(high, p)
		t.add(more, more, y.lo)
		t.add(r, y.hi, more)
	} else {
		p := t.poly(f, log32, nil)
		t.mul(p, p, f)
		t.mul(p, p, f)
		t.mul(p, p, inverse[0])
		t.fma(p, f, inverse[1])
		if base == 10 {
			t.fma(p, k, t.all(-0x1.95ec1p-19))
		}
		high := k
		if base == 10 {
			high = t.times(k, t.all(0x1.3442p-2))
		}
		main := t.times(f, inverse[0])
		e := t.copied(main)
		t.fnma(e, f, inverse[0]) // main less the exact product
		t.sub(p, p, e)
		y := t.normal(high, main)
		t.add(p, p, y.lo)
		t.add(r, y.hi, p)
	}
	t.logSpecial(r, k, x, usual)
	t.move(d, r)
}
