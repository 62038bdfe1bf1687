package random

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// kinds are generators of every kind, to be seeded.
var kinds = map[string]func(seed ...uint64) BitGenerator{
	"PCG64":     func(seed ...uint64) BitGenerator { return NewPCG64(seed...) },
	"PCG64DXSM": func(seed ...uint64) BitGenerator { return NewPCG64DXSM(seed...) },
	"Philox":    func(seed ...uint64) BitGenerator { return NewPhilox(seed...) },
	"SFC64":     func(seed ...uint64) BitGenerator { return NewSFC64(seed...) },
	"MT19937":   func(seed ...uint64) BitGenerator { return NewMT19937(seed...) },
}

// some draws a few numbers by all ways through the state.
func some(g *Generator) []byte {
	b := raw(g.Random(3))
	b = append(b, raw(RandomAs[float32](g, 3))...)
	b = append(b, raw(g.StandardNormal(2))...)
	return append(b, raw(IntegersAs[uint8](g, 0, 77, 5))...)
}

var anyKind = rapid.SampledFrom(slices.Sorted(maps.Keys(kinds)))

var anySeed = rapid.SliceOfN(rapid.Uint64(), 1, 6)

// A generator of any kind, from any seed, anywhere in its stream.
func anyGenerator(t *rapid.T) (*Generator, string) {
	name := anyKind.Draw(t, "kind")
	g := NewGenerator(kinds[name](anySeed.Draw(t, "seed")...))
	if rapid.Bool().Draw(t, "child") {
		g = g.Spawn(2)[1]
	}
	for range rapid.IntRange(0, 700).Draw(t, "64-bit draws") {
		g.uint64()
	}
	for range rapid.IntRange(0, 3).Draw(t, "32-bit draws") {
		g.uint32()
	}
	g.Spawn(rapid.IntRange(0, 3).Draw(t, "children"))
	return g, name
}

func TestClone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _ := anyGenerator(t)
		c := g.Clone()
		want := some(g)
		if !bytes.Equal(some(c), want) {
			t.Error("the clone draws other numbers")
		}
		if !bytes.Equal(some(g.Spawn(1)[0]), some(c.Spawn(1)[0])) {
			t.Error("the clone spawns other children")
		}
	})
}

func TestStateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, name := anyGenerator(t)
		state, err := g.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		h := NewGenerator(kinds[name](0))
		if err := h.UnmarshalBinary(state); err != nil {
			t.Fatal(err)
		}
		again, _ := h.MarshalBinary()
		if !bytes.Equal(again, state) {
			t.Error("the state of the state is another")
		}
		if !bytes.Equal(some(g), some(h)) || !bytes.Equal(some(g.Spawn(1)[0]), some(h.Spawn(1)[0])) {
			t.Error("the generator goes on otherwise")
		}
	})
}

func TestSpawnIsDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, seed := anyKind.Draw(t, "kind"), anySeed.Draw(t, "seed")
		n := rapid.IntRange(1, 5).Draw(t, "children")
		one, two := NewGenerator(kinds[name](seed...)), NewGenerator(kinds[name](seed...))
		kids := one.Spawn(n)
		some(two) // what was drawn does not matter
		seen := map[string]bool{string(some(one)): true}
		for i := range n {
			b := some(kids[i])
			if !bytes.Equal(b, some(two.Spawn(1)[0])) {
				t.Errorf("child %d differs when it is spawned alone", i)
			}
			if seen[string(b)] {
				t.Errorf("child %d draws what another does", i)
			}
			seen[string(b)] = true
		}
	})
}

func TestAdvanceIsDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := NewPCG64(anySeed.Draw(t, "seed")...)
		a, b := rapid.IntRange(0, 500).Draw(t, "a"), rapid.IntRange(0, 500).Draw(t, "b")
		q := p.clone().(*PCG64)
		for range a + b {
			p.Uint64()
		}
		q.Advance(0, uint64(a))
		q.Advance(0, uint64(b))
		if q.Uint64() != p.Uint64() {
			t.Error("advancing is not drawing")
		}
		q.Advance(^uint64(0), -uint64(a+b+1)) // backwards, the long way round
		q.Advance(0, uint64(a+b+1))
		if q.Uint64() != p.Uint64() {
			t.Error("the way round does not lead back")
		}
		m, n := rapid.Uint64Range(0, 1<<40).Draw(t, "m"), rapid.Uint64Range(0, 1<<40).Draw(t, "n")
		if p.Jumped(m).Jumped(n).Uint64() != p.Jumped(m+n).Uint64() {
			t.Error("two jumps are not their sum")
		}
	})
}

func TestUnmarshalBinaryRefuses(t *testing.T) {
	state, _ := New(1).MarshalBinary()
	changed := func(i int, v byte) []byte {
		b := slices.Clone(state)
		b[i] = v
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":        {nil, errState},
		"another magic":  {changed(0, 'x'), errState},
		"later version":  {changed(3, 2), errVersion},
		"unknown kind":   {changed(4, 99), errKind},
		"cut short":      {state[:len(state)-1], errState},
		"too long":       {append(slices.Clone(state), 0), errState},
		"entropy beyond": {changed(8, 0xff), errState},
		"even increment": {changed(len(state)-13, 0), errState},
		"a third half":   {changed(len(state)-1, 2), errState},
	} {
		g := New(5)
		want := some(g.Clone())
		if err := g.UnmarshalBinary(c.data); err != c.want {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
		if !bytes.Equal(some(g), want) {
			t.Errorf("%s: the generator changed", name)
		}
	}
}

// Bytes from a wire make a state that writes itself as it was read, or an error; never a panic.
func FuzzUnmarshalBinary(f *testing.F) {
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		g := NewGenerator(kinds[name](1, 2)).Spawn(1)[0]
		g.uint32()
		state, _ := g.MarshalBinary()
		f.Add(state)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range slices.Sorted(maps.Keys(kinds)) {
			g := NewGenerator(kinds[name](1))
			if g.UnmarshalBinary(data) != nil {
				continue
			}
			again, err := g.MarshalBinary()
			if err != nil || !bytes.Equal(again, data) {
				t.Errorf("%s: read %x, wrote %x", name, data, again)
			}
			some(g)
			g.Spawn(1)
		}
	})
}
