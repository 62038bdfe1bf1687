package arraylib

import (
	"math"

	"fastergo/arraylib/internal/parallel"
)

// NearestRows returns, for each row of x, which row of c is nearest to it, the first if there are several, and how far it is: the square
// root of the sum of the squared differences. x is of shape (n, d) and c of (k, d); both results are of shape (n,). It is the step of
// k-means that assigns points to centroids, scipy.cluster.vq.vq(x, c), and the same as
//
//	distance := Sqrt(Sum(Square(Subtract(x.S(":, None"), c)), Axis(2)))
//	ArgMin(distance, Axis(1)), Min(distance, Axis(1))
//
// without the arrays of n·k·d and n·k elements. Distances are of differences, not of |x|² - 2x·c + |c|², which loses the digits of points
// that are near each other and far from 0. Rounding errors aside, a row of x that has a NaN belongs to row 0 of c, and so do all rows to the
// first row of c that has one, at a distance of NaN.
//
// It panics with *[ShapeError] if x or c has not two axes, their rows differ in length, or c has no rows while x has.
func NearestRows[T Float](x, c *Array[T]) (index *Array[int], distance *Array[T]) {
	return asPair[int, T](nearestRows(&x.c, &c.c))
}

//go:noinline
func nearestRows(x, c *core) (index, distance *core) {
	const op = "NearestRows"
	for _, a := range []*core{x, c} {
		if len(a.shape) != 2 {
			panic(&ShapeError{Op: op, A: a.shape, Why: "has " + plural(len(a.shape), "axis") + ", where rows have two"})
		}
	}
	n, k, d := x.shape[0], c.shape[0], c.shape[1]
	if x.shape[1] != d {
		panic(&ShapeError{op, x.shape, c.shape, "have rows of different lengths"})
	}
	if n > 0 && k == 0 {
		panic(&ShapeError{Op: op, A: c.shape, Why: "has no rows, of which one would be the nearest"})
	}
	index, distance = newResult(op, dtypeOf[int](), x.shape[:1]), newResult(op, x.dtype, x.shape[:1])
	if n > 0 {
		nearests[x.dtype].nearest(storage[int](index), distance, newBatch(x, true, true), newBatch(c, true, true))
	}
	return index, sqrt(distance, distance)
}

// nearestOps set index[i] to the row of c that is nearest to row i of x, and least to the sum of the squared differences.
type nearestOps interface {
	nearest(index []int, least *core, x, c batch)
}

var nearests = [numDTypes]nearestOps{Float32: &singleDistances{}, Float64: &doubleDistances{}}

type distances[T Float] struct{}

func (*distances[T]) nearest(index []int, least *core, x, c batch) {
	work := max(1, c.m*max(1, x.n))
	parallel.For(x.m, 1+partWork/work, func(lo, hi int) { (&distances[T]{}).rows(index, least, x, c, lo, hi) })
}

// rows computes those from lo to hi of x.
func (*distances[T]) rows(index []int, least *core, x, c batch, lo, hi int) {
	from, with, to := storage[T](x.c), storage[T](c.c), storage[T](least)
	for i := lo; i < hi; i++ {
		best, which := T(math.Inf(1)), 0
		for j := range c.m {
			sum, p, q := T(0), x.off+i*x.row, c.off+j*c.row
			if x.n > 0 && x.col == 1 && c.col == 1 {
				a, b := from[p:][:x.n], with[q:][:x.n]
				for d, v := range a {
					v -= b[d]
					sum += v * v
				}
			} else {
				for range x.n {
					v := from[p] - with[q]
					sum += v * v
					p += x.col
					q += c.col
				}
			}
			if sum != sum { // no later one is before a NaN
				best, which = sum, j
				break
			}
			if sum < best {
				best, which = sum, j
			}
		}
		index[i], to[i] = which, best
	}
}
