package arraylib

import (
	"iter"
	"unsafe"
)

// Array is an n-dimensional array of T, or a view of one: a shape and strides over storage that it may share.
//
// Make arrays with [Zeros], [Full], [New] and their like; the zero Array is none and has no use but for [Attach]. Methods are few because each costs
// compile time in every program that names Array[T]; all else is a function of this package.
type Array[T Elem] struct{ c core }

// Operand is a *Array of any element type. Nothing else implements it.
type Operand interface {
	operand() (*core, DType)
}

// as gives a core its type back: an Array is a core and nothing else.
func as[T Elem](c *core) *Array[T] { return (*Array[T])(unsafe.Pointer(c)) }

// cores and arrays do the same for slices.
func cores[T Elem](a []*Array[T]) []*core {
	return unsafe.Slice((**core)(unsafe.Pointer(unsafe.SliceData(a))), len(a))
}

func arrays[T Elem](c []*core) []*Array[T] {
	return unsafe.Slice((**Array[T])(unsafe.Pointer(unsafe.SliceData(c))), len(c))
}

// toWord takes a scalar's type off.
func toWord[T Elem](v T) (w word) { *(*T)(unsafe.Pointer(&w)) = v; return w }

// typed makes a slice of the n elements at p.
func typed[T Elem](p unsafe.Pointer, n int) []T { return unsafe.Slice((*T)(p), n) }

// Shape returns the lengths of the axes, outermost first; no axis means one element. The slice is the caller's.
func (a *Array[T]) Shape() []int { return a.c.shapeCopy() }

// At returns the element at an index of one number an axis; negative numbers count from the end. It does not allocate.
//
// It panics with *[IndexError] if the index has too few or too many numbers, or one is out of range.
func (a *Array[T]) At(index ...int) T { return *(*T)(a.c.addr(index)) }

// Set writes v at an index; it panics as [Array.At] does.
func (a *Array[T]) Set(v T, index ...int) { *(*T)(a.c.addr(index)) = v }

// Item returns the only element, as of a sum over all axes.
//
// It panics with *[ShapeError] if there is not exactly one.
func (a *Array[T]) Item() T { return *(*T)(a.c.item()) }

// S returns the view that NumPy's a[text] is: numbers, start:stop:step, None for a new axis and ... for all axes between, with
// commas. Each %d in the text stands for the next number of args: a.S("%d:, None", i).
//
// It panics with *[SliceError], which points at the column, if the text is not an index of this array.
func (a *Array[T]) S(text string, args ...int) *Array[T] { return as[T](a.c.slice(text, args)) }

// T returns the view with the axes in reverse order, which is the transpose of a matrix.
func (a *Array[T]) T() *Array[T] { return as[T](a.c.transpose(nil)) }

// Reshape returns the elements in C order under another shape: a view where the layout allows one, otherwise a copy. One length
// may be -1 and is computed from the others.
//
// It panics with *[ShapeError] if the new shape has another number of elements.
func (a *Array[T]) Reshape(shape ...int) *Array[T] { return as[T](a.c.reshape(shape)) }

// Fill sets every element to v; views of the same storage see it.
func (a *Array[T]) Fill(v T) { a.c.fill(toWord(v)) }

// Data returns the storage between a's first and last element in memory, without copying. For an array in C order those are its
// elements in order; for other views, such as a transpose or every second column, elements of the neighbours lie among them, and
// Ravel(a).Data() has a's elements alone.
func (a *Array[T]) Data() []T { return typed[T](a.c.data()) }

// All ranges over the elements in C order with a running number. It sees writes made while it runs.
func (a *Array[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		a.c.each(func(i int, p unsafe.Pointer) bool { return yield(i, *(*T)(p)) })
	}
}

// String returns what Python's print shows for a NumPy array.
func (a *Array[T]) String() string { return a.c.text() }

func (a *Array[T]) operand() (*core, DType) { return (*core)(unsafe.Pointer(a)), dtypeOf[T]() }
