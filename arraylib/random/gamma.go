package random

import (
	"math"

	np "fastergo/arraylib"
)

// StandardGamma returns numbers of the gamma distribution with a shape parameter k and scale 1: standard_gamma(k, shape).
//
// From k = 1 on it is G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", 2000; below, J. H. Ahrens and
// U. Dieter, "Computer methods for sampling from gamma, beta, Poisson and binomial distributions", 1974.
//
// It panics with *[ParameterError] if k is negative or NaN.
func (g *Generator) StandardGamma(k float64, shape ...int) *np.Array[float64] {
	return g.Gamma(k, 1, shape...)
}

// Gamma returns numbers of the gamma distribution with a shape parameter k and a scale: gamma(k, scale, shape). Mean and variance are
// k·scale and k·scale².
//
// It panics with *[ParameterError] if k or scale is negative or NaN.
func (g *Generator) Gamma(k, scale float64, shape ...int) *np.Array[float64] {
	need(k >= 0, "Gamma", "k", k, "is not 0 or more")
	need(scale >= 0, "Gamma", "scale", scale, "is not 0 or more")
	a := np.Empty[float64](shape...)
	d := a.Data()
	for i := range d {
		d[i] = scale * g.gamma(k)
	}
	return a
}

func (g *Generator) gamma(k float64) float64 {
	switch {
	case k == 1:
		return g.exponential()
	case k == 0:
		return 0
	case k < 1:
		for {
			u := g.float64()
			v := g.exponential()
			if u <= 1-k {
				if x := power(u, 1/k); x <= v {
					return x
				}
			} else {
				y := -log((1 - u) / k)
				if x := power(1-k+float64(k*y), 1/k); x <= v+y {
					return x
				}
			}
		}
	}
	b := k - 1.0/3
	c := 1 / math.Sqrt(9*b)
	for {
		x, v := 0.0, 0.0
		for v <= 0 {
			x = g.normal()
			v = 1 + float64(c*x)
		}
		v = float64(v * v * v)
		u := g.float64()
		if u < 1-float64(0.0331*(x*x)*(x*x)) ||
			quickLog(u) < float64(0.5*x*x)+float64(b*(1-v+quickLog(v))) {
			return b * v
		}
	}
}

// Beta returns numbers of the beta distribution, 0 ≤ x ≤ 1: beta(a, b, shape). The mean is a / (a + b).
//
// If neither a nor b is above 1 it is M. D. Jöhnk, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", 1964; otherwise a ratio
// of gamma numbers.
//
// It panics with *[ParameterError] unless a and b are positive.
func (g *Generator) Beta(a, b float64, shape ...int) *np.Array[float64] {
	need(a > 0, "Beta", "a", a, "is not positive")
	need(b > 0, "Beta", "b", b, "is not positive")
	r := np.Empty[float64](shape...)
	d := r.Data()
	for i := range d {
		d[i] = g.beta(a, b)
	}
	return r
}

func (g *Generator) beta(a, b float64) float64 {
	if a > 1 || b > 1 {
		x := g.gamma(a)
		return x / (x + g.gamma(b))
	}
	if a < 3e-103 && b < 3e-103 { // all but always 0 or 1
		if (a+b)*g.float64() < a {
			return 1
		}
		return 0
	}
	for {
		u, v := g.float64(), g.float64()
		x, y := power(u, 1/a), power(v, 1/b)
		if x+y > 1 || u+v <= 0 {
			continue
		}
		if x > 0 && y > 0 {
			return x / (x + y)
		}
		d := log(u)/a - log(v)/b // one is 0 by underflow: work with logarithms
		if d > 0 {
			return exp(-log1p(exp(-d)))
		}
		return exp(d - log1p(exp(d)))
	}
}

// Dirichlet returns vectors of the Dirichlet distribution, whose elements sum to 1, as the last axis of the result, which has one axis more
// than the shape: dirichlet(alpha, shape).
//
// They are gamma numbers over their sum, or broken sticks of beta numbers if all of alpha is below 0.1.
//
// It panics with *[ParameterError] if an alpha is negative or NaN.
func (g *Generator) Dirichlet(alpha []float64, shape ...int) *np.Array[float64] {
	k, most := len(alpha), 0.0
	for _, a := range alpha {
		need(a >= 0, "Dirichlet", "alpha", a, "is not 0 or more")
		most = max(most, a)
	}
	r := np.Zeros[float64](append(shape[:len(shape):len(shape)], k)...)
	d := r.Data()
	if most >= 0.1 {
		for ; len(d) > 0; d = d[k:] {
			sum := 0.0
			for i, a := range alpha {
				d[i] = g.gamma(a)
				sum += d[i]
			}
			inverse := 1 / sum
			for i := range alpha {
				d[i] *= inverse
			}
		}
		return r
	}
	rest := make([]float64, k+1) // the sums of alpha from i on
	for i := k - 1; i >= 0; i-- {
		rest[i] = rest[i+1] + alpha[i]
	}
	if rest[0] == 0 {
		return r
	}
	for ; len(d) > 0; d = d[k:] {
		stick := 1.0
		for i := range k - 1 {
			v := g.beta(alpha[i], rest[i+1])
			d[i] = stick * v
			if stick *= 1 - v; rest[i+1] == 0 {
				break
			}
		}
		d[k-1] = stick
	}
	return r
}
