"""Writes numpy.json: what NumPy computes, for the Go tests to compute again.

Run with NumPy 2.4:  python make_vectors.py

A vector is the function, the numbers of its arrays in the list of them, its numbers and the results. An array is its dtype, the shape and the
elements of its storage, and the view of it that the function gets: the text of an index, then ".T" for a transpose. Results have 13 digits, or 7. Eigenvectors and singular vectors are not here: they are defined but for a
factor, so the Go tests look at what they are for.
"""
import json, os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
L = np.linalg
rng = np.random.default_rng(1)
inputs, vectors = [], []


class View:
    """Storage and the view of it."""

    def __init__(self, base, view=""):
        self.base, self.view = base, view
        text, transposed = (view[:-2], True) if view.endswith(".T") else (view, False)
        self.array = eval("a[" + text + "]", {"a": base}) if text else base
        if transposed:
            self.array = self.array.T


def number(x, digits=17):
    return "%.*g" % (digits, x)


def described(a, view="", digits=17):
    a = np.asarray(a)
    if digits < 17 and a.dtype in ("float32", "complex64"):
        digits = 7
    if a.dtype in ("float32", "complex64"):
        digits = min(digits, 9)
    flat = np.ascontiguousarray(a).ravel()
    if a.dtype.kind == "c":
        data = [v for x in flat for v in (number(x.real, digits), number(x.imag, digits))]
    else:
        data = [number(x, digits) for x in flat]
    return [str(a.dtype), list(a.shape), " ".join(data), view]


def kept(v):
    """The number of v in the list of inputs."""
    d = described(v.base, v.view)
    if d not in inputs:
        inputs.append(d)
    return inputs.index(d)


def add(name, f, *args, n=()):
    """args are Views or arrays; n the numbers that come after them in Go."""
    args = [a if isinstance(a, View) else View(np.asarray(a)) for a in args]
    with np.errstate(all="ignore"):
        try:
            want = f(*[a.array for a in args])
        except L.LinAlgError as e:
            want = str(e)
    v = {"op": name, "args": [kept(a) for a in args], "n": " ".join(number(x) for x in n)}
    if isinstance(want, str):
        v["error"] = want
    else:
        v["want"] = [described(w, digits=13)[:3] for w in (want if isinstance(want, tuple) else (want,))]
    vectors.append(v)


def draw(dt, *shape):
    a = rng.normal(size=shape)
    if np.dtype(dt).kind == "c":
        a = a + 1j * rng.normal(size=shape)
    return np.round(a, 3).astype(dt)


def layouts(dt, m, n):
    """m×n matrices and stacks of them, in all ways to lie in memory."""
    yield View(draw(dt, m, n))
    yield View(draw(dt, n, m), ".T")
    yield View(draw(dt, 2 * m, 3 * n), "::2, ::3")
    yield View(draw(dt, m, n), "::-1, ::-1")
    yield View(draw(dt, 2, m, n))
    yield View(draw(dt, 2, 1, m, n), "::-1")


DTYPES = ["float32", "float64", "complex64", "complex128"]


def hermitian(v):
    """The view with a matrix that is positive definite."""
    b = v.array
    return View(np.round(b @ b.conj().swapaxes(-1, -2) + b.shape[-1] * np.eye(b.shape[-1]), 2).astype(b.dtype))


ORDERS = {"fro": 0, "nuc": 3, 1: 1, -1: -1, 2: 2, -2: -2, np.inf: 2**31 - 1, -np.inf: 1 - 2**31}
nan, inf = np.nan, np.inf
special = [
    np.array([[nan, 1], [2, 3.0]]), np.array([[inf, 1], [2, 3.0]]), np.zeros((3, 3)), np.ones((2, 2)), np.eye(2) * 1e200, np.eye(3) * 1e-200,
    np.diag([1e-300, 1e300, 1e-200, 1e200]), np.array([[4, 2], [2, 1.0]]), np.array([[1e154, 1e154], [-1e154, 1e154]]), np.zeros((0, 0)),
    np.array([[5.0]]), np.array([[0, 1], [0, 0.0]]), np.array([[1, -2], [-2, 1.0]]), np.zeros((0, 2, 2)), np.zeros((2, 0, 0)),
]

for dt in DTYPES:
    wide = dt in ("float64", "complex128")
    squares = list(layouts(dt, 3, 3)) + [View(draw(dt, 1, 1)), View(draw(dt, 4, 4)), View(draw(dt, 0, 0))]
    if not wide:
        squares = squares[4:]
    for v in squares:
        n = v.array.shape[-1]
        add("Inv", L.inv, v)
        add("Det", L.det, v)
        add("Slogdet", lambda a: tuple(L.slogdet(a)), v)
        add("Eigvals", lambda a: L.eigvals(a).astype("complex128"), v)
        for p in (0, 3, -2):
            add("MatrixPower", lambda a: L.matrix_power(a, p), v, n=[p])
        h = hermitian(v)
        add("Cholesky", lambda a: L.cholesky(a), h, n=[0])
        add("Cholesky", lambda a: L.cholesky(a, upper=True), h, n=[1])
        add("Eigvalsh", lambda a: L.eigvalsh(a), v, n=[0])
        add("Eigvalsh", lambda a: L.eigvalsh(a, "U"), v, n=[1])
        add("Solve", L.solve, v, draw(dt, n))
        add("Solve", L.solve, v, View(draw(dt, 2, n), ".T"))
        if n > 3:
            for o, code in ORDERS.items():
                add("Cond", lambda a: L.cond(a, o), v, n=[code])
    add("Solve", L.solve, draw(dt, 2, 1, 3, 3), draw(dt, 4, 3, 2))
    add("Solve", L.solve, draw(dt, 3, 3), draw(dt, 2, 3, 1))
    add("Solve", L.solve, draw(dt, 3, 3), View(draw(dt, 3, 1), "..., ::-1"))
    add("Solve", L.solve, draw(dt, 3, 3), draw(dt, 3, 0))
    for m, n in ((2, 3), (3, 2), (0, 3), (3, 0), (5, 4)):
        for v in layouts(dt, m, n) if m * n == 6 and wide else [View(draw(dt, m, n))]:
            add("SVDVals", L.svdvals, v)
            add("Pinv", lambda a: L.pinv(a, rtol=None), v)
            add("MatrixRank", lambda a: L.matrix_rank(a), v)
            add("QR", lambda a: tuple(L.qr(a)), v, n=[0])
            add("QR", lambda a: tuple(L.qr(a, "complete")), v, n=[1])
            for o, code in ORDERS.items():
                for keep in (0, 1) if v.array.ndim == 3 else (0,):
                    if m * n or o in ("fro", "nuc", 1, 2, inf):
                        add("MatrixNorm", lambda a: L.matrix_norm(a, ord=o, keepdims=bool(keep)), v, n=[code, keep])
            for off in (0, 1, -1, 9, -9):
                add("Diagonal", lambda a: L.diagonal(a, offset=off), v, n=[off])
                add("Trace", lambda a: L.trace(a, offset=off), v, n=[off])
            if v.array.ndim == 2:
                add("Lstsq", lambda a, b: L.lstsq(a, b)[0], v, draw(dt, m))
                add("Lstsq", lambda a, b: L.lstsq(a, b)[0], v, draw(dt, m, 2))
                add("Outer", L.outer, View(draw(dt, m)), View(draw(dt, n), "::-1"))
            if v.array.ndim == 2 and m * n < 10:
                add("Kron", np.kron, v, draw(dt, 2, 1))
                add("Kron", np.kron, draw(dt, 2), v)
    low = draw(dt, 5, 2) @ draw(dt, 2, 4)
    for rtol in (1e-3, 0.9):
        add("Pinv", lambda a: L.pinv(a, rtol=rtol), low, n=[rtol])
        add("MatrixRank", lambda a: L.matrix_rank(a, rtol=rtol), low, n=[rtol])
        add("Lstsq", lambda a, b: L.lstsq(a, b, rtol)[0], low, draw(dt, 5), n=[rtol])
    x = View(draw(dt, 4, 3, 2), "::2, :, ::-1")
    for o in (0, 1, 2, 3, 0.5, -1, -2, inf, -inf):
        for axis, keep in ((None, 0), (None, 1), (0, 0), (-1, 1), ((0, 2), 0), ((2, 1), 1), ((), 0)):
            if wide or axis in (None, -1):
                code = [9] if axis is None else np.atleast_1d(axis)
                add("VectorNorm", lambda a: L.vector_norm(a, ord=o, axis=axis, keepdims=bool(keep)), x, n=[o, keep, *code])
    add("Cross", lambda a, b: L.cross(a, b), draw(dt, 2, 1, 3), View(draw(dt, 3, 4), ".T"))
    add("Cross", lambda a, b: L.cross(a, b, axis=0), draw(dt, 3), draw(dt, 3), n=[0])
    add("Cross", lambda a, b: L.cross(a, b, axis=-2), draw(dt, 3, 2), draw(dt, 4, 3, 1), n=[-2])
    add("Cross", lambda a, b: L.cross(a, b, axis=1), draw(dt, 2, 3, 0), draw(dt, 2, 3, 0), n=[1])
    add("MultiDot", lambda *a: L.multi_dot(a), draw(dt, 2, 3), draw(dt, 3, 4))
    add("MultiDot", lambda *a: L.multi_dot(a), draw(dt, 2, 3), draw(dt, 3, 4), View(draw(dt, 2, 4), ".T"))
    add("MultiDot", lambda *a: L.multi_dot(a), draw(dt, 3), draw(dt, 3, 4), draw(dt, 4, 2), draw(dt, 2))
    add("MultiDot", lambda *a: L.multi_dot(a), draw(dt, 3), draw(dt, 3))
    add("MultiDot", lambda *a: L.multi_dot(a), draw(dt, 6, 1), draw(dt, 1, 6), draw(dt, 6, 0), draw(dt, 0, 2), draw(dt, 2))

for a in special:
    for dt in ("float64", "complex128"):
        v = a.astype(dt)
        bad = not np.isfinite(a).all()
        add("Det", L.det, v)
        add("Slogdet", lambda a: tuple(L.slogdet(a)), v)
        if not bad:
            add("Inv", L.inv, v)
            add("Cholesky", L.cholesky, v, n=[0])
            add("SVDVals", L.svdvals, v)
            add("MatrixRank", L.matrix_rank, v)
            add("Pinv", lambda a: L.pinv(a, rtol=None), v)
            add("MatrixPower", lambda a: L.matrix_power(a, -2), v, n=[-2])
            add("Eigvalsh", L.eigvalsh, v, n=[0])
            if a.shape[-1]:
                for o, code in ORDERS.items():
                    # NumPy has an error for "nuc" where a matrix is singular, and overflows where the norms are large.
                    if o not in ("nuc", -2) and np.abs(v).max(initial=1) < 1e10 and not 0 < np.abs(v).max(initial=0) < 1e-10:
                        add("Cond", lambda a: L.cond(a, o), v, n=[code])
        for o in (1, -1, inf, -inf):
            if a.shape[-1]:
                add("MatrixNorm", lambda a: L.matrix_norm(a, ord=o), v, n=[ORDERS[o], 0])
        for o in (0, 1, inf):
            add("VectorNorm", lambda a: L.vector_norm(a, ord=o), v, n=[o, 0, 9])

with open(os.path.join(HERE, "numpy.json"), "w") as f:
    lines = lambda rows: "[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]"
    f.write('{"inputs":' + lines(inputs) + ',\n"vectors":' + lines(vectors) + "}\n")
