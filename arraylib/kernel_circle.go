package arraylib

import (
	"math"
	"math/bits"
)

// Package math loses digits of sines near multiples of π/2, all of them if the number is large, and of small tangents. So angles are reduced
// here, with twice the digits: W. Cody's and W. Waite's way and, from a size on, M. Payne's and R. Hanek's ("Radian reduction for trigonometric functions", 1983).

// largeAngle is where that begins.
const largeAngle = 1e8

// turns is the bits of 2/π after the point, enough for all float64.
var turns = [...]uint64{
	0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
	0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
	0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
	0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
	0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
}

// turnBits returns 64 bits of 2/π from a place after the point on. There are none before it.
func turnBits(at int) uint64 {
	word := func(i int) uint64 {
		if i < 0 || i >= len(turns) {
			return 0
		}
		return turns[i]
	}
	i, shift := at>>6, at&63
	return word(i)<<shift | word(i+1)>>(64-shift)
}

// quarters returns the number of quarter turns nearest to x, of which only the last two bits count, and x less those, as hi + lo.
func quarters(x float64) (n uint64, hi, lo float64) {
	// π/2 in three parts
	const half, rest, last = 0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110
	if math.Abs(x) < largeAngle {
		k := math.RoundToEven(x * (2 / math.Pi))
		first := math.FMA(-k, half, x)
		w := float64(k * rest) // the conversions keep products from being fused with sums
		hi = first - w
		lo = (first - hi) - w
		return uint64(int64(k)), hi, lo + math.FMA(-k, rest, w) - float64(k*last)
	}

	b := math.Float64bits(x)
	e := int(b>>52&0x7ff) - 1023 - 52
	m := b&(1<<52-1) | 1<<52

	// x·2/π modulo 4, in units of 2^-254: bits of 2/π with more weight make multiples of 4.
	var v [4]uint64
	carry := uint64(0)
	for i := 3; i >= 0; i-- {
		h, l := bits.Mul64(m, turnBits(e-2+64*i))
		l, c := bits.Add64(l, carry, 0)
		v[i], carry = l, h+c
	}
	n = v[0] >> 62
	v[0] <<= 2 // from here on in units of 2^-256
	for i := 1; i < 4; i++ {
		v[i-1] |= v[i] >> 62
		v[i] <<= 2
	}
	negative := v[0]>>63 != 0
	if negative { // nearer to the next
		n++
		borrow := uint64(0)
		for i := 3; i >= 0; i-- {
			v[i], borrow = bits.Sub64(0, v[i], borrow)
		}
	}
	zeros := 0
	for v[0] == 0 && zeros < 128 {
		v[0], v[1], v[2], v[3] = v[1], v[2], v[3], 0
		zeros += 64
	}
	s := bits.LeadingZeros64(v[0])
	a, c := v[0]<<s|v[1]>>(64-s), v[1]<<s|v[2]>>(64-s)
	zeros += s
	hi = math.Ldexp(float64(a>>11), -53-zeros)
	lo = math.Ldexp(float64((a<<53|c>>11)>>11), -53-53-zeros)

	// times π/2
	p := float64(hi * half)
	lo = math.FMA(hi, half, -p) + (float64(hi*rest) + float64(lo*half))
	hi = p + lo
	lo -= hi - p
	if negative != math.Signbit(x) {
		hi, lo = -hi, -lo
	}
	if math.Signbit(x) {
		n = -n
	}
	return n, hi, lo
}

// The polynomials are those of the kernels in assembly.
var (
	sineTerms = [...]float64{-0x1.5555555555555p-3, 0x1.1111111111023p-7, -0x1.a01a019fea7c6p-13, 0x1.71de3a1436b1dp-19, -0x1.ae63ff121bba9p-26,
		0x1.60eb713014f8p-33, -0x1.90a6ba81f2d7bp-41}
	cosineTerms = [...]float64{0x1.5555555555555p-5, -0x1.6c16c16c1689fp-10, 0x1.a01a019f2c15dp-16, -0x1.27e4f9f21f329p-22, 0x1.1eeb45d1ed9d4p-29,
		-0x1.906658e45d223p-37}
)

// sineCosine returns sine and cosine of an angle of at most π/4, hi + lo, each as a sum.
func sineCosine(hi, lo float64) (s, sLow, c, cLow float64) {
	z := float64(hi * hi)
	for i := len(sineTerms) - 1; i >= 0; i-- {
		sLow = sLow*z + sineTerms[i]
	}
	for i := len(cosineTerms) - 1; i >= 0; i-- {
		cLow = cLow*z + cosineTerms[i]
	}
	sLow = sLow*z*hi + lo*(1-z/2)
	c = 1 - z/2
	cLow = ((1 - c) - z/2) - math.FMA(hi, hi, -z)/2 + (cLow*z*z - hi*lo)
	s = hi + sLow
	sLow -= s - hi
	w := c + cLow
	return s, sLow, w, cLow - (w - c)
}

func sinFloat(x float64) float64 {
	if plain(x) {
		return math.Sin(x)
	}
	n, hi, lo := quarters(x)
	return quarterSine(n, hi, lo)
}

func cosFloat(x float64) float64 {
	if plain(x) {
		return math.Cos(x)
	}
	n, hi, lo := quarters(x)
	return quarterSine(n+1, hi, lo)
}

// plain reports whether x is 0, infinite or NaN.
func plain(x float64) bool { return x == 0 || x-x != 0 }

// quarterSine is the sine of n quarter turns and hi + lo.
func quarterSine(n uint64, hi, lo float64) float64 {
	s, _, c, _ := sineCosine(hi, lo)
	if n&1 != 0 {
		s = c
	}
	if n&2 != 0 {
		return -s
	}
	return s
}

func tanFloat(x float64) float64 {
	if plain(x) {
		return math.Tan(x)
	}
	n, hi, lo := quarters(x)
	s, sLow, c, cLow := sineCosine(hi, lo)
	if n&1 != 0 {
		s, sLow, c, cLow = -c, -cLow, s, sLow
	}
	q := s / c
	return q + (math.FMA(-q, c, s)+sLow-q*cLow)/c
}
