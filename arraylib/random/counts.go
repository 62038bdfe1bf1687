package random

import (
	"math"

	np "fastergo/arraylib"
)

// Poisson returns numbers of the Poisson distribution with mean lam: poisson(lam, shape).
//
// From lam = 10 on it is W. Hörmann, "The transformed rejection method for generating Poisson random variables", 1993.
//
// It panics with *[ParameterError] if lam is negative, NaN, or so large that an int could not count the events.
func (g *Generator) Poisson(lam float64, shape ...int) *np.Array[int] {
	need(lam >= 0, "Poisson", "lam", lam, "is not 0 or more")
	need(lam <= math.MaxInt-10*math.Sqrt(math.MaxInt), "Poisson", "lam", lam, "is too large")
	a := np.Empty[int](shape...)
	d := a.Data()
	for i := range d {
		switch {
		case lam >= 10:
			d[i] = int(g.poissonRejection(lam))
		case lam > 0:
			d[i] = int(g.poissonProduct(lam))
		default:
			d[i] = 0
		}
	}
	return a
}

func (g *Generator) poissonProduct(lam float64) (n int64) {
	limit := quickExp(-lam)
	for product := g.float64(); product > limit; product *= g.float64() {
		n++
	}
	return n
}

func (g *Generator) poissonRejection(lam float64) int64 {
	logLam := log(lam)
	b := 0.931 + float64(2.53*math.Sqrt(lam))
	a := -0.059 + float64(0.02483*b)
	inverseAlpha := 1.1239 + 1.1328/(b-3.4)
	vr := 0.9277 - 3.6224/(b-2)
	for {
		u := g.float64() - 0.5
		v := g.float64()
		us := 0.5 - math.Abs(u)
		kf := math.Floor(float64((2*a/us+b)*u) + lam + 0.43)
		if us >= 0.07 && v <= vr {
			return int64(kf)
		}
		if !(kf >= 0) || us < 0.013 && v > us {
			continue
		}
		if log(v)+log(inverseAlpha)-log(a/(us*us)+b) <= -lam+float64(kf*logLam)-logGamma(kf+1) {
			return int64(kf)
		}
	}
}

// logGamma is the logarithm of the gamma function by Stirling's series (S. Zhang, J. Jin, "Computation of special functions", 1996).
// The standard library's is more accurate, and would accept other numbers.
func logGamma(x float64) float64 {
	if x == 1 || x == 2 {
		return 0
	}
	n := 0
	if x < 7 {
		n = int(7 - x)
	}
	x0 := x + float64(n)
	x2 := (1 / x0) * (1 / x0)
	sum := -1.39243221690590e+00
	for _, c := range [...]float64{
		1.796443723688307e-01, -2.955065359477124e-02, 6.410256410256410e-03, -1.917526917526918e-03, 8.417508417508418e-04,
		-5.952380952380952e-04, 7.936507936507937e-04, -2.777777777777778e-03, 8.333333333333333e-02,
	} {
		sum = float64(sum*x2) + c
	}
	r := sum/x0 + 0.5*1.8378770664093453e+00 + float64((x0-0.5)*log(x0)) - x0
	for range n {
		r -= log(x0 - 1)
		x0--
	}
	return r
}

// Binomial returns how many of n trials succeed, each with probability p: binomial(n, p, shape).
//
// If n·min(p, 1-p) is above 30 it is algorithm BTPE (V. Kachitvichyanukul, B. W. Schmeiser, "Binomial random variate generation", 1988), with
// the constants that NumPy 2.4 has; otherwise inversion.
//
// It panics with *[ParameterError] if n is negative, or p is not from 0 to 1.
func (g *Generator) Binomial(n int, p float64, shape ...int) *np.Array[int] {
	need(n >= 0, "Binomial", "n", float64(n), "is negative")
	need(p >= 0 && p <= 1, "Binomial", "p", p, "is not a probability")
	a := np.Empty[int](shape...)
	d := a.Data()
	b := newBinomial(int64(n), p)
	for i := range d {
		d[i] = int(b.draw(g))
	}
	return a
}

// binomial is what the draws for one n and p have in common.
type binomial struct {
	n      int64
	p      float64 // at most ½
	mirror bool    // failures were asked for
	invert bool

	// of the inversion
	q, qn float64
	bound int64

	// of BTPE
	m                                int64
	r, p1, xm, xl, xr, c, laml, lamr float64
	p2, p3, p4                       float64
}

func newBinomial(n int64, p float64) (b binomial) {
	b.n, b.p = n, p
	if n == 0 || p == 0 {
		return b
	}
	if p > 0.5 {
		b.p, b.mirror = 1-p, true
	}
	nf := float64(n)
	b.q = 1 - b.p
	if b.invert = b.p*nf <= 30; b.invert {
		mean := float64(nf * b.p)
		b.qn = quickExp(nf * log1p(-b.p))
		b.bound = int64(min(nf, mean+float64(10*math.Sqrt(float64(mean*b.q)+1))))
		return b
	}
	b.r = min(b.p, 1-b.p)
	b.q = 1 - b.r
	fm := float64(nf*b.r) + b.r
	b.m = int64(math.Floor(fm))
	mf := float64(b.m)
	b.p1 = math.Floor(float64(2.195*math.Sqrt(nf*b.r*b.q))-float64(4.6*b.q)) + 0.5
	b.xm = mf + 0.5
	b.xl = b.xm - b.p1
	b.xr = b.xm + b.p1
	b.c = 0.134 + 20.5/(15.3+mf)
	a := (fm - b.xl) / (fm - float64(b.xl*b.r))
	b.laml = a * (1 + float64(a/2))
	a = (b.xr - fm) / (b.xr * b.q)
	b.lamr = a * (1 + float64(a/2))
	b.p2 = float64(b.p1 * (1 + float64(2*b.c)))
	b.p3 = b.p2 + b.c/b.laml
	b.p4 = b.p3 + b.c/b.lamr
	return b
}

func (b *binomial) draw(g *Generator) int64 {
	if b.n == 0 || b.p == 0 && !b.mirror {
		return 0
	}
	var y int64
	if b.invert {
		y = b.inversion(g)
	} else {
		y = b.btpe(g)
	}
	if b.mirror {
		return b.n - y
	}
	return y
}

func (b *binomial) inversion(g *Generator) int64 {
	x, px, u := int64(0), b.qn, g.float64()
	for u > px {
		if x++; x > b.bound {
			x, px, u = 0, b.qn, g.float64()
		} else {
			u -= px
			px = (float64(b.n-x+1) * b.p * px) / (float64(x) * b.q)
		}
	}
	return x
}

func (b *binomial) btpe(g *Generator) int64 {
	nf, mf := float64(b.n), float64(b.m)
	nrq := float64(nf * b.r * b.q)
	for {
		u, v := float64(g.float64()*b.p4), g.float64()
		if u <= b.p1 { // the triangle
			return int64(math.Floor(b.xm - float64(b.p1*v) + u))
		}
		var y int64
		switch {
		case u <= b.p2: // the parallelograms
			x := b.xl + (u-b.p1)/b.c
			v = float64(v*b.c) + 1 - math.Abs(mf-x+0.5)/b.p1
			if v > 1 {
				continue
			}
			y = int64(math.Floor(x))
		case u <= b.p3: // the left tail
			if v == 0 {
				continue
			}
			y = int64(math.Floor(b.xl + quickLog(v)/b.laml))
			if y < 0 {
				continue
			}
			v = v * (u - b.p2) * b.laml
		default: // the right tail
			if v == 0 {
				continue
			}
			y = int64(math.Floor(b.xr - quickLog(v)/b.lamr))
			if y > b.n {
				continue
			}
			v = v * (u - b.p3) * b.lamr
		}
		if b.accept(y, v, nrq) {
			return y
		}
	}
}

// accept compares v with the density at y over that at the mode, by the cheapest means that tell.
func (b *binomial) accept(y int64, v, nrq float64) bool {
	nf, mf, yf := float64(b.n), float64(b.m), float64(y)
	k := math.Abs(yf - mf)
	if k <= 20 || k >= float64(nrq/2)-1 {
		s := b.r / b.q
		a := s * (nf + 1)
		f := 1.0
		for i := b.m + 1; i <= y; i++ {
			f *= a/float64(i) - s
		}
		for i := y + 1; i <= b.m; i++ {
			f /= a/float64(i) - s
		}
		return v <= f
	}
	rho := float64((k / nrq) * ((float64(k*(k/3+0.625))+0.16666666666666666)/nrq + 0.5))
	t := -k * k / (2 * nrq)
	a := quickLog(v)
	if a < t-rho {
		return true
	}
	if a > t+rho {
		return false
	}
	x1, f1, z, w := yf+1, mf+1, nf+1-mf, nf-yf+1
	stirling := func(x float64) float64 {
		x2 := x * x
		return (13680 - (462-(132-(99-140/x2)/x2)/x2)/x2) / x / 166320
	}
	return a <= float64(b.xm*quickLog(f1/x1))+float64((nf-mf+0.5)*quickLog(z/w))+float64((yf-mf)*quickLog(w*b.r/(x1*b.q)))+
		stirling(f1)+stirling(z)+stirling(x1)+stirling(w)
}

// Multinomial returns how often each of len(p) outcomes comes up in n trials, as the last axis of the result, which has one axis more than
// the shape: multinomial(n, p, shape). The last probability counts as what the others leave.
//
// It panics with *[ParameterError] if n is negative, a p is not from 0 to 1, or all but the last have a sum above 1.
func (g *Generator) Multinomial(n int, p []float64, shape ...int) *np.Array[int] {
	const op = "Multinomial"
	need(n >= 0, op, "n", float64(n), "is negative")
	need(len(p) > 0, op, "len(p)", 0, "leaves no outcome")
	for _, pi := range p {
		need(pi >= 0 && pi <= 1, op, "p", pi, "is not a probability")
	}
	sum := kahan(p[:len(p)-1])
	need(sum <= 1+1e-12, op, "sum of p", sum, "is above 1")
	a := np.Zeros[int](append(shape[:len(shape):len(shape)], len(p))...)
	for d := a.Data(); len(d) > 0; d = d[len(p):] {
		left, rest := int64(n), 1.0
		for i, pi := range p[:len(p)-1] {
			b := newBinomial(left, pi/rest)
			k := b.draw(g)
			d[i] = int(k)
			if left -= k; left <= 0 {
				break
			}
			rest -= pi
		}
		if left > 0 {
			d[len(p)-1] = int(left)
		}
	}
	return a
}
