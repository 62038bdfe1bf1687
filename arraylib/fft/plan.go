package fft

import (
	"math"
	"math/cmplx"
	"sync"

	"gonum.org/v1/gonum/dsp/fourier"
)

// complexPlan transforms sequences of one length, into dst, which may be the sequence: Coefficients to the spectrum, Sequence back. Neither
// divides by the length. A plan has scratch of its own, so only one goroutine at a time may use it.
type complexPlan interface {
	Coefficients(dst, seq []complex128) []complex128
	Sequence(dst, coeff []complex128) []complex128
}

// realPlan is the same for real sequences and the first n/2+1 coefficients. Sequence needs only the real parts of those at 0 and n/2.
type realPlan interface {
	Coefficients(dst []complex128, seq []float64) []complex128
	Sequence(dst []float64, coeff []complex128) []float64
}

var (
	complexPlans = pools[complexPlan]{create: newComplexPlan}
	realPlans    = pools[realPlan]{create: newRealPlan}
)

// pools keeps idle plans by length. The garbage collector takes the plans; of a length there was ever a plan for, an empty pool of about
// 200 bytes stays.
type pools[P any] struct {
	byLength sync.Map // of int to *sync.Pool
	create   func(n int) P
}

func (p *pools[P]) get(n int) P {
	pool, ok := p.byLength.Load(n)
	if !ok {
		pool, _ = p.byLength.LoadOrStore(n, &sync.Pool{New: func() any { return p.create(n) }})
	}
	return pool.(*sync.Pool).Get().(P)
}

func (p *pools[P]) put(n int, plan P) {
	if pool, ok := p.byLength.Load(n); ok {
		pool.(*sync.Pool).Put(plan)
	}
}

func newComplexPlan(n int) complexPlan {
	if smooth(n, maxFactor) {
		return fourier.NewCmplxFFT(n)
	}
	return newChirp(n)
}

func newRealPlan(n int) realPlan {
	if smooth(n, maxRealFactor) {
		return fourier.NewFFT(n)
	}
	return &hermitian{newComplexPlan(n), make([]complex128, n)}
}

const (
	// maxFactor is about the largest prime factor up to which gonum's transform, whose time has a term n·p for each factor p, is the faster.
	maxFactor = 100

	// maxRealFactor is less, for gonum's transform of reals computes its sines one from the other for a factor above 5: the errors grow with
	// the factor, beyond those of other lengths at 13 and a thousandfold at 1000.
	maxRealFactor = 11

	// maxFactors is how many factors gonum's table holds.
	maxFactors = 13
)

// smooth reports whether gonum's factors of n, 4 among them, are few enough and none is above most.
func smooth(n, most int) bool {
	count := 0
	for _, p := range []int{3, 4, 2} {
		for n%p == 0 {
			n /= p
			count++
		}
	}
	for p := 5; n > 1 && p <= most; p += 2 {
		for n%p == 0 {
			n /= p
			count++
		}
	}
	return n == 1 && count <= maxFactors
}

// chirp is the chirp-z transform (L. Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", 1970). With
// jk = (j² + k² - (k-j)²)/2 a transform of any length is a convolution, and that two transforms of a length that suits.
type chirp struct {
	w      []complex128 // exp(-πi·j²/n)
	kernel []complex128 // the transform of their conjugates, over its length
	buf    []complex128
	inner  *fourier.CmplxFFT
}

func newChirp(n int) *chirp {
	m := 2*n - 1
	for !smooth(m, 5) {
		m++
	}
	c := &chirp{make([]complex128, n), make([]complex128, m), make([]complex128, m), fourier.NewCmplxFFT(m)}
	square := uint64(0) // j² modulo 2n, the period of the chirp
	for j := range n {
		sin, cos := math.Sincos(math.Pi * float64(square) / float64(n))
		c.w[j] = complex(cos, -sin)
		conj := complex(cos/float64(m), sin/float64(m))
		c.kernel[j] = conj
		if j > 0 {
			c.kernel[m-j] = conj
		}
		square = (square + 2*uint64(j) + 1) % (2 * uint64(n))
	}
	c.inner.Coefficients(c.kernel, c.kernel)
	return c
}

func (c *chirp) Coefficients(dst, seq []complex128) []complex128 {
	for j, w := range c.w {
		c.buf[j] = seq[j] * w
	}
	c.convolve()
	for j, w := range c.w {
		dst[j] = c.buf[j] * w
	}
	return dst
}

// Sequence is the conjugate of the transform of the conjugates.
func (c *chirp) Sequence(dst, coeff []complex128) []complex128 {
	for j, w := range c.w {
		c.buf[j] = cmplx.Conj(coeff[j]) * w
	}
	c.convolve()
	for j, w := range c.w {
		dst[j] = cmplx.Conj(c.buf[j] * w)
	}
	return dst
}

func (c *chirp) convolve() {
	clear(c.buf[len(c.w):])
	c.inner.Coefficients(c.buf, c.buf)
	for j, k := range c.kernel {
		c.buf[j] *= k
	}
	c.inner.Sequence(c.buf, c.buf)
}

// hermitian has a complexPlan do the work of a realPlan.
type hermitian struct {
	plan complexPlan
	row  []complex128
}

func (h *hermitian) Coefficients(dst []complex128, seq []float64) []complex128 {
	for j, v := range seq {
		h.row[j] = complex(v, 0)
	}
	h.plan.Coefficients(h.row, h.row)
	copy(dst, h.row)
	h.dropImaginary(dst)
	return dst
}

func (h *hermitian) Sequence(dst []float64, coeff []complex128) []float64 {
	n := len(dst)
	copy(h.row, coeff)
	h.dropImaginary(h.row)
	for k := 1; k < n-k; k++ {
		h.row[n-k] = cmplx.Conj(coeff[k])
	}
	h.plan.Sequence(h.row, h.row)
	for j := range dst {
		dst[j] = real(h.row[j])
	}
	return dst
}

// dropImaginary makes real the coefficients that are their own conjugates.
func (h *hermitian) dropImaginary(coeff []complex128) {
	coeff[0] = complex(real(coeff[0]), 0)
	if n := len(h.row); n%2 == 0 {
		coeff[n/2] = complex(real(coeff[n/2]), 0)
	}
}
