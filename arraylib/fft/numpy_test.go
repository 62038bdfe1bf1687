package fft

import (
	"encoding/json"
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"strings"
	"testing"

	np "fastergo/arraylib"
	"pgregory.net/rapid"
)

// The vectors in testdata were computed by NumPy; make_vectors.py there makes them again.

type described struct {
	DType string
	Shape []int
	View  string
}

// build makes the array, then the view of it.
func (d described) build(t *testing.T) np.Operand {
	t.Helper()
	n := 1
	for _, m := range d.Shape {
		n *= m
	}
	z := np.Zeros[complex128](n)
	for k := range z.Data() {
		z.Data()[k] = complex(float64(k*37%101-50)/8, float64(k*53%89-40)/16)
		if strings.HasPrefix(d.DType, "u") || d.DType == "bool" {
			z.Data()[k] = complex(math.Abs(real(z.Data()[k])), 0)
		}
	}
	z = z.Reshape(d.Shape...)
	switch d.DType {
	case "bool":
		return look[bool](d, z)
	case "int8":
		return look[int8](d, z)
	case "int16":
		return look[int16](d, z)
	case "int32":
		return look[int32](d, z)
	case "int64":
		return look[int64](d, z)
	case "uint8":
		return look[uint8](d, z)
	case "uint16":
		return look[uint16](d, z)
	case "uint32":
		return look[uint32](d, z)
	case "uint64":
		return look[uint64](d, z)
	case "float32":
		return look[float32](d, z)
	case "float64":
		return look[float64](d, z)
	case "complex64":
		return look[complex64](d, z)
	case "complex128":
		return look[complex128](d, z)
	}
	t.Fatal("no dtype ", d.DType)
	return nil
}

func look[T np.Elem](d described, z *np.Array[complex128]) np.Operand {
	a := np.AsType[T](z)
	text, transposed := strings.CutSuffix(d.View, ".T")
	if text != "" {
		a = a.S(text)
	}
	if transposed {
		a = a.T()
	}
	return a
}

var transforms = map[string]func(a np.Operand, opts ...Option) np.Operand{
	"fft":    func(a np.Operand, opts ...Option) np.Operand { return FFT(a, opts...) },
	"ifft":   func(a np.Operand, opts ...Option) np.Operand { return IFFT(a, opts...) },
	"fftn":   func(a np.Operand, opts ...Option) np.Operand { return FFTN(a, opts...) },
	"ifftn":  func(a np.Operand, opts ...Option) np.Operand { return IFFTN(a, opts...) },
	"irfft":  func(a np.Operand, opts ...Option) np.Operand { return IRFFT(a, opts...) },
	"irfftn": func(a np.Operand, opts ...Option) np.Operand { return IRFFTN(a, opts...) },
	"hfft":   func(a np.Operand, opts ...Option) np.Operand { return HFFT(a, opts...) },
	"rfft":   func(a np.Operand, opts ...Option) np.Operand { return rfft(a, opts) },
	"rfftn":  func(a np.Operand, opts ...Option) np.Operand { return rfftn(a, opts) },
	"ihfft":  func(a np.Operand, opts ...Option) np.Operand { return ihfft(a, opts) },
}

func TestVectors(t *testing.T) {
	var rows []struct {
		Op      string
		Operand described
		N, Axis []int
		Norm    string
		D       float64
		Shape   []int
		Complex bool
		Data    []any
	}
	data, err := os.ReadFile("testdata/numpy.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 400 {
		t.Errorf("only %d vectors", len(rows))
	}
	for i, row := range rows {
		t.Run(fmt.Sprint(row.Op, "/", row.Operand.DType, "/", i), func(t *testing.T) {
			var got np.Operand
			switch row.Op {
			case "fftfreq":
				got = FFTFreq(row.N[0], row.D)
			case "rfftfreq":
				got = RFFTFreq(row.N[0], row.D)
			case "fftshift":
				got = FFTShift(row.Operand.build(t).(*np.Array[float64]), row.Axis...)
			case "ifftshift":
				got = IFFTShift(row.Operand.build(t).(*np.Array[float64]), row.Axis...)
			default:
				var opts []Option
				if row.N != nil {
					opts = append(opts, N(row.N...))
				}
				if row.Axis != nil {
					opts = append(opts, Axis(row.Axis...))
				}
				if row.Norm != "" {
					opts = append(opts, map[string]Norm{"backward": Backward, "ortho": Ortho, "forward": Forward}[row.Norm])
				}
				a := row.Operand.build(t)
				before := np.Copy(wide(a))
				got = transforms[row.Op](a, opts...)
				if !slices.Equal(before.Data(), np.Copy(wide(a)).Data()) {
					t.Error("the operand was changed")
				}
			}
			want := make([]complex128, len(row.Data))
			for k, v := range row.Data {
				if pair, ok := v.([]any); ok {
					want[k] = complex(pair[0].(float64), pair[1].(float64))
				} else {
					want[k] = complex(v.(float64), 0)
				}
			}
			_, isComplex := got.(*np.Array[complex128])
			l := np.LayoutOf(got)
			if !slices.Equal(l.Shape, row.Shape) || isComplex != row.Complex {
				t.Fatalf("shape %v, complex %v, want %v, %v", l.Shape, isComplex, row.Shape, row.Complex)
			}
			if !slices.Equal(l.Strides, np.LayoutOf(np.Zeros[bool](l.Shape...)).Strides) {
				t.Errorf("strides %v of shape %v are not those of C order", l.Strides, l.Shape)
			}
			near(t, np.Copy(wide(got)).Data(), want)
		})
	}
}

const eps = 0x1p-52

// near compares with the error that rounding in each of log n steps causes, in proportion to all numbers together.
func near(t rapid.TB, got, want []complex128) {
	t.Helper()
	tolerance := 12 * eps * math.Log2(float64(len(want))+2) * rms(want) // twice 6: there and back, and a line may hold all there is
	for k, w := range want {
		if !(cmplx.Abs(got[k]-w) <= tolerance) {
			t.Errorf("element %d is %v, want %v; the difference is %.3g, at most %.3g is expected", k, got[k], w, cmplx.Abs(got[k]-w), tolerance)
			return
		}
	}
}

// rms is the root of the mean square.
func rms(x []complex128) float64 {
	sum := 0.0
	for _, v := range x {
		sum += real(v)*real(v) + imag(v)*imag(v)
	}
	return math.Sqrt(sum / float64(max(1, len(x))))
}
