package random

import "math/rand/v2"

// SeedSequence turns seeds of any quality into the states of bit generators, as numpy.random.SeedSequence does: bits of similar seeds,
// and of the children of one seed, have nothing to do with each other.
//
// The mixing is M. E. O'Neill's seed_seq_fe ("Developing a seed_seq alternative", 2015) with a pool of 128 bits.
type SeedSequence struct {
	entropy  []uint32
	key      []uint32 // the path from the root: which child of which child
	children uint32   // spawned so far
	pool     [poolSize]uint32
}

const poolSize = 4

// NewSeedSequence returns numpy.random.SeedSequence(seed), or SeedSequence([seed...]) if there are several. An integer that does not
// fit into 64 bits is written as its words of 32 bits, the lowest first. Without a seed the operating system's randomness is taken.
func NewSeedSequence(seed ...uint64) *SeedSequence {
	s := &SeedSequence{}
	if len(seed) == 0 {
		seed = []uint64{rand.Uint64(), rand.Uint64()}
	}
	for _, v := range seed {
		s.entropy = append(s.entropy, uint32(v))
		if v>>32 != 0 {
			s.entropy = append(s.entropy, uint32(v>>32))
		}
	}
	s.mix()
	return s
}

// mix fills the pool from the entropy and the key.
func (s *SeedSequence) mix() {
	words := append([]uint32(nil), s.entropy...)
	if len(s.key) > 0 {
		for len(words) < poolSize { // so that a child's key is never taken for a longer seed
			words = append(words, 0)
		}
		words = append(words, s.key...)
	}
	h := uint32(0x43b0d7e5)
	hash := func(v uint32) uint32 {
		v ^= h
		h *= 0x931e8875
		v *= h
		return v ^ v>>16
	}
	stir := func(x, y uint32) uint32 {
		v := 0xca01f9dd*x - 0x4973f715*y
		return v ^ v>>16
	}
	for i := range s.pool {
		var v uint32
		if i < len(words) {
			v = words[i]
		}
		s.pool[i] = hash(v)
	}
	for i := range s.pool {
		for j := range s.pool {
			if i != j {
				s.pool[j] = stir(s.pool[j], hash(s.pool[i]))
			}
		}
	}
	for i := poolSize; i < len(words); i++ {
		for j := range s.pool {
			s.pool[j] = stir(s.pool[j], hash(words[i]))
		}
	}
}

// GenerateState returns n words made from the seed, always the same: generate_state(n).
func (s *SeedSequence) GenerateState(n int) []uint32 {
	h, words := uint32(0x8b51f9dd), make([]uint32, n)
	for i := range words {
		v := s.pool[i%poolSize] ^ h
		h *= 0x58f38ded
		v *= h
		words[i] = v ^ v>>16
	}
	return words
}

// GenerateState64 returns n words of 64 bits: generate_state(n, np.uint64).
func (s *SeedSequence) GenerateState64(n int) []uint64 {
	half, words := s.GenerateState(2*n), make([]uint64, n)
	for i := range words {
		words[i] = uint64(half[2*i]) | uint64(half[2*i+1])<<32
	}
	return words
}

// Spawn returns n children, which differ from each other, from s and from all that s spawned before.
func (s *SeedSequence) Spawn(n int) []*SeedSequence {
	if n < 0 {
		panic(&ParameterError{"Spawn", "n", float64(n), "is negative"})
	}
	kids := make([]*SeedSequence, n)
	for i := range kids {
		kids[i] = &SeedSequence{entropy: s.entropy, key: append(s.key[:len(s.key):len(s.key)], s.children)}
		kids[i].mix()
		s.children++
	}
	return kids
}

// clone returns a copy that spawns the same children.
func (s *SeedSequence) clone() *SeedSequence {
	c := *s
	return &c
}
