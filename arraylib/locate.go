package arraylib

import (
	"math/bits"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// finder looks for the place of an element among those of type dt.
type finder interface {
	beat(dt DType, best, a span) int // where a first beats best[0], raising best[0] until none does; -1 if nowhere
}

// lineFinder looks in several lines at once.
type lineFinder interface {
	finder
	lines(dt DType, d, a span)                   // d int: the place in each of d.n lines, which make up a
	across(dt DType, d, best, a span, place int) // d int: place where a beats best, which becomes a there
}

type (
	greatest struct{}
	least    struct{}
)

func (greatest) beat(dt DType, best, a span) int { return reals[numberOf(dt)].argMax(best, a) }
func (greatest) lines(dt DType, d, a span)       { reals[numberOf(dt)].argMaxes(d, a, span{}) }
func (greatest) across(dt DType, d, best, a span, place int) {
	reals[numberOf(dt)].raise(d, best, a, place)
}

func (least) beat(dt DType, best, a span) int { return reals[numberOf(dt)].argMin(best, a) }
func (least) lines(dt DType, d, a span)       { reals[numberOf(dt)].argMins(d, a, span{}) }
func (least) across(dt DType, d, best, a span, place int) {
	reals[numberOf(dt)].lower(d, best, a, place)
}

// locate finds the place of an element along each line of a or, of elements that are computed, of a's shape.
func locate(op string, by finder, d, a *core, computed *lines, opts []Option) *core {
	set := newAxisSet(op, opts, a.shape)
	if n := bits.OnesCount32(set.bits); n > 1 && n < len(a.shape) {
		panic(&AxisError{op, bits.Len32(set.bits) - 1, a.shape, "is one too many: the result is a place along one axis, or among all elements"})
	}
	if d != nil {
		a = separate(d, a)
	}
	var room [maxDims]int
	shape, kept, gone := set.split(room[:0], a)
	d = prepare(op, dtypeOf[int](), d, shape)
	way := newAxes(d.shape, d.strides)
	if way.size == 0 {
		return d
	}
	f := fold{op: op, some: true}
	f.needSome(a, &gone)
	if by, ok := by.(lineFinder); ok && computed == nil && way.dims == 1 && (way.inner() == 1 || way.size == 1) {
		places := span{d.pointer(d.off), way.size}
		if gone.dims == 1 && gone.inner() == 1 && kept.dims == 1 && (kept.size == 1 || kept.inner() == gone.size) {
			locateLines(by, places, span{a.pointer(a.off), a.size()}, a.dtype)
			return d
		}
		if kept.inner() == 1 && gone.inner() != 1 {
			locateAcross(by, places, a, &kept, &gone)
			return d
		}
	}
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	shift := dtypes[a.dtype].shift
	leaf := lineLeaf(&gone, computed == nil, tileBytes>>shift)
	if computed != nil {
		leaf = computed.order(false)
	}
	best := span{unsafe.Pointer(&buf[1]), 1}
	for k := range way.size {
		place := 0
		for i := 0; i < gone.size; {
			n := min(leaf, gone.size-i)
			var s span
			if computed != nil {
				s = computed.load(k*gone.size+i, n)
			} else {
				s = gone.read(a, a.off+kept.offset(k), i, n, unsafe.Pointer(&buf[0]))
			}
			if i == 0 {
				copy(of[byte](span{best.p, 1 << shift}), of[byte](span{s.p, 1 << shift}))
			}
			if at := by.beat(a.dtype, best, s); at >= 0 {
				place = i + at
			}
			i += n
		}
		storage[int](d)[d.off+way.offset(k)] = place
	}
	return d
}

// lineBytes is the most bytes of a line that kernels go through twice: half of a first-level cache.
const lineBytes = 1 << 14

// grainBytes is how much a goroutine takes at once of what is read in order.
const grainBytes = 1 << 17

// locateLines finds the places in d.n lines that make up a. Lines that are long are cut, and the best of the parts found in their order.
func locateLines(by lineFinder, d, a span, dt DType) {
	n, size := a.n/d.n, dt.Size()
	if n*size <= 2*lineBytes {
		if a.n*size < 2*grainBytes {
			by.lines(dt, d, a)
			return
		}
		parallelLines(by, d, a, n, dt)
		return
	}
	part := lineBytes / size
	whole, rest := n/part, n%part
	room := getPartials(1 + (whole+2)/2)
	defer partials.Put(room)
	best, parts := span{unsafe.Pointer(&(*room)[0]), 1}, unsafe.Slice((*int)(unsafe.Pointer(&(*room)[1])), whole+1)
	for i := range d.n {
		line := span{unsafe.Add(a.p, i*n*size), whole * part}
		parallelLines(by, span{unsafe.Pointer(&parts[0]), whole}, line, part, dt)
		if rest > 0 {
			by.lines(dt, span{unsafe.Pointer(&parts[whole]), 1}, span{unsafe.Add(line.p, line.n*size), rest})
		}
		place := 0
		for k, at := range parts[:(n+part-1)/part] {
			at += k * part
			x := unsafe.Add(line.p, at*size)
			if k == 0 {
				copy(of[byte](span{best.p, size}), of[byte](span{x, size}))
				place = at
			} else if by.beat(dt, best, span{x, 1}) == 0 {
				place = at
			}
		}
		of[int](d)[i] = place
	}
}

// parallelLines is of lines of n elements.
func parallelLines(by lineFinder, d, a span, n int, dt DType) {
	lineTasks.For(d.n, max(1, grainBytes/(n*dt.Size())), &lineTask{by, d, a, n, dt}, func(w *lineTask, lo, hi int) {
		d, a := unsafe.Add(w.d.p, lo*int(unsafe.Sizeof(0))), unsafe.Add(w.a.p, lo*w.n*w.dt.Size())
		w.by.lines(w.dt, span{d, hi - lo}, span{a, (hi - lo) * w.n})
	})
}

// lineTask is what goroutines need that share lines of n elements.
type lineTask struct {
	by   lineFinder
	d, a span
	n    int
	dt   DType
}

var lineTasks parallel.Loop[lineTask]

// locateAcross finds the places in lines that lie side by side: one element of each of some, then the next one of each.
func locateAcross(by lineFinder, d span, a *core, kept, gone *axes) {
	shift := dtypes[a.dtype].shift
	tile := tileBytes >> shift
	if kept.size*gone.size<<shift < 2*grainBytes {
		acrossTiles(by, d, a, kept, gone, 0, kept.size, tile)
		return
	}
	acrossTasks.For(kept.size, tile, &acrossTask{by, d, a, *kept, *gone, tile}, func(w *acrossTask, lo, hi int) {
		acrossTiles(w.by, w.d, w.a, &w.kept, &w.gone, lo, hi, w.tile)
	})
}

// acrossTask is what goroutines need that share lines which lie side by side.
type acrossTask struct {
	by         lineFinder
	d          span
	a          *core
	kept, gone axes
	tile       int
}

var acrossTasks parallel.Loop[acrossTask]

func acrossTiles(by lineFinder, d span, a *core, kept, gone *axes, lo, hi, tile int) {
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	shift := dtypes[a.dtype].shift
	for n := 0; lo < hi; lo += n {
		n = min(tile, hi-lo, kept.row(lo))
		off := a.off + kept.offset(lo)
		places, best := span{unsafe.Add(d.p, lo*int(unsafe.Sizeof(0))), n}, span{unsafe.Pointer(&buf[0]), n}
		clear(of[int](places))
		copy(of[byte](span{best.p, n << shift}), of[byte](span{a.pointer(off), n << shift}))
		for i := 1; i < gone.size; i++ {
			by.across(a.dtype, places, best, span{a.pointer(off + gone.offset(i)), n}, i)
		}
	}
}
