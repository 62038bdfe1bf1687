package random

import "math/bits"

// PCG64 is M. E. O'Neill's PCG XSL RR 128/64 (https://www.pcg-random.org), NumPy's default: 128 bits of state, a period of 2^128.
type PCG64 struct {
	source
	lcg
}

// lcg is a linear congruential generator of 128 bits, and PCG64's output function.
type lcg struct {
	hi, lo       uint64 // the state
	incHi, incLo uint64 // the stream; odd
}

// NewPCG64 returns numpy.random.PCG64(seed); seeds are those of [NewSeedSequence].
func NewPCG64(seed ...uint64) *PCG64 { return pcg64From(NewSeedSequence(seed...)) }

func pcg64From(s *SeedSequence) *PCG64 {
	p := &PCG64{source: source{seed: s}}
	w := s.GenerateState64(4)
	p.incHi, p.incLo = w[2]<<1|w[3]>>63, w[3]<<1|1
	p.lcg = p.lcg.next()
	var c uint64
	p.lo, c = bits.Add64(p.lo, w[1], 0)
	p.hi, _ = bits.Add64(p.hi, w[0], c)
	p.lcg = p.lcg.next()
	return p
}

const pcgHi, pcgLo = 2549297995355413924, 4865540595714422341

func (s lcg) next() lcg {
	s.hi, s.lo = mul128(s.hi, s.lo, pcgHi, pcgLo)
	s.hi, s.lo = add128(s.hi, s.lo, s.incHi, s.incLo)
	return s
}

func (s lcg) bits() uint64 { return bits.RotateLeft64(s.hi^s.lo, -int(s.hi>>58)) }

// after returns the state n steps on.
func (s lcg) after(n uint64) lcg {
	s.hi, s.lo = pcgAdvance(s.hi, s.lo, 0, n, pcgHi, pcgLo, s.incHi, s.incLo)
	return s
}

// pair returns the next two states, and what leap adds.
func (s lcg) pair() (a, b half, add half) {
	a1 := s.next()
	b1 := a1.next()
	add.hi, add.lo = mul128(pcgHi, pcgLo+1, s.incHi, s.incLo)
	return half{a1.hi, a1.lo}, half{b1.hi, b1.lo}, add
}

// half is an lcg's state without its stream, for a loop that takes two steps at once: they multiply by the square of the multiplier.
type half struct{ hi, lo uint64 }

func (s half) bits() uint64 { return bits.RotateLeft64(s.hi^s.lo, -int(s.hi>>58)) }

func (s half) leap(add half) half {
	const squareHi, squareLo = 0x17bce35bdf69743c, 0x529ed9eb20e0ae99
	s.hi, s.lo = mul128(s.hi, s.lo, squareHi, squareLo)
	s.hi, s.lo = add128(s.hi, s.lo, add.hi, add.lo)
	return s
}

// Uint64 returns 64 random bits.
func (p *PCG64) Uint64() uint64 {
	p.lcg = p.lcg.next()
	return p.bits()
}

// Uint32 returns 32 random bits: the halves of a 64-bit draw, the low one first.
func (p *PCG64) Uint32() uint32 {
	if p.has {
		p.has = false
		return p.spare
	}
	return p.halve(p.Uint64())
}

// Float64 returns a multiple of 2^-53, 0 ≤ x < 1.
func (p *PCG64) Float64() float64 { return unit(p.Uint64()) }

// Advance moves the state as hi·2^64 + lo draws of 64 bits would, and drops a kept half of 32 bits: advance(delta).
func (p *PCG64) Advance(hi, lo uint64) {
	p.hi, p.lo = pcgAdvance(p.hi, p.lo, hi, lo, pcgHi, pcgLo, p.incHi, p.incLo)
	p.has = false
}

// Jumped returns a generator as if n·0x9e3779b97f4a7c15f39cc0605cedc835 draws further on: jumped(n).
func (p *PCG64) Jumped(n uint64) *PCG64 {
	q := p.clone().(*PCG64)
	q.Advance(pcgJump(n))
	return q
}

// pcgJump returns n golden ratios of 2^128.
func pcgJump(n uint64) (hi, lo uint64) {
	hi, lo = bits.Mul64(n, 0xf39cc0605cedc835)
	return hi + n*0x9e3779b97f4a7c15, lo
}

// pcgAdvance returns the state of a linear congruential generator after a number of steps (F. Brown, "Random number generation with
// arbitrary strides", 1994).
func pcgAdvance(hi, lo, stepsHi, stepsLo, mulHi, mulLo, addHi, addLo uint64) (uint64, uint64) {
	accMulHi, accMulLo, accAddHi, accAddLo := uint64(0), uint64(1), uint64(0), uint64(0)
	for stepsHi|stepsLo != 0 {
		if stepsLo&1 != 0 {
			accMulHi, accMulLo = mul128(accMulHi, accMulLo, mulHi, mulLo)
			accAddHi, accAddLo = mul128(accAddHi, accAddLo, mulHi, mulLo)
			accAddHi, accAddLo = add128(accAddHi, accAddLo, addHi, addLo)
		}
		h, l := add128(mulHi, mulLo, 0, 1)
		addHi, addLo = mul128(h, l, addHi, addLo)
		mulHi, mulLo = mul128(mulHi, mulLo, mulHi, mulLo)
		stepsHi, stepsLo = stepsHi>>1, stepsLo>>1|stepsHi<<63
	}
	hi, lo = mul128(accMulHi, accMulLo, hi, lo)
	return add128(hi, lo, accAddHi, accAddLo)
}

func mul128(aHi, aLo, bHi, bLo uint64) (hi, lo uint64) {
	hi, lo = bits.Mul64(aLo, bLo)
	return hi + aHi*bLo + aLo*bHi, lo
}

func add128(aHi, aLo, bHi, bLo uint64) (hi, lo uint64) {
	lo, c := bits.Add64(aLo, bLo, 0)
	hi, _ = bits.Add64(aHi, bHi, c)
	return hi, lo
}

func (p *PCG64) kind() byte                          { return 1 }
func (p *PCG64) seeded(s *SeedSequence) BitGenerator { return pcg64From(s) }

func (p *PCG64) clone() BitGenerator {
	q := *p
	q.source = p.copy()
	return &q
}

func (p *PCG64) appendState(b []byte) []byte {
	return p.appendSpare(appendWords(b, p.hi, p.lo, p.incHi, p.incLo))
}

func (p *PCG64) setState(b []byte) error {
	w, spare, has, ok := words(b, 4)
	if !ok || w[3]&1 == 0 {
		return errState
	}
	p.hi, p.lo, p.incHi, p.incLo, p.spare, p.has = w[0], w[1], w[2], w[3], spare, has
	return nil
}
