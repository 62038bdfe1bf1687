package fft

import (
	"fmt"
	"math"
	"math/cmplx"
	"slices"
	"strings"
	"sync"
	"testing"

	np "fastergo/arraylib"
	"pgregory.net/rapid"
)

// definition is the transform as it is written.
func definition(x []complex128, sign float64) []complex128 {
	n := len(x)
	y := make([]complex128, n)
	for k := range y {
		for j, v := range x {
			sin, cos := math.Sincos(2 * math.Pi * float64(j*k%n) / float64(n))
			y[k] += v * complex(cos, sign*sin)
		}
	}
	return y
}

func signal(n int) []complex128 {
	x := make([]complex128, n)
	for k := range x {
		x[k] = complex(math.Sin(float64(3*k*k+1)), math.Cos(float64(7*k*k)))
	}
	return x
}

func TestDefinition(t *testing.T) {
	for n := 1; n <= 150; n++ {
		x := signal(n)
		a := np.New(x)
		near(t, FFT(a).Data(), definition(x, -1))
		near(t, IFFT(a, Forward).Data(), definition(x, 1))
		re := np.RealAs[float64](a)
		spectrum := definition(np.AsType[complex128](re).Data(), -1)
		half := RFFT(re)
		near(t, half.Data(), spectrum[:n/2+1])
		near(t, np.AsType[complex128](IRFFT(half, N(n))).Data(), np.AsType[complex128](re).Data())
		if t.Failed() {
			t.Fatal("length ", n)
		}
	}
}

// gonum's table of factors has room for 13 threes, and 13 fours.
func TestSmooth(t *testing.T) {
	for _, test := range []struct {
		n, most int
		want    bool
	}{{1, 5, true}, {1594323, 5, true}, {4782969, 5, false}, {1 << 26, 5, true}, {1 << 27, 5, false}, {49, 5, false}, {49, 7, true}, {2 * 97, 100, true}, {101, 100, false}} {
		if got := smooth(test.n, test.most); got != test.want {
			t.Errorf("smooth(%d, %d) is %v", test.n, test.most, got)
		}
	}
	for n := 1; n < 100; n++ { // lengths with too many factors are the chirp's too
		x := signal(n)
		near(t, newChirp(n).Coefficients(make([]complex128, n), x), definition(x, -1))
	}
}

// The spectrum of one 1 is known for any length: here of those where the kinds of plans differ.
func TestLongTransforms(t *testing.T) {
	for _, n := range []int{1 << 16, 65537, 99991, 100000, 2 * 50021, 177147} {
		at := n/3 + 1
		a := np.Zeros[complex128](n)
		a.Set(1, at)
		y := FFT(a)
		worst := 0.0
		for k, v := range y.All() {
			sin, cos := math.Sincos(-2 * math.Pi * float64(uint64(k)*uint64(at)%uint64(n)) / float64(n))
			worst = max(worst, cmplx.Abs(v-complex(cos, sin)))
		}
		limit := 6 * eps * math.Log2(float64(n))
		if !(worst <= limit) {
			t.Errorf("length %d: an error of %.3g, at most %.3g is expected", n, worst, limit)
		}
		x := signal(n)
		near(t, IFFT(FFT(np.New(x))).Data(), x)
		half := RFFT(np.RealAs[float64](np.New(x)))
		for k, v := range x {
			x[k] = complex(real(v), 0)
		}
		near(t, np.AsType[complex128](IRFFT(half, N(n))).Data(), x)
	}
}

// sample draws an array of up to three axes, some of them views.
func sample(t *rapid.T) *np.Array[complex128] {
	shape := rapid.SliceOfN(rapid.IntRange(1, 7), 1, 3).Draw(t, "shape")
	n := 1
	for _, m := range shape {
		n *= m
	}
	part := rapid.IntRange(-800, 800) // of eighths: squares of what is very small are 0
	values := make([]complex128, n)
	for k := range values {
		values[k] = complex(float64(part.Draw(t, "re"))/8, float64(part.Draw(t, "im"))/8)
	}
	a := np.New(values, shape...)
	switch rapid.IntRange(0, 3).Draw(t, "layout") {
	case 1:
		return a.T()
	case 2:
		return np.Flip(a)
	case 3:
		return np.BroadcastTo(a.S("..., 0, None"), shape...)
	}
	return a
}

func draw(t *rapid.T) Norm {
	return rapid.SampledFrom([]Norm{Backward, Ortho, Forward}).Draw(t, "norm")
}

func sumOfSquares(x []complex128) float64 { return rms(x) * rms(x) * float64(len(x)) }

func TestRoundTripAndParseval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, norm := sample(t), draw(t)
		axis := Axis(rapid.IntRange(-np.NDim(a), np.NDim(a)-1).Draw(t, "axis"))
		flat := np.Copy(a).Data()
		near(t, IFFT(FFT(a, axis, norm), axis, norm).Data(), flat)
		near(t, FFT(IFFT(a, axis, norm), axis, norm).Data(), flat)
		near(t, IFFTN(FFTN(a, norm), norm).Data(), flat)
		before, after := sumOfSquares(flat), sumOfSquares(FFTN(a, Ortho).Data())
		if math.Abs(before-after) > 1e-13*before {
			t.Errorf("the sum of squares is %v, was %v", after, before)
		}
	})
}

func TestRealForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		norm := draw(t)
		a := np.RealAs[float64](sample(t))
		shape := a.Shape()
		d := rapid.IntRange(0, len(shape)-1).Draw(t, "axis")
		axis, n := Axis(d), shape[d]
		full := FFT(a, axis, norm)
		half := np.MoveAxis(np.MoveAxis(full, d, -1).S("..., :%d", n/2+1), -1, d)
		near(t, RFFT(a, axis, norm).Data(), np.Copy(half).Data())
		flat := np.AsType[complex128](a).Data()
		near(t, np.AsType[complex128](IRFFT(half, axis, norm, N(n))).Data(), flat)
		near(t, np.AsType[complex128](HFFT(IHFFT(a, axis, norm), axis, norm, N(n))).Data(), flat)
		near(t, np.AsType[complex128](IRFFTN(RFFTN(a, norm), norm, N(shape...))).Data(), flat)
		shifted := FFTShift(a, d)
		if got := shifted.S(strings.Repeat(":, ", d)+"%d", n/2); !slices.Equal(np.Copy(got).Data(), np.Copy(a.S(strings.Repeat(":, ", d)+"0")).Data()) {
			t.Error("the first is not in the middle")
		}
		if !slices.Equal(np.Copy(IFFTShift(shifted, d)).Data(), np.Copy(a).Data()) {
			t.Error("IFFTShift is not the inverse of FFTShift")
		}
	})
}

func TestSpecialValues(t *testing.T) {
	for _, n := range []int{4, 6, 59} {
		a := np.Ones[float64](2, n)
		a.Set(math.NaN(), 0, 1)
		y := FFT(a)
		for k := range n {
			if !cmplx.IsNaN(y.At(0, k)) {
				t.Errorf("length %d: coefficient %d is %v, and an element is NaN", n, k, y.At(0, k))
			}
		}
		if y.At(1, 0) != complex(float64(n), 0) && n != 59 {
			t.Error("a NaN has left its row")
		}
	}
	if y := FFT(np.New([]float64{math.Inf(1)}), Ortho); !math.IsInf(real(y.Item()), 1) {
		t.Error("an infinity became", y)
	}
	x := np.New([]complex128{1 + 5i, 2, 3 + 5i})
	if got, want := IRFFT(x), IRFFT(np.New([]complex128{1, 2, 3})); !slices.Equal(got.Data(), want.Data()) {
		t.Error("imaginary parts that have no meaning count")
	}
	if got := IRFFT(np.Zeros[complex128](3, 0), N(4)); !slices.Equal(got.Data(), make([]float64, 12)) {
		t.Error("the transform of nothing is", got)
	}
	long := 118 // twice a prime, which is the chirp's
	z := np.New(signal(long/2 + 1))
	want := IRFFT(z)
	z.Set(complex(real(z.At(0)), math.NaN()), 0)
	z.Set(complex(real(z.At(-1)), math.NaN()), -1)
	if !slices.Equal(IRFFT(z).Data(), want.Data()) || long != np.Size(want) {
		t.Error("imaginary parts that have no meaning count")
	}
}

func TestSingleAndPlatformTypes(t *testing.T) {
	a := np.Arange[float64](5)
	want := FFT(a).Data()
	for _, b := range []np.Operand{np.AsType[int](a), np.AsType[uint](a), np.AsType[complex64](a), np.AsType[float32](a)} {
		if !slices.Equal(FFT(b).Data(), want) {
			t.Error(np.DTypeOf(b), "differs")
		}
	}
	if got := FFTN(np.Scalar(2.5)); got.Item() != 2.5 {
		t.Error("along no axis there is nothing to do, got", got)
	}
	x := np.Ones[complex128](3)
	FFTN(x, Axis()).Set(7, 0)
	if FFTShift(np.Scalar(2)).Item() != 2 || x.At(0) != 1 {
		t.Error("along no axis the result is a copy")
	}
}

func TestTransformsAtOnce(t *testing.T) {
	var group sync.WaitGroup
	x := np.New(signal(59 * 3))
	want := FFT(x).Data()
	for range 8 {
		group.Go(func() {
			for range 20 {
				if !slices.Equal(FFT(x).Data(), want) {
					t.Error("two at once differ from one")
				}
			}
		})
	}
	group.Wait()
}

func TestPanics(t *testing.T) {
	a, c := np.Ones[float64](2, 3), np.Ones[complex128](2, 1)
	for _, test := range []struct {
		want string
		call func()
	}{
		{"FFT: axis 2 is out of range for 2 axes, shape (2, 3)", func() { FFT(a, Axis(2)) }},
		{"FFT: axis -1 is out of range for 0 axes, shape ()", func() { FFT(np.Scalar(1.5)) }},
		{"FFT: shape (2, 3) cannot be transformed to length 0 along axis 1", func() { FFT(a, N(0)) }},
		{"FFT: shape (2, 3) is to be transformed along 2 axes, which FFT does not do", func() { FFT(a, Axis(0, 1)) }},
		{"IFFT: shape (2, 3) is to be transformed along 1 axis, but has 2 lengths given", func() { IFFT(a, N(2, 3)) }},
		{"IFFT: shape (3, 0) cannot be transformed to length 0 along axis 1", func() { IFFT(np.Zeros[float64](3, 0)) }},
		{"FFTN: shape (2, 3) cannot be transformed to length -1 along axis 0", func() { FFTN(a, N(-1, 3)) }},
		{"FFTN: axis -3 is out of range for 2 axes, shape (2, 3)", func() { FFTN(a, N(1, 2, 3)) }},
		{"IFFTN: shape (2, 3) is to be transformed along 2 axes, but has 1 length given", func() { IFFTN(a, N(4), Axis(0, 1)) }},
		{"RFFT: axis 5 is out of range for 2 axes, shape (2, 3)", func() { RFFT(a, Axis(5)) }},
		{"IRFFT: shape (2, 1) cannot be transformed to length 0 along axis 1", func() { IRFFT(c) }},
		{"HFFT: shape (2, 1) cannot be transformed to length 0 along axis 1", func() { HFFT(c) }},
		{"IHFFT: shape (2, 3) cannot be transformed to length -2 along axis 1", func() { IHFFT(a, N(-2)) }},
		{"RFFTN: shape () is to be transformed along 0 axes, which RFFTN does not do", func() { RFFTN(np.Scalar(1.5)) }},
		{"IRFFTN: shape (2, 3) is to be transformed along 0 axes, which IRFFTN does not do", func() { IRFFTN(a, Axis()) }},
		{"FFTFreq: shape (0,) has no frequencies: a length of 1 or more is needed", func() { FFTFreq(0, 1) }},
		{"RFFTFreq: shape (-1,) has no frequencies: a length of 1 or more is needed", func() { RFFTFreq(-1, 1) }},
		{"FFTShift: axis 2 is out of range for 2 axes, shape (2, 3)", func() { FFTShift(a, 0, 2) }},
		{"FFT: option 1 is nil", func() { FFT(a, Ortho, nil) }},
		{"IRFFT: norm 9 is none of Backward, Ortho and Forward", func() { IRFFT(c, Norm(9)) }},
		{"IFFTShift: axis -3 is out of range for 2 axes, shape (2, 3)", func() { IFFTShift(a, -3) }},
	} {
		func() {
			defer func() {
				switch e := recover().(type) {
				case *np.ShapeError, *np.AxisError:
					if fmt.Sprint(e) != test.want {
						t.Errorf("got  %v\nwant %v", e, test.want)
					}
				default:
					t.Errorf("got %v, want %s", e, test.want)
				}
			}()
			test.call()
		}()
	}
}

// Without rows a transform of any length is no work.
func TestNoRows(t *testing.T) {
	const n = 1 << 30
	none := np.Zeros[float64](0, 4)
	for _, c := range []struct {
		shape []int
		want  int
	}{
		{FFT(none, N(n)).Shape(), n}, {RFFT(none, N(n)).Shape(), n/2 + 1}, {IRFFT(none, N(n)).Shape(), n},
		{HFFT(none, N(n)).Shape(), n}, {IFFTN(none, N(n, 3), Axis(1, 1)).Shape(), n},
	} {
		if len(c.shape) != 2 || c.shape[0] != 0 || c.shape[1] != c.want {
			t.Error(c.shape, c.want)
		}
	}
}
