// Package arraylib is n-dimensional arrays with NumPy's semantics and Go's types, and with loops in assembly. Import it as np:
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
//	e := np.At(m, labels)                    // m[labels]
//	v := np.Mask(y, np.GreaterScalar(y, 0))  // y[y > 0]
//	p := np.MatMul(m, m.T())                 // m @ m.T
//	l := np.Einsum("nk,nk->n", m, y)         // np.einsum("nk,nk->n", m, y)
//	o := np.Outer(np.Less, t, t)             // np.less.outer(t, t)
//	g := np.Vectorize(gcd)                   // np.frompyfunc(gcd, 2, 1)
//
// A formula is text, checked once and computed in the fewest passes over memory:
//
//	z := np.Eval[float64]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y})
//	f := np.Compile[float64]("x, y -> sum(2*x*y + 3*y + 1, axis=0)")
//
// NUMPY.md in this folder sets 500 lines of NumPy beside lines of this package, each tried; ARRAYAPI.md goes through the array API standard
// name by name. The packages below this one are linalg, fft, sparse, random and npy, with NumPy's and SciPy's functions of those names.
//
// The names are NumPy's in Go's spelling. The element type is part of an array's type, so what does not fit does not compile, and
// conversions are written: [AsType], [SumAs], [MeanAs]. Shapes are checked when a function runs: misuse panics with a *[ShapeError],
// *[AxisError], *[IndexError], *[SliceError], *[EinsumError], *[FormulaError] or *[UfuncError], which carries the facts and reads as a
// sentence. What depends on the numbers, such as a singular matrix, is an error that the packages below return; [Must] makes a panic of it.
// The array beside an error is nil. A nil array, and the zero Array, is none: to use its elements ends in a panic of Go's own, mostly
// that of a nil pointer, with no sentence of ours. So look at the error before the array, or write Must.
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
// # Speed and memory
//
// The loops over elements are in Go for every machine, and on amd64 in assembly too, for AVX2 and for AVX-512. The best [Tier] of the machine
// is taken; [Use] takes another, as does the environment variable FASTERGO_SIMD. What is long enough is shared by as many processors as
// GOMAXPROCS says, and comes out the same with any number of them.
//
// Results are new arrays. A large one is written into memory that was a result before and that nobody holds any more, which the garbage
// collector finds out: when 64 MB have gone round, a function may run it (runtime.GC) before it returns. Do not set finalizers on the memory of
// results. Where a loop makes the same result again and again, the Into
// forms write it where you say: they allocate nothing, on any number of processors, unless the destination overlaps an operand. SPEED.md has the
// few exceptions.
//
// SPEED.md in this folder has the figures: beside NumPy, JAX, PyTorch, numba, SciPy and scikit-learn, as sizes grow, how exact elementary
// functions are, and what each algorithm needs of memory. The command fastergo bench measures them on your machine.
//
// # How the parts meet
//
// An Array is one field, a core: pointer to the storage, offset, shape, strides and dtype, without a type parameter. Exported generic
// functions and methods are a skin of one call each; what they call is compiled once. Below that there are three mechanisms. In ufunc.go,
// run walks up to three operands of one shape and hands a kernel runs of neighbouring elements: straight from memory where they lie so,
// otherwise gathered into scratch that fits the first-level cache. In reduce.go, reduction does the same along the axes that vanish. In
// index.go, masks and arrays of indices become offsets into the storage, at which elements or rows are picked or put.
// On top of those: ufunc_methods.go finds the kernel behind a function by calling it with a probe that binary knows. In kernel_product.go,
// gemm multiplies matrices of any strides, small ones as they lie, others in blocks packed to fit the caches; matmul.go, tensordot.go and
// einsum.go are made of batches of such products. Order statistics select in linear time on a copy of each line instead of sorting it;
// reductions that pass over NaN are the plain ones with a kernel that replaces or skips it. The formula files parse text to a tree, give
// its nodes types and shapes, lay it out as passes of plain instructions on registers of one tile, and run those. On Linux and amd64 a pass of
// arithmetic on floats becomes machine code (internal/emit, formula_emit.go), one loop without tiles; large formulas go through all passes
// in blocks of rows, cut by the shapes alone, that the processors share (formula_blocks.go). Explain tells which it was.
//
// Kernels, in the kernel files, for elementary functions, bits, sorting, NaN and products, are the only loops that know a type. In the simd
// files their types singles and doubles, and others, override them one by one with those of internal/kernel, which are in assembly and
// generated; simd_other.go is in their place on machines without. internal/parallel shares loops out; memory.go is where results come from. A file each has
// dtypes and promotion, cores and the walk through axes, creation, casts, views, the index text of S, broadcasting, arithmetic, elementary
// functions, rounding and parts, bits, truth values, comparisons, running sums, Where, joining, padding and repeating, sorting and sets,
// statistics, histograms, calculus, iteration, printing, the table for notebooks, layouts for other packages, and errors.
//
// # Decisions
//
//   - A generic type costs each program that names it the compilation of all its methods, about 1 ms apiece in every cell of a
//     notebook, and a generic function nothing until it is called. So methods are few (a test counts them), the core is a named field,
//     and the functions under the skin are not inlined.
//   - Kernels are methods behind interface tables, one table for each family of types: the linker then drops those that a program
//     does not reach, and a faster kernel overrides one method of one type.
//   - One loop for one operation. Strided operands are gathered into tiles instead of having loops of their own.
//   - Blocks that several processors compute are cut at the same places whoever computes them, so sums do not depend on the machine's size.
//   - Tests run with memory that nobody has written poisoned: NaN, -1, true.
//   - Results are in C order, whatever the order of the operands; NumPy keeps the operands' order.
//   - Shapes are copied on the way out, because strides that a caller could change would break memory safety.
//   - Integer arithmetic wraps around and division by zero gives 0, as in NumPy; sums keep the element type, unlike NumPy, which widens
//     small integers: [SumAs] chooses another.
//   - Sums are pairwise along every axis.
//   - What has another element type than its operand, and a choice of it, is named so: [SumAs], [AbsAs] of complex numbers, [RealAs],
//     [ImagAs]. All are arrays of their own; NumPy's real and imag are views.
//   - Bits shifted out are gone, whatever the count; an integer to a negative power is its quotient without fraction, where NumPy has an
//     error. Elementary functions are within some units in the last place of the exact result, over their whole range;
//     of complex numbers, of its larger part. The error of a complex power that is no whole one up to 100 is larger, as that of the exponent
//     times the logarithm.
//   - The variance is a second reduction, of squared distances from the means of the first, without an array of them.
//   - An element-wise function of two arrays is a ufunc as it stands: Go infers its type where [Reduce], [Outer] and their like take it, so
//     there is no second set of names.
//   - [Einsum] returns an array of its own, where NumPy returns a view if there is nothing to compute, and always looks for a good order.
//   - NaN counts as greatest: last in rising order, first in falling order and in [TopK].
//   - An option that chooses a way of doing a thing, [Descending] or [MethodLower], is a small number; a function that has no use for it panics.
//   - Types do not mix, so promotion never happens by itself; [ResultType] and [CanCast] say what NumPy would do. In formulas operands are
//     promoted to types that hold both without loss; numbers, and what is made of numbers and masks alone, have no type until they meet one.
//   - [Diagonal] is np.diagonal, of the first two axes; [MatrixDiagonal] is of the last two, as all of linear algebra.
//   - Sums of products, and products of complex numbers, may differ in the last bits between machines, as one that fuses a product with a sum
//     rounds once; random numbers do not.
//   - At most 31 dimensions: an [Option] is a set of axes in one word, and passing it allocates nothing.
//   - No dependency but the standard library, and of it neither fmt nor reflect: every cell of a notebook links this package.
package arraylib
