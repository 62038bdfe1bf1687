package arraylib

import "math"

// power is e to the power of y·log x. Since y makes the logarithm's error larger, that has some digits more, as the sum of two numbers.

var (
	// of s², from the fourth term of 2·atanh s / s on
	atanhTerms = [...]float64{0x1.2492492492a62p-2, 0x1.c71c71c5b725ap-3, 0x1.745d1853a5a47p-3, 0x1.3b134c2e81207p-3,
		0x1.1125aacafa39fp-3, 0x1.dd3e0ffe9790cp-4, 0x1.f3ecbf8f49ce7p-4}
	// of r, for eʳ = 1 + r + r²·p
	expTerms = [...]float64{0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555557p-5, 0x1.111111110ffc9p-7, 0x1.6c16c16c15649p-10,
		0x1.a01a01ac86ef8p-13, 0x1.a01a01abd27eap-16, 0x1.71de002c5e399p-19, 0x1.27e4cef93110ap-22, 0x1.af522b06f68d9p-26, 0x1.1f8859f8fbe8ep-29}
)

// ln 2, the first part short enough for exact products with exponents
const ln2, ln2Low = 0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45

func powFloat(x, y float64) float64 {
	if x < 0 && y == math.Trunc(y) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		if p := powFloat(-x, y); math.Mod(y, 2) == 0 {
			return p
		} else {
			return -p
		}
	}
	if !(x > 0) || x == 1 || y == 0 || math.IsInf(x, 0) || math.IsInf(y, 0) || y != y {
		return math.Pow(x, y)
	}
	l, low := logPair(x)
	p := float64(y * l)
	switch {
	case p > 760:
		return math.Inf(1)
	case p < -760:
		return 0
	}
	low = math.FMA(y, l, -p) + float64(y*low)
	n := math.RoundToEven(p * math.Log2E)
	low -= float64(n * ln2Low)
	r, low := together(p-float64(n*ln2), low)
	t := 0.0
	for i := len(expTerms) - 1; i >= 0; i-- {
		t = float64(t*r) + expTerms[i]
	}
	e, eLow := together(1, r)
	return math.Ldexp(e+(eLow+(float64(float64(t*r)*r)+(low+float64(low*r)))), int(n))
}

// together is a + b, rounded, and what that has lost, where b is not larger than a unless a is 0.
func together(a, b float64) (sum, lost float64) {
	sum = a + b
	return sum, (a - sum) + b
}

// timesPair is a product of sums.
func timesPair(a, aLow, b, bLow float64) (p, low float64) {
	p = float64(a * b)
	return p, math.FMA(a, b, -p) + (float64(a*bLow) + float64(aLow*b))
}

// logPair is log x, to about 2^-63 of itself: k·ln 2 and twice atanh of s = f/(2+f), where x = 2ᵏ·(1+f).
func logPair(x float64) (l, low float64) {
	m, e := math.Frexp(x)
	if m < 0.75 {
		m *= 2
		e--
	}
	f, k := m-1, float64(e)
	d, dLow := together(2, f)
	s := f / d
	sLow := (math.FMA(-s, d, f) - float64(s*dLow)) / d
	z, zLow := timesPair(s, sLow, s, sLow)
	p := 0.0
	for i := len(atanhTerms) - 1; i >= 0; i-- {
		p = float64(p*z) + atanhTerms[i]
	}
	c, cLow := together(0.4, float64(p*z))
	c, more := timesPair(z, zLow, c, cLow-0x1.999999999999ap-56)
	c, cLow = together(0x1.5555555555555p-1, c)
	c, cLow = timesPair(z, zLow, c, cLow+(0x1.5555555555555p-55+more))
	u, uLow := timesPair(s, sLow, c, cLow)
	l, low = together(2*s, u)
	low += uLow + 2*sLow
	l, more = together(float64(k*ln2), l)
	return l, more + (low + float64(k*ln2Low))
}
