package fft

import (
	"math"
	"strconv"

	np "fastergo/arraylib"
)

// Option changes what a transform is of: [N], [Axis] or a [Norm].
type Option interface{ set(*request) }

// Norm says which of a transform and its inverse divides by the length n. It is an [Option].
type Norm uint8

const (
	Backward Norm = iota // the inverse divides by n: what is meant if no norm is given
	Ortho                // both divide by √n, so that both keep the sum of squares
	Forward              // the transform divides by n
)

type (
	lengths []int
	axes    []int
)

// N gives the length of the transform along each of its axes: NumPy's n= and s=. The operand is cropped to it, or padded with zeros at the
// end. Without [Axis] the lengths are those of the last axes.
//
// For IRFFT, IRFFTN and HFFT the last length is that of the real result, which n/2+1 coefficients determine.
func N(n ...int) Option { return lengths(append([]int{}, n...)) }

// Axis names the axes to transform along; negative ones count from the end. As in NumPy the last one comes first for FFTN, and is the one with
// half a spectrum for RFFTN and IRFFTN; an axis named twice is transformed twice.
func Axis(a ...int) Option { return axes(append([]int{}, a...)) }

func (n lengths) set(r *request) { r.lengths = n }
func (a axes) set(r *request)    { r.axes = a }
func (n Norm) set(r *request)    { r.norm = n }

// request is a transform as its options describe it, for an operand of a known shape.
type request struct {
	op            string
	shape         []int
	axes, lengths []int // of equal length, and resolved: axes from 0, lengths from 1
	norm          Norm
}

// kind is what a transform does with the last of its axes.
type kind uint8

const (
	manyAxes kind = 1 << iota // any number of axes, all if none is named; otherwise one, the last
	halved                    // there is a last axis, and one end of it is real
	toReal                    // that end is the result's: the length is that of n/2+1 coefficients
)

func newRequest(op string, shape []int, k kind, opts []Option) *request {
	r := &request{op: op, shape: shape}
	for i, o := range opts {
		if o == nil {
			panic(&np.ShapeError{Op: op, Why: "option " + strconv.Itoa(i) + " is nil"})
		}
		o.set(r)
	}
	if r.norm > Forward {
		panic(&np.ShapeError{Op: op, Why: "norm " + strconv.Itoa(int(r.norm)) + " is none of Backward, Ortho and Forward"})
	}
	if r.axes == nil {
		switch {
		case k&manyAxes == 0:
			r.axes = []int{-1}
		case r.lengths != nil:
			for i := range r.lengths {
				r.axes = append(r.axes, i-len(r.lengths))
			}
		default:
			for d := range shape {
				r.axes = append(r.axes, d)
			}
		}
	}
	r.axes = resolve(op, r.axes, shape)
	if k&manyAxes == 0 && len(r.axes) != 1 || k&halved != 0 && len(r.axes) == 0 {
		panic(&np.ShapeError{Op: op, A: shape, Why: "is to be transformed along " + count(len(r.axes), "axis", "axes") + ", which " + op + " does not do"})
	}
	if r.lengths == nil {
		for _, d := range r.axes {
			r.lengths = append(r.lengths, shape[d])
		}
		if last := len(r.lengths) - 1; k&toReal != 0 {
			r.lengths[last] = 2 * (r.lengths[last] - 1)
		}
	}
	if len(r.lengths) != len(r.axes) {
		panic(&np.ShapeError{Op: op, A: shape, Why: "is to be transformed along " + count(len(r.axes), "axis", "axes") + ", but has " + count(len(r.lengths), "length", "lengths") + " given"})
	}
	for i, n := range r.lengths {
		if n < 1 {
			panic(&np.ShapeError{Op: op, A: shape, Why: "cannot be transformed to length " + strconv.Itoa(n) + " along axis " + strconv.Itoa(r.axes[i])})
		}
	}
	return r
}

// resolve returns axes of shape counted from the front.
func resolve(op string, axes, shape []int) []int {
	list := make([]int, len(axes))
	for i, a := range axes {
		list[i] = a
		if a < 0 {
			list[i] += len(shape)
		}
		if list[i] < 0 || list[i] >= len(shape) {
			panic(&np.AxisError{Op: op, Axis: a, Shape: shape, Why: "is out of range for " + count(len(shape), "axis", "axes")})
		}
	}
	return list
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// factor returns what a transform of length n is multiplied by.
func (n Norm) factor(length int, inverse bool) float64 {
	if inverse {
		n = n.mirrored()
	}
	switch n {
	case Ortho:
		return 1 / math.Sqrt(float64(length))
	case Forward:
		return 1 / float64(length)
	}
	return 1
}

// mirrored returns the norm that does to a transform what n does to its inverse.
func (n Norm) mirrored() Norm { return Forward - n }
