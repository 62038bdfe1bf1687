package random

import "math"

// log1p returns log(1 + x) for -1 < x ≤ 0 with an error below 1 ulp, as Sun's fdlibm does:
//
//	Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//	Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software
//	is freely granted, provided that this notice is preserved.
//
// It is not math.Log1p because the numbers that come of it are drawn numbers, and must be those of the C library that NumPy calls: the
// polynomial is summed in glibc's order, and no machine fuses a product with a sum.
func log1p(x float64) float64 {
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
		lp1   = 6.666666666666735130e-01
		lp2   = 3.999999999940941908e-01
		lp3   = 2.857142874366239149e-01
		lp4   = 2.222219843214978396e-01
		lp5   = 1.818357216161805012e-01
		lp6   = 1.531383769920937332e-01
		lp7   = 1.479819860511658591e-01
	)
	if x > -0x1p-29 {
		if x > -0x1p-54 {
			return x
		}
		return x - float64(x*x)*0.5
	}
	f, k, c, small := x, 0.0, 0.0, false
	if x <= -0.29289321881345247 { // 1 + f shall lie between √½ and √2
		u := 1 + x
		b := math.Float64bits(u)
		e := int(b>>52) - 1023
		c = (x - (u - 1)) / u
		if b &= 1<<52 - 1; b < 0x6a09e<<32 {
			b |= 0x3ff << 52
		} else {
			e++
			b |= 0x3fe << 52
		}
		f = math.Float64frombits(b) - 1
		k = float64(e)
		small = math.Abs(f) < 0x1p-20
	}
	half := float64(0.5*f) * f
	if small {
		if f == 0 {
			return float64(k*ln2Hi) + (c + float64(k*ln2Lo))
		}
		r := half * (1 - float64(0.66666666666666666*f))
		return float64(k*ln2Hi) - ((r - (float64(k*ln2Lo) + c)) - f)
	}
	s := f / (2 + f)
	z := s * s
	z2 := z * z
	z4 := z2 * z2
	z6 := z4 * z2
	r := float64(z*lp1) + float64(z2*(lp2+float64(z*lp3))) + float64(z4*(lp4+float64(z*lp5))) + float64(z6*(lp6+float64(z*lp7)))
	if k == 0 {
		return f - (half - float64(s*(half+r)))
	}
	return float64(k*ln2Hi) - ((half - (float64(s*(half+r)) + (float64(k*ln2Lo) + c))) - f)
}

// log, exp and power are rounded correctly but for one case in some millions. NumPy takes those of the C library, which are within 0.52 ulp: in
// the last bits of a drawn number they are nearer to these than the standard library's are.

func log(x float64) float64 {
	if x <= 0 || x == 1 {
		return math.Log(x)
	}
	l := logPair(x)
	return l.hi + l.lo
}

// power returns x^y for 0 ≤ x ≤ 1 or so and y > 0.
func power(x, y float64) float64 {
	if x == 0 || x == 1 || math.IsInf(y, 1) {
		return math.Pow(x, y)
	}
	l := logPair(x).mul(pair{y, 0})
	return l.exp()
}

func exp(x float64) float64 { return pair{x, 0}.exp() }

// pair is a number of twice the precision, the sum of its parts (T. J. Dekker, "A floating-point technique for extending the available
// precision", 1971).
type pair struct{ hi, lo float64 }

// sum adds exactly, if a is not smaller than b or 0.
func sum(a, b float64) pair {
	s := a + b
	return pair{s, b - (s - a)}
}

func (a pair) mul(b pair) pair {
	p := a.hi * b.hi
	return sum(p, math.FMA(a.hi, b.hi, -p)+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a pair) exp() float64 {
	if a.hi < -746 {
		return 0
	}
	e, k := expPair(a)
	return math.Ldexp(e.hi+e.lo, k)
}

// over divides by a small number.
func (a pair) over(n float64) pair {
	q := a.hi / n
	return sum(q, (math.FMA(-q, n, a.hi)+a.lo)/n)
}

// expPair returns exp(a) as e·2^k.
func expPair(a pair) (e pair, k int) {
	const (
		ln2Hi = 0x1.62e42fefa39efp-1
		ln2Lo = 0x1.abc9e3b39803fp-56
		steps = 9
	)
	n := math.RoundToEven(a.hi * math.Log2E)
	p := n * ln2Hi
	r := sum(a.hi-p, (a.lo-math.FMA(n, ln2Hi, -p))-float64(n*ln2Lo)) // a.hi - p is exact
	r.hi, r.lo = r.hi/(1<<steps), r.lo/(1<<steps)
	e = pair{1, 0}
	for i := 9.0; i >= 1; i-- { // 1 + r/1·(1 + r/2·(1 + …))
		t := e.mul(r).over(i)
		e = sum(1, t.hi)
		e = sum(e.hi, e.lo+t.lo)
	}
	for range steps {
		e = e.mul(e)
	}
	return e, int(n)
}

// logPair returns log(x): one step of Newton's from the standard library's.
func logPair(x float64) pair {
	l := math.Log(x)
	e, k := expPair(pair{-l, 0})
	s := math.Ldexp(x, k) // so that s·e is nearly 1
	p := s * e.hi
	f := (p - 1) + (math.FMA(s, e.hi, -p) + float64(s*e.lo))
	return sum(l, f-float64(f*f)/2)
}
