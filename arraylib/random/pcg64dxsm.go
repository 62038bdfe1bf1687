package random

import "math/bits"

// PCG64DXSM is PCG64 with a cheaper multiplier and a stronger output function (https://www.pcg-random.org), 128 bits of state and a period
// of 2^128. It is for millions of streams at once.
type PCG64DXSM struct {
	source
	hi, lo       uint64
	incHi, incLo uint64 // odd
}

// NewPCG64DXSM returns numpy.random.PCG64DXSM(seed); seeds are those of [NewSeedSequence].
func NewPCG64DXSM(seed ...uint64) *PCG64DXSM { return pcg64DXSMFrom(NewSeedSequence(seed...)) }

// NumPy seeds it with two steps of PCG64.
func pcg64DXSMFrom(s *SeedSequence) *PCG64DXSM {
	p := pcg64From(s)
	return &PCG64DXSM{p.source, p.hi, p.lo, p.incHi, p.incLo}
}

const dxsm = 0xda942042e4dd58b5

func (p *PCG64DXSM) step() {
	hi, lo := bits.Mul64(p.lo, dxsm)
	p.hi, p.lo = add128(hi+p.hi*dxsm, lo, p.incHi, p.incLo)
}

// Uint64 returns 64 random bits.
func (p *PCG64DXSM) Uint64() uint64 {
	hi, lo := p.hi, p.lo|1
	hi ^= hi >> 32
	hi *= dxsm
	hi ^= hi >> 48
	p.step()
	return hi * lo
}

// Uint32 returns 32 random bits: the halves of a 64-bit draw, the low one first.
func (p *PCG64DXSM) Uint32() uint32 {
	if p.has {
		p.has = false
		return p.spare
	}
	return p.halve(p.Uint64())
}

// Float64 returns a multiple of 2^-53, 0 ≤ x < 1.
func (p *PCG64DXSM) Float64() float64 { return unit(p.Uint64()) }

// Advance moves the state as hi·2^64 + lo draws of 64 bits would, and drops a kept half of 32 bits: advance(delta).
func (p *PCG64DXSM) Advance(hi, lo uint64) {
	p.hi, p.lo = pcgAdvance(p.hi, p.lo, hi, lo, 0, dxsm, p.incHi, p.incLo)
	p.has = false
}

// Jumped returns a generator as if n·0x9e3779b97f4a7c15f39cc0605cedc835 draws further on: jumped(n).
func (p *PCG64DXSM) Jumped(n uint64) *PCG64DXSM {
	q := p.clone().(*PCG64DXSM)
	q.Advance(pcgJump(n))
	return q
}

func (p *PCG64DXSM) kind() byte                          { return 2 }
func (p *PCG64DXSM) seeded(s *SeedSequence) BitGenerator { return pcg64DXSMFrom(s) }

func (p *PCG64DXSM) clone() BitGenerator {
	q := *p
	q.source = p.copy()
	return &q
}

func (p *PCG64DXSM) appendState(b []byte) []byte {
	return p.appendSpare(appendWords(b, p.hi, p.lo, p.incHi, p.incLo))
}

func (p *PCG64DXSM) setState(b []byte) error {
	w, spare, has, ok := words(b, 4)
	if !ok || w[3]&1 == 0 {
		return errState
	}
	p.hi, p.lo, p.incHi, p.incLo, p.spare, p.has = w[0], w[1], w[2], w[3], spare, has
	return nil
}
