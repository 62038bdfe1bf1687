package arraylib

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// tileBytes is the scratch of one operand: those of four fit into the first-level cache.
const tileBytes = 4096

type scratch [4][tileBytes / 16]word

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// unary applies k to every element of a, into d or, if d is nil, into a new array of dtype out.
func unary(op string, k kernel, out DType, d, a *core) *core {
	fresh := d == nil
	d = prepare(op, out, d, a.shape)
	a = separate(d, a)
	if n := d.size(); n <= chunk && d.contiguous() && a.contiguous() {
		if n > 0 {
			x := a.run(n)
			k(d.run(n), x, x)
		}
		return d
	}
	apply(op, k, fresh, d, a, a, word{})
	return d
}

// binary applies k to every pair of elements of a and b, or, if b is nil, of a and the scalar s; d and out are as for unary.
func binary(op string, k kernel, out DType, d, a, b *core, s word) *core {
	if a.isProbe() {
		return a.ufunc().apply(op, k, out, d, a, b)
	}
	fresh := d == nil
	if b != nil && slices.Equal(a.shape, b.shape) {
		d = prepare(op, out, d, a.shape)
		a, b = separate(d, a), separate(d, b)
		if n := d.size(); n <= chunk && d.contiguous() && a.contiguous() && b.contiguous() {
			if n > 0 {
				k(d.run(n), a.run(n), b.run(n))
			}
			return d
		}
		apply(op, k, fresh, d, a, b, s)
		return d
	}
	var room [maxDims]int
	shape := a.shape
	if b != nil {
		shape = broadcast(op, room[:0], a.shape, b.shape)
	}
	d = prepare(op, out, d, shape)
	if a = separate(d, a); b != nil {
		b = separate(d, b)
	} else if n := d.size(); 0 < n && n <= chunk && d.contiguous() && a.contiguous() {
		shift, one := dtypes[a.dtype].shift, takesOne(op, a.dtype)
		if one || n <= tileBytes>>shift {
			buf := scratches.Get().(*scratch)
			x := span{unsafe.Pointer(&buf[0]), n}
			if one {
				x.n = 1
			}
			moves[shift].spread(x, s)
			k(d.run(n), a.run(n), x)
			scratches.Put(buf)
			return d
		}
	}
	apply(op, k, fresh, d, a, b, s)
	return d
}

// run returns the n ≥ 1 elements of c, which is contiguous.
func (c *core) run(n int) span { return span{c.pointer(c.off), n} }

// apply applies k to all elements of a, or of a and b, or of a and s if b is nil, whatever their layout, into d, which is fresh if
// it is a new array.
//
//go:noinline
func apply(op string, k kernel, fresh bool, d, a, b *core, s word) {
	var x [3]operand
	all := []*operand{&x[0], &x[1], &x[2]}
	x[0].of(d, d.shape)
	x[0].stream(fresh, a, b)
	x[1].of(a, d.shape)
	switch {
	case b == a:
		all = all[:2]
	case b != nil:
		x[2].of(b, d.shape)
	default:
		x[2] = operand{kind: scalar, value: s, shift: dtypes[a.dtype].shift}
	}
	x[2].single = takesOne(op, a.dtype)
	walk(all, k, nil)
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

// operand is one array on its way through walk, stretched to the common shape, or a scalar.
type operand struct {
	c      *core
	way    axes
	kind   kind
	single bool // the kernel takes one element that stands for all of a row
	value  word // of a scalar without a core
	shift  uint8
	buf    unsafe.Pointer // for a tile, where kernels do not work in its memory
}

// kind is how a kernel gets at the elements of an operand.
type kind uint8

const (
	gathered kind = iota // tile by tile, each gathered, or scattered from it
	direct               // row by row, in its memory
	streamed             // a destination that is written past the caches
	scalar               // one value stands for all
	column               // one value stands for each row
	pattern              // a short row stands for all rows
)

// directRow is the length from which a row is worth a kernel call of its own.
const directRow = 64

// chunk is how many elements a kernel gets at once at most, so that a call takes less than 100 µs, and goroutines what they share evenly.
const chunk = 1 << 14

func (x *operand) of(c *core, shape []int) {
	x.c, x.shift = c, dtypes[c.dtype].shift
	x.way = stretch(c, shape)
	x.kind = x.way.kind()
}

// kind returns how a kernel gets at the elements of an operand that lie so.
func (x *axes) kind() kind {
	last := x.dims - 1
	row := x.shape[last]
	switch stride := x.inner(); {
	case stride == 1 && (last == 0 || row >= directRow):
		return direct
	case stride == 0 && last == 0:
		return scalar
	case stride == 0 && row >= directRow:
		return column
	case stride == 1 && last == 1 && x.strides[0] == 0:
		return pattern
	}
	return gathered
}

// Sizes from which a destination is written past the caches. A new array is not in them, and would be read first; another one may be.
const (
	streamBytes     = 1 << 17
	streamIntoBytes = 1 << 24
)

// stream makes the destination x of a and b streamed if that is faster.
func (x *operand) stream(fresh bool, a, b *core) {
	least := streamIntoBytes
	if fresh {
		least = streamBytes
	}
	if x.kind == direct && x.way.dims == 1 && x.way.size<<x.shift >= least && streams() && !overlap(x.c, a) && (b == nil || !overlap(x.c, b)) {
		x.kind = streamed
	}
}

// walk calls k or, if that is nil, choose with pieces of all operands, the first of which is written.
func walk(all []*operand, k kernel, choose chooser) {
	d := all[0]
	if n := d.way.size; n <= chunk {
		part(all, k, choose, 0, n)
	} else {
		share(all, k, choose, n)
	}
}

// forkTime is how long what is worth to be shared takes: some times what it costs to ask a goroutine on another processor. Nobody waits for it
// to wake.
const forkTime = 25 * time.Microsecond

// share is walk for more than a chunk. The first one shows how long the others will take.
//
//go:noinline
func share(all []*operand, k kernel, choose chooser, n int) {
	start := time.Now()
	part(all, k, choose, 0, chunk)
	chunks := (n - 1) / chunk // that are left
	w := chunkTask{choose: choose, count: len(all), n: n}
	ok := time.Since(start)*time.Duration(chunks) >= forkTime
	if ok {
		w.k, ok = shareable(k)
	}
	if !ok {
		part(all, k, choose, chunk, n)
		return
	}
	for i, x := range all {
		w.all[i] = *x
	}
	grain := max(1, chunks/(8*runtime.GOMAXPROCS(0))) // neighbours together, but not all at once
	chunkTasks.For(chunks, grain, &w, func(w *chunkTask, lo, hi int) {
		var all [len(w.all)]*operand
		for i := range w.count {
			all[i] = &w.all[i]
		}
		part(all[:w.count], w.k.kernel(), w.choose, (lo+1)*chunk, min((hi+1)*chunk, w.n))
	})
}

// chunkTask is what goroutines need that share the chunks of n elements of some operands.
type chunkTask struct {
	all    [4]operand
	count  int
	k      method
	choose chooser
	n      int
}

var chunkTasks parallel.Loop[chunkTask]

// method is a kernel that is a method of a table such as numbers: its code, and the two words of the interface; or none.
type method [3]unsafe.Pointer

// shareable returns k for use by several goroutines at once, if it is a method. Other functions may be the user's.
//
// That numbers[dt].add is a method its name tells; it is then a function that refers to its code and the two words of the interface. It lies
// on the stack of whoever called, as nothing else that k goes to keeps it, so that calls on few elements do not allocate: hence the copy.
func shareable(k kernel) (m method, ok bool) {
	if k == nil {
		return m, true
	}
	of := *(**method)(unsafe.Pointer(&k))
	name := runtime.FuncForPC(uintptr(of[0])).Name()
	switch {
	case !strings.HasSuffix(name, "-fm"):
		return m, false
	case strings.Contains(name, "Ops."):
		return *of, true
	case strings.Contains(name, ".bools."): // of a type without size
		return method{of[0]}, true
	}
	return m, false
}

// kernel returns m as a kernel that refers to it.
func (m *method) kernel() kernel {
	if m[0] == nil {
		return nil
	}
	return *(*kernel)(unsafe.Pointer(&m))
}

// part is walk for elements lo to hi.
func part(all []*operand, k kernel, choose chooser, lo, hi int) {
	if lo >= hi {
		return
	}
	var buf *scratch
	var bufs [4]unsafe.Pointer
	most := min(chunk, hi-lo)
	for j, x := range all {
		if x.kind == direct || x.single && x.kind == column {
			continue
		}
		if buf == nil {
			buf = scratches.Get().(*scratch)
		}
		bufs[j] = unsafe.Pointer(&buf[j])
		room := tileBytes >> x.shift
		switch {
		case x.kind == scalar && x.single:
			continue
		case x.kind == pattern:
			room -= x.way.shape[1]
		}
		most = min(most, room)
	}
	for j, x := range all {
		switch n := most; x.kind {
		case scalar:
			if x.single {
				n = 1
			}
			x.spread(span{bufs[j], n})
		case pattern:
			x.way.gather(span{bufs[j], n + x.way.shape[1]}, x.c, x.c.off, 0)
		}
	}
	d := all[0]
	var s [4]span
	for i := lo; i < hi; i += s[0].n {
		n := min(hi-i, most)
		for _, x := range all {
			if x.way.dims > 1 && (x.kind == direct || x.kind == column) {
				n = min(n, x.way.row(i))
			}
		}
		for j, x := range all {
			s[j] = x.piece(bufs[j], i, n, j > 0)
		}
		switch {
		case choose != nil:
			choose(s[0], s[1], s[2], s[3])
		case len(all) == 2:
			k(s[0], s[1], s[1])
		default:
			k(s[0], s[1], s[2])
		}
		d.store(i, s[0])
	}
	if d.kind == streamed {
		streamEnd()
	}
	if buf != nil {
		scratches.Put(buf)
	}
}

// at returns the address of element i.
func (x *operand) at(i int) unsafe.Pointer { return x.c.pointer(x.c.off + x.way.offset(i)) }

// piece returns elements i to i+n, for a kernel to read or, if not, to write. buf holds what is the same for all pieces.
func (x *operand) piece(buf unsafe.Pointer, i, n int, read bool) span {
	switch x.kind {
	case direct:
		return span{x.at(i), n}
	case gathered:
		if read {
			x.way.gather(span{buf, n}, x.c, x.c.off, i)
		}
	case scalar:
		if x.single {
			n = 1
		}
	case column:
		if x.single {
			return span{x.at(i), 1}
		}
		moves[x.shift].repeat(span{buf, n}, x.at(i))
	case pattern:
		buf = unsafe.Add(buf, i%x.way.shape[1]<<x.shift)
	}
	return span{buf, n}
}

// spread fills s with a scalar.
func (x *operand) spread(s span) {
	if x.c != nil {
		moves[x.shift].repeat(s, x.c.pointer(x.c.off))
		return
	}
	moves[x.shift].spread(s, x.value)
}

// load is piece for an operand with a buffer of its own, and store puts back what it did not hand out directly.
func (x *operand) load(i, n int, read bool) span { return x.piece(x.buf, i, n, read) }

func (x *operand) store(i int, s span) {
	switch x.kind {
	case streamed:
		copyPast(x.at(i), s.p, s.n<<x.shift)
	case gathered:
		x.way.scatter(x.c, x.c.off, i, s)
	}
}

// scatter writes s to elements i to i+s.n of c, whose first lies at off.
func (x *axes) scatter(c *core, off, i int, s span) {
	shift := dtypes[c.dtype].shift
	for k := 0; k < s.n; {
		m := min(s.n-k, x.row(i+k))
		moves[shift].scatter(c, off+x.offset(i+k), x.inner(), span{unsafe.Add(s.p, k<<shift), m})
		k += m
	}
}

// gather reads elements i to i+d.n of c, whose first lies at off, into d.
func (x *axes) gather(d span, c *core, off, i int) {
	shift, last := dtypes[c.dtype].shift, x.dims-1
	for k := 0; k < d.n; {
		at, m := off+x.offset(i+k), min(d.n-k, x.row(i+k))
		if row := x.shape[last]; m == row && row < directRow && last > 0 { // short rows, at once
			m *= min((d.n-k)/row, x.shape[last-1]-(i+k)/row%x.shape[last-1])
			moves[shift].gatherRows(span{unsafe.Add(d.p, k<<shift), m}, c, at, row, x.inner(), x.strides[last-1])
		} else {
			moves[shift].gather(span{unsafe.Add(d.p, k<<shift), m}, c, at, x.inner())
		}
		k += m
	}
}
