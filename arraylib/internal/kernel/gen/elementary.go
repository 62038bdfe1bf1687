package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The polynomials are minimax approximations by Sollya's fpminimax. Reductions and the arrangement of terms follow fdlibm: Cody and Waite's
// for exp, sin and cos; log by s = f/(2+f).
func elementary() {
	for _, t := range targets {
		t.map1("exp", "sets d to eᵃ", t.exp)
		t.map1("log", "sets d to the natural logarithm of a", t.log)
		t.map1("tanh", "sets d to the hyperbolic tangent of a", t.tanh)
		t.circular("sin", 0)
		t.circular("cos", 1)
	}
}

// map1 writes an elementary function. The processor overlaps vectors by itself, so a turn takes one.
func (t target) map1(op, doc string, f func(d, x Op)) {
	p := t.function(op, doc+", of n ≥ 1 elements each", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	t.loopBy(1, n, []reg.GPVirtual{d, a}, func(_ int, by *tail) {
		x, r := t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		f(r, x)
		t.write(Mem{Base: d}, r, by)
	})
	VZEROUPPER()
	RET()
}

// Numbers that differ between the types.
func (t target) one(single, double float64) Mem {
	if t.double {
		return t.all(double)
	}
	return t.all(single)
}

func (t target) mantissa() uint64 {
	if t.double {
		return 52
	}
	return 23
}

func (t target) bias() uint64 {
	if t.double {
		return 1023
	}
	return 127
}

// bitsOf is v's representation.
func (t target) bitsOf(v float64) uint64 {
	if t.double {
		return math.Float64bits(v)
	}
	return uint64(math.Float32bits(float32(v)))
}

// magic is the number whose last bit counts ones: x + magic has x, rounded, in its last bits.
func (t target) magic() float64 { return 1.5 * math.Ldexp(1, int(t.mantissa())) }

// poly sets d to the polynomial of x with coefficients from the constant term on.
func (t target) poly(d, x Op, single, double []float64) {
	c := single
	if t.double {
		c = double
	}
	t.load(d, t.all(c[len(c)-1]))
	for i := len(c) - 2; i >= 0; i-- {
		t.mad(d, x, t.all(c[i]))
	}
}

// copied is a new register with x.
func (t target) copied(x Op) reg.VecVirtual {
	r := t.reg()
	t.move(r, x)
	return r
}

var (
	exp32 = []float64{0x1p-1, 0x1.5554d8p-3, 0x1.5554e4p-5, 0x1.12108p-7, 0x1.6d542p-10}
	exp64 = []float64{0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555557p-5, 0x1.111111110ffc9p-7, 0x1.6c16c16c15649p-10, 0x1.a01a01ac86ef8p-13,
		0x1.a01a01abd27eap-16, 0x1.71de002c5e399p-19, 0x1.27e4cef93110ap-22, 0x1.af522b06f68d9p-26, 0x1.1f8859f8fbe8ep-29}
)

// expParts sets p to e^r and n to a whole number, where x = n·ln 2 + r and |r| ≤ ln 2 / 2.
func (t target) expParts(p, n, x Op) {
	t.load(n, t.one(0x1.715476p0, 0x1.71547652b82fep0)) // 1 / ln 2
	t.mad(n, x, t.all(t.magic()))
	t.sub(n, n, t.all(t.magic()))
	r, z := t.copied(x), t.reg()
	t.fnma(r, n, t.one(0x1.62e43p-1, 0x1.62e42fefa39efp-1)) // ln 2
	t.fnma(r, n, t.one(-0x1.05c61p-29, 0x1.abc9e3b39803fp-56))
	t.poly(p, r, exp32, exp64)
	t.mul(z, r, r)
	t.mad(p, z, r)
	t.add(p, p, t.all(1))
}

// power sets d to 2ⁿ, which must be a normal number.
func (t target) power(d, n Op) {
	t.add(d, n, t.all(t.magic()+float64(t.bias())))
	t.shiftLeft(d, d, t.mantissa())
}

func (t target) exp(d, x Op) {
	c, p, n := t.reg(), t.reg(), t.reg()
	// In this order NaN stays.
	t.load(c, t.one(-104, -746))
	t.max(c, c, x)
	high := t.reg()
	t.load(high, t.one(89, 710))
	t.min(c, high, c)
	t.expParts(p, n, c)
	if t.wide {
		pick(t, VSCALEFPS, VSCALEFPD)(n, p, d)
		return
	}
	// 2ⁿ in two factors, for the result may be subnormal.
	half, s := t.reg(), t.reg()
	t.mul(half, n, t.all(0.5))
	t.round(half, half, 1)
	t.sub(n, n, half)
	t.power(s, half)
	t.mul(p, p, s)
	t.power(s, n)
	t.mul(d, p, s)
}

var (
	log32 = []float64{0x1.55555cp-1, 0x1.997b7ep-2, 0x1.2efc6p-2}
	log64 = []float64{0x1.5555555555558p-1, 0x1.9999999995239p-2, 0x1.2492492e0c875p-2, 0x1.c71c62bf42ed4p-3, 0x1.7462bfebe8471p-3,
		0x1.39fce62a80fc1p-3, 0x1.2b6a94c8ac989p-3}
)

// log is that of 2ᵉ·(1+f), with 1+f between √½ and √2.
func (t target) log(d, x Op) {
	up := math.Ldexp(1, int(t.mantissa())+1)
	smallest := math.Ldexp(1, 1-int(t.bias()))
	root := 0x1.6a09e6p-1
	if t.double {
		root = 0x1.6a09e667f3bcdp-1
	}

	// Subnormal numbers are made normal.
	scaled, e, zero := t.reg(), t.reg(), t.reg()
	c := t.compare(less, x, t.all(smallest))
	t.mul(scaled, x, t.all(up))
	t.choose(scaled, c, scaled, x)
	t.load(e, t.all(-float64(t.mantissa()+1)))
	t.zero(zero)
	t.choose(e, c, e, zero)

	// The exponent as a number: its bits below those of 2^mantissa.
	bits, f, k := t.reg(), t.reg(), t.reg()
	t.intSub(bits, scaled, t.allBits(t.bitsOf(root)-t.bias()<<t.mantissa()))
	t.shiftRight(k, bits, t.mantissa())
	t.or(k, k, t.allBits(t.bitsOf(math.Ldexp(1, int(t.mantissa())))))
	t.sub(k, k, t.all(math.Ldexp(1, int(t.mantissa()))+float64(t.bias())))
	t.add(k, k, e)
	t.and(f, bits, t.allBits(1<<t.mantissa()-1))
	t.intAdd(f, f, t.allBits(t.bitsOf(root)))
	t.sub(f, f, t.all(1))

	s, z, r, h := t.reg(), t.reg(), t.reg(), t.reg()
	t.add(s, f, t.all(2))
	t.div(s, f, s)
	t.mul(z, s, s)
	t.poly(r, z, log32, log64)
	t.mul(r, r, z)
	t.mul(h, f, f)
	t.mul(h, h, t.all(0.5))
	t.add(r, r, h) // h + R
	t.mul(r, r, s)
	t.fma(r, k, t.one(0x1.2fefa2p-17, 0x1.a39ef35793c76p-33)) // the rest of ln 2
	t.sub(r, h, r)
	t.sub(r, r, f)
	high := t.reg()
	t.mul(high, k, t.one(0x1.62e3p-1, 0x1.62e42feep-1)) // ln 2 without its last bits, so that this product is exact
	t.sub(r, high, r)

	// 0, the negative, infinity and NaN
	special := t.reg()
	t.load(special, t.all(math.Inf(-1)))
	c = t.compare(equal, x, zero)
	t.choose(r, c, special, r)
	t.load(special, t.all(math.NaN()))
	c = t.compare(less, x, zero)
	t.choose(r, c, special, r)
	c = t.compare(notLess, x, t.all(math.Inf(1)))
	t.choose(d, c, x, r)
}

var (
	tanh32 = []float64{-0x1.555556p-2, 0x1.11113ap-3, -0x1.ba1b1ep-5, 0x1.65821ap-6, -0x1.15c6bep-7, 0x1.3cd7b2p-9}
	tanh64 = []float64{-0x1.5555555555555p-2, 0x1.111111111105dp-3, -0x1.ba1ba1ba0d802p-5, 0x1.664f487e9efb1p-6, -0x1.226e34b031c51p-7,
		0x1.d6d3ad290ba46p-9, -0x1.7da0f9f944d4fp-10, 0x1.353ba3b1c488ap-11, -0x1.f3abe1e8e87abp-13, 0x1.8c3505a1d3528p-14,
		-0x1.21c35ccf216ap-15, 0x1.4a6a5e69a4c78p-17, -0x1.8aec3d1171ee3p-20}
)

// tanh is a polynomial where |x| < 0.625, else 1 - 2 / (e^2|x| + 1) with x's sign.
func (t target) tanh(d, x Op) {
	size, z, small := t.reg(), t.reg(), t.reg()
	t.and(size, x, t.allBits(t.sign()-1))
	t.mul(z, x, x)
	t.poly(small, z, tanh32, tanh64)
	t.mul(z, z, x)
	t.mad(small, z, x)

	y, p, n, s := t.reg(), t.reg(), t.reg(), t.reg()
	t.load(y, t.one(10, 20))
	t.min(y, y, size)
	t.add(y, y, y)
	t.expParts(p, n, y)
	t.power(s, n)
	t.mul(p, p, s)
	t.add(p, p, t.all(1))
	two := t.reg()
	t.load(two, t.all(2))
	t.div(p, two, p)
	one := t.reg()
	t.load(one, t.all(1))
	t.sub(p, one, p)
	t.and(s, x, t.allBits(t.sign()))
	c := t.compare(less, size, t.all(0.625))
	t.choose(p, c, small, p)
	t.or(d, p, s) // of small too, for -0
}

var (
	sin32 = []float64{-0x1.555552p-3, 0x1.110bc6p-7, -0x1.9a9f7p-13}
	sin64 = []float64{-0x1.5555555555555p-3, 0x1.1111111111023p-7, -0x1.a01a019fea7c6p-13, 0x1.71de3a1436b1dp-19, -0x1.ae63ff121bba9p-26,
		0x1.60eb713014f8p-33, -0x1.90a6ba81f2d7bp-41}
	cos32 = []float64{0x1.555554p-5, -0x1.6c1284p-10, 0x1.9bb6cp-16}
	cos64 = []float64{0x1.5555555555555p-5, -0x1.6c16c16c1689fp-10, 0x1.a01a019f2c15dp-16, -0x1.27e4f9f21f329p-22, 0x1.1eeb45d1ed9d4p-29,
		-0x1.906658e45d223p-37}
)

// circular writes sin, with quarters = 0, or cos, with 1. x is reduced to r + low by multiples of π/2 in three parts, which is exact enough
// up to a limit: at the first vector with a larger element, or one that is no number, the function returns how many elements are left.
func (t target) circular(op string, quarters float64) {
	p := t.function(op, "sets d to the "+map[string]string{"sin": "sine", "cos": "cosine"}[op]+" of a, of n ≥ 1 elements each, and returns how many it left out at the end: it stops before an element that is not finite or above 10⁵, for float64 10⁸, in size", "d a", "n int", "left int")
	d, a, n := p[0], p[1], p[2]
	stop := label("stop")
	t.loopBy(1, n, []reg.GPVirtual{d, a}, func(_ int, by *tail) {
		x, k, r, low := t.reg(), t.reg(), t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		t.and(r, x, t.allBits(t.sign()-1))
		t.jumpIfAny(t.compare(notLess, r, t.one(1e5, 1e8)), stop)

		t.load(k, t.one(0x1.45f306p-1, 0x1.45f306dc9c883p-1)) // 2/π
		t.mad(k, x, t.all(t.magic()))
		nearest := t.reg()
		t.sub(nearest, k, t.all(t.magic()))
		t.move(r, x)
		t.fnma(r, nearest, t.one(0x1.921fb6p0, 0x1.921fb54442d18p0)) // exact
		if t.double {
			first, w, e := t.copied(r), t.reg(), t.reg()
			t.mul(w, nearest, t.all(0x1.1a62633145c07p-54))
			t.sub(r, first, w)
			t.sub(low, first, r)
			t.sub(low, low, w)
			t.move(e, w) // w - n·part is the rounding error of w
			t.fnma(e, nearest, t.all(0x1.1a62633145c07p-54))
			t.add(low, low, e)
			t.fnma(low, nearest, t.all(-0x1.f1976b7ed8fbcp-110))
		} else {
			t.fnma(r, nearest, t.all(-0x1.777a5cp-25))
			t.fnma(r, nearest, t.all(-0x1.ee59dap-50))
		}

		z, s, c := t.reg(), t.reg(), t.reg()
		t.mul(z, r, r)
		// sin: r + (z·r·poly + low·(1 - z/2))
		t.poly(s, z, sin32, sin64)
		t.mul(s, s, z)
		t.mul(s, s, r)
		half := t.reg()
		t.mul(half, z, t.all(0.5))
		if t.double {
			t.fnma(s, half, low)
			t.add(s, s, low)
		}
		t.add(s, s, r)
		// cos: w + ((1 - w) - z/2 + (z²·poly - r·low)) with w = 1 - z/2
		w, one := t.reg(), t.reg()
		t.poly(c, z, cos32, cos64)
		t.mul(c, c, z)
		t.mul(c, c, z)
		if t.double {
			t.fnma(c, r, low)
		}
		t.load(one, t.all(1))
		t.sub(w, one, half)
		t.sub(one, one, w)
		t.sub(one, one, half)
		t.add(c, c, one)
		t.add(c, c, w)

		if quarters == 1 {
			t.intAdd(k, k, t.allBits(1))
		}
		odd := t.lowestBit(k)
		t.choose(s, odd, c, s)
		t.and(k, k, t.allBits(2))
		t.shiftLeft(k, k, t.signBit()-1)
		t.xor(s, s, k)
		if quarters == 0 { // sin -0 is -0
			zero := t.reg()
			t.zero(zero)
			t.choose(s, t.compare(equal, x, zero), x, s)
		}
		t.write(Mem{Base: d}, s, by)
		if by != nil {
			XORQ(n, n)
		}
	})
	Label(stop)
	Store(n, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
