package random

import "encoding/binary"

// BitGenerator is a source of random bits: [PCG64], [PCG64DXSM], [Philox], [SFC64] or [MT19937]. Nothing outside this package implements it.
//
// A bit generator is not safe for use by several goroutines at once.
type BitGenerator interface {
	Uint64() uint64   // 64 random bits
	Uint32() uint32   // 32 random bits
	Float64() float64 // a multiple of 2^-53, 0 ≤ x < 1

	kind() byte
	common() *source
	seeded(*SeedSequence) BitGenerator // of the same kind
	clone() BitGenerator
	appendState([]byte) []byte
	setState([]byte) error // never keeps the bytes; on an error the state is as it was
}

// source is what the kinds share: the seed, and the half of a 64-bit draw that Uint32 has not handed out yet.
type source struct {
	seed  *SeedSequence
	spare uint32
	has   bool
}

func (s *source) common() *source { return s }

// halve returns the low half of v and keeps the high one.
func (s *source) halve(v uint64) uint32 {
	s.spare, s.has = uint32(v>>32), true
	return uint32(v)
}

func (s *source) copy() source { return source{s.seed.clone(), s.spare, s.has} }

// unit makes a double of 64 bits.
func unit(v uint64) float64 { return float64(float64(v>>11) * 0x1p-53) }

// The encoding of states: little-endian words, then the spare half.

func (s *source) appendSpare(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, s.spare)
	if s.has {
		return append(b, 1)
	}
	return append(b, 0)
}

// words reads a state of n 64-bit words and a spare half.
func words(b []byte, n int) (w []uint64, spare uint32, has, ok bool) {
	if len(b) != 8*n+5 || b[8*n+4] > 1 {
		return nil, 0, false, false
	}
	w = make([]uint64, n)
	for i := range w {
		w[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return w, binary.LittleEndian.Uint32(b[8*n:]), b[8*n+4] == 1, true
}

func appendWords(b []byte, w ...uint64) []byte {
	for _, v := range w {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return b
}
