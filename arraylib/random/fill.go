package random

import (
	"math"
	"math/bits"

	"fastergo/arraylib/internal/parallel"
)

// Loops that fill slices. Over PCG64 they keep its state in registers; whatever a loop does not do itself, because it is rare, draws from the
// generator, which has the state back for so long. What they draw is what one draw after another gives.

// grain is how many draws are worth a processor of their own.
const grain = 1 << 14

// fillRandom writes multiples of 2^-53, 0 ≤ x < 1.
func (g *Generator) fillRandom(d []float64) {
	if g.pcg == nil {
		for i := range d {
			d[i] = g.bits.Float64()
		}
		return
	}
	fillParts(g.pcg, d, lcg.fillUnits)
}

// fillParts fills d by f, on several processors if it is long: a state far on costs little.
func fillParts[T any](p *PCG64, d []T, f func(s lcg, d []T) lcg) {
	if len(d) <= grain {
		p.lcg = f(p.lcg, d)
		return
	}
	s := p.lcg
	parallel.For(len(d), grain, func(lo, hi int) { f(s.after(uint64(lo)), d[lo:hi]) })
	p.lcg = s.after(uint64(len(d)))
}

// fillUnits fills d and returns the state after that. Two draws are on their way at once, each two steps of the generator from its last.
func (s lcg) fillUnits(d []float64) lcg {
	a, b, add := s.pair()
	for ; len(d) >= 2; d = d[2:] {
		d[0], d[1] = unit(a.bits()), unit(b.bits())
		s.hi, s.lo = b.hi, b.lo
		a, b = a.leap(add), b.leap(add)
	}
	if len(d) > 0 {
		d[0] = unit(a.bits())
		s.hi, s.lo = a.hi, a.lo
	}
	return s
}

// fillWords fills d with 64 random bits each.
func (s lcg) fillWords(d []uint64) lcg {
	a, b, add := s.pair()
	for ; len(d) >= 2; d = d[2:] {
		d[0], d[1] = a.bits(), b.bits()
		s.hi, s.lo = b.hi, b.lo
		a, b = a.leap(add), b.leap(add)
	}
	if len(d) > 0 {
		d[0] = a.bits()
		s.hi, s.lo = a.hi, a.lo
	}
	return s
}

// fillRandom32 writes multiples of 2^-24, 0 ≤ x < 1.
func (g *Generator) fillRandom32(d []float32) {
	if g.pcg == nil {
		for i := range d {
			d[i] = g.float32()
		}
		return
	}
	if g.pcg.has && len(d) > 0 {
		d[0] = g.float32()
		d = d[1:]
	}
	s, pairs := g.pcg.lcg, len(d)/2
	parallel.For(pairs, grain, func(lo, hi int) { s.after(uint64(lo)).fillUnits32(d[2*lo : 2*hi]) })
	g.pcg.lcg = s.after(uint64(pairs))
	if len(d)%2 != 0 {
		d[len(d)-1] = g.float32()
	}
}

func (s lcg) fillUnits32(d []float32) {
	a, b, add := s.pair()
	put := func(d []float32, v uint64) {
		d[0], d[1] = float32(int32(uint32(v)>>8))*0x1p-24, float32(int32(v>>40))*0x1p-24
	}
	for ; len(d) >= 4; d = d[4:] {
		put(d[:2], a.bits())
		put(d[2:4], b.bits())
		a, b = a.leap(add), b.leap(add)
	}
	if len(d) > 0 {
		put(d, a.bits())
	}
}

func (g *Generator) fillNormal(d []float64) {
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = g.normal()
		}
		return
	}
	s := p.lcg
	for i := range d {
		s = s.next()
		r := s.bits()
		k := uint8(r)
		m := r >> 9 & (1<<52 - 1)
		d[i] = math.Float64frombits(math.Float64bits(float64(int64(m))*wiDouble[k]) ^ r>>8<<63)
		if m >= kiDouble[k] {
			p.lcg = s
			d[i] = g.normalFrom(r)
			s = p.lcg
		}
	}
	p.lcg = s
}

func (g *Generator) fillNormal32(d []float32) {
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = g.normal32()
		}
		return
	}
	s, spare, has := p.lcg, p.spare, p.has
	for i := range d {
		r := spare
		if has = !has; has {
			s = s.next()
			v := s.bits()
			r, spare = uint32(v), uint32(v>>32)
		}
		k := uint8(r)
		m := r >> 9
		d[i] = math.Float32frombits(math.Float32bits(float32(int32(m))*wiFloat[k]) ^ r>>8<<31)
		if m >= kiFloat[k] {
			p.lcg, p.spare, p.has = s, spare, has
			d[i] = g.normal32From(r)
			s, spare, has = p.lcg, p.spare, p.has
		}
	}
	p.lcg, p.spare, p.has = s, spare, has
}

func (g *Generator) fillExponential(d []float64) {
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = g.exponential()
		}
		return
	}
	s := p.lcg
	for i := range d {
		s = s.next()
		r := s.bits()
		k, m := uint8(r>>3), r>>11
		d[i] = float64(int64(m)) * weDouble[k]
		if m >= keDouble[k] {
			p.lcg = s
			d[i] = g.exponentialFrom(r)
			s = p.lcg
		}
	}
	p.lcg = s
}

func (g *Generator) fillExponential32(d []float32) {
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = g.exponential32()
		}
		return
	}
	s, spare, has := p.lcg, p.spare, p.has
	for i := range d {
		r := spare
		if has = !has; has {
			s = s.next()
			v := s.bits()
			r, spare = uint32(v), uint32(v>>32)
		}
		k, m := uint8(r>>1), r>>9
		d[i] = float32(int32(m)) * weFloat[k]
		if m >= keFloat[k] {
			p.lcg, p.spare, p.has = s, spare, has
			d[i] = g.exponential32From(r)
			s, spare, has = p.lcg, p.spare, p.has
		}
	}
	p.lcg, p.spare, p.has = s, spare, has
}

// fillBelow writes low plus a number from 0 to width, with draws of 32 bits.
func fillBelow[T uint32 | uint64](g *Generator, d []T, low T, width uint32) {
	n := width + 1
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = low + T(g.below32(g.uint32(), n))
		}
		return
	}
	s, spare, has := p.lcg, p.spare, p.has
	for i := range d {
		r := spare
		if has = !has; has {
			s = s.next()
			v := s.bits()
			r, spare = uint32(v), uint32(v>>32)
		}
		m := uint64(r) * uint64(n)
		d[i] = low + T(m>>32)
		if uint32(m) < n {
			p.lcg, p.spare, p.has = s, spare, has
			d[i] = low + T(g.below32(r, n))
			s, spare, has = p.lcg, p.spare, p.has
		}
	}
	p.lcg, p.spare, p.has = s, spare, has
}

// fillBelow64 is fillBelow with draws of 64 bits.
func (g *Generator) fillBelow64(d []uint64, low, width uint64) {
	n := width + 1
	p := g.pcg
	if p == nil {
		for i := range d {
			d[i] = low + g.below64(g.uint64(), n)
		}
		return
	}
	s := p.lcg
	for i := range d {
		s = s.next()
		r := s.bits()
		hi, lo := bits.Mul64(r, n)
		d[i] = low + hi
		if lo < n {
			p.lcg = s
			d[i] = low + g.below64(r, n)
			s = p.lcg
		}
	}
	p.lcg = s
}

// fillNarrow writes low plus a number from 0 to width. A draw of 32 bits is for several, each of size bits.
func fillNarrow[T uint8 | uint16](g *Generator, d []T, low T, width, size uint32) {
	if width == 0 {
		for i := range d {
			d[i] = low
		}
		return
	}
	mask := uint32(1)<<size - 1
	n := width + 1
	threshold := uint32(0) // where all are equally likely
	if width < mask {
		threshold = (mask - width) % n
	}
	buffer, left := uint32(0), uint32(0)
	for i := range d {
		for {
			if left == 0 {
				buffer, left = g.uint32(), 32
			}
			m := buffer & mask * n
			buffer >>= size
			left -= size
			if m&mask >= threshold {
				d[i] = low + T(m>>size)
				break
			}
		}
	}
}

// fillChoice writes indices of sums, for each of them pick of a random number. A table of picks of evenly spaced numbers says where to begin
// (H.-C. Chen, Y. Asau, "On generating random variates from an empirical distribution", 1974).
func (g *Generator) fillChoice(d []int, sums []float64) {
	slots := 1 << bits.Len(uint(2*min(len(sums), len(d))))
	begin := make([]int32, slots)
	for i, k := 0, 0; k < slots; k++ {
		for i < len(sums)-1 && sums[i] <= float64(k)/float64(slots) {
			i++
		}
		begin[k] = int32(i)
	}
	var u [512]float64
	for len(d) > 0 {
		n := min(len(d), len(u))
		g.fillRandom(u[:n])
		for j, x := range u[:n] {
			i := int(begin[int(x*float64(slots))])
			for i < len(sums) && sums[i] <= x {
				i++
			}
			d[j] = i
		}
		d = d[n:]
	}
}

// permute puts d into random order. Over PCG64 it does not branch on whether a draw is too large, which nobody can predict.
func (g *Generator) permute(d []int) {
	p := g.pcg
	if p == nil || uint64(len(d)) > math.MaxUint32 {
		for i := len(d) - 1; i > 0; i-- {
			j := g.interval(uint64(i))
			d[i], d[j] = d[j], d[i]
		}
		return
	}
	s, spare, has := p.lcg, p.spare, p.has
	for i := len(d) - 1; i > 0; {
		var found [256]uint32
		n := 0
		for last, most := i, min(i, len(found)); n < most; {
			r := spare
			if has = !has; has {
				s = s.next()
				v := s.bits()
				r, spare = uint32(v), uint32(v>>32)
			}
			r &= 1<<bits.Len32(uint32(last)) - 1
			found[n] = r
			in := int((uint64(r) - uint64(last) - 1) >> 63) // 1 if r is not above last
			n += in
			last -= in
		}
		for _, j := range found[:n] {
			d[i], d[j] = d[j], d[i]
			i--
		}
	}
	p.lcg, p.spare, p.has = s, spare, has
}
