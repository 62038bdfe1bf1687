package fft_test

import (
	"fmt"
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/fft"
)

func ExampleFFT() {
	x := np.New([]float64{1, 0, 0, 0})
	fmt.Println(fft.FFT(x))
	fmt.Println(fft.FFT(x, fft.N(2), fft.Ortho))
	// Output:
	// [1.+0.j 1.+0.j 1.+0.j 1.+0.j]
	// [0.70710678+0.j 0.70710678+0.j]
}

// The strongest frequency of a signal, sampled 100 times a second.
func ExampleRFFT() {
	x := np.Sin(np.MultiplyScalar(np.Arange[float64](200), 2*math.Pi*12/100))
	power := np.AbsAs[float64](fft.RFFT(x))
	fmt.Println(fft.RFFTFreq(200, 1.0/100).At(np.ArgMax(power).Item()), "Hz")
	// Output:
	// 12 Hz
}

// A signal of odd length is told from its spectrum by naming the length.
func ExampleIRFFT() {
	y := fft.RFFT(np.New([]int{1, 2, 3, 4, 5}))
	fmt.Println(fft.IRFFT(y, fft.N(5)))
	fmt.Println(fft.IRFFT(y).Shape())
	// Output:
	// [1. 2. 3. 4. 5.]
	// [4]
}

func ExampleFFTN() {
	images := np.Ones[uint8](10, 4, 6)
	y := fft.FFTN(images, fft.Axis(-2, -1)) // np.fft.fft2(images)
	fmt.Println(y.Shape(), y.At(3, 0, 0), y.At(3, 1, 2))
	// Output:
	// [10 4 6] (24+0i) (0+0i)
}

func ExampleFFTShift() {
	f := fft.FFTFreq(5, 1.0/5)
	fmt.Println(f)
	fmt.Println(fft.FFTShift(f))
	// Output:
	// [ 0.  1.  2. -2. -1.]
	// [-2. -1.  0.  1.  2.]
}
