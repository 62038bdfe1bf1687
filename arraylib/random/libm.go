package random

import "math"

// The functions here are not those of package math because what they return must be the same on every machine: there the standard library has
// assembly for the one, and products fused with sums for the other. Products that are added to something are therefore rounded first, by a
// conversion, here and in the whole package; an assignment would not do.

const (
	ln2Hi = 6.93147180369123816490e-01 // ln2Hi·k is exact for integers |k| < 2^20
	ln2Lo = 1.90821492927058770002e-10
)

// log1p returns log(1 + x) for -1 < x ≤ 1 with an error below 1 ulp, as Sun's fdlibm does:
//
//	Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//	Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software
//	is freely granted, provided that this notice is preserved.
//
// The numbers that come of it are drawn numbers, and must be those of the C library that NumPy calls: the polynomial is summed in glibc's order.
func log1p(x float64) float64 {
	if math.Abs(x) < 0x1p-29 {
		if math.Abs(x) < 0x1p-54 {
			return x
		}
		return x - float64(float64(x*x)*0.5)
	}
	if x > -0x1.2bec4p-2 && x < 0x1.a827ap-2 {
		return logOf(x, 0, 0)
	}
	u := 1 + x
	c := (x - (u - 1)) / u
	f, k := split(u)
	if math.Abs(f) >= 0x1p-20 {
		return logOf(f, k, c)
	}
	if f == 0 {
		return float64(k*ln2Hi) + (c + float64(k*ln2Lo))
	}
	r := float64(float64(float64(0.5*f)*f) * (1 - float64(0.66666666666666666*f)))
	return float64(k*ln2Hi) - ((r - (float64(k*ln2Lo) + c)) - f)
}

// split returns x, positive and normal, as 2^k·(1 + f) with 1 + f between √½ and √2.
func split(x float64) (f, k float64) {
	b := math.Float64bits(x)
	e := int(b>>52) - 1023
	if b &= 1<<52 - 1; b < 0x6a09e<<32 {
		b |= 0x3ff << 52
	} else {
		e++
		b |= 0x3fe << 52
	}
	return math.Float64frombits(b) - 1, float64(e)
}

// logOf returns k·log(2) + log(1 + f) + c, where c is very small.
func logOf(f, k, c float64) float64 {
	const (
		lp1 = 6.666666666666735130e-01
		lp2 = 3.999999999940941908e-01
		lp3 = 2.857142874366239149e-01
		lp4 = 2.222219843214978396e-01
		lp5 = 1.818357216161805012e-01
		lp6 = 1.531383769920937332e-01
		lp7 = 1.479819860511658591e-01
	)
	half := float64(float64(0.5*f) * f)
	s := f / (2 + f)
	z := s * s
	z2 := z * z
	z4 := z2 * z2
	z6 := z4 * z2
	r := float64(z*lp1) + float64(z2*(lp2+float64(z*lp3))) + float64(z4*(lp4+float64(z*lp5))) + float64(z6*(lp6+float64(z*lp7)))
	return float64(k*ln2Hi) - ((half - (float64(s*(half+r)) + (float64(k*ln2Lo) + c))) - f)
}

// quickLog and quickExp are within 1 ulp. They are for deciding whether to take a number, which does not show in its last bits.

// quickLog returns log(x) for 0 and for normal numbers above.
func quickLog(x float64) float64 {
	if x == 0 {
		return math.Inf(-1)
	}
	f, k := split(x)
	return logOf(f, k, 0)
}

// quickExp returns exp(x) for -10^5 < x ≤ 0, as fdlibm does.
func quickExp(x float64) float64 {
	const (
		p1 = 1.66666666666666657415e-01
		p2 = -2.77777777770155933842e-03
		p3 = 6.61375632143793436117e-05
		p4 = -1.65339022054652515390e-06
		p5 = 4.13813679705723846039e-08
	)
	k := math.RoundToEven(x * math.Log2E)
	hi := x - float64(k*ln2Hi)
	lo := float64(k * ln2Lo)
	r := hi - lo
	t := float64(r * r)
	c := r - float64(t*(p1+float64(t*(p2+float64(t*(p3+float64(t*(p4+float64(t*p5)))))))))
	return math.Ldexp(1-((lo-r*c/(2-c))-hi), int(k))
}

// log, exp and power are rounded correctly but for one case in some millions. NumPy takes those of the C library, which are within 0.52 ulp: in
// the last bits of a drawn number they are nearer to these than the standard library's are.

func log(x float64) float64 {
	if x == 0 {
		return math.Inf(-1)
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

// fma is the one function here whose product and sum are rounded together, and they are on every machine.
func fma(x, y, z float64) float64 { return math.FMA(x, y, z) }

// pair is a number of twice the precision, the sum of its parts (T. J. Dekker, "A floating-point technique for extending the available
// precision", 1971).
type pair struct{ hi, lo float64 }

// sum adds exactly, if a is not smaller than b or 0.
func sum(a, b float64) pair {
	s := a + b
	return pair{s, b - (s - a)}
}

func (a pair) mul(b pair) pair {
	p := float64(a.hi * b.hi)
	return sum(p, fma(a.hi, b.hi, -p)+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
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
	return sum(q, (fma(-q, n, a.hi)+a.lo)/n)
}

// expPair returns exp(a) as e·2^k.
func expPair(a pair) (e pair, k int) {
	const (
		log2  = 0x1.62e42fefa39efp-1
		rest  = 0x1.abc9e3b39803fp-56
		steps = 9
	)
	n := math.RoundToEven(a.hi * math.Log2E)
	p := float64(n * log2)
	r := sum(a.hi-p, (a.lo-fma(n, log2, -p))-float64(n*rest)) // a.hi - p is exact
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

// logPair returns log(x): one step of Newton's from quickLog.
func logPair(x float64) pair {
	l := quickLog(x)
	e, k := expPair(pair{-l, 0})
	s := math.Ldexp(x, k) // so that s·e is nearly 1
	p := float64(s * e.hi)
	f := (p - 1) + (fma(s, e.hi, -p) + float64(s*e.lo))
	return sum(l, f-float64(float64(f*f)/2))
}
