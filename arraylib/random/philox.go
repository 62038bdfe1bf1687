package random

import "math/bits"

// Philox is Philox4x64 with 10 rounds (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): a counter of 256 bits,
// enciphered with a key of 128.
type Philox struct {
	source
	counter [4]uint64 // little-endian
	key     [2]uint64
	buffer  [4]uint64
	next    uint64 // in the buffer; 4 if it is used up
}

// NewPhilox returns numpy.random.Philox(seed); seeds are those of [NewSeedSequence].
func NewPhilox(seed ...uint64) *Philox { return philoxFrom(NewSeedSequence(seed...)) }

func philoxFrom(s *SeedSequence) *Philox {
	p := &Philox{source: source{seed: s}, next: 4}
	copy(p.key[:], s.GenerateState64(2))
	return p
}

// Uint64 returns 64 random bits.
func (p *Philox) Uint64() uint64 {
	if p.next == 4 {
		p.count(0)
		p.fill()
		p.next = 0
	}
	v := p.buffer[p.next]
	p.next++
	return v
}

// count adds 1 to the counter from word i on.
func (p *Philox) count(i int) {
	for ; i < 4; i++ {
		if p.counter[i]++; p.counter[i] != 0 {
			return
		}
	}
}

func (p *Philox) fill() {
	c, k0, k1 := p.counter, p.key[0], p.key[1]
	for range 10 {
		hi0, lo0 := bits.Mul64(0xd2e7470ee14c6c93, c[0])
		hi1, lo1 := bits.Mul64(0xca5a826395121157, c[2])
		c = [4]uint64{hi1 ^ c[1] ^ k0, lo1, hi0 ^ c[3] ^ k1, lo0}
		k0 += 0x9e3779b97f4a7c15
		k1 += 0xbb67ae8584caa73b
	}
	p.buffer = c
}

// Uint32 returns 32 random bits: the halves of a 64-bit draw, the low one first.
func (p *Philox) Uint32() uint32 {
	if p.has {
		p.has = false
		return p.spare
	}
	return p.halve(p.Uint64())
}

// Float64 returns a multiple of 2^-53, 0 ≤ x < 1.
func (p *Philox) Float64() float64 { return unit(p.Uint64()) }

// Jumped returns a generator as if n·2^128 blocks further on: jumped(n).
func (p *Philox) Jumped(n uint64) *Philox {
	q := p.clone().(*Philox)
	var carry uint64
	q.counter[2], carry = bits.Add64(q.counter[2], n, 0)
	q.counter[3] += carry
	q.next, q.buffer, q.has, q.spare = 4, [4]uint64{}, false, 0
	return q
}

func (p *Philox) kind() byte                          { return 3 }
func (p *Philox) seeded(s *SeedSequence) BitGenerator { return philoxFrom(s) }

func (p *Philox) clone() BitGenerator {
	q := *p
	q.source = p.copy()
	return &q
}

func (p *Philox) appendState(b []byte) []byte {
	b = appendWords(b, p.counter[:]...)
	b = appendWords(b, p.key[:]...)
	b = appendWords(b, p.buffer[:]...)
	return p.appendSpare(appendWords(b, p.next))
}

func (p *Philox) setState(b []byte) error {
	w, spare, has, ok := words(b, 11)
	if !ok || w[10] > 4 {
		return errState
	}
	p.counter, p.key, p.buffer = [4]uint64(w), [2]uint64(w[4:]), [4]uint64(w[6:])
	p.next, p.spare, p.has = w[10], spare, has
	return nil
}
