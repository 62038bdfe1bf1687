package arraylib

import (
	"math"
	"math/bits"
	"slices"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// What NumPy calls a ufunc, an element-wise function of two operands, is here the function itself: [Add] and its like, or what [Vectorize]
// makes of a function of two elements. Its methods are the functions below that take it first: np.maximum.reduce(a) is Reduce(Maximum, a).
//
// They find the kernel behind a function by calling it with a probe, two operands made for this one call. binary knows a probe when it sees
// one, and applies its kernel to the elements that the probe asks for.

// Outer returns f of every element of a and every element of b: its shape is a's followed by b's. It takes any element-wise function.
func Outer[T, R Elem](f func(a, b *Array[T]) *Array[R], a, b *Array[T]) *Array[R] {
	return as[R](outer(untyped(f), &a.c, &b.c))
}

//go:noinline
func outer(f func(a, b *core) *core, a, b *core) *core {
	v := *a
	ones := slices.Repeat([]int{1}, len(b.shape))
	v.shape, v.strides = slices.Concat(a.shape, ones), slices.Concat(a.strides, ones)
	checkShape("Outer", v.shape)
	return f(&v, b)
}

// Reduce joins the elements by f: Reduce(Maximum, a, Axis(0)) is np.maximum.reduce(a, axis=0). Of no element it is f's identity: 0 of [Add],
// [LogicalOr], [LogicalXor], [BitwiseOr], [BitwiseXor] and [Hypot], 1 or true of [Multiply] and [LogicalAnd], all bits of [BitwiseAnd], -Inf
// of [LogAddExp].
//
// These and [Maximum] and [Minimum] join elements in whatever order is fast, sums pairwise; all others, those of [Vectorize] too, from left
// to right along one axis: Reduce(Subtract, a) is a[0] - a[1] - a[2]…. Without an axis all elements are joined, as in all reductions of this
// package, where NumPy's reduce takes axis 0.
//
// It panics with *[ShapeError] if there is no element and f has no identity, with *[AxisError] if a does not have the axes, or there are
// several and the order matters, and with *[UfuncError] if f is not an element-wise function of this package or [Vectorize].
func Reduce[T Elem](f func(a, b *Array[T]) *Array[T], a *Array[T], opts ...Option) *Array[T] {
	return as[T](reduceBy(untyped(f), &a.c, opts))
}

//go:noinline
func reduceBy(f func(a, b *core) *core, a *core, opts []Option) *core {
	u := newUfunc("Reduce", f, a.dtype)
	d := u.reduce(u.fold(), nil, a, opts)
	if u.name == "Hypot" { // it begins with 0, so that what becomes of one element is positive too
		binary(u.op, u.kernel, d.dtype, d, d, nil, word{})
	}
	return d
}

func (u *ufunc) reduce(f fold, d, a *core, opts []Option) *core {
	if f.ordered {
		u.orderedAxes(a, opts)
	}
	return reduce(f, &kernels{two: u.kernel}, d, a, a.dtype, opts)
}

// orderedAxes returns the axes of opts, of which there is one at most.
func (u *ufunc) orderedAxes(a *core, opts []Option) axisSet {
	set := newAxisSet(u.op, opts, a.shape)
	if bits.OnesCount32(set.bits) > 1 {
		panic(&AxisError{u.op, bits.Len32(set.bits) - 1, a.shape, "is one too many: the order of the elements matters, so they are joined along one axis"})
	}
	return set
}

// ReduceWhere joins initial and those elements of a for which mask, which broadcasts to a's shape, is true:
// np.maximum.reduce(a, initial=0, where=mask). Scalar(true) is a mask of all. Of no element it is initial. See [Reduce].
//
// It panics as that does, and with *[ShapeError] if mask does not stretch to a's shape.
func ReduceWhere[T Elem](f func(a, b *Array[T]) *Array[T], a *Array[T], mask *Array[bool], initial T, opts ...Option) *Array[T] {
	return as[T](reduceWhere(untyped(f), &a.c, &mask.c, toWord(initial), opts))
}

//go:noinline
func reduceWhere(f func(a, b *core) *core, a, mask *core, initial word, opts []Option) *core {
	u := newUfunc("ReduceWhere", f, a.dtype)
	mask = mask.broadcastTo(u.op, a.shape)
	how := u.fold()
	if how.ordered {
		return u.reduceSome(a, mask, initial, opts)
	}
	if how.some { // of Maximum and Minimum, which initial may meet often
		how.none, how.some = initial, false
	}
	d := u.reduce(how, nil, where(nil, mask, a, nil, how.none), opts)
	d = binary(u.op, u.kernel, d.dtype, d, full(d.dtype, initial, nil), d, word{})
	if u.name == "Hypot" { // of which 0 is no identity to a negative number
		where(d, anyOf(nil, mask, opts), d, nil, initial)
	}
	return d
}

// reduceSome joins initial and the elements of a where mask is true from left to right.
func (u *ufunc) reduceSome(a, mask *core, initial word, opts []Option) *core {
	set := u.orderedAxes(a, opts)
	if set.bits == 0 {
		a, mask, set = a.expandDims([]int{0}), mask.expandDims([]int{0}), axisSet{bits: 1}
	}
	axis := bits.TrailingZeros32(set.bits)
	d := full(a.dtype, initial, slices.Delete(slices.Clone(a.shape), axis, axis+1))
	next := newResult(u.op, d.dtype, d.shape)
	for i := 0; i < a.shape[axis] && d.len > 0; i++ {
		binary(u.op, u.kernel, d.dtype, next, d, a.pickAxis(axis, i), word{})
		where(d, mask.pickAxis(axis, i), next, d, word{})
	}
	if set.keep {
		return d.expandDims([]int{axis})
	}
	return d
}

// Accumulate joins each element with all before it along an axis, from left to right: Accumulate(Maximum, a, Axis(0)) is
// np.maximum.accumulate(a, axis=0). Without an axis it is that of all elements in C order, as of [CumSum], where NumPy takes axis 0.
//
// It panics with *[AxisError] if a does not have the axis, and with *[UfuncError] as [Reduce] does.
func Accumulate[T Elem](f func(a, b *Array[T]) *Array[T], a *Array[T], opts ...Option) *Array[T] {
	return as[T](accumulateBy(untyped(f), &a.c, opts))
}

//go:noinline
func accumulateBy(f func(a, b *core) *core, a *core, opts []Option) *core {
	u := newUfunc("Accumulate", f, a.dtype)
	axis := axisOption(u.op, opts, a.shape, noAxis)
	d := a.copy(u.op)
	if axis < 0 {
		axis, d = 0, d.reshape([]int{-1})
	}
	if d.len == 0 {
		return d
	}
	row := d.strides[axis] // elements side by side across the axis
	block := row * d.shape[axis]
	for first := 0; first < d.len; first += block {
		for i := first + row; i < first+block; i += row {
			next := span{d.pointer(i), row}
			u.kernel(next, span{d.pointer(i - row), row}, next)
		}
	}
	return d
}

// ReduceAt joins parts of a along an axis: part i goes from offsets[i] up to, but not including, offsets[i+1], the last one to the end. Where
// the end is not after the beginning, NumPy's rule is the one element at offsets[i]. Negative offsets count from the end, which NumPy's do
// not. Without an axis the offsets count the elements in C order. See [Reduce].
//
// It panics with *[IndexError] if an offset is outside the axis, with *[ShapeError] if offsets has not one axis, and with *[UfuncError] as
// [Reduce] does.
func ReduceAt[T Elem, I Integer](f func(a, b *Array[T]) *Array[T], a *Array[T], offsets *Array[I], opts ...Option) *Array[T] {
	return as[T](reduceAt(untyped(f), &a.c, &offsets.c, opts))
}

//go:noinline
func reduceAt(f func(a, b *core) *core, a, offsets *core, opts []Option) *core {
	u := newUfunc("ReduceAt", f, a.dtype)
	if len(offsets.shape) != 1 {
		panic(&ShapeError{Op: u.op, A: offsets.shape, Why: "is that of the offsets, which need one axis"})
	}
	axis := axisOption(u.op, opts, a.shape, noAxis)
	list := places(u.op, offsets, a, axis)
	if axis < 0 {
		axis, a = 0, a.reshape([]int{-1})
	}
	shape := slices.Clone(a.shape)
	shape[axis] = len(list)
	d, how, along := newResult(u.op, a.dtype, shape), u.fold(), []Option{Axis(axis)}
	for i, first := range list {
		end := a.shape[axis]
		if i+1 < len(list) {
			end = max(list[i+1], first+1)
		}
		u.reduce(how, d.pickAxis(axis, i), a.cut(axis, first, end-first), along)
	}
	return d
}

// UpdateAt joins the elements of a at the given indices with those of v, in place, one after the other: an index that occurs several times counts
// as often. UpdateAt(Add, a, i, v) is np.add.at(a, i, v). Indices, v and the axis are those of [Put]; without an axis indices count the elements
// in C order, where NumPy's are along axis 0.
//
// It panics as [Put] does, and with *[UfuncError] as [Reduce] does.
func UpdateAt[T Elem, I Integer](f func(a, b *Array[T]) *Array[T], a *Array[T], indices *Array[I], v *Array[T], opts ...Option) {
	joinAt(untyped(f), &a.c, &indices.c, &v.c, opts)
}

//go:noinline
func joinAt(f func(a, b *core) *core, a, indices, v *core, opts []Option) {
	u := newUfunc("UpdateAt", f, a.dtype)
	axis := axisOption(u.op, opts, a.shape, noAxis)
	s := a.selection(axis, indices.shape)
	if rows, ok := a.list(axis); ok && u.name == "Add" && a.dtype != Bool && rows.step > 0 && indices.dtype != Uint64 && indices.size() > 0 {
		all := indices.whole(u.op)
		low, high := rangeOf(all, indices.dtype)
		if low < int64(-rows.n) || high >= int64(rows.n) {
			places(u.op, indices, a, axis) // which panics
		}
		add := addition{rows, a.dtype, all, indices.dtype, low < 0, valuesFor(u.op, a, v, s.shape)}
		add.run()
		return
	}
	list := places(u.op, indices, a, axis)
	v = valuesFor(u.op, a, v, s.shape)
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	part := *a
	x := operand{c: &part, way: s.inner, shift: dtypes[a.dtype].shift, buf: unsafe.Pointer(&buf[0])}
	if s.inner.inner() == 1 {
		x.kind = direct
	}
	at := v.off
	s.each(a, list, func(offs []int) {
		for _, part.off = range offs {
			for i, n := 0, 0; i < s.inner.size; i += n {
				if n = tileBytes >> x.shift; x.kind == direct {
					n = s.inner.row(i)
				}
				n = min(n, s.inner.size-i)
				d := x.load(i, n, true)
				u.kernel(d, d, span{v.pointer(at), n})
				x.store(i, d)
				at += n
			}
		}
	})
}

// rangeOf returns the least and the greatest of some whole numbers that fit into an int64.
func rangeOf(x span, dt DType) (low, high int64) {
	var least, greatest word
	reals[dt].min(span{unsafe.Pointer(&least), 1}, x, span{})
	reals[dt].max(span{unsafe.Pointer(&greatest), 1}, x, span{})
	return intAt(dt, unsafe.Pointer(&least)), intAt(dt, unsafe.Pointer(&greatest))
}

// addition adds the elements of v, row after row, to the rows of a list at some indices.
type addition struct {
	rows      list
	dtype     DType
	indices   span
	indexType DType
	negative  bool // some indices count from the end
	v         *core
}

// run adds all. Many rows are added in parts, each to zeros of its own.
func (a *addition) run() {
	shift := dtypes[a.dtype].shift
	to := span{a.rows.p, ((a.rows.n-1)*a.rows.step + a.rows.width) >> shift}
	const parts = 4
	switch n := a.v.size(); {
	case n == 0:
		return
	case n<<shift < 16*grainBytes || parts*to.n > n/16 || a.rows.step != a.rows.width:
		a.add(to, 0, a.indices.n)
		return
	}
	var sums [parts]*core
	part := (a.indices.n + parts - 1) / parts
	parallel.For(parts, 1, func(i, _ int) {
		sums[i] = newCore("UpdateAt", a.dtype, []int{to.n})
		a.add(span{sums[i].base, to.n}, i*part, min((i+1)*part, a.indices.n))
	})
	for _, s := range sums {
		numbers[a.dtype].add(to, to, span{s.base, to.n})
	}
}

// add adds rows lo to hi of v.
func (a *addition) add(to span, lo, hi int) {
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	shift := dtypes[a.dtype].shift
	width, step := a.rows.width>>shift, a.rows.step>>shift
	places, cast := dtypeOf[int](), castKernel(dtypeOf[int](), a.indexType)
	for n := 0; lo < hi; lo += n {
		n = min(hi-lo, tileBytes/8)
		at := span{unsafe.Add(a.indices.p, lo*a.indexType.Size()), n}
		if a.indexType != places || a.negative || step != 1 {
			tile := span{unsafe.Pointer(&buf[0]), n}
			cast(tile, at, span{})
			for i, k := range of[int](tile) {
				of[int](tile)[i] = (k + a.rows.n&(k>>(bits.UintSize-1))) * step
			}
			at = tile
		}
		numbers[a.dtype].addRows(to, of[int](at), span{a.v.pointer(a.v.off + lo*width), n * width})
	}
}

// UfuncError is the panic of a method of ufuncs given a function that is none, such as one composed of several.
type UfuncError struct{ Op string }

func (e *UfuncError) Error() string {
	return e.Op + ": the function is not an element-wise one of this package with two operands, nor made by Vectorize"
}

// ufunc is an element-wise function of two operands of one type.
type ufunc struct {
	room    word // stands for all elements of the probe
	a, b, d core // the probe and its result, views of room that no function may write to
	f       func(a, b *core) *core
	name    string  // "Maximum"
	op      string  // "Reduce(Maximum)"
	calls   int     // of binary
	spans   [3]span // for the kernel; none while f is examined
}

// What a probe and its views have, and no other array has: these very strides, which make it one that repeats elements, so that
// functions refuse to write to it.
var probeShape, probeStrides = []int{2}, []int{0}

// untyped takes the types off a function of arrays: an Array is a core and nothing else.
func untyped[T, R Elem](f func(a, b *Array[T]) *Array[R]) func(a, b *core) *core {
	return *(*func(a, b *core) *core)(unsafe.Pointer(&f))
}

func newUfunc(method string, f func(a, b *core) *core, dt DType) *ufunc {
	u := &ufunc{f: f, op: method}
	probe := core{base: unsafe.Pointer(&u.room), len: 1, shape: probeShape, strides: probeStrides, dtype: dt}
	u.a, u.b, u.d = probe, probe, probe
	if !u.examine() {
		panic(&UfuncError{method})
	}
	u.op = method + "(" + u.name + ")"
	return u
}

// isProbe reports whether c is a probe, or a view of one.
func (c *core) isProbe() bool {
	return unsafe.SliceData(c.strides) == unsafe.SliceData(probeStrides)
}

// ufunc returns what a probe belongs to: room is the first of its fields.
func (c *core) ufunc() *ufunc { return (*ufunc)(c.base) }

// examine reports whether f does nothing but hand its operands to one kernel and return what it gives. Whoever sets an element has set it
// to another value in one of the two calls.
func (u *ufunc) examine() bool {
	defer func() { recover() }()
	for i, room := range []word{{}, {0x0101010101010101, 0x0101010101010101}} {
		u.room = room
		if u.f(&u.a, &u.b) != &u.d || u.calls != i+1 || u.room != room {
			return false
		}
	}
	return true
}

// apply is binary for a probe.
func (u *ufunc) apply(op string, k kernel, out DType, d, a, b *core) *core {
	switch {
	case d != nil || a != &u.a || b != &u.b:
		panic(&UfuncError{u.op})
	case u.spans[0].n > 0:
		k(u.spans[0], u.spans[1], u.spans[2])
	default:
		u.name, u.d.dtype = op, out
		u.calls++
	}
	return &u.d
}

// kernel is what f does to each pair of elements.
func (u *ufunc) kernel(d, a, b span) {
	u.spans = [3]span{d, a, b}
	u.f(&u.a, &u.b)
}

// fold returns how u makes one element of many. Those functions whose order matters, as far as NumPy knows, go from left to right.
func (u *ufunc) fold() fold {
	f, dt := fold{op: u.op}, u.a.dtype
	switch u.name {
	case "Add", "BitwiseOr", "BitwiseXor", "LogicalOr", "LogicalXor", "Hypot":
	case "Multiply", "LogicalAnd":
		f.none = unit(dt)
	case "BitwiseAnd":
		if f.none = (word{math.MaxUint64, math.MaxUint64}); dt == Bool {
			f.none = unit(dt)
		}
	case "LogAddExp":
		if f.none = toWord(math.Inf(-1)); dt == Float32 {
			f.none = toWord(float32(math.Inf(-1)))
		}
	case "Maximum", "Minimum":
		f.some = true
	default:
		f.some, f.ordered = true, true
	}
	return f
}

// unit returns 1, or true.
func unit(dt DType) word {
	switch dt {
	case Float32:
		return toWord(float32(1))
	case Float64:
		return toWord(1.0)
	case Complex64:
		return toWord(complex64(1))
	case Complex128:
		return toWord(complex128(1))
	}
	switch dt.Size() {
	case 1:
		return toWord(uint8(1))
	case 2:
		return toWord(uint16(1))
	case 4:
		return toWord(uint32(1))
	}
	return toWord(uint64(1))
}
