package arraylib

import (
	"slices"
	"sync"
	"unsafe"
)

// tileBytes is the scratch of one operand: those of four fit into the first-level cache.
const tileBytes = 4096

type scratch [4][tileBytes / 16]word

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// unary applies k to every element of a, into d or, if d is nil, into a new array of dtype out.
func unary(op string, k kernel, out DType, d, a *core) *core {
	var x [2]operand
	d = prepare(op, out, d, a.shape)
	x[1].of(separate(d, a), d.shape)
	x[0].of(d, d.shape)
	run(k, &x[0], &x[1], nil)
	return d
}

// binary applies k to every pair of elements of a and b, or, if b is nil, of a and the scalar s; d and out are as for unary.
func binary(op string, k kernel, out DType, d, a, b *core, s word) *core {
	if a.isProbe() {
		return a.ufunc().apply(op, k, out, d, a, b)
	}
	var x [3]operand
	var room [maxDims]int
	shape := a.shape
	if b != nil && !slices.Equal(a.shape, b.shape) {
		shape = broadcast(op, room[:0], a.shape, b.shape)
	}
	d = prepare(op, out, d, shape)
	x[0].of(d, d.shape)
	x[1].of(separate(d, a), d.shape)
	if b != nil {
		x[2].of(separate(d, b), d.shape)
	} else {
		x[2] = operand{scalar: true, value: s, shift: dtypes[a.dtype].shift}
	}
	run(k, &x[0], &x[1], &x[2])
	return d
}

// prepare returns the destination of a computation with the given shape.
func prepare(op string, out DType, d *core, shape []int) *core {
	if d == nil {
		return newResult(op, out, shape)
	}
	if !slices.Equal(d.shape, shape) {
		panic(&ShapeError{Op: op + "Into", A: d.shape, B: slices.Clone(shape), Why: "differ: the first is dst's, the second the result's"})
	}
	if d.repeats() {
		panic(broadcastError(op+"Into", d))
	}
	return d
}

// repeats reports whether one place in the storage stands for several elements of d, as after BroadcastTo; such a d is no destination.
func (c *core) repeats() bool {
	for i, n := range c.shape {
		if n > 1 && c.strides[i] == 0 {
			return true
		}
	}
	return false
}

func broadcastError(op string, d *core) *ShapeError {
	return &ShapeError{Op: op, A: d.shape, Why: "is a broadcast view, whose elements share memory: write to a Copy"}
}

// separate returns a, or a copy of it if writing d would spoil elements of a that are still to be read. Each element of d is written
// after the elements of the operands in the same position were read, so an operand laid out exactly like d is safe.
func separate(d, a *core) *core {
	if !overlap(d, a) || sameLayout(d, a) {
		return a
	}
	return a.copy("Copy")
}

func sameLayout(a, b *core) bool {
	if a.base != b.base || a.off != b.off || a.dtype != b.dtype || !slices.Equal(a.shape, b.shape) {
		return false
	}
	for d, n := range a.shape {
		if n > 1 && a.strides[d] != b.strides[d] {
			return false
		}
	}
	return true
}

// operand is one array on its way through run, stretched to the common shape, or a scalar.
type operand struct {
	c      *core
	way    axes
	direct bool // kernels work in its memory; otherwise tiles are gathered from it, or scattered to it
	scalar bool // one value stands for all
	value  word // of a scalar without a core
	shift  uint8
	buf    unsafe.Pointer
}

// directRow is the length from which a row is worth a kernel call of its own.
const directRow = 64

func (x *operand) of(c *core, shape []int) {
	x.c, x.shift = c, dtypes[c.dtype].shift
	x.way = stretch(c, shape)
	x.direct = x.way.inner() == 1 && (x.way.dims == 1 || x.way.shape[x.way.dims-1] >= directRow)
	x.scalar = x.way.dims == 1 && x.way.inner() == 0
}

// run calls k for all elements of d, a and, if k takes two operands, b, in pieces of one tile or of one row where that is longer.
func run(k kernel, d, a, b *operand) {
	three := [3]*operand{d, a, b}
	all := three[:]
	if b == nil {
		all = all[:2]
	}
	walk(all, func(s [4]span) { k(s[0], s[1], s[2]) })
}

// walk calls f with pieces of all operands, the first of which is written.
func walk(all []*operand, f func(s [4]span)) {
	d := all[0]
	n := d.way.size
	if n == 0 {
		return
	}
	tile, staged := n, false
	for _, x := range all {
		tile = min(tile, tileBytes>>x.shift)
		staged = staged || !x.direct
	}
	if staged {
		buf := scratches.Get().(*scratch)
		defer scratches.Put(buf)
		for i, x := range all {
			x.buf = unsafe.Pointer(&buf[i])
			if x.scalar {
				x.spread(tile)
			}
		}
	}
	for i := 0; i < n; {
		m := n - i
		for _, x := range all {
			if x.direct {
				m = min(m, x.way.row(i))
			} else {
				m = min(m, tile)
			}
		}
		var s [4]span
		for j, x := range all {
			s[j] = x.load(i, m, j > 0)
		}
		f(s)
		d.store(i, s[0])
		i += m
	}
}

// spread fills the buffer of a scalar, once for all tiles.
func (x *operand) spread(n int) {
	if x.c != nil {
		moves[x.shift].gather(span{x.buf, n}, x.c, x.c.off, 0)
		return
	}
	moves[x.shift].spread(span{x.buf, n}, x.value)
}

// load returns elements i to i+n, with their values if they will be read.
func (x *operand) load(i, n int, read bool) span {
	if x.direct {
		return span{x.c.pointer(x.c.off + x.way.offset(i)), n}
	}
	if read && !x.scalar {
		x.way.gather(span{x.buf, n}, x.c, x.c.off, i)
	}
	return span{x.buf, n}
}

// store puts back what load did not hand out directly.
func (x *operand) store(i int, s span) {
	if x.direct {
		return
	}
	for k := 0; k < s.n; {
		m := min(s.n-k, x.way.row(i+k))
		moves[x.shift].scatter(x.c, x.c.off+x.way.offset(i+k), x.way.inner(), span{unsafe.Add(s.p, k<<x.shift), m})
		k += m
	}
}

// scatter writes s to all elements of c, whose first lies at off.
func (x *axes) scatter(c *core, off int, s span) {
	shift := dtypes[c.dtype].shift
	for k := 0; k < s.n; {
		m := min(s.n-k, x.row(k))
		moves[shift].scatter(c, off+x.offset(k), x.inner(), span{unsafe.Add(s.p, k<<shift), m})
		k += m
	}
}

// gather reads elements i to i+d.n of c, whose first lies at off, into d.
func (x *axes) gather(d span, c *core, off, i int) {
	shift := dtypes[c.dtype].shift
	for k := 0; k < d.n; {
		m := min(d.n-k, x.row(i+k))
		moves[shift].gather(span{unsafe.Add(d.p, k<<shift), m}, c, off+x.offset(i+k), x.inner())
		k += m
	}
}
