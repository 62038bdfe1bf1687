package random

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// vector is a case of testdata/make_vectors.py.
type vector struct {
	Name   string
	Seed   []string
	N      int
	First  []string
	SHA256 string
	Short  string // the hash of the first few, where there are many
	Values string // all of them, instead of the hash, or the first ones
	// Rounded says that the hash is of 28 bits of each value.
	Rounded bool
	Tail    string // float32 values left out of the hash
}

func vectors(t *testing.T, file string) []vector {
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var vs []vector
	if err := json.Unmarshal(text, &vs); err != nil {
		t.Fatal(err)
	}
	return vs
}

// le returns the elements as little-endian bytes.
func le[T any](v []T) []byte {
	if ints, ok := any(v).([]int); ok { // binary has no int
		wide := make([]int64, len(ints))
		for i, n := range ints {
			wide[i] = int64(n)
		}
		return le(wide)
	}
	b, err := binary.Append(nil, binary.LittleEndian, v)
	if err != nil {
		panic(err)
	}
	return b
}

func raw[T np.Elem](a *np.Array[T]) []byte { return le(a.Data()) }

func repeat[T any](n int, draw func() T) []byte {
	v := make([]T, n)
	for i := range v {
		v[i] = draw()
	}
	return le(v)
}

// draw makes what the vector's name says.
func draw(t *testing.T, v vector, seed []uint64) []byte {
	name, rest, _ := strings.Cut(v.Name, ".")
	g := New(seed...)
	switch name {
	case "GenerateState":
		return le(NewSeedSequence(seed...).GenerateState(v.N))
	case "GenerateState64":
		return le(NewSeedSequence(seed...).GenerateState64(v.N))
	case "Spawn":
		s := NewSeedSequence(seed...)
		kids := s.Spawn(3)
		kids = append(kids, kids[1].Spawn(2)...)
		var b []byte
		for _, k := range append(kids, s.Spawn(1)...) {
			b = append(b, le(k.GenerateState(4))...)
		}
		return b
	case "GeneratorSpawn":
		var b []byte
		for _, k := range append(g.Spawn(3), g.Spawn(1)...) {
			b = append(b, raw(k.Random(5))...)
		}
		return b
	case "Random":
		return raw(g.Random(v.N))
	case "Random32":
		return raw(RandomAs[float32](g, v.N))
	case "Uniform":
		return raw(g.Uniform(-3.5, 12.25, v.N))
	case "StandardNormal":
		return raw(g.StandardNormal(v.N))
	case "StandardNormal32":
		return raw(StandardNormalAs[float32](g, v.N))
	case "Normal":
		return raw(g.Normal(0.1, 2.7, v.N))
	case "StandardExponential":
		return raw(g.StandardExponential(v.N))
	case "StandardExponential32":
		return raw(StandardExponentialAs[float32](g, v.N))
	case "Exponential":
		return raw(g.Exponential(0.3, v.N))
	case "Mixed":
		var b []byte
		for n := range 5 {
			b = append(b, raw(g.Random(n))...)
			b = append(b, raw(np.AsType[float64](RandomAs[float32](g, n)))...)
			b = append(b, raw(np.AsType[float64](g.Integers(0, 10, n)))...)
			b = append(b, raw(np.AsType[float64](IntegersAs[uint8](g, 0, 10, n)))...)
			b = append(b, raw(np.AsType[float64](StandardNormalAs[float32](g, n)))...)
		}
		return b
	case "Bools":
		return raw(g.Bools(v.N))
	case "Integers", "IntegersEndpoint":
		f := strings.Split(rest, ".")
		return integers[f[0]](g, name == "IntegersEndpoint", f[1], f[2], v.N)
	case "Choice":
		return raw(g.Choice(7, v.N))
	case "ChoiceP":
		return raw(g.ChoiceP(someP, v.N))
	case "ChoiceWithoutReplacement":
		n, _, _ := strings.Cut(rest, ".")
		return raw(g.ChoiceWithoutReplacement(atoi(t, n), v.N))
	case "ChoiceWithoutReplacementP":
		var b []byte
		for range 1000 {
			b = append(b, raw(g.ChoiceWithoutReplacementP(someP, v.N/1000))...)
		}
		return b
	case "Shuffle":
		a := np.Arange[float64](v.N)
		Shuffle(g, a)
		return raw(a)
	case "ShuffleView":
		a := np.Arange[int16](600).Reshape(20, 30)
		Shuffle(g, a.S("::2, 1:").T())
		return raw(a)
	case "Permutation":
		return raw(g.Permutation(v.N))
	case "PermutationOf":
		return raw(PermutationOf(g, np.Arange[int16](6006).Reshape(1001, 2, 3)))
	case "Gamma":
		return raw(g.Gamma(atof(t, rest), 2.5, v.N))
	case "StandardGamma":
		return raw(g.StandardGamma(3, v.N))
	case "Beta":
		p := betas[rest]
		return raw(g.Beta(p[0], p[1], v.N))
	case "Dirichlet":
		alpha := [][]float64{{1.5, 3, 0.2, 10}, {0.05, 0.01, 0.09}, {0.05, 0, 0}, {0, 0}}[atoi(t, rest)-1]
		return raw(g.Dirichlet(alpha, v.N/len(alpha)))
	case "Poisson":
		lam := atof(t, rest)
		if lam > math.MaxInt/2 {
			t.Skip("int is too small for so many events")
		}
		return raw(g.Poisson(lam, v.N))
	case "Binomial":
		n, p, _ := strings.Cut(rest, ".")
		return raw(g.Binomial(atoi(t, n), atof(t, p), v.N))
	case "Multinomial":
		p := map[string][]float64{
			"20":      {1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6},
			"1000000": {0.1, 0, 0.5, 0.4},
			"1000":    {1, 0, 0},
		}[rest]
		return raw(g.Multinomial(atoi(t, rest), p, v.N/len(p)))
	case "PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937":
		return drawBits(v, rest, kinds[name](seed...))
	}
	t.Fatalf("nothing draws %q", v.Name)
	return nil
}

var someP = []float64{0.1, 0, 0.25, 0.05, 0.35, 0.25}

var betas = map[string][2]float64{
	"0.5.0.5": {0.5, 0.5}, "1.1": {1, 1}, "0.001.0.002": {0.001, 0.002}, "1e-200.2e-200": {1e-200, 2e-200}, "2.3": {2, 3}, "0.3.5": {0.3, 5},
	"50.0.1": {50, 0.1},
}

func atof(t *testing.T, s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func atoi(t *testing.T, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Skip(err) // on a platform whose int is too small
	}
	return n
}

func drawBits(v vector, what string, b BitGenerator) []byte {
	g := NewGenerator(b)
	switch what {
	case "Uint64":
		return repeat(v.N, b.Uint64)
	case "Uint32":
		for range 1_000_000 {
			b.Float64()
		}
		return repeat(v.N, b.Uint32)
	case "Float64":
		return repeat(v.N, b.Float64)
	case "Spawn":
		kids := g.Spawn(2)
		return append(raw(kids[0].Random(5)), raw(kids[1].Random(5))...)
	case "Normal":
		return raw(g.StandardNormal(v.N))
	case "Advance":
		var out []byte
		for _, d := range [][2]uint64{{0, 0}, {0, 1}, {0, 1000}, {1, 5}, {1 << 63, 3}} {
			p := b.clone().(interface {
				BitGenerator
				Advance(hi, lo uint64)
			})
			p.Advance(d[0], d[1])
			out = append(out, repeat(3, p.Uint64)...)
		}
		return out
	case "Jumped":
		var out []byte
		for _, n := range []uint64{0, 1, 2, 1000} {
			var j BitGenerator
			switch b := b.(type) {
			case *PCG64:
				j = b.Jumped(n)
			case *PCG64DXSM:
				j = b.Jumped(n)
			case *Philox:
				j = b.Jumped(n)
			}
			out = append(out, repeat(3, j.Uint64)...)
		}
		return out
	}
	return nil
}

var integers = map[string]func(g *Generator, endpoint bool, low, high string, n int) []byte{
	"int8": ints[int8], "int16": ints[int16], "int32": ints[int32], "int64": ints[int64],
	"uint8": ints[uint8], "uint16": ints[uint16], "uint32": ints[uint32], "uint64": ints[uint64],
}

func ints[T np.Integer](g *Generator, endpoint bool, low, high string, n int) []byte {
	parse := func(s string) T {
		if v, err := strconv.ParseInt(s, 10, 64); err == nil {
			return T(v)
		}
		v, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			panic(err)
		}
		return T(v)
	}
	if endpoint {
		return raw(IntegersEndpoint(g, parse(low), parse(high), n))
	}
	return raw(IntegersAs(g, parse(low), parse(high), n))
}

const short = 48_000 // a multiple of the lengths of vectors

// Every vector of NumPy is drawn again, bit for bit: a million values of each distribution, or the first 48,000 with -short.
func TestNumPy(t *testing.T) {
	values := 0
	vs := vectors(t, "numpy.json")
	for _, v := range vs {
		if testing.Short() && v.Short != "" {
			v.N, v.SHA256 = short, v.Short
		}
		values += v.N
		t.Run(v.Name+"/"+strings.Join(v.Seed, ","), func(t *testing.T) {
			var seed []uint64
			for _, s := range v.Seed {
				n, err := strconv.ParseUint(s, 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				seed = append(seed, n)
			}
			got := draw(t, v, seed)
			if v.Tail != "" {
				cutTail(t, v, got)
			}
			if v.Rounded {
				roundBits(t, v, got)
			}
			size := len(got) / v.N
			for i, want := range v.First {
				if at := hex.EncodeToString(got[i*size : (i+1)*size]); at != want {
					t.Fatalf("value %d is %s, NumPy's %s", i, at, want)
				}
			}
			if sum := sha256.Sum256(got); hex.EncodeToString(sum[:]) != v.SHA256 {
				t.Errorf("some of %d values differ from NumPy's", v.N)
			}
		})
	}
	t.Logf("%d vectors, %d values", len(vs), values)
}

// roundBits compares the first values, of which C libraries round one in a thousand differently, and rounds all to 28 bits.
func roundBits(t *testing.T, v vector, got []byte) {
	want, err := hex.DecodeString(v.Values)
	if err != nil || len(want) == 0 {
		t.Fatal(v.Values, err)
	}
	if worst := ulps(got[:len(want)], want, 8); worst > 1 {
		t.Errorf("%d ulp off NumPy", worst)
	}
	for b := got; len(b) > 0; b = b[8:] {
		binary.LittleEndian.PutUint64(b, (binary.LittleEndian.Uint64(b)+1<<23)>>24)
	}
}

// cutTail sets the values beyond the outermost layer of the float32 ziggurats to 0. They go through log1pf, which C libraries round
// differently: they may be 1 ulp off.
func cutTail(t *testing.T, v vector, got []byte) {
	limit := map[string]float64{"StandardNormal32": normalR, "StandardExponential32": expR}[v.Name]
	want, err := hex.DecodeString(v.Tail)
	if err != nil || len(want) == 0 {
		t.Fatal(v.Tail, err)
	}
	off := 0
	for b := got; len(b) > 0; b = b[4:] {
		bits := binary.LittleEndian.Uint32(b)
		if math.Abs(float64(math.Float32frombits(bits))) <= float64(float32(limit)) {
			continue
		}
		if len(want) == 0 {
			t.Fatal("more values in the tail than NumPy has")
		}
		switch int32(bits - binary.LittleEndian.Uint32(want)) {
		case 0:
		case -1, 1:
			off++
		default:
			t.Errorf("%x in the tail, NumPy has %x", b[:4], want[:4])
		}
		want = want[4:]
		clear(b[:4])
	}
	if len(want) > 0 && v.N != short {
		t.Error("fewer values in the tail than NumPy has")
	}
	t.Logf("%d of %d values in the tail are 1 ulp off", off, len(v.Tail)/8-len(want)/4)
}

// A sum that does not hold is seen.
func TestVectorsCanFail(t *testing.T) {
	a, b := New(42).Random(1000).Data(), New(42).Random(1000).Data()
	b[999] += 0x1p-53
	if bytes.Equal(le(a), le(b)) {
		t.Error("one ulp in the last of 1000 values makes no difference")
	}
}
