// Package npy reads and writes arrays in NumPy's file formats: .npy, .npz and text.
//
//	err := npy.Save("x.npy", x)                                         // np.save("x.npy", x)
//	x, err := npy.Load[float64]("x.npy")                                // x = np.load("x.npy")
//	h, err := npy.Stat("x.npy")                                         // its dtype and shape, before loading
//	x, file, err := npy.MapFile[float64]("x.npy")                       // np.load("x.npy", mmap_mode="r")
//	err := npy.SaveNpz("xy.npz", map[string]np.Operand{"x": x, "y": y}) // np.savez("xy.npz", x=x, y=y)
//	z, err := npy.LoadNpz("xy.npz")                                     // z = np.load("xy.npz")
//	x, err := npy.Get[float64](z, "x")                                  // x = z["x"]
//	err := npy.SaveText("x.csv", x, npy.CSV)                            // np.savetxt("x.csv", x, delimiter=",")
//	x, err := npy.LoadText[float64]("x.csv", npy.CSV)                   // x = np.loadtxt("x.csv", delimiter=",", ndmin=2)
//
// The element type is part of an array's type, so it is named when a file is loaded; a file that holds another is a *[DTypeError].
// Whatever else is wrong with a file is a *[FormatError], one line with the file, the place and the fault, or the operating system's
// error. No file, however hostile, makes these functions panic or allocate more than a small multiple of what it can hold.
//
// Read are versions 1.0, 2.0 and 3.0 of the format, C and Fortran order, little and big endian, and the 13 element types of arraylib.
// Refused are half floats, long doubles, strings, dates, raw and structured types, and Python objects: there is no pickle here.
//
// # How the parts meet
//
// header.go turns the first bytes of a file into a [Header], by a parser for the one Python dict that it may be, and back. read.go
// and write.go move elements between streams and arrays; file.go adds paths, map.go memory mapping, npz.go archives, text.go texts.
// arraylib's LayoutOf and Attach are all that they know of arrays, so nothing here is compiled anew for an element type.
//
// # Decisions
//
//   - A header is parsed without recursion and without a general Python parser: exactly the three keys, plain strings, decimal
//     numbers. NumPy evaluates any literal; files that NumPy, or any known writer, has made pass both.
//   - Lengths are believed only as far as the input bears them out: a file by its size, a stored member of an archive by its bytes, a
//     stream or a deflated member by growing as data arrives. A member that claims more than deflate's 1032 to 1 is refused.
//   - [Load] refuses bytes after the array, which NumPy ignores; [Read] leaves them unread, so that a stream may hold several arrays.
//   - A file in Fortran order becomes a view with Fortran strides, as in NumPy, and is written in that order again.
//   - [Save] writes the bytes that np.save writes, but to the path as given (no .npy is appended), and replaces a file in one step: a
//     reader, and a mapping, has the old array or the new one, never half of it.
//   - Archives are written in order of names, without times: equal arrays make equal files. Names that repeat are refused, also on
//     reading, where NumPy silently takes the last.
//   - [LoadText] returns two axes whatever it reads; NumPy drops an axis when there is one row or one column, so that the shape depends
//     on data. Numbers are written as the shortest text that reads back exactly.
//   - Half floats and the like are refused and not converted: the file's type and T would no longer agree.
package npy
