package fft

import np "fastergo/arraylib"

// FFTFreq returns the frequencies of the n coefficients of [FFT], in cycles per unit of d, the distance between samples: 0, 1, …, then
// the negative ones, -n/2 to -1, all over n·d.
//
// It panics with *[np.ShapeError] if n is less than 1.
func FFTFreq(n int, d float64) *np.Array[float64] {
	return frequencies("FFTFreq", n, n, (n+1)/2, d)
}

// RFFTFreq returns the frequencies of the n/2+1 coefficients of [RFFT] of n samples at distance d, none of them negative.
//
// It panics with *[np.ShapeError] if n is less than 1.
func RFFTFreq(n int, d float64) *np.Array[float64] {
	return frequencies("RFFTFreq", n, n/2+1, n, d)
}

// frequencies returns the first m of n, negative from the given one on.
func frequencies(op string, n, m, negative int, d float64) *np.Array[float64] {
	if n < 1 {
		panic(&np.ShapeError{Op: op, A: []int{n}, Why: "has no frequencies: a length of 1 or more is needed"})
	}
	f := np.Empty[float64](m)
	unit := 1 / (float64(n) * d)
	for i := range f.Data() {
		k := i
		if i >= negative {
			k -= n
		}
		f.Data()[i] = float64(k) * unit
	}
	return f
}

// FFTShift returns a with the frequency 0, which is the first, in the middle of the given axes, or of all if none is given.
//
// It panics with *[np.AxisError] if a does not have an axis.
func FFTShift[T np.Elem](a *np.Array[T], axes ...int) *np.Array[T] {
	return shift("FFTShift", a, axes, 1)
}

// IFFTShift returns the inverse of [FFTShift], which differs from it where a length is odd. It panics as that does.
func IFFTShift[T np.Elem](a *np.Array[T], axes ...int) *np.Array[T] {
	return shift("IFFTShift", a, axes, -1)
}

func shift[T np.Elem](op string, a *np.Array[T], axes []int, sign int) *np.Array[T] {
	shape := a.Shape()
	list := resolve(op, axes, shape)
	if len(axes) == 0 {
		for d := range shape {
			list = append(list, d)
		}
	}
	if len(list) == 0 {
		return np.Copy(a)
	}
	for _, d := range list {
		a = np.Roll(a, sign*(shape[d]/2), np.Axis(d))
	}
	return a
}
