"""Writes scipy.json: what SciPy's sparse arrays compute for matrices that the Go tests make again.

Run with SciPy 1.17 and NumPy 2.4:  python make_vectors.py

Numbers are strings of their repr, complex ones pairs of them. A matrix is its entries, with places more than once, not in order.
"""
import json, os
import numpy as np
import scipy.sparse as sp

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(11)


def num(x):
    if isinstance(x, (complex, np.complexfloating)):
        return [num(x.real), num(x.imag)]
    return repr(float(x)) if isinstance(x, (float, np.floating)) else str(int(x))


def flat(a):
    return [num(x) for x in np.asarray(a).ravel()]


def some(dtype, *shape):
    a = rng.integers(-9, 10, shape)
    if np.dtype(dtype).kind == "c":
        return (a / 2 + 0.25j * rng.integers(-9, 10, shape)).astype(dtype)
    if np.dtype(dtype).kind == "f":
        a = a / 4  # sums are exact, in any order
    return a.astype(dtype)


def matrix(dtype, m, n, nnz):
    row, col = (rng.integers(0, m, nnz), rng.integers(0, n, nnz)) if nnz else (np.zeros(0, int),) * 2
    return sp.coo_array((some(dtype, nnz), (row, col)), shape=(m, n))


def stored(a):
    return {"row": a.coords[0].tolist(), "col": a.coords[1].tolist(), "data": flat(a.data)}


rows = []
for dtype in ["float64", "float32", "int64", "int32", "int8", "uint8", "uint16", "complex128", "complex64"]:
    for m, n, nnz in [(3, 4, 5), (4, 4, 20), (5, 3, 0), (0, 3, 0), (3, 0, 0), (1, 1, 3), (6, 2, 9), (2, 7, 6)]:
        a, b, c = matrix(dtype, m, n, nnz), matrix(dtype, n, 3, nnz), matrix(dtype, m, n, nnz)
        x, y = some(dtype, n), some(dtype, 2, m)
        xx = some(dtype, n, 3)
        if nnz == 9 and np.dtype(dtype).kind in "fc":
            x[0] = xx[0, 1] = np.nan
            a.sum_duplicates()  # of an infinity and others at one place the product is not the sum of products
            a.data[3] = 0
            if np.dtype(dtype).kind == "f":  # SciPy sums by multiplying with 1, which of complex infinities makes NaN
                a.data[2], y[1, a.coords[0][0]] = np.inf, -np.inf
        lo, hi = sorted(rng.integers(0, m + 1, 2).tolist())
        s = some(dtype, 1)[0]
        as_is = lambda v: np.asarray(v).astype(dtype)  # SciPy widens sums of small integers
        with np.errstate(all="ignore"):
            rows.append({
                "dtype": dtype, "shape": [m, n], "a": stored(a), "b": stored(b), "c": stored(c), "lo": lo, "hi": hi, "s": num(s),
                "x": flat(x), "xx": flat(xx), "y": flat(y),
                "csr": {"ptr": a.tocsr().indptr.tolist(), "idx": a.tocsr().indices.tolist(), "data": flat(a.tocsr().data)},
                "csc": {"ptr": a.tocsc().indptr.tolist(), "idx": a.tocsc().indices.tolist(), "data": flat(a.tocsc().data)},
                "dense": flat(a.toarray()), "ax": flat(a.tocsr() @ x), "axx": flat(a.tocsr() @ xx), "ya": flat(y @ a.tocsr()),
                "ab": flat((a.tocsr() @ b.tocsr()).toarray()), "abnnz": int((a.tocsr() @ b.tocsr()).nnz),
                "ac": flat((a.tocsr() + c.tocsr()).toarray()), "as": flat((a.tocsr() * s).toarray()),
                "sum": flat(as_is(a.sum())), "sum0": flat(as_is(a.sum(axis=0))), "sum1": flat(as_is(a.sum(axis=1))),
                "diagonal": flat(a.diagonal()), "rows": flat(a.tocsr()[lo:hi].toarray()), "cols": flat(a.tocsc()[:, min(lo, n):min(hi, n)].toarray()),
            })

texts = []
for dtype, m, n, nnz in [("float64", 3, 4, 5), ("int64", 2, 2, 0), ("complex128", 3, 3, 4), ("int8", 9, 9, 49), ("int64", 90, 9, 50), ("float64", 40, 40, 51), ("uint8", 200, 300, 200)]:
    a = matrix(dtype, m, n, nnz)
    texts.append({"dtype": dtype, "shape": [m, n], "a": stored(a), "coo": str(a), "csr": str(a.tocsr()), "csc": str(a.tocsc())})
with open(os.path.join(HERE, "scipy.json"), "w") as f:
    lines = lambda l: "[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in l) + "\n]"
    f.write('{"matrices":' + lines(rows) + ',"texts":' + lines(texts) + "}\n")
print(len(rows), "matrices,", len(texts), "texts")
