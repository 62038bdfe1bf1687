// Package fft is the discrete Fourier transforms of numpy.fft, along any axes of arrays of any type and layout:
//
//	x := np.Arange[float64](8)
//	y := fft.FFT(x)                        // y = np.fft.fft(x)
//	z := fft.FFT(x, fft.N(16), fft.Ortho)  // z = np.fft.fft(x, 16, norm="ortho")
//	c := fft.FFT(m, fft.Axis(0))           // c = np.fft.fft(m, axis=0)
//	f := fft.FFTFreq(8, 0.1)               // f = np.fft.fftfreq(8, 0.1)
//
// # NumPy's names
//
//	fft ifft         FFT IFFT        one axis, the last unless Axis names another
//	fftn ifftn       FFTN IFFTN      all axes, or those of Axis; of arrays with more axes, fft2(a) is FFTN(a, Axis(-2, -1))
//	rfft irfft       RFFT IRFFT      real numbers to the half of the spectrum that tells all, and back
//	rfftn irfftn     RFFTN IRFFTN    rfft2 and irfft2 likewise
//	hfft ihfft       HFFT IHFFT      the same with the roles of signal and spectrum exchanged
//	fftfreq rfftfreq FFTFreq RFFTFreq
//	fftshift ifftshift FFTShift IFFTShift
//	n=, s=           N(length...)
//	axis=, axes=     Axis(axes...)
//	norm=            Backward (if left out), Ortho, Forward
//
// # Which type a result has
//
// All transforms are computed in double precision, and their results are complex128, or float64 where they are real, whatever the
// operand's type is. NumPy gives complex64 for float32 and complex64, and so does
//
//	np.AsType[complex64](fft.FFT(x))
//
// with smaller errors, for the only rounding to single precision is the last. An operand of integers or bools is converted, as in NumPy.
//
// # How the parts meet
//
// fft.go has the transforms: each copies its operand into rows along the axis, cropped or padded with zeros, and has a plan transform each
// row. plan.go has the plans, by length: gonum's mixed-radix transforms for products of small primes, and for other lengths the chirp-z
// transform on top of those, so that prime lengths take time in proportion to n·log n too. Idle plans are kept for the next call, until the
// garbage collector takes them. options.go has the options, helper.go the frequencies and shifts.
//
// # Decisions
//
//   - A transform is no generic function, unless only real operands make sense: the result's type follows from no type parameter, and a
//     function without one costs a notebook's cell nothing to compile.
//   - Results are arrays of their own in C order.
//   - Options are values, norms constants: a misspelt one does not compile.
//   - Lengths are positive: NumPy's -1 among s, which stands for the operand's length, is written as that length.
//   - Only the real parts of the coefficients at 0 and, for even lengths, at n/2 count for IRFFT, IRFFTN and HFFT, as in NumPy.
//   - The sample spacing of [FFTFreq] and [RFFTFreq] is always given; NumPy's is 1 if left out.
//
// A NaN or an infinity reaches every result of its row.
package fft
