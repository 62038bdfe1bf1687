// Package sparse is matrices that store only some of their elements, on the model of SciPy's sparse arrays:
//
//	a := sparse.New(data, row, col, 3, 4)   // a = coo_array((data, (row, col)), (3, 4))
//	c := sparse.To(a, sparse.CSR)           // c = a.tocsr()
//	y := sparse.MatMulDense(c, x)           // y = c @ x
//	g := sparse.MatMul(c.T(), c)            // g = c.T @ c
//	n := sparse.Sum(a, 1)                   // n = a.sum(axis=1)
//
// There is one type, [Matrix], and three formats of it. All functions take all formats.
//
// # SciPy's names
//
//	coo_array((data, (row, col)), shape)   New(data, row, col, rows, cols)
//	csr_array(dense)                       FromArray(dense)
//	a.toarray()                            ToArray(a)
//	a.tocoo() a.tocsr() a.tocsc()          To(a, COO) To(a, CSR) To(a, CSC)
//	a.shape a.format a.nnz                 a.Shape() a.Format() NNZ(a)
//	a.data a.coords                        Values(a) Coordinates(a)
//	a.T                                    a.T()
//	a @ x, x @ a                           MatMulDense(a, x), DenseMatMul(x, a)
//	a @ b                                  MatMul(a, b)
//	a + b, a * s                           Add(a, b), MultiplyScalar(a, s)
//	a.sum(), a.sum(axis=0)                 Sum(a), Sum(a, 0)
//	a.diagonal()                           Diagonal(a)
//	a[lo:hi]                               Rows(a, lo, hi)
//	a[:, lo:hi]                            Rows(a.T(), lo, hi).T()
//	a.eliminate_zeros()                    EliminateZeros(a)
//	a.sum_duplicates(), a.sort_indices()   nothing to do: CSR and CSC are so always
//	print(a)                               fmt.Println(a)
//
// # Which format
//
// COO is for building: entries in any order, those of one place add up. CSR is for products and for picking rows, CSC for picking columns. The
// transpose of CSR is CSC and copies nothing. Products with arrays are as fast in one as in the other.
//
// # How the parts meet
//
// pattern.go has where entries are, without a type parameter: conversions, sorting, rows, checks. A conversion gives the order in which values
// are to be gathered, and matrix.go gathers them; product.go and entries.go have the loops over values. They are generic, one for each operation
// and format.
//
// # Decisions
//
//   - Where entries are never changes, so transposes, views and scaled matrices share it. Values can be changed through [Values]. SciPy's
//     eliminate_zeros changes its matrix, EliminateZeros returns another.
//   - Only entries are multiplied. The zeros that are not stored do not take part, so 0·NaN is 0 where there is no entry, and NaN where there is
//     one that is 0. The same holds for infinities, and in SciPy.
//   - An entry that happens to become 0 stays an entry, until [EliminateZeros]. SciPy's sums and products of matrices drop it.
//   - Indices are int: those that ArgMin, Nonzero or a file of labels give are taken without a conversion that could overflow, and no shape needs
//     a second type. SciPy's int32 halves their memory as long as they fit.
//   - CSR and CSC have rising indices and each place once, always. The sums of one place are in the order in which the values came.
//   - Sums and products keep the element type, and integers wrap around; sums along an axis are plain ones, in the order of the entries.
//   - There are two axes, and no matrices of bool, for which addition is another thing.
//   - Methods cost a notebook's cell compile time for each element type, whether it calls them or not: so there are few, and the rest is functions.
package sparse
