package arraylib

import (
	"math"
	"slices"
	"strconv"
	"sync/atomic"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Selection by masks and by arrays of indices always copies. Indices may be of any integer type; negative ones count from the end. They
// become offsets into the storage, and the elements at those, or the rows that begin there, are copied one after the other.

// Mask returns the elements of a where mask is true, in C order: a[mask], or np.extract. The mask has the shape of a, or of its first axes: what it
// selects is then whole sub-arrays.
//
// It panics with *[ShapeError] if mask has another shape.
func Mask[T Elem](a *Array[T], mask *Array[bool]) *Array[T] { return as[T](a.c.mask(&mask.c)) }

//go:noinline
func (c *core) mask(mask *core) *core {
	checkMask("Mask", c, mask)
	nd := len(mask.shape)
	if nd == len(c.shape) && c.contiguous() {
		return c.compressed("Mask", truth(mask))
	}
	offs := c.maskOffsets(mask)
	d := newResult("Mask", c.dtype, append([]int{len(offs)}, c.shape[nd:]...))
	if d.len > 0 {
		inner := newAxes(c.shape[nd:], c.strides[nd:])
		inner.pick(d, 0, c, offs)
	}
	return d
}

// compressed returns those elements of c, which is contiguous, where mask is true.
func (c *core) compressed(op string, mask []bool) *core {
	const part = 1 << 16
	if len(mask) < 4*part {
		d := newResult(op, c.dtype, []int{countTrue(mask)})
		if d.len > 0 {
			c.moves().compress(span{d.base, d.len}, span{c.pointer(c.off), len(mask)}, mask)
		}
		return d
	}
	ends := make([]int, (len(mask)+part-1)/part+1) // in the result
	parallel.For(len(mask), part, func(lo, hi int) { ends[lo/part+1] = countTrue(mask[lo:hi]) })
	for i, n := range ends[:len(ends)-1] {
		ends[i+1] += n
	}
	d := newResult(op, c.dtype, ends[len(ends)-1:])
	parallel.For(len(mask), part, func(lo, hi int) {
		if first, n := ends[lo/part], ends[lo/part+1]-ends[lo/part]; n > 0 {
			c.moves().compress(span{d.pointer(first), n}, span{c.pointer(c.off + lo), hi - lo}, mask[lo:hi])
		}
	})
	return d
}

// SetMask sets the elements of a where mask is true to those of v, which broadcasts to the shape of a[mask]: a[mask] = v. For
// a[mask] += v: SetMask(a, mask, Add(Mask(a, mask), v)).
//
// It panics with *[ShapeError] if mask does not have the shape of a or of its first axes, v does not stretch, or a repeats elements.
func SetMask[T Elem](a *Array[T], mask *Array[bool], v *Array[T]) { a.c.setMask(&mask.c, &v.c) }

//go:noinline
func (c *core) setMask(mask, v *core) {
	checkMask("SetMask", c, mask)
	nd := len(mask.shape)
	offs := c.maskOffsets(mask)
	v = valuesFor("SetMask", c, v, append([]int{len(offs)}, c.shape[nd:]...))
	if v.size() > 0 {
		inner := newAxes(c.shape[nd:], c.strides[nd:])
		inner.put(c, offs, v, v.off)
	}
}

// maskOffsets returns where in c's storage the sub-arrays begin that mask selects.
func (c *core) maskOffsets(mask *core) []int {
	nd := len(mask.shape)
	lead := newAxes(c.shape[:nd], c.strides[:nd])
	flags := truth(mask)
	offs, found := make([]int, countTrue(flags)), 0
	for k := 0; k < lead.size && found < len(offs); {
		n, off := lead.row(k), c.off+lead.offset(k)
		for _, selected := range flags[k : k+n] {
			if found == len(offs) {
				break
			}
			offs[found] = off
			found += toInt(selected)
			off += lead.inner()
		}
		k += n
	}
	return offs
}

// truth returns whether the elements are true, or not 0, in C order.
func truth(c *core) []bool {
	if c.dtype == Bool && c.contiguous() {
		return storage[bool](c)[c.off:][:c.size()]
	}
	return storage[bool](unary("Nonzero", elems[c.dtype].nonzero, Bool, nil, c))
}

func countTrue(flags []bool) (n int) {
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(flags))), len(flags))
	for len(bytes) >= 8 {
		// Each byte of sums counts one of every eight, in as many turns as a byte can count.
		turns := min(len(bytes)/8, 255)
		sums := uint64(0)
		for b := bytes[:8*turns]; len(b) >= 8; b = b[8:] {
			sums += uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		}
		pairs := sums&0x00ff00ff00ff00ff + sums>>8&0x00ff00ff00ff00ff
		n += int(pairs * 0x0001000100010001 >> 48)
		bytes = bytes[8*turns:]
	}
	for _, b := range bytes {
		n += int(b)
	}
	return n
}

// pick copies the sub-arrays of c along x that begin at offs to d, from offset at on.
func (x *axes) pick(d *core, at int, c *core, offs []int) {
	if x.size == 1 {
		c.moves().pick(span{d.pointer(at), len(offs)}, c, offs)
		return
	}
	row := x.dims == 1 && x.inner() == 1
	for i, off := range offs {
		if to := d.pointer(at + i*x.size); row {
			copyBytes(to, c.pointer(off), x.size<<dtypes[c.dtype].shift)
		} else {
			x.gather(span{to, x.size}, c, off, 0)
		}
	}
}

func copyBytes(d, s unsafe.Pointer, n int) {
	copy(unsafe.Slice((*byte)(d), n), unsafe.Slice((*byte)(s), n))
}

// put copies to the sub-arrays of c along x that begin at offs from v, from offset at on.
func (x *axes) put(c *core, offs []int, v *core, at int) {
	if x.size == 1 {
		c.moves().put(c, offs, span{v.pointer(at), len(offs)})
		return
	}
	for i, off := range offs {
		x.scatter(c, off, 0, span{v.pointer(at + i*x.size), x.size})
	}
}

// valuesFor returns the elements of v, broadcast to shape, in C order and apart from c, to which they will be written.
func valuesFor(op string, c, v *core, shape []int) *core {
	if c.repeats() {
		panic(broadcastError(op, c))
	}
	if !v.stretches(shape) {
		panic(&ShapeError{op, slices.Clone(shape), v.shape, "do not fit: the first is what is selected, the second the values', and does not stretch to it"})
	}
	v = v.broadcastTo(op, shape)
	if !v.contiguous() || overlap(c, v) {
		return v.copy(op)
	}
	return v
}

// Compress returns the sub-arrays of a along one axis for which mask is true; without an axis, the elements in C order.
//
// It panics with *[ShapeError] if mask is not one axis of as many elements.
func Compress[T Elem](a *Array[T], mask *Array[bool], opts ...Option) *Array[T] {
	return as[T](a.c.compress(&mask.c, opts))
}

//go:noinline
func (c *core) compress(mask *core, opts []Option) *core {
	axis, n := axisOption("Compress", opts, c.shape, noAxis), c.size()
	if axis >= 0 {
		n = c.shape[axis]
	}
	if !slices.Equal(mask.shape, []int{n}) {
		panic(&ShapeError{"Compress", c.shape, slices.Clone(mask.shape), "do not fit: the second is the mask's, and needs one axis of " + plural(n, "element")})
	}
	places := placesOf(truth(mask))
	return c.takePlaces("Compress", places, []int{len(places)}, axis)
}

// placesOf returns the numbers of those that are true.
func placesOf(flags []bool) []int {
	places, found := make([]int, countTrue(flags)), 0
	for i, f := range flags {
		if found == len(places) {
			break
		}
		places[found] = i
		found += toInt(f)
	}
	return places
}

// Take returns the sub-arrays of a along one axis at the given indices: Take(a, i, Axis(1)) is a[:, i]. In the result's shape the
// indices' shape stands for the axis. Without an axis the indices count the elements in C order.
//
// It panics with *[IndexError] if an index is outside the axis. For NumPy's mode="clip" give it [Clip] of the indices, for mode="wrap"
// their [RemainderScalar] by the length.
func Take[T Elem, I Integer](a *Array[T], indices *Array[I], opts ...Option) *Array[T] {
	return as[T](a.c.take(&indices.c, opts))
}

//go:noinline
func (c *core) take(indices *core, opts []Option) *core {
	axis := axisOption("Take", opts, c.shape, noAxis)
	if from, ok := c.list(axis); ok && indices.size() > 0 && indices.dtype != Uint64 {
		return c.takeFrom(from, indices, axis)
	}
	return c.takePlaces("Take", places("Take", indices, c, axis), indices.shape, axis)
}

// list returns the sub-arrays of c along an axis, or its elements if axis is -1, if each is a row of neighbours and all lie evenly.
func (c *core) list(axis int) (l list, ok bool) {
	shift := dtypes[c.dtype].shift
	if axis < 0 {
		way := newAxes(c.shape, c.strides)
		l, ok = list{n: way.size, step: way.inner() << shift, width: 1 << shift}, way.dims == 1
	} else {
		outer, inner := newAxes(c.shape[:axis], c.strides[:axis]), newAxes(c.shape[axis+1:], c.strides[axis+1:])
		l = list{n: c.shape[axis], step: c.strides[axis] << shift, width: inner.size << shift}
		ok = outer.size == 1 && inner.dims == 1 && (inner.size == 1 || inner.inner() == 1)
	}
	if ok = ok && l.n*l.width > 0; ok {
		l.p = c.pointer(c.off)
	}
	return l, ok
}

// takeFrom returns the rows of a list at the given indices, of which there is one at least.
func (c *core) takeFrom(from list, indices *core, axis int) *core {
	shape := indices.shape
	if axis >= 0 {
		shape = slices.Concat(c.shape[:axis], shape, c.shape[axis+1:])
	}
	d := newResult("Take", c.dtype, shape)
	whole := indices.whole("Take")
	fine := false
	if whole.n*from.width < 2*grainBytes {
		fine = c.takeRows(d, from, whole, indices.dtype, 0, whole.n)
	} else {
		fine = c.takeParallel(d, from, whole, indices.dtype)
	}
	if !fine {
		places("Take", indices, c, axis) // which panics
	}
	return d
}

func (c *core) takeParallel(d *core, from list, indices span, dt DType) bool {
	var wrong atomic.Bool
	parallel.For(indices.n, max(1, grainBytes/from.width), func(lo, hi int) {
		if !c.takeRows(d, from, indices, dt, lo, hi) {
			wrong.Store(true)
		}
	})
	return !wrong.Load()
}

// takeRows sets rows lo to hi of d. It reports whether all indices are inside.
func (c *core) takeRows(d *core, from list, indices span, dt DType, lo, hi int) bool {
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	for n := 0; lo < hi; lo += n {
		var list []int64
		n = hi - lo
		if at := unsafe.Add(indices.p, lo*dt.Size()); dt == Int64 {
			list = unsafe.Slice((*int64)(at), n)
		} else {
			n = min(n, tileBytes/8)
			tile := span{unsafe.Pointer(&buf[0]), n}
			castKernel(Int64, dt)(tile, span{at, n}, span{})
			list = of[int64](tile)
		}
		to := unsafe.Add(d.base, lo*from.width)
		if from.width == 1<<dtypes[d.dtype].shift {
			if !c.moves().take(span{to, n}, from, list) {
				return false
			}
			continue
		}
		for i, k := range list {
			k += int64(from.n) & (k >> 63)
			if uint64(k) >= uint64(from.n) {
				return false
			}
			copyBytes(unsafe.Add(to, i*from.width), unsafe.Add(from.p, int(k)*from.step), from.width)
		}
	}
	return true
}

// takePlaces returns the sub-arrays at places along an axis, in whose stead the result has the axes of shape.
func (c *core) takePlaces(op string, places, shape []int, axis int) *core {
	s := c.selection(axis, shape)
	d := newResult(op, c.dtype, s.shape)
	s.take(d, c, places)
	return d
}

// take copies the sub-arrays of c at places to d, which is new.
func (s *selection) take(d, c *core, places []int) {
	at := 0
	s.each(c, places, func(offs []int) {
		s.inner.pick(d, at, c, offs)
		at += len(offs) * s.inner.size
	})
}

// Put sets the sub-arrays of a along one axis at the given indices to those of v, which broadcasts to the shape that [Take] of the same
// indices has: Put(a, i, v, Axis(1)) is a[:, i] = v. Of several values for one place the last stays. Without an axis the indices count
// the elements in C order; NumPy's put repeats v then, which BroadcastTo does not.
//
// It panics with *[IndexError] if an index is outside the axis, and with *[ShapeError] if v does not stretch or a repeats elements.
func Put[T Elem, I Integer](a *Array[T], indices *Array[I], v *Array[T], opts ...Option) {
	a.c.putAt(&indices.c, &v.c, opts)
}

//go:noinline
func (c *core) putAt(indices, v *core, opts []Option) {
	axis := axisOption("Put", opts, c.shape, noAxis)
	list := places("Put", indices, c, axis)
	s := c.selection(axis, indices.shape)
	v = valuesFor("Put", c, v, s.shape)
	at := v.off
	s.each(c, list, func(offs []int) {
		s.inner.put(c, offs, v, at)
		at += len(offs) * s.inner.size
	})
}

// selection is the way through an array with places of one axis in the stead of that axis, or of all if axis is -1.
type selection struct {
	axis         int
	shape        []int // of what is selected
	outer, inner axes
}

func (c *core) selection(axis int, shape []int) selection {
	if axis < 0 {
		return selection{axis, slices.Clone(shape), newAxes(nil, nil), newAxes(nil, nil)}
	}
	return selection{axis, slices.Concat(c.shape[:axis], shape, c.shape[axis+1:]),
		newAxes(c.shape[:axis], c.strides[:axis]), newAxes(c.shape[axis+1:], c.strides[axis+1:])}
}

// each calls f with the offsets of the places for each index of the outer axes.
func (s *selection) each(c *core, places []int, f func(offs []int)) {
	if len(places) == 0 || s.outer.size == 0 || s.inner.size == 0 {
		return
	}
	offs := make([]int, len(places))
	if s.axis < 0 {
		way := newAxes(c.shape, c.strides)
		for i, k := range places {
			offs[i] = c.off + way.offset(k)
		}
		f(offs)
		return
	}
	stride := c.strides[s.axis]
	for o := range s.outer.size {
		base := c.off + s.outer.offset(o)
		for i, k := range places {
			offs[i] = base + k*stride
		}
		f(offs)
	}
}

// places returns the indices as places along an axis of c, or among all elements if axis is -1, and panics if one is outside.
func places(op string, indices, c *core, axis int) []int {
	n := c.size()
	if axis >= 0 {
		n = c.shape[axis]
	}
	list := make([]int, indices.size())
	for i, v := range storage[int64](indices.cast(op, Int64)) {
		k := v
		if k < 0 && indices.dtype < Uint8 {
			k += int64(n)
		}
		if k < 0 || k >= int64(n) {
			err := &IndexError{Index: []int{int(v)}, Shape: c.shape, Op: op, Axis: axis}
			switch unsigned := indices.dtype >= Uint8; {
			case v < math.MinInt && !unsigned:
				err.Index[0], err.text = math.MinInt, strconv.FormatInt(v, 10)
			case v > math.MaxInt || v < 0 && unsigned:
				err.Index[0], err.text = math.MaxInt, strconv.FormatUint(uint64(v), 10)
			}
			panic(err)
		}
		list[i] = int(k)
	}
	return list
}

// Delete returns a without its sub-arrays along one axis at the given indices, which may repeat. Without an axis the indices count the
// elements in C order, and what is left has one axis.
//
// It panics with *[IndexError] if an index is outside the axis.
func Delete[T Elem, I Integer](a *Array[T], indices *Array[I], opts ...Option) *Array[T] {
	return as[T](a.c.delete(&indices.c, opts))
}

//go:noinline
func (c *core) delete(indices *core, opts []Option) *core {
	axis, n := axisOption("Delete", opts, c.shape, noAxis), c.size()
	if axis >= 0 {
		n = c.shape[axis]
	}
	kept := slices.Repeat([]bool{true}, n)
	for _, k := range places("Delete", indices, c, axis) {
		kept[k] = false
	}
	left := placesOf(kept)
	return c.takePlaces("Delete", left, []int{len(left)}, axis)
}

// At returns the elements of a at indices of which each array has the number along one axis: At(a, i, j) is a[i, j]. The arrays broadcast;
// in the result's shape theirs stands for as many first axes of a, and where a has more, what is selected is whole sub-arrays.
//
// It panics with *[IndexError] if an index is outside its axis, and with *[ShapeError] if the arrays do not broadcast, or there are more of
// them than a has axes.
func At[T Elem, I Integer](a *Array[T], indices ...*Array[I]) *Array[T] {
	return as[T](a.c.at(cores(indices)))
}

//go:noinline
func (c *core) at(indices []*core) *core {
	shape, offs := c.offsets("At", indices)
	d := newResult("At", c.dtype, append(shape, c.shape[len(indices):]...))
	if d.len > 0 {
		inner := newAxes(c.shape[len(indices):], c.strides[len(indices):])
		inner.pick(d, 0, c, offs)
	}
	return d
}

// SetAt sets the elements of a at indices of which each array has the number along one axis to those of v, which broadcasts to the shape
// that [At] of the same indices has: SetAt(a, v, i, j) is a[i, j] = v. Of several values for one place the last stays.
//
// It panics as At does, and with *[ShapeError] if v does not stretch or a repeats elements.
func SetAt[T Elem, I Integer](a, v *Array[T], indices ...*Array[I]) {
	a.c.setAt(&v.c, cores(indices))
}

//go:noinline
func (c *core) setAt(v *core, indices []*core) {
	shape, offs := c.offsets("SetAt", indices)
	v = valuesFor("SetAt", c, v, append(shape, c.shape[len(indices):]...))
	if v.size() > 0 {
		inner := newAxes(c.shape[len(indices):], c.strides[len(indices):])
		inner.put(c, offs, v, v.off)
	}
}

// offsets returns the common shape of arrays of indices, one for each of c's first axes, and where in c's storage what they select begins.
func (c *core) offsets(op string, indices []*core) (shape, offs []int) {
	if len(indices) > len(c.shape) {
		panic(&ShapeError{Op: op, A: c.shape, Why: "has " + plural(len(c.shape), "axis") + ", there are indices for " + strconv.Itoa(len(indices))})
	}
	shape = []int{}
	for _, x := range indices {
		shape = broadcast(op, []int{}, shape, x.shape)
	}
	offs = slices.Repeat([]int{c.off}, checkShape(op, shape))
	for d, x := range indices {
		list := places(op, x, c, d)
		l := core{len: len(list), dtype: dtypeOf[int]()}
		l.setShape(x.shape)
		way := stretch(&l, shape)
		for k := 0; k < way.size; {
			row, from := way.row(k), way.offset(k)
			for i := range row {
				offs[k+i] += list[from] * c.strides[d]
				from += way.inner()
			}
			k += row
		}
	}
	return shape, offs
}

// UnravelIndex returns, for numbers of elements in C order of a shape, their indices, one array for each axis: after
// at := UnravelIndex(ArgMax(a), a.Shape()...), At(a, at...) is the greatest element. Negative numbers count from the end.
//
// It panics with *[IndexError] if the shape has no element of that number.
func UnravelIndex[I Integer](numbers *Array[I], shape ...int) []*Array[int] {
	return arrays[int](numbers.c.unravel(shape))
}

//go:noinline
func (c *core) unravel(shape []int) []*core {
	checkShape("UnravelIndex", shape)
	result := make([]*core, len(shape))
	for d := range result {
		result[d] = newResult("UnravelIndex", dtypeOf[int](), c.shape)
	}
	for i, k := range places("UnravelIndex", c, &core{shape: slices.Clone(shape)}, -1) {
		for d := len(shape) - 1; d >= 0; d-- {
			storage[int](result[d])[i] = k % shape[d]
			k /= shape[d]
		}
	}
	return result
}

// RavelMultiIndex returns, for indices of which each array has the number along one axis of a shape, how many elements come before in C order.
// The arrays broadcast, negative indices count from the end. It is the reverse of [UnravelIndex].
//
// It panics with *[IndexError] if an index is outside its axis, and with *[ShapeError] if the arrays do not broadcast, or are not as many as
// the shape has axes.
func RavelMultiIndex[I Integer](indices []*Array[I], shape ...int) *Array[int] {
	return as[int](ravelMultiIndex(cores(indices), shape))
}

//go:noinline
func ravelMultiIndex(indices []*core, shape []int) *core {
	checkShape("RavelMultiIndex", shape)
	var c core
	c.setShape(shape)
	if len(indices) < len(shape) {
		panic(&ShapeError{Op: "RavelMultiIndex", A: c.shape, Why: "has " + plural(len(shape), "axis") + ", there are indices for " + strconv.Itoa(len(indices))})
	}
	d := core{dtype: dtypeOf[int]()}
	common, numbers := c.offsets("RavelMultiIndex", indices)
	d.setShape(common)
	d.base, d.len = unsafe.Pointer(unsafe.SliceData(numbers)), len(numbers)
	return &d
}

// TakeAlongAxis returns, for each line of a along an axis, the elements at the line's own indices, as those of [ArgMax] or a sort are.
// The other axes of a and indices broadcast. Without an axis it is the last.
//
// It panics with *[IndexError] if an index is outside the axis, and with *[ShapeError] if the other axes do not fit.
func TakeAlongAxis[T Elem, I Integer](a *Array[T], indices *Array[I], opts ...Option) *Array[T] {
	return as[T](a.c.takeAlongAxis(&indices.c, opts))
}

//go:noinline
func (c *core) takeAlongAxis(indices *core, opts []Option) *core {
	shape, offs := c.alongAxis("TakeAlongAxis", indices, opts)
	d := newResult("TakeAlongAxis", c.dtype, shape)
	if d.len > 0 {
		c.moves().pick(span{d.base, d.len}, c, offs)
	}
	return d
}

// PutAlongAxis sets, for each line of a along an axis, the elements at the line's own indices to those of v, which broadcasts to the
// shape that [TakeAlongAxis] of the same indices has.
//
// It panics as that does, and with *[ShapeError] if v does not stretch, or a repeats elements.
func PutAlongAxis[T Elem, I Integer](a *Array[T], indices *Array[I], v *Array[T], opts ...Option) {
	a.c.putAlongAxis(&indices.c, &v.c, opts)
}

//go:noinline
func (c *core) putAlongAxis(indices, v *core, opts []Option) {
	shape, offs := c.alongAxis("PutAlongAxis", indices, opts)
	v = valuesFor("PutAlongAxis", c, v, shape)
	if len(offs) > 0 {
		c.moves().put(c, offs, span{v.pointer(v.off), len(offs)})
	}
}

// alongAxis returns the common shape of c and indices, which has the indices' length along the axis, and where in c's storage each of
// its elements lies.
func (c *core) alongAxis(op string, indices *core, opts []Option) (shape, offs []int) {
	axis := axisOption(op, opts, c.shape, lastAxis)
	if len(indices.shape) != len(c.shape) {
		panic(&ShapeError{op, c.shape, slices.Clone(indices.shape), "do not fit: the second is the indices', and needs as many axes"})
	}
	n, m := c.shape[axis], indices.shape[axis]
	one := slices.Clone(c.shape)
	one[axis] = 1
	other := slices.Clone(indices.shape)
	other[axis] = 1
	shape = broadcast(op, nil, one, other)
	shape[axis] = n
	lines := c.broadcastTo(op, shape)
	shape[axis] = m
	offs = places(op, indices.broadcastTo(op, shape), lines, axis)
	stride := lines.strides[axis]
	lines.strides[axis] = 0
	way := newAxes(shape, lines.strides)
	for k := 0; k < way.size; {
		row, off := way.row(k), c.off+way.offset(k)
		for i := range row {
			offs[k+i] = off + offs[k+i]*stride
			off += way.inner()
		}
		k += row
	}
	return shape, offs
}

// Nonzero returns where the elements are true, or not 0: one array of indices for each axis, in C order.
//
// It panics with *[ShapeError] if a has no axis.
func Nonzero[T Elem](a *Array[T]) []*Array[int] { return arrays[int](a.c.nonzero()) }

//go:noinline
func (c *core) nonzero() []*core {
	if len(c.shape) == 0 {
		panic(&ShapeError{Op: "Nonzero", A: c.shape, Why: "has no axis to have an index of"})
	}
	where := c.argWhere("Nonzero")
	result := make([]*core, len(c.shape))
	for d := range result {
		result[d] = where.slice(":, %d", []int{d}).copy("Nonzero")
	}
	return result
}

// ArgWhere returns where the elements are true, or not 0: one row of indices for each, in C order.
func ArgWhere[T Elem](a *Array[T]) *Array[int] { return as[int](a.c.argWhere("ArgWhere")) }

//go:noinline
func (c *core) argWhere(op string) *core {
	found, nd := placesOf(truth(c)), len(c.shape)
	d := newResult(op, dtypeOf[int](), []int{len(found), nd})
	rows := storage[int](d)
	for i, k := range found {
		for axis := nd - 1; axis >= 0; axis-- {
			rows[i*nd+axis] = k % c.shape[axis]
			k /= c.shape[axis]
		}
	}
	return d
}

// FlatNonzero returns where the elements are true, or not 0, counted in C order.
func FlatNonzero[T Elem](a *Array[T]) *Array[int] { return as[int](a.c.flatNonzero()) }

//go:noinline
func (c *core) flatNonzero() *core {
	found := placesOf(truth(c))
	return asArray("FlatNonzero", dtypeOf[int](), unsafe.Pointer(unsafe.SliceData(found)), len(found), nil)
}
