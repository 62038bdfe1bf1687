package random

import "math/bits"

// SFC64 is C. Doty-Humphrey's Small Fast Chaotic generator (http://pracrand.sourceforge.net): 256 bits of state, a period of at least 2^64.
type SFC64 struct {
	source
	a, b, c, counter uint64
}

// NewSFC64 returns numpy.random.SFC64(seed); seeds are those of [NewSeedSequence].
func NewSFC64(seed ...uint64) *SFC64 { return sfc64From(NewSeedSequence(seed...)) }

func sfc64From(s *SeedSequence) *SFC64 {
	w := s.GenerateState64(3)
	p := &SFC64{source{seed: s}, w[0], w[1], w[2], 1}
	for range 12 {
		p.Uint64()
	}
	return p
}

// Uint64 returns 64 random bits.
func (p *SFC64) Uint64() uint64 {
	v := p.a + p.b + p.counter
	p.counter++
	p.a = p.b ^ p.b>>11
	p.b = p.c + p.c<<3
	p.c = bits.RotateLeft64(p.c, 24) + v
	return v
}

// Uint32 returns 32 random bits: the halves of a 64-bit draw, the low one first.
func (p *SFC64) Uint32() uint32 {
	if p.has {
		p.has = false
		return p.spare
	}
	return p.halve(p.Uint64())
}

// Float64 returns a multiple of 2^-53, 0 ≤ x < 1.
func (p *SFC64) Float64() float64 { return unit(p.Uint64()) }

func (p *SFC64) kind() byte                          { return 4 }
func (p *SFC64) seeded(s *SeedSequence) BitGenerator { return sfc64From(s) }

func (p *SFC64) clone() BitGenerator {
	q := *p
	q.source = p.copy()
	return &q
}

func (p *SFC64) appendState(b []byte) []byte {
	return p.appendSpare(appendWords(b, p.a, p.b, p.c, p.counter))
}

func (p *SFC64) setState(b []byte) error {
	w, spare, has, ok := words(b, 4)
	if !ok {
		return errState
	}
	p.a, p.b, p.c, p.counter, p.spare, p.has = w[0], w[1], w[2], w[3], spare, has
	return nil
}
