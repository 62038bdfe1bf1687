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
