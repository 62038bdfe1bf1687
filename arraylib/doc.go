// Package arraylib is n-dimensional arrays with NumPy's semantics and Go's types, in portable Go. Import it as np:
//
//	import np "fastergo/arraylib"
//
//	m := np.Full(0.1, 1024, 1024)            // np.full((1024, 1024), 0.1)
//	np.Diagonal(m).Fill(1)                   // np.fill_diagonal(m, 1)
//	y := np.AddScalar(m, 1)                  // m + 1
//	t := np.Arange[float64](30)              // np.arange(30.0)
//	odd := m.S("1::2, ::-1")                 // m[1::2, ::-1]
//	row := m.S("%d, None", i)                // m[i, None]
//	s := np.Sum(m, np.Axis(0), np.KeepDims)  // m.sum(axis=0, keepdims=True)
//	x := np.Sum(m).Item()                    // m.sum()
//	d := np.Std(m, np.Correction(1))         // m.std(correction=1)
//	np.CopyTo(m.S("1:"), y.S(":-1"))         // m[1:] = y[:-1]
//	e := np.Take(m, labels, np.Axis(0))      // m[labels]
//	v := np.Mask(y, np.GreaterScalar(y, 0))  // y[y > 0]
//
// The names are NumPy's in Go's spelling. The element type is part of an array's type, so what does not fit does not compile, and
// conversions are written: [AsType], [SumAs], [MeanAs]. Shapes are checked when a function runs: misuse panics with a *[ShapeError],
// *[AxisError], *[IndexError] or *[SliceError], which carries the facts and reads as a sentence.
//
// [Array] has these methods and no others; all else is a function:
//
//	Shape() []int                  the lengths of the axes
//	At(index...) T                 one element
//	Set(v, index...)               write one element
//	Item() T                       the only element
//	S(text, args...) *Array[T]     a[text], a view
//	T() *Array[T]                  axes in reverse order, a view
//	Reshape(shape...) *Array[T]    another shape, a view where possible
//	Fill(v)                        set all elements
//	Data() []T                     the storage behind the view
//	All() iter.Seq2[int, T]        range over the elements in C order
//	String() string                as NumPy prints
//
// # Views and memory
//
// Arrays with an axis moved, sliced, flipped, stretched or added are views: they share their storage, and a write to one is seen by
// the others. The documentation of a function says when it returns a view; every other result is an array of its own in C order.
// Functions never keep or change their operands, except the destination of an Into form, or of [CopyTo], [Put], [SetMask] and their like,
// which comes first. It may overlap the operands in any way: the result is as if they had been read before. Arrays hold no lock: concurrent reads are fine, a write needs
// the care that a slice needs.
//
// # How the parts meet
//
// An Array is one field, a core: pointer to the storage, offset, shape, strides and dtype, without a type parameter. Exported generic
// functions and methods are a skin of one call each; what they call is compiled once. Below that there are three mechanisms. In ufunc.go,
// run walks up to three operands of one shape and hands a kernel runs of neighbouring elements: straight from memory where they lie so,
// otherwise gathered into scratch that fits the first-level cache. In reduce.go, reduction does the same along the axes that vanish. In
// index.go, masks and arrays of indices become offsets into the storage, at which elements or rows are picked or put.
// Kernels, in kernel.go and its neighbours for elementary functions, bits and sorting, are the only loops that know a type. A file each has dtypes, cores and the
// walk through axes, creation, casts, views, the index text of S, broadcasting, arithmetic, elementary functions, rounding and parts,
// bits, truth values, comparisons, running sums, Where, joining and repeating, sorting and sets, printing, layouts for other packages, and errors.
//
// # Decisions
//
//   - A generic type costs each program that names it the compilation of all its methods, about 1 ms apiece in every cell of a
//     notebook, and a generic function nothing until it is called. So methods are few (a test counts them), the core is a named field,
//     and the functions under the skin are not inlined.
//   - Kernels are methods behind interface tables, one table for each family of types: the linker then drops those that a program
//     does not reach, and a faster kernel overrides one method of one type.
//   - One loop for one operation. Strided operands are gathered into tiles instead of having loops of their own.
//   - Results are in C order, whatever the order of the operands; NumPy keeps the operands' order.
//   - Shapes are copied on the way out, because strides that a caller could change would break memory safety.
//   - Integer arithmetic wraps around and division by zero gives 0, as in NumPy; sums keep the element type, unlike NumPy, which widens
//     small integers: [SumAs] chooses another.
//   - Sums are pairwise along every axis.
//   - What has another element type than its operand, and a choice of it, is named so: [SumAs], [AbsAs] of complex numbers, [RealAs],
//     [ImagAs]. All are arrays of their own; NumPy's real and imag are views.
//   - Bits shifted out are gone, whatever the count; an integer to a negative power is its quotient without fraction, where NumPy has an
//     error. Elementary functions are within some units in the last place of the exact result, over their whole range.
//   - The variance is a second reduction, of squared distances from the means of the first, without an array of them.
//   - At most 31 dimensions: an [Option] is a set of axes in one word, and passing it allocates nothing.
//   - No dependency but the standard library, and of it neither fmt nor reflect: every cell of a notebook links this package.
package arraylib
