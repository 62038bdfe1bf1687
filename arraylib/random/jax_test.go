package random

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawKey makes what the vector's name says.
func drawKey(t *testing.T, v vector, k Key) []byte {
	name, rest, _ := strings.Cut(v.Name, ".")
	switch name {
	case "Split":
		return le(k.Split(v.N / 2))
	case "FoldIn":
		return le([]Key{k.FoldIn(0), k.FoldIn(1), k.FoldIn(7), k.FoldIn(math.MaxUint32)})
	case "Bits":
		return raw(k.Bits(v.N))
	case "Bits64":
		return raw(k.Bits64(v.N))
	case "Uniform":
		return raw(k.Uniform(0, 1, v.N))
	case "Uniform64":
		return raw(k.Uniform64(0, 1, v.N))
	case "UniformBetween":
		return raw(k.Uniform(-2.5, 7.3, v.N))
	case "UniformBetween64":
		return raw(k.Uniform64(-2.5, 7.3, v.N))
	case "Integers":
		low, high, _ := strings.Cut(rest, ".")
		return raw(k.Integers(int32(atoi(t, low)), int32(atoi(t, high)), v.N))
	case "Permutation":
		return raw(k.Permutation(v.N))
	case "Normal":
		return raw(k.Normal(v.N))
	case "Normal64":
		return raw(k.Normal64(v.N))
	case "Exponential":
		return raw(k.Exponential(v.N))
	}
	t.Fatalf("nothing draws %q", v.Name)
	return nil
}

func TestJAX(t *testing.T) {
	values := 0
	vs := vectors(t, "jax.json")
	for _, v := range vs {
		values += v.N
		t.Run(v.Name+"/"+v.Seed[0], func(t *testing.T) {
			seed, err := strconv.ParseUint(v.Seed[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			got := drawKey(t, v, NewKey(seed))
			if v.Values != "" {
				want, err := hex.DecodeString(v.Values)
				if err != nil || len(want) != len(got) {
					t.Fatal(len(want), len(got), err)
				}
				limit := int64(3)
				if v.Name == "Normal64" {
					limit = 32 // the logarithm of JAX is that far off between 0.5 and 1
				}
				if worst := ulps(got, want, len(got)/v.N); worst > limit {
					t.Errorf("%d ulp off JAX", worst)
				}
				return
			}
			if sum := sha256.Sum256(got); hex.EncodeToString(sum[:]) != v.SHA256 {
				t.Errorf("differs from JAX: %x…, want %s…", got[:min(16, len(got))], v.First)
			}
		})
	}
	t.Logf("%d vectors, %d values", len(vs), values)
}

// ulps returns the greatest distance between floats of a size.
func ulps(a, b []byte, size int) (worst int64) {
	for ; len(a) > 0; a, b = a[size:], b[size:] {
		var d int64
		if size == 4 {
			d = int64(int32(binary.LittleEndian.Uint32(a))) - int64(int32(binary.LittleEndian.Uint32(b)))
		} else {
			d = int64(binary.LittleEndian.Uint64(a)) - int64(binary.LittleEndian.Uint64(b))
		}
		worst = max(worst, d, -d)
	}
	return worst
}

func TestErfinv(t *testing.T) {
	for _, x := range []float64{0, 1e-300, 1e-9, 0.1, -0.5, 0.99, 0.9999, 0.999999, -0.99999999, 0.9999999999} {
		want := math.Erfinv(x)
		if got := erfinv64(x); math.Abs(got-want) > 1e-10*math.Abs(want) {
			t.Errorf("erfinv64(%v) = %v, want %v", x, got, want)
		}
		if y := float32(x); y < 1 && y > -1 {
			want = math.Erfinv(float64(y))
			if got := erfinv32(y); math.Abs(float64(got)-want) > 1e-5*math.Abs(want) {
				t.Errorf("erfinv32(%v) = %v, want %v", y, got, want)
			}
		}
	}
}

// The numbers of a key depend on their place in C order alone.
func TestKeysIgnoreTheShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := NewKey(rapid.Uint64().Draw(t, "seed"))
		n, m := rapid.IntRange(1, 9).Draw(t, "n"), rapid.IntRange(1, 9).Draw(t, "m")
		if !bytes.Equal(raw(k.Normal(n, m)), raw(k.Normal(n*m))) {
			t.Error("the shape matters")
		}
		if !bytes.Equal(raw(k.Bits(n)), raw(k.Bits(n + m))[:4*n]) || !bytes.Equal(le(k.Split(n)), le(k.Split(n + m))[:8*n]) {
			t.Error("the number of numbers matters")
		}
	})
}

func TestKeyMoments(t *testing.T) {
	x := make([]float64, many)
	for i, v := range NewKey(5).Normal(many).Data() {
		x[i] = float64(v)
	}
	moments(t, "Normal", x, 0, 1, 3)
	moments(t, "Normal64", NewKey(6).Normal64(many).Data(), 0, 1, 3)
	counts := make([]int, 10)
	for _, v := range NewKey(7).Integers(-5, 5, many).Data() {
		counts[v+5]++
	}
	uniformly(t, "Integers", counts)
}
