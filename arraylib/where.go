package arraylib

import "slices"

// Where returns the elements of a where mask is true, and those of b elsewhere. All three broadcast; either may be a [Scalar].
//
// It panics with *[ShapeError] if they do not, and the Into forms if dst does not have the result's shape or repeats elements.
func Where[T Elem](mask *Array[bool], a, b *Array[T]) *Array[T] {
	return as[T](where(nil, &mask.c, &a.c, &b.c, word{}))
}

// WhereScalar returns the elements of a where mask is true, and s elsewhere.
func WhereScalar[T Elem](mask *Array[bool], a *Array[T], s T) *Array[T] {
	return as[T](where(nil, &mask.c, &a.c, nil, toWord(s)))
}

// WhereInto sets dst to the elements of a where mask is true, and to those of b elsewhere. dst may be or overlap the others.
func WhereInto[T Elem](dst *Array[T], mask *Array[bool], a, b *Array[T]) {
	where(&dst.c, &mask.c, &a.c, &b.c, word{})
}

// WhereScalarInto sets dst to the elements of a where mask is true, and to s elsewhere.
func WhereScalarInto[T Elem](dst *Array[T], mask *Array[bool], a *Array[T], s T) {
	where(&dst.c, &mask.c, &a.c, nil, toWord(s))
}

//go:noinline
func where(d, mask, a, b *core, s word) *core {
	var x [4]operand
	var rooms [2][maxDims]int
	shape := broadcast("Where", rooms[0][:0], mask.shape, a.shape)
	if b != nil {
		shape = broadcast("Where", rooms[1][:0], shape, b.shape)
	}
	d = prepare("Where", a.dtype, d, shape)
	x[0].of(d, shape)
	x[1].of(separate(d, mask), shape)
	x[2].of(separate(d, a), shape)
	if b != nil {
		x[3].of(separate(d, b), shape)
	} else {
		x[3] = operand{kind: scalar, value: s, shift: dtypes[a.dtype].shift}
	}
	choose(&x)
	return d
}

// chooser is a loop that sets d to the elements of a where mask is true, and to those of b elsewhere.
type chooser func(d, mask, a, b span)

func choose(x *[4]operand) {
	walk([]*operand{&x[0], &x[1], &x[2], &x[3]}, nil, chooserOf(x[0].shift))
}

// chooserOf returns the loop for elements of 1<<shift bytes.
func chooserOf(shift uint8) chooser {
	switch shift {
	case 0:
		return chooseFrom[uint8]
	case 1:
		return chooseFrom[uint16]
	case 2:
		return choose4
	case 3:
		return choose8
	}
	return chooseFrom[word]
}

func chooseFrom[T any](d, mask, a, b span) {
	m, x, y := of[bool](mask), of[T](a), of[T](b)
	for i := range of[T](d) {
		if m[i] {
			of[T](d)[i] = x[i]
		} else {
			of[T](d)[i] = y[i]
		}
	}
}

// SetMaskScalar sets the elements of a where mask is true to s: a[mask] = s. The mask has the shape of a or of its first axes.
//
// It panics with *[ShapeError] if mask has another shape, or a repeats elements.
func SetMaskScalar[T Elem](a *Array[T], mask *Array[bool], s T) {
	setMaskScalar(&a.c, &mask.c, toWord(s))
}

//go:noinline
func setMaskScalar(a, mask *core, s word) {
	checkMask("SetMaskScalar", a, mask)
	if a.repeats() {
		panic(broadcastError("SetMaskScalar", a))
	}
	var x [4]operand
	x[0].of(a, a.shape)
	x[1].of(separate(a, mask.under(a.shape)), a.shape)
	x[2] = operand{kind: scalar, value: s, shift: dtypes[a.dtype].shift}
	x[3].of(a, a.shape)
	choose(&x)
}

// under returns c, which has the first axes of shape, stretched along the others.
func (c *core) under(shape []int) *core {
	v := *c
	v.setShape(shape)
	clear(v.strides[copy(v.strides, c.strides):])
	return &v
}

func checkMask(op string, a, mask *core) {
	if nd := len(mask.shape); nd > len(a.shape) || !slices.Equal(mask.shape, a.shape[:nd]) {
		panic(&ShapeError{op, a.shape, slices.Clone(mask.shape), "differ: the second is the mask's, and has to be that of the first's first axes"})
	}
}
