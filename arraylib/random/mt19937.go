package random

import "encoding/binary"

// MT19937 is the Mersenne Twister (M. Matsumoto, T. Nishimura, 1998): 2.5 kB of state, a period of 2^19937 - 1.
type MT19937 struct {
	source // without the half: draws have 32 bits
	key    [624]uint32
	pos    uint32
}

// NewMT19937 returns numpy.random.MT19937(seed); seeds are those of [NewSeedSequence], not those of the older numpy.random.seed.
func NewMT19937(seed ...uint64) *MT19937 { return mt19937From(NewSeedSequence(seed...)) }

func mt19937From(s *SeedSequence) *MT19937 {
	p := &MT19937{source: source{seed: s}, pos: 623}
	copy(p.key[:], s.GenerateState(len(p.key)))
	p.key[0] = 1 << 31
	return p
}

// Uint32 returns 32 random bits.
func (p *MT19937) Uint32() uint32 {
	if p.pos == 624 {
		p.twist()
	}
	y := p.key[p.pos]
	p.pos++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

func (p *MT19937) twist() {
	const n, m = 624, 397
	for i := range p.key {
		y := p.key[i]&(1<<31) | p.key[(i+1)%n]&(1<<31-1)
		p.key[i] = p.key[(i+m)%n] ^ y>>1 ^ -(y&1)&0x9908b0df
	}
	p.pos = 0
}

// Uint64 returns 64 random bits: two draws of 32, the high half first.
func (p *MT19937) Uint64() uint64 {
	hi := uint64(p.Uint32()) << 32
	return hi | uint64(p.Uint32())
}

// Float64 returns a multiple of 2^-53, 0 ≤ x < 1.
func (p *MT19937) Float64() float64 {
	hi := uint64(p.Uint32()>>5) << 26
	return float64(hi|uint64(p.Uint32()>>6)) * 0x1p-53
}

func (p *MT19937) kind() byte                          { return 5 }
func (p *MT19937) seeded(s *SeedSequence) BitGenerator { return mt19937From(s) }

func (p *MT19937) clone() BitGenerator {
	q := *p
	q.source = p.copy()
	return &q
}

func (p *MT19937) appendState(b []byte) []byte {
	for _, v := range p.key {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return binary.LittleEndian.AppendUint32(b, p.pos)
}

func (p *MT19937) setState(b []byte) error {
	if len(b) != 4*625 {
		return errState
	}
	pos := binary.LittleEndian.Uint32(b[4*624:])
	if pos > 624 {
		return errState
	}
	for i := range p.key {
		p.key[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	p.pos = pos
	return nil
}
