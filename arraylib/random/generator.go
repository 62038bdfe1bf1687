package random

import "encoding/binary"

// Generator draws from distributions, as numpy.random.Generator does. Make one with [New].
//
// A copy of the struct shares the stream of random bits with the original; [Generator.Clone] does not. A Generator holds no lock: two
// goroutines need two generators, which [Generator.Spawn] makes.
type Generator struct {
	bits BitGenerator
	pcg  *PCG64 // bits, if it is one: its draws need no call through the interface
}

// New returns numpy.random.default_rng(seed), a generator over [PCG64]; seeds are those of [NewSeedSequence]. Without a seed every
// generator is another one.
func New(seed ...uint64) *Generator { return NewGenerator(NewPCG64(seed...)) }

// NewGenerator returns numpy.random.Generator(bits). The bits drawn through it and those drawn from bits directly are one stream.
func NewGenerator(bits BitGenerator) *Generator {
	pcg, _ := bits.(*PCG64)
	return &Generator{bits, pcg}
}

// BitGenerator returns where g takes its bits from.
func (g *Generator) BitGenerator() BitGenerator { return g.bits }

// Clone returns a generator that will draw, and spawn, what g does.
func (g *Generator) Clone() *Generator { return NewGenerator(g.bits.clone()) }

// Spawn returns n generators of g's kind whose streams have nothing to do with each other or with g: one for each goroutine. It draws
// nothing from g; a second call returns others.
func (g *Generator) Spawn(n int) []*Generator {
	kids := make([]*Generator, max(n, 0))
	for i, s := range g.bits.common().seed.Spawn(n) {
		kids[i] = NewGenerator(g.bits.seeded(s))
	}
	return kids
}

func (g *Generator) uint64() uint64 {
	if g.pcg != nil {
		return g.pcg.Uint64()
	}
	return g.bits.Uint64()
}

func (g *Generator) uint32() uint32 {
	if g.pcg != nil {
		return g.pcg.Uint32()
	}
	return g.bits.Uint32()
}

func (g *Generator) float64() float64 {
	if g.pcg != nil {
		return unit(g.pcg.Uint64())
	}
	return g.bits.Float64()
}

func (g *Generator) float32() float32 { return float32(g.uint32()>>8) * 0x1p-24 }

// fillWords fills d with 64 random bits each.
func (g *Generator) fillWords(d []uint64) {
	if g.pcg != nil {
		fillParts(g.pcg, d, lcg.fillWords)
		return
	}
	for i := range d {
		d[i] = g.bits.Uint64()
	}
}

const stateVersion = 1

// MarshalBinary returns g's state, which includes the seed and the number of children spawned; [Generator.UnmarshalBinary] takes it.
func (g *Generator) MarshalBinary() ([]byte, error) {
	s := g.bits.common().seed
	b := []byte{'r', 'n', 'g', stateVersion, g.bits.kind()}
	b = appendUint32s(b, s.entropy)
	b = appendUint32s(b, s.key)
	b = binary.LittleEndian.AppendUint32(b, s.children)
	return g.bits.appendState(b), nil
}

// UnmarshalBinary makes g continue where the generator stood whose MarshalBinary wrote data. The kind of bit generator is g's own, and
// PCG64 for a zero Generator: a state of another kind is an error, because a program should not have to link the kinds that it does
// not use. On an error g is as it was.
func (g *Generator) UnmarshalBinary(data []byte) error {
	if len(data) < 5 || string(data[:3]) != "rng" {
		return errState
	}
	if data[3] != stateVersion {
		return errVersion
	}
	var bits BitGenerator = new(PCG64)
	if g.bits != nil {
		bits = g.bits.seeded(g.bits.common().seed)
	}
	if data[4] != bits.kind() {
		return errKind
	}
	s := &SeedSequence{}
	var ok [2]bool
	data = data[5:]
	s.entropy, data, ok[0] = cutUint32s(data)
	s.key, data, ok[1] = cutUint32s(data)
	if !ok[0] || !ok[1] || len(data) < 4 {
		return errState
	}
	s.children = binary.LittleEndian.Uint32(data)
	s.mix()
	if err := bits.setState(data[4:]); err != nil {
		return err
	}
	bits.common().seed = s
	*g = *NewGenerator(bits)
	return nil
}

func appendUint32s(b []byte, v []uint32) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(v)))
	for _, w := range v {
		b = binary.LittleEndian.AppendUint32(b, w)
	}
	return b
}

func cutUint32s(b []byte) (v []uint32, rest []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	n := binary.LittleEndian.Uint32(b)
	if b = b[4:]; uint64(len(b)) < 4*uint64(n) {
		return nil, nil, false
	}
	v = make([]uint32, n)
	for i := range v {
		v[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return v, b[4*n:], true
}
