package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// power2 writes the power: e to the power of b·log |a|, whose logarithm must be exact to more digits than the result, because b makes its
// error larger. Float32 is computed in float64, whose logarithm has them.
func (t target) power2() {
	const doc = "sets d to a to the power b, of n ≥ 1 elements each"
	p := t.function("power", doc, "d a b", "n int")
	d, a, b, n := p[0], p[1], p[2], p[3]
	body := func(by *tail) {
		x, y := t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		t.read(y, Mem{Base: b}, by)
		t.write(Mem{Base: d}, t.pow(x, y, true), by)
	}
	if t.double {
		t.loopHolding(n, []reg.GPVirtual{d, a, b}, body)
		return
	}
	w := narrowTarget{target{wide: t.wide, double: true}}
	w.loop(n, []reg.GPVirtual{d, a, b}, func(by *tail) {
		x, y := w.reg(), w.reg()
		w.read(x, Mem{Base: a}, by)
		w.read(y, Mem{Base: b}, by)
		w.write(Mem{Base: d}, w.pow(x, y, false), by)
	})
}

// logPair is log(2ᵏ·(1+f)) by 2·atanh of s = f/(2+f), to about 2^-63 of itself.
func (t target) logPair(k, f Op) pair {
	two := t.copied(t.all(2))
	b := pair{hi: t.plus(two, f)}
	b.lo = t.minus(b.hi, two)
	t.sub(b.lo, f, b.lo)
	s := t.quotient(pair{hi: t.copied(f)}, b)

	z := pair{hi: t.times(s.hi, s.hi)}
	z.lo = t.productRest(z.hi, s.hi, s.hi)
	twice := t.plus(s.hi, s.hi)
	t.fma(z.lo, twice, s.lo)

	// c = 2/3 + z·(2/5 + z·p), then u = s·z·c
	p := t.poly(z.hi, nil, atanh64)
	t.mul(p, p, z.hi)
	c := t.normal(t.copied(t.all(0.4)), p)
	t.add(c.lo, c.lo, t.all(-0x1.999999999999ap-56)) // what 0.4 has lost
	zc := t.timesPair(z, c)
	c = t.normal(t.copied(t.all(0x1.5555555555555p-1)), zc.hi)
	t.add(c.lo, c.lo, t.all(0x1.5555555555555p-55))
	t.add(c.lo, c.lo, zc.lo)
	zc = t.timesPair(z, c)
	u := t.timesPair(s, zc)
	t.fma(u.lo, s.lo, t.all(2))
	r := t.normal(twice, u.hi)
	t.add(r.lo, r.lo, u.lo)

	high := t.times(k, t.all(0x1.62e42fefa38p-1))
	l := t.normal(high, r.hi)
	t.fma(r.lo, k, t.all(0x1.ef35793c7673p-45))
	t.add(l.lo, l.lo, r.lo)
	return l
}

// of s², from the fourth term of 2·atanh s / s on
var atanh64 = []float64{0x1.2492492492a62p-2, 0x1.c71c71c5b725ap-3, 0x1.745d1853a5a47p-3, 0x1.3b134c2e81207p-3,
	0x1.1125aacafa39fp-3, 0x1.dd3e0ffe9790cp-4, 0x1.f3ecbf8f49ce7p-4}

// For float32 fewer terms do: to 2^-40 and 2^-32.
var (
	shortLog = []float64{0x1.55555555a1807p-1, 0x1.999996b8d3cafp-2, 0x1.249482c9c71c7p-2, 0x1.c5e923f2d5d2cp-3, 0x1.95e28e632b7b6p-3}
	shortExp = []float64{0x1.0000000c46863p-1, 0x1.55555576121c3p-3, 0x1.5554e4a6eddf3p-5, 0x1.1110a7560b75p-7, 0x1.6d4924b45614cp-10, 0x1.a1852406bc5fdp-13}
)

// productRest is x·y - p, where p is the rounded product.
func (t target) productRest(p, x, y Op) reg.VecVirtual {
	r, zero := t.reg(), t.reg()
	t.zero(zero)
	t.sub(r, zero, p)
	t.fma(r, x, y)
	return r
}

func (t target) timesPair(x, y pair) pair {
	p := pair{hi: t.times(x.hi, y.hi)}
	p.lo = t.productRest(p.hi, x.hi, y.hi)
	t.fma(p.lo, x.hi, y.lo)
	t.fma(p.lo, x.lo, y.hi)
	return p
}

// pow is x to the power y, to all digits of float64 or to those of float32.
func (t target) pow(x, y Op, precise bool) reg.VecVirtual {
	size := t.size(x)
	k, f, _ := t.exponent(size)
	var p, l pair
	if precise {
		l = t.logPair(k, f)
		p.hi = t.times(y, l.hi)
		p.lo = t.productRest(p.hi, y, l.hi)
		t.fma(p.lo, y, l.lo)
	} else {
		s := t.plus(f, t.all(2))
		t.div(s, f, s)
		z := t.times(s, s)
		c := t.poly(z, nil, shortLog)
		t.mad(c, z, t.all(2))
		t.mul(c, c, s)
		l.hi = c
		t.fma(l.hi, k, t.all(math.Ln2))
		p.hi = t.times(y, l.hi)
	}

	// What is common: a positive finite number, and a result that is a normal number.
	common := t.compare(less, t.size(p.hi), t.all(708))
	common = t.both(common, t.compare(greater, x, t.all(0)))
	common = t.both(common, t.compare(less, x, t.all(math.Inf(1))))
	plain := label("plain")
	t.jumpIfAll(common, plain)
	{
		zero := t.reg()
		t.zero(zero)
		infinity := t.copied(t.all(math.Inf(1)))
		least := t.copied(t.all(math.Inf(-1)))
		log := t.chosen(t.compare(equal, x, zero), least, l.hi)
		log = t.chosen(t.compare(notLess, size, infinity), size, log) // NaN too
		t.mul(p.hi, y, log)
		if precise {
			t.choose(p.lo, t.compare(less, t.size(p.hi), t.all(760)), p.lo, zero)
		}
		t.move(p.hi, t.between(t.all(-760), p.hi, t.all(760)))
	}
	Label(plain)
	n := t.nearestPower(p.hi)
	one := t.copied(t.all(1))
	var v reg.VecVirtual
	if precise {
		r := t.left(p.hi, n, t.all(0x1.62e42fefa38p-1)) // exact
		t.fnma(p.lo, n, t.all(0x1.ef35793c7673p-45))
		e := t.normal(r, p.lo)
		q := t.poly(e.hi, nil, exp64)
		t.mul(q, q, e.hi)
		t.mad(q, e.hi, e.lo)
		t.fma(q, e.lo, e.hi)
		sum := t.normal(one, e.hi)
		t.add(sum.lo, sum.lo, q)
		v = t.plus(sum.hi, sum.lo)
	} else {
		r := t.left(p.hi, n, t.all(math.Ln2))
		v = t.poly(r, nil, shortExp)
		t.mad(v, r, one)
		t.mad(v, r, one)
	}
	result := t.reg()
	t.scaled(result, v, n)

	done := label("done")
	t.jumpIfAll(common, done)
	{
		zero := t.reg()
		t.zero(zero)
		whole, half, sign := t.reg(), t.times(y, t.all(0.5)), t.reg()
		t.round(whole, y, 0)
		fraction := t.compare(notEqual, whole, y)
		t.round(whole, half, 0)
		notTwice := t.compare(notEqual, whole, half)
		// Of a negative number: NaN if y is no whole number, unless it is infinite or -0; negative if y is odd.
		t.and(sign, x, t.allBits(t.sign()))
		odd := t.chosen(fraction, zero, t.chosen(notTwice, sign, zero))
		t.xor(result, result, odd)
		bad := t.both(fraction, t.compare(less, x, zero))
		bad = t.both(bad, t.compare(greater, x, t.all(math.Inf(-1))))
		t.move(result, t.chosen(bad, t.copied(t.all(math.NaN())), result))
		// 1 is what NaN to the power 0 is, 1 to the power of anything, and -1 to that of infinity.
		sure := t.either(t.compare(equal, y, zero), t.compare(equal, x, one))
		infinite := t.compare(equal, t.size(y), t.all(math.Inf(1)))
		sure = t.either(sure, t.both(infinite, t.compare(equal, size, one)))
		t.move(result, t.chosen(sure, one, result))
	}
	Label(done)
	return result
}

// narrowTarget computes with float64 what is float32 in memory.
type narrowTarget struct{ target }

func (t narrowTarget) half() reg.VecVirtual {
	if t.wide {
		return YMM()
	}
	return XMM()
}

func (t narrowTarget) read(d, m Op, by *tail) {
	h := t.half()
	switch {
	case by == nil:
		VMOVUPS(m, h)
	case t.wide:
		VMOVUPS_Z(m, by.k, h)
	default:
		VMASKMOVPS(m, by.v.AsX(), h)
	}
	VCVTPS2PD(h, d)
}

func (t narrowTarget) write(m, s Op, by *tail) {
	h := t.half()
	if t.wide {
		VCVTPD2PS(s, h)
	} else {
		VCVTPD2PSY(s, h)
	}
	switch {
	case by == nil:
		VMOVUPS(h, m)
	case t.wide:
		VMOVUPS(h, by.k, m)
	default:
		VMASKMOVPS(h, by.v.AsX(), m)
	}
}

func (t narrowTarget) loop(n reg.GPVirtual, pointers []reg.GPVirtual, body func(by *tail)) {
	mask := func() tail {
		if t.wide {
			return t.tail(n)
		}
		// The mask of 4 lanes of 32 bits: the last ones of 8.
		at, base := GP64(), GP64()
		MOVQ(I32(8), at)
		SUBQ(n, at)
		LEAQ(target{}.maskTable(), base)
		m := tail{v: YMM()}
		VMOVUPS(Mem{Base: base, Index: at, Scale: 4}, m.v)
		return m
	}
	t.loopOver(n, pointers, t.bytes()/2, mask, body, func() {})
}
