"""Writes numpy.json: what numpy.fft computes for arrays that the Go tests make again.

Run with NumPy 2.4:  python make_vectors.py

An operand is {"dtype", "shape", "view"}: element k, in C order, is value(k) converted to the dtype, and view, which is an index text and then
".T" if transposed, is taken of the whole. Results are flat, complex ones as pairs, to 17 digits.
"""
import json, os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
rows = []


def make(dtype, shape, view=""):
    k = np.arange(int(np.prod(shape, dtype=int)))
    re, im = (k * 37 % 101 - 50) / 8, (k * 53 % 89 - 40) / 16
    a = re + 1j * im if dtype.startswith("complex") else np.abs(re) if dtype.startswith("u") or dtype == "bool" else re
    a = a.astype(dtype).reshape(shape)
    text, t = (view[:-2], True) if view.endswith(".T") else (view, False)
    if text:
        a = eval("a[" + text + "]")
    return a.T if t else a


def numbers(a):
    a = np.asarray(a)
    if a.dtype.kind == "c":
        return [[float(z.real), float(z.imag)] for z in a.ravel().tolist()]
    return [float(x) for x in a.ravel().tolist()]


def add(op, dtype, shape, view="", n=None, axis=None, norm=None):
    a = make(dtype, shape, view)
    if op in ("rfft", "rfftn", "ihfft") and dtype.startswith("complex"):
        return
    wide = a.astype(complex if dtype.startswith("complex") else float)  # so that single precision is not NumPy's
    kw = {}
    if op.endswith("n"):
        if n is not None:
            kw["s"] = n
            kw["axes"] = axis if axis is not None else list(range(-len(n), 0))
        elif axis is not None:
            kw["axes"] = axis
    else:
        if n is not None:
            kw["n"] = n[0]
        if axis is not None:
            kw["axis"] = axis[0]
    y = np.asarray(getattr(np.fft, op)(wide, norm=norm, **kw))
    rows.append({"op": op, "operand": {"dtype": dtype, "shape": shape, "view": view}, "n": n, "axis": axis, "norm": norm or "",
                 "shape": list(y.shape), "complex": y.dtype.kind == "c", "data": numbers(y)})


ONE = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
MANY = ["fftn", "ifftn", "rfftn", "irfftn"]
for op in ONE:
    for n in [1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 53, 59, 60, 64]:
        if n == 1 and op in ("irfft", "hfft"):
            continue
        if n < 50 or op in ("fft", "irfft", "rfft"):
            add(op, "complex128" if op in ("fft", "ifft", "irfft", "hfft") else "float64", [n])
    for norm in ["ortho", "forward", "backward"]:
        add(op, "float64", [6], norm=norm)
        add(op, "complex128", [5], norm=norm)
        add(op, "float32", [5], n=[59], norm=norm)
    for dtype in ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "complex64", "complex128"]:
        add(op, dtype, [6])
    for n in [1, 2, 3, 5, 6, 9]:
        add(op, "complex128", [6], n=[n])
        add(op, "float64", [2, 5], n=[n])
    for view in ["::-1", "::2", "1:, ::-2", ".T", "None, 1, ...", "..., 0"]:
        add(op, "float64", [4, 6], view)
        add(op, "complex64", [4, 6], view)
    for axis in [0, 1, 2, -1, -2, -3]:
        add(op, "float64", [2, 3, 4], axis=[axis])
        add(op, "complex128", [2, 3, 2], axis=[axis], n=[3])
    add(op, "float64", [0, 3])
    add(op, "float64", [3, 0], axis=[0])
    if op not in ("irfft", "hfft"):  # for which NumPy 2.4 returns what memory held; without elements the sum is 0
        add(op, "float64", [3, 0], n=[4])
for op in MANY:
    for dtype in ["float64", "complex128", "int16"]:
        add(op, dtype, [3, 4])
        add(op, dtype, [2, 3, 5])
        add(op, dtype, [2, 3, 4], axis=[0, 2])
        add(op, dtype, [2, 3, 4], axis=[2, 0], n=[3, 4])
        add(op, dtype, [2, 3, 4], axis=[-1, -2], norm="ortho")
        add(op, dtype, [2, 3, 3], axis=[1], norm="forward")
        add(op, dtype, [3, 4], n=[5])
        add(op, dtype, [3, 4], n=[2, 6])
        add(op, dtype, [3, 3], axis=[0, 0, 1])
        add(op, dtype, [3, 4], ".T")
        add(op, dtype, [4, 4], "::-1, ::2")
        add(op, dtype, [0, 4], axis=[1])
        add(op, dtype, [0, 4], n=[2, 3])
for n in [1, 2, 3, 8, 9]:
    for d in [1.0, 0.1]:
        for op in ["fftfreq", "rfftfreq"]:
            y = getattr(np.fft, op)(n, d)
            rows.append({"op": op, "n": [n], "d": d, "shape": list(y.shape), "data": numbers(y)})
for shape in [[1], [4], [5], [2, 3], [3, 4, 5], [0, 2]]:
    for axes in [None, [0], [-1], [0, 1], [-1, 0], [1, 1]]:
        if axes is not None and len(axes) > len(shape):
            continue
        for op in ["fftshift", "ifftshift"]:
            y = getattr(np.fft, op)(make("float64", shape), axes if axes is None or len(axes) > 1 else axes[0])
            rows.append({"op": op, "operand": {"dtype": "float64", "shape": shape, "view": ""}, "axis": axes, "shape": list(y.shape), "data": numbers(y)})

with open(os.path.join(HERE, "numpy.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
print(len(rows), "vectors")
