package random

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	np "fastergo/arraylib"
	"fastergo/arraylib/internal/parallel"
)

// Key is a key of jax.random: a value, not a stream. The same call with the same key always returns the same numbers, in any goroutine;
// new numbers need a new key, from [Key.Split] or [Key.FoldIn].
//
//	key := random.NewKey(0)               // key = jax.random.key(0)
//	keys := key.Split(2)                  // keys = jax.random.split(key)
//	x := keys[0].Normal(3)                // x = jax.random.normal(keys[0], (3,))
//
// Bits come from threefry2x32 with 20 rounds (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), laid out as JAX does
// by default (jax_threefry_partitionable): the i-th element depends on the key and on i, not on the shape.
type Key [2]uint32

// NewKey returns jax.random.key(seed), for seeds of 32 bits; longer ones equal JAX with 64-bit types enabled.
func NewKey(seed uint64) Key { return Key{uint32(seed >> 32), uint32(seed)} }

// Split returns n keys: jax.random.split(key, n). The first ones do not depend on n. k itself should not be used again.
//
// It panics with *[ParameterError] if n is negative.
func (k Key) Split(n int) []Key {
	need(n >= 0, "Split", "n", float64(n), "is negative")
	keys := make([]Key, n)
	for i := range keys {
		keys[i] = k.block(uint64(i))
	}
	return keys
}

// FoldIn returns a key made of k and a number: jax.random.fold_in(key, data).
func (k Key) FoldIn(data uint32) Key { return k.block(uint64(data)) }

// parity is what makes the third word of a key.
const parity = 0x1bd11bda

// block is the cipher: k's i-th 64 bits.
func (k Key) block(i uint64) Key {
	ks := [3]uint32{k[0], k[1], k[0] ^ k[1] ^ parity}
	x, y := uint32(i>>32)+ks[0], uint32(i)+ks[1]
	for round, r := range [5][4]int{{13, 15, 26, 6}, {17, 29, 16, 24}, {13, 15, 26, 6}, {17, 29, 16, 24}, {13, 15, 26, 6}} {
		x += y
		y = x ^ bits.RotateLeft32(y, r[0])
		x += y
		y = x ^ bits.RotateLeft32(y, r[1])
		x += y
		y = x ^ bits.RotateLeft32(y, r[2])
		x += y
		y = x ^ bits.RotateLeft32(y, r[3])
		x += ks[(round+1)%3]
		y += ks[(round+2)%3] + uint32(round+1)
	}
	return Key{x, y}
}

// Bits returns random bits: jax.random.bits(key, shape).
//
// Like all functions with a shape it panics with *[np.ShapeError] if a length is negative or there are more elements than can be
// addressed; without a shape the result is one number, an array without axes.
func (k Key) Bits(shape ...int) *np.Array[uint32] {
	a := np.Empty[uint32](shape...)
	d := a.Data()
	parallel.For(len(d), keyGrain, func(lo, hi int) { k.fillBits(d[lo:hi], uint64(lo)) })
	return a
}

// Bits64 returns random bits: jax.random.bits(key, shape, "uint64").
func (k Key) Bits64(shape ...int) *np.Array[uint64] {
	a := np.Empty[uint64](shape...)
	d := a.Data()
	parallel.For(len(d), keyGrain, func(lo, hi int) { k.fillBits64(d[lo:hi], uint64(lo)) })
	return a
}

// Uniform returns numbers of the uniform distribution over [low, high): jax.random.uniform(key, shape, minval=low, maxval=high). Over [0, 1)
// they are multiples of 2^-23.
func (k Key) Uniform(low, high float32, shape ...int) *np.Array[float32] {
	a := np.Empty[float32](shape...)
	d := a.Data()
	k.fill(len(d), func(bits []uint32, first int) {
		d := d[first:]
		for i, b := range bits {
			d[i] = uniformOf(b, low, high)
		}
	})
	return a
}

func uniformOf(bits uint32, low, high float32) float32 {
	u := math.Float32frombits(bits>>9|0x3f800000) - 1
	return max(low, fma32(u, high-low, low))
}

// fma32 is x·y + z, rounded once, as XLA compiles it: the product of two float32 is exact in float64.
func fma32(x, y, z float32) float32 { return float32(float64(float64(x)*float64(y)) + float64(z)) }

// Uniform64 is [Key.Uniform] in float64: dtype="float64". Over [0, 1) the numbers are multiples of 2^-52.
func (k Key) Uniform64(low, high float64, shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	d := a.Data()
	k.fill64(len(d), func(bits []uint64, first int) {
		d := d[first:]
		for i, b := range bits {
			d[i] = uniform64Of(b, low, high)
		}
	})
	return a
}

func uniform64Of(bits uint64, low, high float64) float64 {
	u := math.Float64frombits(bits>>12|0x3ff<<52) - 1
	return max(low, fma(u, high-low, low))
}

// Normal returns numbers of the normal distribution with mean 0 and variance 1: jax.random.normal(key, shape). They are within 3 ulp of
// JAX's, whose logarithm is another.
func (k Key) Normal(shape ...int) *np.Array[float32] {
	a := np.Empty[float32](shape...)
	k.fillOf(a.Data(), fastNormals, normalOf)
	return a
}

// Normal64 is [Key.Normal] in float64: dtype="float64". The numbers are within 3 ulp of JAX's too, but for those between 0.5 and 1, where
// the logarithm that JAX takes on a CPU is up to 30 ulp off and this one is not.
func (k Key) Normal64(shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	d := a.Data()
	lo := math.Nextafter(-1, 0)
	k.fill64(len(d), func(bits []uint64, first int) {
		d := d[first:]
		for i, b := range bits {
			d[i] = math.Sqrt2 * erfinv64(uniform64Of(b, lo, 1))
		}
	})
	return a
}

// Exponential returns numbers of the exponential distribution with mean 1: jax.random.exponential(key, shape), within 3 ulp.
func (k Key) Exponential(shape ...int) *np.Array[float32] {
	a := np.Empty[float32](shape...)
	k.fillOf(a.Data(), fastExponentials, exponentialOf)
	return a
}

// Integers returns integers low ≤ n < high: jax.random.randint(key, shape, low, high). Unless high - low is a power of 2, some are more
// likely than others, by less than (high - low)·2^-64 of their probability. If low ≥ high all are low.
func (k Key) Integers(low, high int32, shape ...int) *np.Array[int32] {
	a := np.Empty[int32](shape...)
	keys, span := k.Split(2), uint32(1)
	if low < high {
		span = uint32(high) - uint32(low)
	}
	factor := uint32(1<<16) % span
	factor = factor * factor % span // in 32 bits, as JAX does
	d := a.Data()
	keys[0].fill(len(d), func(bits []uint32, first int) {
		var room [run]uint32
		more := room[:len(bits)]
		keys[1].fillBits(more, uint64(first))
		for i, b := range bits {
			d[first+i] = low + int32((b%span*factor+more[i]%span)%span)
		}
	})
	return a
}

// Permutation returns 0 … n-1 in random order: jax.random.permutation(key, n), which sorts by random numbers, often enough that equal ones
// do not matter.
//
// It panics with *[np.ShapeError] if n is negative.
func (k Key) Permutation(n int) *np.Array[int32] {
	a := np.Empty[int32](n)
	type pair struct {
		by    uint32
		value int32
	}
	pairs := make([]pair, n)
	for i := range pairs {
		pairs[i].value = int32(i)
	}
	for range int(math.Ceil(3 * quickLog(float64(max(1, n))) / quickLog(math.MaxUint32))) {
		keys := k.Split(2)
		k = keys[0]
		keys[1].fill(n, func(bits []uint32, first int) {
			for i, b := range bits {
				pairs[first+i].by = b
			}
		})
		slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(x.by, y.by) })
	}
	for i, d := 0, a.Data(); i < n; i++ {
		d[i] = pairs[i].value
	}
	return a
}

// The inverse of the error function, as XLA computes it: M. Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2010.

func erfinv32(x float32) float32 {
	w := -log1p32(-x * x)
	var p float32
	if w < 5 {
		p = horner32(w-2.5, 2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
			0.246640727, 1.50140941)
	} else {
		p = horner32(float32(math.Sqrt(float64(w)))-3, -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
			-0.0076224613, 0.00943887047, 1.00167406, 2.83297682)
	}
	return p * x
}

func horner32(w float32, coefficients ...float32) (p float32) {
	for _, c := range coefficients {
		p = fma32(p, w, c)
	}
	return p
}

func erfinv64(x float64) float64 {
	w := -log1p(-x * x)
	switch {
	case w < 6.25:
		return x * horner64(w-3.125, -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18,
			1.115787767802518096e-17, -1.333171662854620906e-16, 2.0972767875968561637e-17, 6.6376381343583238325e-15,
			-4.0545662729752068639e-14, -8.1519341976054721522e-14, 2.6335093153082322977e-12, -1.2975133253453532498e-11,
			-5.4154120542946279317e-11, 1.051212273321532285e-09, -4.1126339803469836976e-09, -2.9070369957882005086e-08,
			4.2347877827932403518e-07, -1.3654692000834678645e-06, -1.3882523362786468719e-05, 0.0001867342080340571352,
			-0.00074070253416626697512, -0.0060336708714301490533, 0.24015818242558961693, 1.6536545626831027356)
	case w < 16:
		return x * horner64(math.Sqrt(w)-3.25, 2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
			1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06, 2.9234449089955446044e-06,
			1.2475304481671778723e-05, -4.7318229009055733981e-05, 6.8284851459573175448e-05, 2.4031110387097893999e-05,
			-0.0003550375203628474796, 0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
			-0.0037512085075692412107, 0.005370914553590063617, 1.0052589676941592334, 3.0838856104922207635)
	}
	return x * horner64(math.Sqrt(w)-5, -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
		-3.7894654401267369937e-09, 7.6157012080783393804e-09, -1.4960026627149240478e-08, 2.9147953450901080826e-08,
		-6.7711997758452339498e-08, 2.2900482228026654717e-07, -9.9298272942317002539e-07, 4.5260625972231537039e-06,
		-1.9681778105531670567e-05, 7.5995277030017761139e-05, -0.00021503011930044477347, -0.00013871931833623122026,
		1.0103004648645343977, 4.8499064014085844221)
}

func horner64(w float64, coefficients ...float64) (p float64) {
	for _, c := range coefficients {
		p = fma(p, w, c)
	}
	return p
}
