package random

import np "fastergo/arraylib"

// The ziggurat method (G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables", 2000) with 256 layers.

const (
	normalR    = 3.6541528853610087963519472518
	normalInvR = 0.27366123732975827203338247596
	expR       = 7.6971174701310497140446280481
)

// StandardNormal returns numbers of the normal distribution with mean 0 and variance 1.
func (g *Generator) StandardNormal(shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	g.fillNormal(a.Data())
	return a
}

// StandardNormalAs is [Generator.StandardNormal] with a choice of type: standard_normal(shape, dtype).
func StandardNormalAs[T np.Float](g *Generator, shape ...int) *np.Array[T] {
	return floats[T](g, shape, (*Generator).fillNormal, (*Generator).fillNormal32)
}

// Normal returns numbers of the normal distribution with mean loc and standard deviation scale.
//
// It panics with *[ParameterError] if scale is negative or NaN.
func (g *Generator) Normal(loc, scale float64, shape ...int) *np.Array[float64] {
	need(scale >= 0, "Normal", "scale", scale, "is not 0 or more")
	a := g.StandardNormal(shape...)
	d := a.Data()
	for i, z := range d {
		d[i] = loc + float64(scale*z)
	}
	return a
}

func (g *Generator) normal() float64 { return g.normalFrom(g.uint64()) }

// normalFrom goes on with r, the first draw.
func (g *Generator) normalFrom(r uint64) float64 {
	for ; ; r = g.uint64() {
		i := r & 0xff
		m := r >> 9 & (1<<52 - 1)
		x := float64(m) * wiDouble[i]
		if r>>8&1 != 0 {
			x = -x
		}
		if m < kiDouble[i] {
			return x // 99 of 100 times
		}
		if i == 0 {
			return g.normalTail(m>>8&1 != 0)
		}
		if float64((fiDouble[i-1]-fiDouble[i])*g.float64())+fiDouble[i] < quickExp(float64(-0.5*x*x)) {
			return x
		}
	}
}

// normalTail draws from beyond the outermost layer.
func (g *Generator) normalTail(negative bool) float64 {
	for {
		x := float64(-normalInvR * log1p(-g.float64()))
		y := -log1p(-g.float64())
		if y+y > x*x {
			if negative {
				return -(normalR + x)
			}
			return normalR + x
		}
	}
}

func (g *Generator) normal32() float32 { return g.normal32From(g.uint32()) }

// normal32From goes on with r, the first draw.
func (g *Generator) normal32From(r uint32) float32 {
	for ; ; r = g.uint32() {
		i := r & 0xff
		m := r >> 9
		x := float32(m) * wiFloat[i]
		if r>>8&1 != 0 {
			x = -x
		}
		if m < kiFloat[i] {
			return x
		}
		if i == 0 {
			for {
				x := float32(-float32(normalInvR) * log1p32(-g.float32()))
				y := -log1p32(-g.float32())
				if y+y > x*x {
					if m>>8&1 != 0 {
						return -(float32(normalR) + x)
					}
					return float32(normalR) + x
				}
			}
		}
		if float64(float32((fiFloat[i-1]-fiFloat[i])*g.float32())+fiFloat[i]) < quickExp(float64(-0.5*float64(x)*float64(x))) {
			return x
		}
	}
}

// StandardExponential returns numbers of the exponential distribution with mean 1.
func (g *Generator) StandardExponential(shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	g.fillExponential(a.Data())
	return a
}

// StandardExponentialAs is [Generator.StandardExponential] with a choice of type: standard_exponential(shape, dtype).
func StandardExponentialAs[T np.Float](g *Generator, shape ...int) *np.Array[T] {
	return floats[T](g, shape, (*Generator).fillExponential, (*Generator).fillExponential32)
}

// Exponential returns numbers of the exponential distribution with mean scale, which is 1 / rate.
//
// It panics with *[ParameterError] if scale is negative or NaN.
func (g *Generator) Exponential(scale float64, shape ...int) *np.Array[float64] {
	need(scale >= 0, "Exponential", "scale", scale, "is not 0 or more")
	a := g.StandardExponential(shape...)
	d := a.Data()
	for i, x := range d {
		d[i] = scale * x
	}
	return a
}

func (g *Generator) exponential() float64 { return g.exponentialFrom(g.uint64()) }

// exponentialFrom goes on with r, the first draw.
func (g *Generator) exponentialFrom(r uint64) float64 {
	for ; ; r = g.uint64() {
		i, m := r>>3&0xff, r>>11
		x := float64(m) * weDouble[i]
		if m < keDouble[i] {
			return x
		}
		if i == 0 {
			return expR - log1p(-g.float64())
		}
		if float64((feDouble[i-1]-feDouble[i])*g.float64())+feDouble[i] < quickExp(-x) {
			return x
		}
	}
}

func (g *Generator) exponential32() float32 { return g.exponential32From(g.uint32()) }

// exponential32From goes on with r, the first draw.
func (g *Generator) exponential32From(r uint32) float32 {
	for ; ; r = g.uint32() {
		i, m := r>>1&0xff, r>>9
		x := float32(m) * weFloat[i]
		if m < keFloat[i] {
			return x
		}
		if i == 0 {
			return float32(expR) - log1p32(-g.float32())
		}
		if float32((feFloat[i-1]-feFloat[i])*g.float32())+feFloat[i] < float32(quickExp(float64(-x))) {
			return x
		}
	}
}

// log1p32 is rounded correctly, but for double roundings of which there is one in 2^29.
func log1p32(x float32) float32 { return float32(log1p(float64(x))) }
