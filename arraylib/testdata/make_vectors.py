"""Writes print.json and the other vectors: what NumPy prints and computes for arrays that the Go tests make again.

Run with NumPy 2.4:  python make_vectors.py

An array is described by how to make it, so that layouts are tested too: {"dtype", "shape", "data" (flat, C order), "view"}, where view is an
index text, then ".T" if transposed. Floats are written by repr, complex numbers as pairs, so that every bit survives.
"""
import json, os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def num(x):
    if isinstance(x, (complex, np.complexfloating)):
        return [num(x.real), num(x.imag)]
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (float, np.floating)):
        x = float(x)
        return repr(x)
    return str(int(x))


def describe(a, view=""):
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [num(x) for x in a.ravel()], "view": view}


def look(a, view):
    if view.endswith(".T"):
        return look(a, view[:-2]).T
    return eval("a[" + view + "]") if view else a


def result(a):
    a = np.asarray(a)
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": [num(x) for x in a.ravel()]}


# ---- printing
inf, nan = float("inf"), float("nan")
prints = []


def show(a, view=""):
    prints.append({"array": describe(a, view), "text": str(look(a, view))})


f8 = lambda *v: np.array(v, dtype=np.float64)
f4 = lambda *v: np.array(v, dtype=np.float32)
for a in [
    f8(1, 2, 3), f8(0.1, 1, 10.5), f8(-1.5, 2.25, 1000), f8(0.1 + 0.2, 1 / 3, 2 / 3), f8(1e-5, 1), f8(1e8, 1), f8(99999999.0, 123456.0),
    f8(1, 1001), f8(1, 1000), f8(1e100, 1), f8(1e-300, 1e300), f8(nan, 1.5, inf), f8(-inf, 1, nan), f8(nan), f8(inf, -inf), f8(nan, 1e10, -1),
    f8(0.0, -0.0), f8(1.123456789012, 2.5), f8(123456.123456789, 0.5), f8(0.000123456789), f8(5e-324, 1.7976931348623157e308), f8(0.5, 1.5, 2.5, 1e-3),
    f8(12345678.9, 12345678.123456789), f8(1.00000001, 1.000000001), f8(2.675, 1.0000000049999999), f8(1e15, 1e16, 1e17), f8(0, 0),
    f4(0.1, 0.2, 0.3), f4(1 / 3, 2, 16777216), f4(999999, 1), f4(1e6, 1), f4(1e-4, 0.05), f4(1e-5, 1e5), f4(nan, inf, 3.4028235e38), f4(0.1, 1.2345678e10), f4(1.17549435e-38, 0.1), f4(3, 4),
    np.arange(12).reshape(3, 4), np.array([-1, 10, -100]), np.array([0]), np.array([255, 0, 7], np.uint8), np.array([-128, 127], np.int8), np.array([2**63 - 1, -2**63]),
    np.array([2**64 - 1], np.uint64), np.array([1, 2], np.int16), np.array([65535], np.uint16), np.array([-5, 5], np.int32), np.array([4000000000, 1], np.uint32),
    np.array([True, False]), np.array([True, True]), np.array([[False], [True]]),
    np.array([1 + 2j, -1.5 - 0.25j]), np.array([1, 1j, complex(nan, 1), complex(1, -inf)]), np.array([1e10 + 1j, 1]), np.array([0.1 + 0.2j], np.complex64), np.array([1 + 1e-9j, 2]),
    np.array([complex(-0.0, -0.0), complex(inf, nan)]),
    np.zeros(0), np.zeros((0, 3)), np.zeros((2, 0), int), np.zeros((1, 1, 1)), np.ones((2, 2, 2)), np.arange(24.0).reshape(2, 3, 4), np.arange(16).reshape(2, 2, 2, 2),
    np.arange(60.0) / 8, np.arange(100), np.arange(30) * 1000003, np.full((2, 20), 0.125), np.full((2, 2, 20), 100000), np.array([True] * 30), np.arange(20) * (1 + 0.5j),
    np.arange(1000), np.full((2, 18), 1.5) * np.arange(18), np.arange(8.0).reshape(1, 8) / 1024,
]:
    show(a)
for v in ["::-1", "::2", "1:, None", "None, ..., 2"]:
    show(np.arange(12.0).reshape(3, 4) / 4, v)
show(np.arange(6).reshape(2, 3), ".T")
for d in [0, 1, 1.5, 0.1 + 0.2, 1e16, 123456789012345680.0, 1e15, 1e-4, 1e-5, 1.25e-7, nan, inf, -inf, -0.0, 1e300]:
    show(np.array(d, dtype=np.float64))
for d in [0.1, 1, 1e8, 16777216, 1e-5, 3.4028235e38, 123456.789]:
    show(np.array(d, dtype=np.float32))
for d in [1 + 2j, 2j, -2j, 1e-5 + 1e20j, complex(nan, inf), complex(-0.0, 1), complex(0, -0.0), complex(1, -0.0), complex(-inf, nan)]:
    show(np.array(d, dtype=np.complex128))
show(np.array(0.1 + 1j, dtype=np.complex64))
show(np.array(7)), show(np.array(True)), show(np.array(False)), show(np.array(-3, np.int8))

# Large ones are made by a rule: element k is (k*scale) of the dtype.
for dtype, shape, scale in [("int64", [1001], 1), ("int64", [1001], -7), ("float64", [40, 40], 0.125), ("float64", [2000], 0.1), ("int64", [3, 400], 1), ("float64", [7, 7, 30], 1.0),
                            ("float64", [2, 2, 300], 1e-3), ("float32", [1200, 2], 0.5), ("int64", [6, 200], 12345), ("float64", [8, 1, 200], 1e6), ("int64", [2, 1000], 1)]:
    a = (np.arange(np.prod(shape)) * scale).astype(dtype).reshape(shape)
    prints.append({"rule": {"dtype": dtype, "shape": shape, "scale": repr(scale)}, "text": str(a)})

# Format: with a number of decimals and no small exponents.
for a in [
    f8(1.5, 2.25, 1000), f8(0.1 + 0.2, 1 / 3, 2 / 3), f8(1e-5, 1), f8(1e8, 1), f8(99999999.0, 1e-9), f8(-0.3, 0.004, -0.004), f8(nan, 1.5, inf), f8(-inf, 1e-20, nan), f8(nan), f8(2.675, 0.125, 0.375, 1e-300),
    f8(0, -0.0), f8(99.999, 9.5, 0.5, 1.5, 2.5), f8(123456.123456789, 1e-12), f8(1e300, 1), f8(0.000123456789012345), f4(0.1, 1 / 3, 999999), f4(1e6, 0.25), f4(1e-7, 2), f4(16777216, 1e-5), f4(nan, -inf, 0.125),
    np.array([1 + 2.345j, -1.5e-9 - 0.25j]), np.array([1, 1j, complex(nan, 1e-7), complex(1, -inf)]), np.array([1e10 + 1j, 1]), np.array([0.1 + 0.2j, 1e-5], np.complex64),
    np.array([-1, 10, -100]), np.array([True, False]), np.zeros((0, 3)), np.arange(24.0).reshape(2, 3, 4) / 7, np.arange(60.0) / 8, np.arange(1200.0) / 7,
    np.array(7), np.array(True), np.array(3.14159), np.array(1e-9), np.array(1e10 / 3), np.array(2.0), np.array(1 / 3, np.float32), np.array(1 / 3 - 2e-9j), np.array(nan), np.array(-inf),
]:
    for decimals in [0, 2, 5, 12] if a.size < 50 else [2]:
        with np.printoptions(precision=decimals, suppress=True):
            prints.append({"array": describe(a, ""), "decimals": decimals, "text": np.array2string(a)})

# ---- arithmetic
rng = np.random.default_rng(7)
vectors = []


def some(dtype, shape):
    n = int(np.prod(shape))
    if dtype == "bool":
        return rng.integers(0, 2, n).astype(bool).reshape(shape)
    a = rng.integers(-9 if np.dtype(dtype).kind in "ifc" else 0, 10, n)
    if np.dtype(dtype).kind in "fc":
        a = a / 4
    if np.dtype(dtype).kind == "c":
        a = a + 1j * rng.integers(-9, 10, n) / 4
    return a.astype(dtype).reshape(shape)


# (shape, view) pairs whose views broadcast
PAIRS = [
    (((), ""), ((), "")), (((3,), ""), ((), "")), (((0,), ""), ((0,), "")), (((2, 0), ""), ((1,), "")), (((2, 3), ""), ((3,), "")), (((2, 1), ""), ((1, 3), "")),
    (((3, 4), "::-1, ::2"), ((2,), "")), (((2, 3), ".T"), ((3, 2), "")), (((4, 3), "1::2"), ((2, 6), ":, ::-2")), (((5,), "None, :, None"), ((2, 1, 3), "")),
]
BINARY = {
    "Add": np.add, "Subtract": np.subtract, "Multiply": np.multiply, "Divide": np.divide, "FloorDivide": np.floor_divide, "Remainder": np.remainder,
    "Power": np.power, "Maximum": np.maximum, "Minimum": np.minimum,
    "Equal": np.equal, "NotEqual": np.not_equal, "Less": np.less, "LessEqual": np.less_equal, "Greater": np.greater, "GreaterEqual": np.greater_equal,
}
UNARY = {"Negative": np.negative, "Abs": np.abs, "Square": np.square, "Sqrt": np.sqrt}
ANY = ["Equal", "NotEqual"]
NUMBER = ["Add", "Subtract", "Multiply", "Negative", "Square"] + ANY
REAL = NUMBER + ["FloorDivide", "Remainder", "Maximum", "Minimum", "Less", "LessEqual", "Greater", "GreaterEqual", "Abs"]
INEXACT = ["Divide", "Sqrt"]
OPS = {"bool": ANY, "int8": REAL, "uint8": REAL, "int64": REAL, "float32": REAL + INEXACT + ["Power"], "float64": REAL + INEXACT + ["Power"], "complex128": NUMBER + INEXACT}

np.seterr(all="ignore")
special = np.array([nan, inf, -inf, 0.0, -0.0, 1.0, -1.0, 2.5, -7.5, 1e308])
least = np.array([-128, -1, 0, 1, 2, 127], np.int8)
for dtype, ops in OPS.items():
    for i, ((s1, v1), (s2, v2)) in enumerate(PAIRS):
        a, b = some(dtype, s1), some(dtype, s2)
        x, y = look(a, v1), look(b, v2)
        # every operation on a few layouts, every layout for a few operations
        for op in [o for k, o in enumerate(ops) if i in (4, 6) and dtype in ("int64", "float64") or (k + i) % 4 == 0]:
            args = [describe(a, v1)] + ([describe(b, v2)] if op in BINARY else [])
            r = BINARY[op](x, y) if op in BINARY else UNARY[op](x)
            vectors.append({"op": op, "args": args, "want": result(r)})
for op in BINARY:
    vectors.append({"op": op, "args": [describe(special, ":, None"), describe(special)], "want": result(BINARY[op](special[:, None], special))})
# quotients that rounding brings below a whole number
x, y = np.array([38.0, 17.3, 84.74609894886225, -38.0]), np.array([0.1, 0.3, 0.7, 0.1])
for op in ["FloorDivide", "Remainder"]:
    vectors.append({"op": op, "args": [describe(x), describe(y)], "want": result(BINARY[op](x, y))})
for op in UNARY:
    vectors.append({"op": op, "args": [describe(special)], "want": result(UNARY[op](special))})
for op in ["Add", "Subtract", "Multiply", "FloorDivide", "Remainder", "Maximum"]:
    vectors.append({"op": op, "args": [describe(least, ":, None"), describe(least)], "want": result(BINARY[op](least[:, None], least))})
for op in ["Negative", "Abs"]:
    vectors.append({"op": op, "args": [describe(least)], "want": result(UNARY[op](least))})

# ---- reductions
REDUCE = {"Sum": np.sum, "Mean": np.mean, "Prod": np.prod, "Max": np.max, "Min": np.min, "Any": np.any, "All": np.all, "ArgMax": np.argmax, "ArgMin": np.argmin}
SHAPES = [((), "", [None]), ((5,), "::-2", [None, (0,)]), ((3, 4), "", [None, (0,), (1,), (-1, 0)]), ((2, 3, 4), "", [None, (0,), (1,), (-1,), (0, 2), (0, 1, 2)]),
          ((4, 3, 2), "::2, ::-1.T", [(0,), (1, 2), (2,)]), ((0, 3), "", [(0,), (1,), None]), ((2, 0), "", [(0,), (1,)]), ((1, 3), "", [(0,), (1,)]), ((3, 1, 5), ":, 0", [(0,), (1,)])]
for dtype in ["bool", "int64", "float64", "complex128"]:
    for i, (shape, view, axes) in enumerate(SHAPES):
        a = some(dtype, shape)
        x = look(a, view)
        for j, axis in enumerate(axes):
            for k, (op, f) in enumerate(REDUCE.items()):
                if dtype == "bool" and op not in ("Any", "All") or dtype == "complex128" and op in ("Max", "Min", "ArgMax", "ArgMin") or dtype == "int64" and op == "Mean":
                    continue
                if dtype != "float64" and (i + j + k) % 3:
                    continue
                keep = (i + j + k) % 2 == 0
                if op.startswith("Arg"):
                    if axis is not None and len(axis) > 1:
                        continue
                    ax = None if axis is None else axis[0]
                else:
                    ax = axis
                try:
                    r = f(x, axis=ax, keepdims=keep)
                except ValueError:
                    r = None  # an empty axis: we must panic
                vectors.append({"op": op, "args": [describe(a, view)], "axes": None if axis is None else list(axis), "keep": keep, "want": None if r is None else result(r)})
withnan = np.array([[1, nan, 3], [4, 2, nan], [-1, 5, 0]])
for op in REDUCE:
    for ax in [0, 1]:
        vectors.append({"op": op, "args": [describe(withnan)], "axes": [ax], "keep": False, "want": result(REDUCE[op](withnan, axis=ax))})

# ---- conversion, arange, linspace
for frm, to in [("float64", "int64"), ("float64", "float32"), ("int64", "uint8"), ("int64", "float32"), ("uint8", "int8"), ("bool", "float64"), ("float64", "bool"), ("complex128", "bool"),
                ("complex128", "float64"), ("float32", "complex128"), ("complex128", "complex64"), ("complex64", "complex128"), ("bool", "complex64"), ("int8", "uint64"), ("complex64", "int16")]:
    a = some(frm, (3, 4))
    if frm == "int64":
        a = a * 1000003
    vectors.append({"op": "AsType", "args": [describe(a, "::-1, ::2")], "want": result(a[::-1, ::2].astype(to))})
for args in [(5.0,), (0.0, 1.0, 0.1), (1.0, 2.0, 0.1), (10.0, 0.0, -2.5), (0.0, 0.0, 1.0), (3.0, 1.0), (-1.0, 1.0, 0.3)]:
    vectors.append({"op": "Arange", "args": [describe(np.array(args))], "want": result(np.arange(*args))})
    vectors.append({"op": "Arange", "args": [describe(np.array(args))], "want": result(np.arange(*args, dtype=np.float32))})
for args in [(5,), (-3,), (2, 10, 3), (10, 2, -3), (10, 2), (0, 7, 7), (0, 8, 7)]:
    vectors.append({"op": "Arange", "args": [describe(np.array(args))], "want": result(np.arange(*args))})
for a, b, n in [(0, 1, 5), (0, 1, 1), (2, 3, 0), (-1, 1, 50), (5, 5, 3), (0, 0.3, 4)]:
    vectors.append({"op": "Linspace", "args": [describe(np.array([a, b, n], np.float64))], "want": result(np.linspace(a, b, n))})

# ---- element-wise functions
rng = np.random.default_rng(11)
elementwise = []
BIT = {"BitwiseAnd": np.bitwise_and, "BitwiseOr": np.bitwise_or, "BitwiseXor": np.bitwise_xor}
SHIFT = {"BitwiseLeftShift": np.bitwise_left_shift, "BitwiseRightShift": np.bitwise_right_shift}
LOGIC = {"LogicalAnd": np.logical_and, "LogicalOr": np.logical_or, "LogicalXor": np.logical_xor}
FLOAT2 = {"Atan2": np.atan2, "Hypot": np.hypot, "LogAddExp": np.logaddexp, "CopySign": np.copysign, "NextAfter": np.nextafter}
MATH = {n: getattr(np, n.lower()) for n in ["Exp", "Expm1", "Log", "Log1p", "Log2", "Log10", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh"]}
BIT1 = {"BitwiseInvert": np.bitwise_invert}
LOGIC1 = {"LogicalNot": np.logical_not}
NUMBER1 = {"IsNaN": np.isnan, "IsFinite": np.isfinite, "IsInf": np.isinf, "Round": np.round, "Sign": np.sign, "Positive": np.positive, "Conj": np.conj}
REAL1 = {"Floor": np.floor, "Ceil": np.ceil, "Trunc": np.trunc}
COMPLEX1 = {"AbsAs": np.abs, "RealAs": np.real, "ImagAs": np.imag}
INEXACT1 = {"Reciprocal": np.reciprocal} | MATH
FLOAT1 = {"Signbit": np.signbit}
TWO = BIT | SHIFT | LOGIC | FLOAT2 | {"Power": np.power}


def element(op, f, *args):
    """args are (array, view)"""
    elementwise.append({"op": op, "args": [describe(a, v) for a, v in args], "want": result(f(*[look(a, v) for a, v in args]))})


REALS = {**NUMBER1, **REAL1, **LOGIC1, **LOGIC}
for dtype, ops in {
    "bool": {**LOGIC1, **LOGIC, **BIT, **BIT1}, "int8": {**REALS, **BIT, **BIT1, **SHIFT}, "uint8": {**REALS, **BIT, **BIT1, **SHIFT}, "uint32": {**BIT, **BIT1, **SHIFT}, "int64": {**REALS, **BIT, **BIT1, **SHIFT},
    "float32": {**REALS, **INEXACT1, **FLOAT1, **FLOAT2}, "float64": {**REALS, **INEXACT1, **FLOAT1, **FLOAT2},
    "complex64": {**NUMBER1, **COMPLEX1, **MATH}, "complex128": {**NUMBER1, **LOGIC1, **LOGIC, **COMPLEX1, **INEXACT1},
}.items():
    for i, ((s1, v1), (s2, v2)) in enumerate(PAIRS):
        a, b = some(dtype, s1), some(dtype, s2)
        for k, (op, f) in enumerate(ops.items()):
            if (k + i) % 3 == 0:
                element(op, f, *([(a, v1), (b, v2)] if op in TWO else [(a, v1)]))

# special and awkward floats
awkward = np.array([nan, inf, -inf, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-300, -1e-20, 1e-9, 0.9999999, -0.9999999, 1.0000001, 3.0, 10.0, 1000.0, 1e15, 4503599627370497.5, 0.1, 709.5, 710.2, -745.0, -710.2, 1e22, -1e308,
                    5e-324, 2.0**-1074 * 3, 2.0**52 + 0.5, np.pi, np.pi / 2, 22.0, 8.0, 1024.0, 1e5])
for op, f in {**INEXACT1, **NUMBER1, **REAL1, **FLOAT1, **LOGIC1}.items():
    element(op, f, (awkward, ""))
    few = awkward[np.isnan(awkward) | np.isinf(awkward) | (np.abs(awkward) < 1e30) & ((np.abs(awkward) > 1e-30) | (awkward == 0))].astype(np.float32)
    element(op, f, (few, ""))
near = np.array([nan, inf, -inf, 0.0, -0.0, 1.0, -2.5, 1e300, 5e-324])
for op, f in {**FLOAT2, **LOGIC}.items():
    element(op, f, (near, ":, None"), (near, ""))
    element(op, f, (near[[0, 1, 2, 3, 4, 5, 6]].astype(np.float32), ":, None"), (near[[0, 1, 2, 3, 4, 5, 6]].astype(np.float32), ""))
element("NextAfter", np.nextafter, (np.array([1.0, -1.0, 0.0], np.float32), ":, None"), (np.array([2.0, -2.0, nan], np.float32), ""))
# complex numbers of every quadrant, on axes and near 0
quadrants = np.array([complex(x, y) for x in [-2.5, -1.0, -0.25, 0.0, 1e-9, 0.75, 1.0, 3.0] for y in [-1.5, -1e-9, 0.0, 0.5, 2.0]])
for op, f in {**INEXACT1, **NUMBER1, **COMPLEX1, **LOGIC1}.items():
    z = quadrants
    if op in ("Log", "Log1p", "Log2", "Log10", "Reciprocal", "Atanh", "Atan"):
        z = z[np.isfinite(f(z))]
    if op == "Log1p":  # NumPy loses digits of complex numbers near 0
        z = z[(np.abs(z.imag) != 1e-9) & (z.real != 1e-9)]
    element(op, f, (z, ""))
infinite = np.array([complex(x, y) for x in [nan, inf, -inf, 1.0, 0.0] for y in [nan, inf, -inf, -1.0, 0.0]])
for op in ["IsNaN", "IsFinite", "IsInf", "AbsAs", "RealAs", "ImagAs", "Conj", "Round", "LogicalNot"]:
    element(op, ({**NUMBER1, **COMPLEX1, **LOGIC1})[op], (infinite, ""))
# integers at the ends of their range
for dtype in ["int8", "int64", "uint8"]:
    ends = np.array([np.iinfo(dtype).min, np.iinfo(dtype).max, 0, 1, 2, 3] + ([-1, -2, -7] if dtype[0] == "i" else [7]), dtype)
    counts = np.array([0, 1, 3, 7, 8, 9, 63, 64, 65, 127] + ([-1, -128] if dtype[0] == "i" else [255]), dtype)
    for op, f in SHIFT.items():
        element(op, f, (ends, ":, None"), (counts, ""))
    for op, f in BIT.items():
        element(op, f, (ends, ":, None"), (ends, ""))
    element("Power", np.power, (ends, ":, None"), (np.abs(counts[:10]), ""))
    for op, f in {**NUMBER1, **REAL1, **BIT1}.items():
        element(op, f, (ends, ""))
powers = np.array([nan, inf, -inf, 0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5])
element("Power", np.power, (powers, ":, None"), (powers, ""))
whole = np.array([0, 1, 1j, -1, 2 + 1j, -0.5 + 3j])
element("Power", np.power, (whole, ":, None"), (np.array([0, 1, 2, 3, 7 + 0j]), ""))
element("Power", np.power, (whole[1:], ":, None"), (np.array([0.5, 0.25 + 1j, -1.5 - 2j]), ""))
for dtype in ["int8", "uint8", "int64", "float32", "float64"]:
    for shape, view in [((), ""), ((0,), ""), ((4, 5), "::-1, ::2"), ((3, 2), ".T")]:
        a = some(dtype, shape)
        for lo, hi in [(2, 5), (5, 2), (0, 0)]:
            element("Clip", np.clip, (a, view), (np.array(lo, dtype), ""), (np.array(hi, dtype), ""))
for lo, hi in [(-1, 1), (nan, 1), (-1, nan), (-inf, 2), (1, inf)]:
    element("Clip", np.clip, (awkward, ""), (np.array(float(lo)), ""), (np.array(float(hi)), ""))

# ---- selection, manipulation: arrays and numbers in, arrays out
rng = np.random.default_rng(13)
structural = []


def structure(op, r, args, axis=None, n=()):
    """args are (array, view); want is None where we must panic"""
    want = None if r is None else [result(x) for x in (r if isinstance(r, (tuple, list)) else [r])]
    structural.append({"op": op, "args": [describe(a, v) for a, v in args], "axis": axis, "n": list(n), "want": want})


def attempt(f):
    try:
        return f()
    except (ValueError, IndexError):
        return None


LAYOUTS = [((5,), ""), ((0,), ""), ((3, 4), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((2, 0), ""), ((2, 3, 4), ""), ((2, 3, 4), ":, ::-1.T"), ((1, 3, 1), "")]
for j, dtype in enumerate(["float64", "uint8", "bool", "complex128", "int16"]):
    for i, (shape, view) in enumerate(LAYOUTS):
        if j > 0 and (i + j) % 3:
            continue
        a = some(dtype, shape)
        x = look(a, view)
        b = some(dtype, shape)
        y = look(b, view)
        m = some("bool", x.shape)
        structure("Where", np.where(m, x, y), [(m, ""), (a, view), (b, view)])
        structure("Where", np.where(m, x, y.ravel()[:1] if y.size else y), [(m, ""), (a, view), (y.ravel()[:1] if y.size else y, "")])
        for nd in range(1, x.ndim + 1):
            m = some("bool", x.shape[:nd])
            structure("Mask", x[m], [(a, view), (m, "")])
            v = some(dtype, x[m].shape)
            z = x.copy()
            z[m] = v
            structure("SetMask", z, [(a, view), (m, ""), (v, "")])
            s = some(dtype, ())
            z[m] = s
            structure("SetMaskScalar", z, [(a, view), (m, ""), (s, "")])
        for ax in [None] + list(range(-1, x.ndim)):
            n = x.size if ax is None else x.shape[ax]
            m = some("bool", (n,))
            structure("Compress", np.compress(m, x, axis=ax), [(a, view), (m, "")], ax)
            for idx in [rng.integers(-n, n, 4) if n else np.zeros(0, int), (rng.integers(0, n, (2, 3)) if n else np.zeros((0, 3))).astype(np.uint16), np.array([n])]:
                structure("Take", attempt(lambda: np.take(x, idx, axis=ax)), [(a, view), (idx, "")], ax)
            idx = rng.permutation(n)[:3]
            z = x.copy()
            if ax is None:
                v = some(dtype, idx.shape)
                z.ravel()[idx] = v
            else:
                v = some(dtype, np.take(x, idx, axis=ax).shape[1:])
                z[(slice(None),) * (ax % x.ndim) + (idx,)] = v if ax % x.ndim == 0 or x.ndim == 1 else np.take(z, [0] * len(idx), axis=ax) if n else z
                if not (ax % x.ndim == 0 or x.ndim == 1):
                    v = np.take(x, [0] * len(idx), axis=ax) if n else z
            structure("Put", z, [(a, view), (idx, ""), (v, "")], ax)
            structure("Repeat", np.repeat(x, 3, axis=ax), [(a, view)], ax, [3])
            structure("Repeat", np.repeat(x, 0, axis=ax), [(a, view)], ax, [0])
            counts = rng.integers(0, 4, n)
            structure("RepeatEach", np.repeat(x, counts, axis=ax), [(a, view), (counts, "")], ax)
            for shift in [1, -2, 7]:
                structure("Roll", np.roll(x, shift, axis=ax), [(a, view)], ax, [shift])
            if ax is None:
                continue
            k = 2 if n else 0
            idx = rng.integers(-n, n, [k if d == ax % x.ndim else s for d, s in enumerate(x.shape)]) if n else np.zeros(x.shape, int)
            structure("TakeAlongAxis", np.take_along_axis(x, idx, axis=ax), [(a, view), (idx, "")], ax)
            line = np.argsort(x, axis=ax)
            v = some(dtype, line.shape)
            z = x.copy()
            np.put_along_axis(z, line, v, axis=ax)
            structure("PutAlongAxis", z, [(a, view), (line, ""), (v, "")], ax)
            structure("Concat", np.concat((x, y, x[:1] if ax % x.ndim == 0 else x), axis=ax), [(a, view), (b, view), (x[:1] if ax % x.ndim == 0 else x, "")], n=[ax])
            structure("Stack", np.stack((x, y), axis=ax), [(a, view), (b, view)], n=[ax])
            structure("Unstack", list(np.unstack(x, axis=ax)), [(a, view)], ax)
            for parts in [1, 2, 3]:
                structure("Split", attempt(lambda: np.split(x, parts, axis=ax)), [(a, view)], ax, [parts])
        for reps in [(2,), (2, 1), (1, 3, 2), (0,), (), (2, 1, 1, 2)]:
            structure("Tile", np.tile(x, reps), [(a, view)], n=reps)
        structure("Nonzero", list(np.nonzero(x)), [(a, view)])
        structure("ArgWhere", np.argwhere(x), [(a, view)])
        structure("FlatNonzero", np.flatnonzero(x), [(a, view)])
        structure("CountNonzero", np.count_nonzero(x), [(a, view)])
        structure("CountNonzero", np.count_nonzero(x, axis=0), [(a, view)], 0)
        if x.ndim > 1:
            for k in [-9, -1, 0, 2, 9]:
                structure("Tril", np.tril(x, k), [(a, view)], n=[k])
                structure("Triu", np.triu(x, k), [(a, view)], n=[k])
a, b, c = some("float64", (3,)), some("float64", (4,)), some("float64", (2,))
for arrays in [(a,), (a, b), (a, b, c), (a[:0], b)]:
    structure("Meshgrid", list(np.meshgrid(*arrays)), [(x, "") for x in arrays])
    structure("MeshgridIJ", list(np.meshgrid(*arrays, indexing="ij")), [(x, "") for x in arrays])
m = some("bool", (4, 1))
structure("Where", np.where(m, a, 1.5), [(m, ""), (a, ""), (np.array(1.5), "")])
structure("Where", np.where(True, 2, 3), [(np.array(True), ""), (np.array(2), ""), (np.array(3), "")])
z = np.array(5.0)
structure("ArgWhere", np.argwhere(z), [(z, "")])
structure("Mask", z[np.array(True)], [(z, ""), (np.array(True), "")])
structure("Tile", np.tile(z, (2, 3)), [(z, "")], n=[2, 3])
structure("Repeat", np.repeat(z, 3), [(z, "")], n=[3])
structure("Roll", np.roll(z, 3), [(z, "")], n=[3])
structure("Stack", np.stack((z, z)), [(z, ""), (z, "")], n=[0])
structure("Take", np.take(z, [0, -1]), [(z, ""), (np.array([0, -1]), "")])

# ---- running sums, differences, variance
rng = np.random.default_rng(17)
statistics = []
WIDE = [((), ""), ((5,), "::-2"), ((0,), ""), ((3, 4), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((2, 0), ""), ((2, 3, 4), ""), ((2, 4, 3), ":, ::-1.T"), ((3, 1), ""), ((2, 3, 17), ""), ((20, 18), "")]


def statistic(op, r, a, view, axis, n=()):
    statistics.append({"op": op, "args": [describe(a, view)], "axis": axis, "n": list(n), "want": [result(r)]})


for j, dtype in enumerate(["float64", "float32", "int64", "uint8", "bool", "complex128"]):
    for i, (shape, view) in enumerate(WIDE):
        a = some(dtype, shape)
        x = look(a, view)
        for ax in [None] + list(range(-1, x.ndim if x.ndim else -1)):
            if j > 0 and ((i + j + (ax or 0)) % 2 or i == 11 and dtype != "float32"):
                continue
            if dtype == "bool":
                statistic("CumSumAs", np.cumsum(x, axis=ax), a, view, ax)
                statistic("CumProdAs", np.cumprod(x, axis=ax), a, view, ax)
            else:
                statistic("CumSum", np.cumsum(x, axis=ax, dtype=dtype), a, view, ax)
                statistic("CumProd", np.cumprod(x, axis=ax, dtype=dtype), a, view, ax)
                if ax is not None:
                    statistic("Diff", np.diff(x, axis=ax), a, view, ax)
            if dtype == "uint8":
                statistic("CumSumAs", np.cumsum(x, axis=ax, dtype=np.int64), a, view, ax)
            for correction in [0, 1, 100] if i < 4 else [i % 2]:
                for op, f in {"Var": np.var, "Std": np.std}.items():
                    statistic(op, f(x, axis=ax, correction=correction), a, view, ax, [correction])
            if dtype == "float64":
                statistic("Var", np.var(x, axis=ax, keepdims=True), a, view, ax, [0, 1])
far = rng.normal(size=(40, 30)) + 1e6
for ax in [None, 0, 1]:
    statistic("Var", np.var(far, axis=ax), far, "", ax, [0])
    statistic("Var", np.var(far.T, axis=ax), far, ".T", ax, [0])
statistic("Var", np.var(np.array([1, nan, 2])), np.array([1, nan, 2]), "", None, [0])
statistic("CumSum", np.cumsum(np.array([1, nan, 2, inf])), np.array([1, nan, 2, inf]), "", None)

# ---- sorting, searching, sets
rng = np.random.default_rng(19)
for j, dtype in enumerate(["float64", "int64", "uint8", "float32"]):
    for i, (shape, view) in enumerate(LAYOUTS):
        a = some(dtype, shape)
        if j == 0 and a.size > 3:
            a.ravel()[1::3] = nan
        x = look(a, view)
        for ax in range(-1, x.ndim):
            structure("Sort", np.sort(x, axis=ax), [(a, view)], ax)
            structure("ArgSort", np.argsort(x, axis=ax, stable=True), [(a, view)], ax)
        b = some(dtype, (6,))
        structure("IsIn", np.isin(x, b), [(a, view), (b, "")])
        b.sort()
        structure("SearchSorted", np.searchsorted(b, x), [(b, ""), (a, view)])
        structure("SearchSortedRight", np.searchsorted(b, x, side="right"), [(b, ""), (a, view)])
        u = np.unique_all(x)
        structure("Unique", [u.values, u.indices, u.inverse_indices, u.counts], [(a, view)])
structure("SearchSorted", np.searchsorted(np.array([1.0, 2.0, nan, nan]), np.array([nan, 3.0])), [(np.array([1.0, 2.0, nan, nan]), ""), (np.array([nan, 3.0]), "")])
structure("SearchSortedRight", np.searchsorted(np.array([1.0, 2.0, nan, nan]), np.array([nan, 3.0]), side="right"), [(np.array([1.0, 2.0, nan, nan]), ""), (np.array([nan, 3.0]), "")])

for name, rows in [("print.json", prints), ("vectors.json", vectors), ("elementwise.json", elementwise), ("structural.json", [r for i, r in enumerate(structural) if i % 3 < 2]), ("statistics.json", [r for i, r in enumerate(statistics) if i % 6 < 5])]:  # some are left out, to keep the files small
    with open(os.path.join(HERE, name), "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in rows) + "\n]\n")
    print(name, len(rows))

# ---- methods of ufuncs
rng = np.random.default_rng(23)
ufuncs = []


def method(op, f, r, args, axes=None, keep=False):
    """args are (array, view); want is None where we must panic"""
    want = None if r is None else result(r)
    ufuncs.append({"op": op, "f": f, "args": [describe(a, v) for a, v in args], "axes": axes, "keep": keep, "want": want})


INTEGER = {"Add": np.add, "Subtract": np.subtract, "Multiply": np.multiply, "FloorDivide": np.floor_divide, "Remainder": np.remainder, "Maximum": np.maximum, "Minimum": np.minimum}
FLOAT = INTEGER | {"Divide": np.divide} | {op: f for op, f in FLOAT2.items() if op != "Atan2"}  # reduce of arctan2 and power is no fold in NumPy 2.4
FAMILIES = {
    "float64": FLOAT, "int64": INTEGER | BIT, "uint8": INTEGER | BIT, "float32": FLOAT, "int16": INTEGER | BIT, "complex128": {op: FLOAT[op] for op in ["Add", "Subtract", "Multiply", "Divide"]},
    "bool": LOGIC | BIT | {"Equal": np.equal, "NotEqual": np.not_equal},
}
WAYS = [((), ""), ((5,), "::-2"), ((0,), ""), ((3, 4), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((2, 0), ""), ((2, 3, 4), ":, ::-1.T"), ((2, 1, 3), ""), ((3, 1), "")]
k = 0
for dtype, family in FAMILIES.items():
    for i, (shape, view) in enumerate(WAYS):
        a = some(dtype, shape)
        x = look(a, view)
        for op, f in family.items():
            for axes in [None, ()] + [(d,) for d in range(-1, x.ndim) if x.ndim] + ([(0, x.ndim - 1)] if x.ndim > 1 else []):
                k += 1
                if k % (11 if dtype == "float64" else 37):
                    continue
                axis = None if axes is None else axes
                given = None if axes is None else list(axes)
                keep = k % 2 == 0
                method("Reduce", op, attempt(lambda: f.reduce(x, axis=axis, dtype=x.dtype, keepdims=keep)), [(a, view)], given, keep)
                m, first = some("bool", x.shape), some(dtype, ())
                first = np.abs(first) if op == "Hypot" else first
                r = attempt(lambda: f.reduce(x, axis=axis, dtype=x.dtype, keepdims=keep, where=m, initial=first))
                if len(axes or [0] * x.ndim) > 0:
                    method("ReduceWhere", op, r, [(a, view), (m, ""), (first, "")], given, keep)
                if axes is not None and len(axes) != 1:
                    continue
                y, ax = (x.ravel(), 0) if axes is None else (x, axes[0])
                method("Accumulate", op, f.accumulate(y, axis=ax, dtype=x.dtype), [(a, view)], given)
                n = y.shape[ax]
                places = rng.integers(0, n, 5) if n else np.zeros(0, int)
                method("ReduceAt", op, f.reduceat(y, places, axis=ax, dtype=x.dtype) if n else y, [(a, view), (places, "")], given)
                z = y.copy()
                places = rng.integers(-n, n, (2, 3)) if n else np.zeros(0, int)
                v = some(dtype, np.take(y, places, axis=ax).shape[(k // 3) % 2:])
                f.at(z, (slice(None),) * (ax % z.ndim) + (places,), np.broadcast_to(v, np.take(y, places, axis=ax).shape).copy())  # NumPy's own broadcasting reads beside v
                method("UpdateAt", op, z.reshape(x.shape), [(a, view), (places, ""), (v, "")], given)
            if (k + i) % 4 == 0 or dtype == "float64" and shape == (5,):
                b = some(dtype, (2, 3))
                method("Outer", op, f.outer(x, b.T), [(a, view), (b, ".T")])
                m, d = some("bool", x.shape), some(dtype, x.shape)
                b = some(dtype, x.shape)
                method("Where", op, f(x, b, out=d.copy(), where=m), [(a, view), (b, ""), (d, ""), (m, "")])
for op, f in (FLOAT | {"Power": np.power, "Atan2": np.arctan2}).items():
    method("Outer", op, f.outer(near, near[:4]), [(near, ""), (near, ":4")])
    if op in ("Power", "Atan2"):
        continue
    method("Reduce", op, f.reduce(near, axis=0), [(near, "")], [0])
    method("Reduce", op, f.reduce(near[3:7], axis=0), [(near[3:7], "")], [0])
    method("Accumulate", op, f.accumulate(near), [(near, "")], [0])
    method("Reduce", op, attempt(lambda: f.reduce(np.zeros((0, 3), np.float32))), [(np.zeros((0, 3), np.float32), "")], [0])
for op, f in {"Less": np.less, "GreaterEqual": np.greater_equal, "Equal": np.equal}.items():
    method("Outer", op, f.outer(near, near), [(near, ""), (near, "")])

with open(os.path.join(HERE, "ufunc.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in ufuncs) + "\n]\n")
print("ufunc.json", len(ufuncs))
# ---- creation, padding, cutting, indexing by several arrays, promotion of types
rng = np.random.default_rng(31)
shaping = []
seen = {}
ONE_OF = {"SplitAt": 5, "ArraySplit": 5, "SetAt": 3, "Delete": 4, "Pad": 2, "PadSymmetric": 2, "PadReflect": 2, "PadEdge": 3, "PadWrap": 2, "Rot90": 3, "At": 2, "ExpandDims": 2}  # of rows that the file keeps, for its size


def shape_row(op, r, args, axis=None, n=()):
    """args are (array, view), axis is None or a list; want is None where we must panic"""
    seen[op] = seen.get(op, -1) + 1
    if seen[op] % ONE_OF.get(op, 1):
        return
    want = None if r is None else [result(x) for x in (r if isinstance(r, (tuple, list)) else [r])]
    shaping.append({"op": op, "args": [describe(a, v) for a, v in args], "axis": axis, "n": list(n), "want": want})


def refused(f):
    try:
        return f()
    except (ValueError, IndexError):
        return None


for dtype, size in [("float64", (3,)), ("int8", (0,)), ("float32", (2, 4)), ("complex64", (4, 2)), ("int64", (3, 5, 2)), ("uint16", (3, 5, -1)), ("float64", (2, 3, 9)), ("float64", (3, 2, -7)), ("float64", (0, 3, 1))]:
    shape_row("Eye", np.eye(size[0], size[1] if len(size) > 1 else None, k=size[2] if len(size) > 2 else 0, dtype=dtype), [(np.zeros(0, dtype), "")], n=size)
for dtype in ["float64", "float32"]:
    for lo, hi, n in [(0, 1, 5), (3, -2, 7), (1, 2, 1), (1, 2, 0), (0.1, 0.7, 3), (-1, 1, 4)]:
        ends = np.array([lo, hi, n], float)
        shape_row("LinspaceOpen", np.linspace(lo, hi, n, endpoint=False, dtype=dtype), [(ends, ""), (np.zeros(0, dtype), "")])
        shape_row("Logspace", np.logspace(lo, hi, n, dtype=dtype), [(ends, ""), (np.zeros(0, dtype), "")])
    for lo, hi, n in [(1, 1000, 4), (1, 256, 9), (-1, -1000, 3), (5, 0.1, 4), (2, 3, 1), (2, 3, 0), (1e-300, 1e300, 5), (1, 1, 3)]:
        if dtype == "float64" or hi < 1e30:
            shape_row("Geomspace", np.geomspace(lo, hi, n, dtype=dtype), [(np.array([lo, hi, n], float), ""), (np.zeros(0, dtype), "")])
for shape in [(), (3,), (2, 3), (2, 0), (1, 2, 2)]:
    shape_row("Indices", np.indices(shape), [(np.zeros(shape), "")])
    shape_row("FromFunction", np.fromfunction(lambda *i: sum((10**d * x for d, x in enumerate(i)), np.zeros(shape, int)), shape, dtype=int), [(np.zeros(shape), "")])

for j, dtype in enumerate(["float64", "int16", "bool", "complex64"]):
    for i, (shape, view) in enumerate(LAYOUTS + [((), "")]):
        if j > 0 and (i + j) % 3:
            continue
        a = some(dtype, shape)
        x = look(a, view)
        if x.ndim == 1:
            for k in [0, 2, -1]:
                shape_row("Diag", np.diag(x, k), [(a, view)], n=[k])
        if x.ndim > 1:
            for k in [0, 1, -1, 2, -5, 9]:
                shape_row("Diagonal", np.diagonal(x, k), [(a, view)], n=[k])
                shape_row("MatrixDiagonal", np.linalg.diagonal(x, offset=k), [(a, view)], n=[k])
            shape_row("SwapAxes", np.swapaxes(x, 0, -1), [(a, view)], n=[0, -1])
            shape_row("SwapAxes", np.swapaxes(x, 1, 1), [(a, view)], n=[1, 1])
            for k in range(-1, 4):
                shape_row("Rot90", np.rot90(x, k), [(a, view)], n=[k])
                shape_row("Rot90", np.rot90(x, k, (-1, 0)), [(a, view)], [-1, 0], n=[k])
            shape_row("Roll", np.roll(x, 1, (0, 1)), [(a, view)], [0, 1], n=[1])
            for shifts, axes in [((1, -2), (0, 1)), ((1, 2, 1), (1, -1, 0)), ((0, 7), (-1, 0))]:
                shape_row("RollEach", np.roll(x, shifts, axes), [(a, view)], list(axes), n=shifts)
        for axes in [(0,), (-1,), (0, 2) if x.ndim else (0, 1), (-1, 0, 1)]:
            shape_row("ExpandDims", np.expand_dims(x, axes), [(a, view)], list(axes))
        for widths in [[1, 2], [0, 0], [9, 8], [w for d in range(x.ndim) for w in (d, 2 - d % 2)]]:
            pairs = [tuple(widths[:2])] * x.ndim if len(widths) == 2 else [tuple(widths[2 * d : 2 * d + 2]) for d in range(x.ndim)]
            if np.prod([s + b + e for s, (b, e) in zip(x.shape, pairs)]) > 700:
                continue
            if x.ndim:
                shape_row("Pad", np.pad(x, pairs, constant_values=np.array(1, dtype)), [(a, view), (np.array(1, dtype), "")], n=widths)
                for mode in ["edge", "reflect", "symmetric", "wrap"]:
                    shape_row("Pad" + mode.title(), refused(lambda: np.pad(x, pairs, mode)), [(a, view)], n=widths)
        for ax in [None] + list(range(-1, x.ndim if x.ndim else -1)):
            n = x.size if ax is None else x.shape[ax]
            for idx in [rng.integers(-n, n, 3) if n else np.zeros(0, int), (rng.integers(0, n, (2, 2)) if n else np.zeros((0, 3))).astype(np.uint8), np.array([n])]:
                shape_row("Delete", refused(lambda: np.delete(x, idx.ravel(), axis=ax)), [(a, view), (idx, "")], None if ax is None else [ax])
            if ax is None:
                continue
            for parts in [1, 2, 3, 7]:
                shape_row("ArraySplit", np.array_split(x, parts, axis=ax), [(a, view)], [ax], [parts])
            for at in [(), (1,), (-1, 2), (1, 1, 3), (9, -9), (2, 1)]:
                shape_row("SplitAt", np.split(x, at, axis=ax), [(a, view)], [ax], at)
        # a[i, j]
        if x.size:
            for shapes in [[(3,)], [()], [(2, 1), (3,)], [(), (2,)], [(2, 2), (2, 2), (1, 2)], [(3, 1), (1, 2), ()], [(0,), (1,)]]:
                if len(shapes) > x.ndim:
                    continue
                idx = [rng.integers(-s, s, sh) for s, sh in zip(x.shape, shapes)]
                args = [(a, view)] + [(k, "") for k in idx]
                shape_row("At", x[tuple(idx)], args)
                z = x.copy()
                v = some(dtype, x[tuple(idx)].shape)
                z[tuple(idx)] = v
                shape_row("SetAt", z, [(a, view), (v, "")] + args[1:])
                z = x.copy()
                v = some(dtype, x.shape[len(shapes) :])
                z[tuple(idx)] = v
                shape_row("SetAt", z, [(a, view), (v, "")] + args[1:])
            if x.ndim > 1:
                idx = np.array([x.shape[1]])
                shape_row("At", refused(lambda: x[idx * 0, idx]), [(a, view), (idx * 0, ""), (idx, "")])
                idx = [np.array([0, x.shape[0] - 1]), np.arange(x.shape[1])[::-1]]
                shape_row("AtIx", x[np.ix_(*idx)], [(a, view)] + [(k, "") for k in idx])
for text in ["1:, ::-2", "0", "..., 0", "None, 1", "-1, :, None", "::-1"]:
    a = some("float64", (3, 4))
    v = some("float64", look(a, text).shape)
    z = a.copy()
    z[eval("np.s_[" + text + "]")] = v
    shaping.append({"op": "With", "args": [describe(a), describe(v)], "text": text, "n": [], "want": [result(z)]})
for shape in [(3, 4), (5,), (2, 3, 4)]:
    k = np.arange(int(np.prod(shape))).reshape(-1, 1)[::2].astype(np.int16)
    at = np.unravel_index(k, shape)
    shape_row("UnravelIndex", [np.broadcast_to(x, k.shape) for x in at], [(k, "")], n=shape)
    shape_row("RavelMultiIndex", np.ravel_multi_index(at, shape), [(x.astype(int), "") for x in at], n=shape)
shape_row("UnravelIndex", refused(lambda: np.unravel_index(np.array([12]), (3, 4))), [(np.array([12]), "")], n=(3, 4))
shape_row("RavelMultiIndex", np.ravel_multi_index((np.array([[1], [2]]), np.array([0, 3])), (3, 4)), [(np.array([[1], [2]]), ""), (np.array([0, 3]), "")], n=(3, 4))
shape_row("RavelMultiIndex", refused(lambda: np.ravel_multi_index((np.array([3]), np.array([0])), (3, 4))), [(np.array([3]), ""), (np.array([0]), "")], n=(3, 4))

# one letter a type; cast[i] has those that type i casts to, result[i][j] what types i and j make, triples what three make
TYPES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "complex64", "complex128"]
letter = lambda t: "abcdefghijklm"[TYPES.index(str(t))]
promotion = {
    "types": TYPES,
    "cast": ["".join(letter(t) for t in TYPES if np.can_cast(f, t)) for f in TYPES],
    "result": ["".join(letter(np.result_type(f, t)) for t in TYPES) for f in TYPES],
    "triples": ["".join(letter(np.result_type(f, t, u)) for t in TYPES for u in TYPES) for f in TYPES],
    "kinds": {k: "".join(letter(t) for t in TYPES if np.isdtype(np.dtype(t), k)) for k in ["bool", "signed integer", "unsigned integer", "integral", "real floating", "complex floating", "numeric"]},
    "finfo": {t: [num(getattr(np.finfo(t), k)) for k in ["bits", "eps", "max", "min", "smallest_normal", "smallest_subnormal"]] for t in ["float32", "float64"]},
    "iinfo": {t: [num(getattr(np.iinfo(t), k)) for k in ["bits", "max", "min"]] for t in TYPES[1:9]},
}
with open(os.path.join(HERE, "promotion.json"), "w") as f:
    json.dump(promotion, f, indent=0)
    f.write("\n")
with open(os.path.join(HERE, "shaping.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in shaping) + "\n]\n")
print("shaping.json", len(shaping))
# ---- products of arrays: elements are whole or quarters and few, so that every sum is exact
rng = np.random.default_rng(23)
product_rows = []


def product(op, f, args, text="", n=(), axis=None, keep=False):
    try:
        want = result(f(*[look(a, v) for a, v in args]))
    except ValueError:
        want = None
    row = {"op": op, "args": [describe(a, v) for a, v in args], "text": text, "n": [list(x) for x in n], "axis": axis, "keep": keep, "want": want}
    product_rows.append({k: v for k, v in row.items() if v not in ("", [], None) and v is not False})


def einsum_row(text, args):
    product("Einsum", lambda *a: np.einsum(text, *a), args, text)


# ((shape, view), (shape, view)) of matrices, vectors and batches
MATRICES = [
    (((2, 3), ""), ((3, 4), "")), (((3, 2), ".T"), ((4, 3), ".T")), (((4, 6), "::-1, ::2"), ((6, 8), "1::2, ::-2")), (((5, 5), ""), ((5, 5), ".T")),
    (((3,), ""), ((3,), "")), (((3,), "::-1"), ((3, 4), "")), (((2, 3), ""), ((6,), "::2")), (((1, 3), ""), ((3, 1), "")), (((9, 2), ".T"), ((9,), "")),
    (((2, 0), ""), ((0, 3), "")), (((0, 2), ""), ((2, 3), "")), (((2, 3), ""), ((3, 0), "")), (((0,), ""), ((0,), "")), (((4,), ""), ((4, 0), "")),
    (((2, 3, 4), ""), ((4, 2), "")), (((3, 4), ""), ((2, 4, 2), "")), (((2, 1, 2, 3), ""), ((3, 3, 2), "")), (((2, 3, 4), ":, ::-1"), ((4,), "")), (((3,), ""), ((2, 3, 2), "")),
    (((4, 3, 2), ".T"), ((2, 4, 3), "")), (((3,), "None, :, None"), ((2,), "None")), (((2, 0, 3), ""), ((3, 2), "")), (((0, 2, 3), ""), ((1, 3, 2), "")),
    (((2, 3), ""), ((2, 3), "")), (((), ""), ((3,), "")), (((3,), ""), ((), "")), (((3,), ""), ((4,), "")), (((2, 2, 3), ""), ((3, 3, 2), "")), (((0,), ""), ((1,), "")),
]
NUMBERS = ["float64", "float32", "int64", "uint8", "int8", "complex128", "complex64", "int16", "int32", "uint16", "uint32", "uint64"]
for j, dtype in enumerate(NUMBERS):
    for i, ((s1, v1), (s2, v2)) in enumerate(MATRICES):
        if dtype != "float64" and (i + j) % 4 and i != 2:
            continue
        a, b = some(dtype, s1), some(dtype, s2)
        product("MatMul", np.matmul, [(a, v1), (b, v2)])
    for i, (s1, v1, s2, v2) in enumerate([((2, 3), "", (3,), ""), ((3, 9), ".T", (6,), "::-2"), ((4, 6), "::-1, ::2", (2, 3), ".T"), ((2, 2, 3), "", (2, 3), ""), ((2, 3), "", (3, 2, 3), ""), ((4, 1, 2, 3), "", (3, 3), "::-1"),
                                          ((2, 0), "", (0,), ""), ((0, 2), "", (2,), ""), ((2, 3), "", (2,), ""), ((3,), "", (3,), ""), ((2, 3), "", (), ""), ((2, 2, 3), "", (3, 3), "")]):
        if dtype != "float64" and (i + j) % 3 and not dtype.startswith("complex"):
            continue
        a, b = some(dtype, s1), some(dtype, s2)
        product("MatVec", np.matvec, [(a, v1), (b, v2)])
        a = np.moveaxis(a, -1, -2).copy() if a.ndim > 1 and not v1.endswith("T") else a
        product("VecMat", np.vecmat, [(b, v2), (a, v1 if not v1.endswith("T") else "")])
    for i, (s1, v1, s2, v2) in enumerate([((3,), "", (3,), ""), ((2, 3), "", (3,), ""), ((2, 3), "::-1", (3, 2), ".T"), ((4, 3, 2), "", (3, 2), ""), ((2, 0), "", (2, 0), ""), ((2, 3), "", (2, 2), ""), ((), "", (3,), ""), ((4, 3, 5), ".T", (5, 1, 4), "")]):
        a, b = some(dtype, s1), some(dtype, s2)
        for axis, keep in [(None, False), (-1, True), (0, False), (-2, False), (1, True)]:
            if dtype == "float64" or (i + j) % 3 == 0 and (dtype == "complex128" or j % 3 == 0):
                try:
                    product("VecDot", lambda x, y: np.vecdot(x, y, axis=-1 if axis is None else axis, keepdims=keep), [(a, v1), (b, v2)], axis=axis, keep=keep)
                except np.exceptions.AxisError:
                    pass
for dtype in ["float64", "int64", "uint8", "complex64"]:
    a, b = some(dtype, (2, 3, 4)), some(dtype, (3, 4, 2))
    for n in [0, 1, 2, 3]:
        product("TensorDot", lambda x, y: np.tensordot(x, y, n), [(a, ""), (b, "")], n=[[n]])
        product("TensorDot", lambda x, y: np.tensordot(x, y, n), [(b, ".T"), (b, "::-1")], n=[[n]])
    for axes in [([0], [2]), ([0, 1], [2, 0]), ([1, 0], [0, -1]), ([-1, 0, 1], [1, 2, 0]), ([], []), ([0], [0]), ([0, 1], [0]), ([0, 0], [2, 2])]:
        product("TensorDot", lambda x, y: np.tensordot(x, y, axes), [(a, ""), (b, "")], n=axes)
        product("TensorDot", lambda x, y: np.tensordot(x, y, axes), [(a, ":, ::-1, ::-1"), (b, "::-1, :, ::-1")], n=axes)
    product("TensorDot", lambda x, y: np.tensordot(x, y, 1), [(a[:, :, :0], ""), (b[:0], "")], n=[[1]])

# Letters have these lengths, "..." the shape of the operand's own that follows it in the list.
LENGTH = dict(a=2, b=3, c=4, d=2, e=3, f=2, g=2, h=3, i=2, j=3, k=4, l=2, m=2, n=3, A=3, B=2, z=1, o=0)
EINSUMS = [
    "i", "i->", "ij", "ij->ji", "ji", "ij->", "ij->i", "ij->j", "aa", "aa->a", "aab->ab", "aba->b", "aab->ba", "aaa", "aaa->a", "abcb->ca", "bB", "Bb->", "zz->z", "z->", "oi->i", "o->", "o",
    "i,i", "i,i->i", "i,j", "i,j->ji", "ij,j", "ij,j->i", "i,ij->j", "ij,jk", "ij,jk->ik", "ij,jk->ki", "ji,jk", "ij,kj->ik", "ji,kj->ki", "ij,ij", "ij,ij->ij", "ij,ij->i", "ij,ij->j", "ij,ji->ij",
    "aij,ajk->aik", "ija,jka->kia", "aij,jk->aik", "ij,ajk->iak", "abc,cd->abd", "abc,bd->acd", "abcd,cdef->abef", "abcd,dcef->faeb", "acbd,cdef->eafb", "nkd,nkd->nk", "i,ij,j", "i,ij,j->", "ij,j->", "ij,k->", "aab,b->a", "ii,ij->j",
    "oi,oj->ij", "io,oj->ij", "iz,zj->ij", "iz,jz->zij", "z,i->i", ",i->i", "i,->i", ",->", ",", "", "->", " i j , j k -> k i ",
    "a,ab,abc->abc", "a,b,ab->ab", "ea,fb,gc,hd,abcd->efgh", "ab,bc,cd,de->ae", "ab,bc,cd,de,ef,fa", "abc,bcd,cde,def", "ac,cd,ceg->aeg", "ab,ab,c->", "ab,ab,c->c", "ab,cd->", "ab,cd->cd", "a,a,a->", "a,ac,ab,ad,cd,bd,bc->", "cd,bdh,agh,agd->cd", "ba,ac,da->bcd", "adb,cb,cb->", "bda,e,e,abd->",
    "dba,ead,cad->bce", "aef,fbc,dca->bde", "ae,c,ac,cc,e", "aa,aa,b->", "i,i,i,i,i,i,i,i,i->i", "ij,jk,ki,ij,jk,ki,ij,jk,ki->", "a,b,c,d,e,f,g,h,i,j->ja",
    "i->ii", "i->j", "ij,jk->ix", "i,", "ij->i,", "i.j", "i..", "....i", "i-j", "->->", "i,i->->", "i#", "ii->ij", "1", "i,j,k", "é",
]
for j, dtype in enumerate(["float64", "int64", "complex128", "uint8", "float32"]):
    for i, text in enumerate(EINSUMS):
        if j > 0 and (i + j) % 5:
            continue
        terms = text.split("->")[0].replace(" ", "").split(",")
        args = []
        for p, t in enumerate(terms):
            shape = tuple(LENGTH.get(c, 1) for c in t if c.isalpha())
            view = ["", ".T", "..., ::-1"][(i + p) % 3 if shape else 0]
            a = some(dtype, shape[::-1] if view == ".T" else shape)
            args.append((a, view))
        einsum_row(text, args)
for text, shapes in [
    ("...", [(2, 3)]), ("...->...", [(2, 3)]), ("...i", [(2, 3)]), ("i...", [(2, 3)]), ("i...->...i", [(2, 3, 4)]), ("...ii->...i", [(2, 3, 3)]), ("i...i->...", [(2, 3, 2)]), ("...->", [()]), ("...i->i", [(3,)]), ("i->...i", [(3,)]),
    ("...ij,...jk", [(2, 3), (3, 2)]), ("...ij,...jk", [(2, 1, 2, 3), (3, 3, 2)]), ("...ij,...jk->...ik", [(2, 2, 3), (3, 2)]), ("...ij,...jk->ik...", [(2, 2, 3), (2, 3, 2)]), ("...,...", [(2, 3), (3,)]), ("...,...", [(2, 1), (3,)]),
    ("...i,...i->...", [(2, 3), (3,)]), ("...i,i...->...", [(2, 3), (3, 2)]), ("a...b,b...c->ac...", [(2, 3, 2), (2, 1, 2)]), ("...,i->i...", [(2, 2), (3,)]), ("...a,...b,...c->...abc", [(2, 2), (1, 2), (2,)]),
    ("ij,jk->ik", [(2, 1), (3, 4)]), ("ij,jk", [(2, 3), (1, 4)]), ("i,i->i", [(1,), (3,)]), ("i,i", [(1,), (3,)]), ("i,i", [(0,), (1,)]), ("ii,i", [(1, 1), (3,)]), ("...i,...i", [(0, 2), (1, 2)]), ("i,i,i->i", [(1,), (1,), (2,)]), ("ab,bc,cd->ad", [(2, 1), (3, 1), (2, 2)]),
    ("...i->i", [(2, 3)]), ("i,...->i", [(3,), (2,)]), ("...,...", [(2,), (3,)]), ("ii", [(2, 3)]), ("ii", [(1, 3)]), ("ij,jk", [(2, 3), (4, 5)]), ("i", [(2, 3)]), ("ij", [(2,)]), ("ij...", [(2,)]), ("i,i", [(2,)]), ("i", [(2,), (2,)]), ("...a...", [(2, 3)]), ("i...->...", [(0, 2)]),
]:
    einsum_row(text, [(some("float64", s), "") for s in shapes])
    einsum_row(text, [(some("int64", s[::-1]), ".T") for s in shapes])
for a, b in [([nan, 0.0], [0.0, 1.0]), ([inf, 1.0], [0.0, 1.0]), ([0.0, 0.0], [nan, inf]), ([inf, -inf], [1.0, 1.0])]:
    a, b = np.array(a), np.array(b)
    product("MatMul", np.matmul, [(a, ""), (b, "")])
    product("MatMul", np.matmul, [(np.array([a, a, a]), ""), (np.array([b, b]), ".T")])
    einsum_row("i,j->ij", [(a, ""), (b, "")])

with open(os.path.join(HERE, "products.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in product_rows) + "\n]\n")
print("products.json", len(product_rows))
import warnings

# ---- order statistics, histograms, covariance, forms for NaN, sets
rng = np.random.default_rng(23)
descriptive, arrays = [], {}


def number(text):
    """Arrays come often: each is written once, and rows have its number."""
    return arrays.setdefault(text, len(arrays))


def descript(op, r, args, axis=None, keep=False, option="", n=()):
    """args are (array, view); axis is None, a number or several; option names one of ours; want is None where we must panic"""
    dense = lambda d: number(json.dumps(d, separators=(",", ":")))
    row = {"op": op, "args": [dense(describe(a, v)) for a, v in args]}
    row["want"] = None if r is None else [dense(describe(np.asarray(x))) for x in (r if isinstance(r, tuple) else [r])]
    row |= {} if axis is None else {"axes": list(axis) if isinstance(axis, tuple) else [axis]}
    row |= ({"keep": True} if keep else {}) | ({"option": option} if option else {}) | ({"n": [num(x) for x in n]} if len(n) else {})
    if row not in descriptive:
        descriptive.append(row)


def axes_of(x):
    return [None] + list(range(-1, x.ndim if x.ndim else -1)) + ([(0, -1)] if x.ndim > 2 else [])


METHODS = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest"]
with warnings.catch_warnings(action="ignore"):
    for j, dtype in enumerate(["float64", "float32", "int64", "uint8"]):
        for i, (shape, view) in enumerate(WIDE[:10]):
            a = some(dtype, shape)
            if j < 2 and a.size > 3:
                a.ravel()[1::5] = nan
            x = look(a, view)
            for k, ax in enumerate(axes_of(x)):
                keep = (i + k) % 2 == 0
                if j > 0 and (i + j + k) % 3:
                    continue
                empty = x.size == 0
                if dtype[0] == "f":
                    for op in ["Median", "NanMedian", "NanSum", "NanProd", "NanMean", "NanVar", "NanMax", "NanMin"]:
                        descript(op, attempt(lambda: np.asarray(getattr(np, op.lower())(x, axis=ax, keepdims=keep), dtype=dtype)), [(a, view)], ax, keep)
                    descript("NanVar", np.asarray(np.nanvar(x, axis=ax, keepdims=keep, correction=1), dtype), [(a, view)], ax, keep, "Correction")
                    if not isinstance(ax, tuple):
                        for op in ["NanArgMax", "NanArgMin"]:
                            descript(op, attempt(lambda: getattr(np, op.lower())(x, axis=ax, keepdims=keep)), [(a, view)], ax, keep)
                        descript("NanCumSum", np.nancumsum(x, axis=ax), [(a, view)], ax)
                        descript("NanCumProd", np.nancumprod(x, axis=ax), [(a, view)], ax)
                    if not empty:
                        q = np.array([0.75, 0.0, 1.0, 0.3, 0.3])
                        descript("Quantiles", np.quantile(np.nan_to_num(x), q, axis=ax, keepdims=keep).astype(dtype), [(np.nan_to_num(a), view)], ax, keep, "", q)
                        descript("NanQuantiles", np.nanquantile(x, q, axis=ax, keepdims=keep).astype(dtype), [(a, view)], ax, keep, "", q)
                        descript("Quantile", np.asarray(np.quantile(x, 0.4, axis=ax, keepdims=keep), dtype), [(a, view)], ax, keep, "", [0.4])
                    w = rng.integers(1, 9, x.shape).astype(dtype) / 4
                    if not empty:
                        descript("Average", np.average(x, axis=ax, weights=w, keepdims=keep), [(a, view), (w, "")], ax, keep)
                        if isinstance(ax, int):
                            w = w.reshape(-1)[: x.shape[ax]]
                            descript("Average", np.average(x, axis=ax, weights=w, keepdims=keep), [(a, view), (w, "")], ax, keep)
                else:
                    descript("MedianAs", np.asarray(np.median(x, axis=ax, keepdims=keep)), [(a, view)], ax, keep)
                descript("PtP", attempt(lambda: np.ptp(x, axis=ax, keepdims=keep)), [(a, view)], ax, keep)
                if isinstance(ax, int):
                    descript("CumSum", np.cumulative_sum(x, axis=ax, include_initial=True, dtype=dtype), [(a, view)], ax, option="IncludeInitial")
                    descript("CumProd", np.cumulative_prod(x, axis=ax, include_initial=True, dtype=dtype), [(a, view)], ax, option="IncludeInitial")
                    for n in [0, 2] if i % 2 else [1, 5]:
                        descript("DiffN", np.diff(x, n=n, axis=ax), [(a, view)], ax, n=[n])
                    if dtype == "float64" and x.shape[ax] > 1:
                        descript("Gradient", np.gradient(x, 0.5, axis=ax), [(a, view)], ax, n=[0.5])
                    if dtype == "float64":
                        descript("Trapezoid", np.asarray(np.trapezoid(x, dx=0.5, axis=ax)), [(a, view)], ax, n=[0.5])
    for n in [1, 2, 5, 8]:
        a = rng.permutation(np.arange(n) * 2.5)
        q = np.array([0, 1, 0.5, 0.25, 0.1, 0.9, 1 / 3, 0.625, 0.7, 0.2])
        for method in METHODS:
            descript("Quantiles", np.quantile(a, q, method=method), [(a, "")], None, False, method, q)
    a = np.array([nan, 1, inf, -inf, 0.0, 2])
    for op in ["NanSum", "NanProd", "NanMean", "NanVar", "NanStd", "NanMax", "NanMin", "NanArgMax", "NanArgMin", "NanMedian", "NanToNum", "NanCumSum", "NanCumProd"]:
        f = getattr(np, "nan_to_num" if op == "NanToNum" else op.lower())
        descript(op, f(a), [(a, "")])
        descript(op, f(a.astype("f4")), [(a.astype("f4"), "")])
    a = np.array([[nan, 1, 2 - 1j], [complex(nan, 1), complex(1, nan), 1j], [complex(inf, nan), complex(-inf, 2), 3]])
    for ax in [None, 0, 1]:
        for op in ["NanSum", "NanProd", "NanMean", "NanCumSum", "NanCumProd"]:
            descript(op, getattr(np, op.lower())(a[:2], axis=ax), [(a[:2], "")], ax)
    descript("NanToNum", np.nan_to_num(a), [(a, "")])
    for shape, view in [((4,), ""), ((1, 4), ""), ((3, 5), ""), ((5, 3), ".T"), ((4, 10), "::-1, ::2"), ((2, 1), ""), ((2, 0), ""), ((0, 3), ""), ((), "")]:
        for dtype in ["float64", "float32"]:
            a = rng.normal(size=shape).astype("f4").astype(dtype)
            x = look(a, view)
            descript("Cov", np.asarray(np.cov(x, dtype=dtype), dtype), [(a, view)])
            descript("Cov", np.asarray(np.cov(x, dtype=dtype, ddof=0), dtype), [(a, view)], option="NoCorrection")
            descript("CorrCoef", np.asarray(np.corrcoef(x, dtype=dtype), dtype), [(a, view)])
    descript("CorrCoef", np.corrcoef([[1.0, 1, 1], [1, 2, 4]]), [(np.array([[1.0, 1, 1], [1, 2, 4]]), "")])

# order of what is equal is ours in ArgPartition and TopK; here it is the stable one
for j, dtype in enumerate(["float64", "int64", "uint8", "float32"]):
    for i, (shape, view) in enumerate(LAYOUTS):
        a = some(dtype, shape)
        if j == 0 and a.size > 3:
            a.ravel()[1::3] = nan
        x = look(a, view)
        for ax in range(-1, x.ndim):
            n = x.shape[ax]
            down = np.flip(np.sort(x, axis=ax), axis=ax)
            order = n - 1 - np.flip(np.argsort(np.flip(x, axis=ax), axis=ax, stable=True), axis=ax)
            descript("Sort", down, [(a, view)], ax, option="Descending")
            descript("ArgSort", order, [(a, view)], ax, option="Descending")
            k = n // 2
            descript("TopK", (np.take(down, range(k), axis=ax), np.take(order, range(k), axis=ax)), [(a, view)], ax, n=[k])
for j, dtype in enumerate(["bool", "complex128", "complex64"]):
    for i, (shape, view) in enumerate(LAYOUTS):
        a = some(dtype, shape)
        if j > 0 and a.size > 3:
            a.ravel()[1::3] = complex(nan, 1)
            a.ravel()[2::6] = a.ravel()[0].real
            a.ravel()[3::9] = complex(1, nan)
            a.ravel()[-1:] = complex(nan, nan)
        x = look(a, view)
        for ax in range(x.ndim):
            descript("Sort", np.sort(x, axis=ax), [(a, view)], ax)
            descript("ArgSort", np.argsort(x, axis=ax, stable=True), [(a, view)], ax)
        b = some(dtype, (6,))
        b[1:4] = (x.ravel()[:3] if x.size > 2 else b[1:4])
        descript("IsIn", np.isin(x, b), [(a, view), (b, "")])
        b.sort()
        descript("SearchSorted", np.searchsorted(b, x), [(b, ""), (a, view)])
        descript("SearchSortedRight", np.searchsorted(b, x, side="right"), [(b, ""), (a, view)])
        u = np.unique_all(x)
        descript("Unique", (u.values, u.indices, u.inverse_indices, u.counts), [(a, view)])
for dtype in ["int64", "float32", "bool", "complex128"]:
    for shape, view in [((7,), ""), ((0,), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((), "")]:
        a, b = some(dtype, shape), some(dtype, (9,))
        for op, f in {"Union1d": np.union1d, "Intersect1d": np.intersect1d, "SetDiff1d": np.setdiff1d, "SetXor1d": np.setxor1d}.items():
            descript(op, f(look(a, view), b), [(a, view), (b, "")])
for shape, view in [((6,), ""), ((3, 4), ".T"), ((0,), ""), ((2, 3, 4), "::-1"), ((4, 6), "::-1, ::2")]:
    keys = [some("uint8", shape) // 4, some("float64", shape), some("bool", shape)]
    descript("LexSort", np.lexsort([look(k, view) for k in keys]), [(k, view) for k in keys])

for dtype in ["float64", "float32", "int64", "uint8"]:
    for shape, view in [((20,), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((0,), ""), ((), "")]:
        a = some(dtype, shape)
        x = look(a, view)
        for bins in [1, 3, 10]:
            counts, edges = np.histogram(x, bins)
            descript("Histogram", (counts, np.histogram_bin_edges(x.astype("f8"), bins)), [(a, view)], n=[bins])
        w = some("int64", x.shape)
        for e in [np.array([-5.0, 0, 1, 1, 2.5, 9]), np.array([2.0]), np.array([1.0, 1.0])]:
            descript("HistogramEdges", np.histogram(x, e)[0], [(a, view), (e, "")])
            descript("HistogramWeights", np.histogram(x, e, weights=w.astype(float))[0], [(a, view), (w, ""), (e, "")])
        for e in [np.array([0, 1, 1, 2, 7], dtype), np.array([7, 2, 2, 1], dtype), np.array([], dtype), np.array([2, 2], dtype)]:
            descript("Digitize", np.digitize(x, e), [(a, view), (e, "")])
a = np.array([nan, 1, inf, -inf, 2, 0])
descript("HistogramEdges", np.histogram(a, [0, 1, 2])[0], [(a, ""), (np.array([0.0, 1, 2]), "")])
descript("Digitize", np.digitize(a, [0.0, 1, 2]), [(a, ""), (np.array([0.0, 1, 2]), "")])
descript("Digitize", np.digitize(a, [2.0, 1, 0]), [(a, ""), (np.array([2.0, 1, 0]), "")])
a = rng.normal(size=100)
for bins in [7, 49]:
    descript("Histogram", np.histogram(a, bins), [(a, "")], n=[bins])
for dtype in ["uint8", "int64", "int16"]:
    for shape, view in [((20,), "::-2"), ((0,), ""), ((1,), "")]:
        a = np.abs(some(dtype, shape))
        x = look(a, view)
        w = rng.integers(-9, 9, x.shape).astype("f4") / 4
        for n in [0, 4, 15]:
            descript("BinCount", np.bincount(x, minlength=n), [(a, view)], n=[n])
            descript("BinCountWeights", np.bincount(x, w, minlength=n).astype("f8"), [(a, view), (w, "")], n=[n])
for dtype in ["float64", "int64", "uint8", "complex128"]:
    for n, m in [(1, 1), (5, 1), (5, 2), (2, 5), (7, 3), (4, 4), (3, 6)]:
        a, b = some(dtype, (n,)), some(dtype, (m,))
        for mode, option in {"full": "", "same": "ConvolveSame", "valid": "ConvolveValid"}.items():
            descript("Convolve", np.convolve(a[::-1], b, mode), [(a, "::-1"), (b, "")], option=option)
xp, fp = np.array([-1.0, 0, 0, 2, inf]), np.array([3.0, 1, -1, 2, 5])
x = np.array([[nan, inf, -inf, -1, 0], [-2, -0.3, 1.7, 2, 1e9]])
descript("Interp", np.interp(x, xp, fp), [(x, ""), (xp, ""), (fp, "")])
descript("Interp", np.interp(x[:, ::-2], xp[:4], fp[:4]).astype("f4"), [(x.astype("f4"), ":, ::-2"), (xp[:4].astype("f4"), ""), (fp[:4].astype("f4"), "")])
descript("Interp", np.interp(x[1], [1], [7]), [(x[1], ""), (np.array([1.0]), ""), (np.array([7.0]), "")])
descript("Interp", np.interp(x, [-inf, 1, 2], [7.0, 7, 8]), [(x, ""), (np.array([-inf, 1, 2]), ""), (np.array([7.0, 7, 8]), "")])
with open(os.path.join(HERE, "descriptive.json"), "w") as f:
    rows = [json.dumps(r, separators=(",", ":")) for r in descriptive]
    f.write('{"arrays":[\n' + ",\n".join(arrays) + '\n],"rows":[\n' + ",\n".join(rows) + "\n]}\n")
print("descriptive.json", len(descriptive))

# ---- formulas: text, arrays by name, and what Python makes of both
rng = np.random.default_rng(23)
formulas = []
NAMES = {n: getattr(np, n) for n in dir(np) if not n.startswith("_")} | {"nan": nan, "inf": inf}


def formula(text, **arrays):
    arrays = {n: a if isinstance(a, tuple) else (a, "") for n, a in arrays.items()}
    with np.errstate(all="ignore"):
        want = eval(text, NAMES | {"abs": np.abs, "round": np.round, "pow": np.power, "sum": np.sum, "min": np.min, "max": np.max, "any": np.any, "all": np.all}, {n: look(*a) for n, a in arrays.items()})
    formulas.append({"formula": text, "vars": {n: describe(*a) for n, a in arrays.items()}, "want": result(want)})


SHAPES = [(((5,), ""), ((5,), "::-1")), (((3, 4), ""), ((4,), "")), (((4, 6), "::-1, ::2"), ((4, 1), "")), (((3, 2), ".T"), ((2, 3), "")), (((), ""), ((2, 3), "")),
          (((0,), ""), ((1,), "")), (((2, 0), ""), ((2, 1), "")), (((2, 3, 4), ""), ((3, 4), ":, ::-1")), (((2, 90), ""), ((2, 1), "")), (((3,), ":, None"), ((40,), "::3")), (((), ""), ((), ""))]
ARITHMETIC = ["2*x*y + 3*y + 1", "x - y*-2 - 1", "-x**2 + y", "(x + y)**2 - x*x", "x + x + (y - x) * (y - x)", "x[...] * 2 + x[..., None][..., 0]", "+x - -y", "sum(x*y)", "sum(x + y)"]
REALS = ["x // 3 + x % 3", "maximum(x, y) - minimum(x, 2)", "abs(x) * sign(y)", "clip(x, 2, 5) + y", "where(x > y, x, y * 2)", "where(x == 3, x, 0) * x + where(y > 2, True, False)", "(x > 1) & ~(y < 3) | (x == y) ^ (y != 2)", "floor(x) + ceil(y) + trunc(x) + round(y)", "prod(clip(x, 1, 2) + y*0)", "any(x > 5) | all(y > -100)", "x >= 2", "logical_and(x, y) | logical_not(x) ^ logical_or(y, 0)", "(x <= y) == (y >= x)"]
INEXACT = ["x / 4 + 1 / 3", "mean(x * 2 + y)", "var(x + y)", "square(x) / 2 + reciprocal(y - 99)", "exp(x / 4) * sin(y)", "sqrt(abs(x)) + log1p(abs(y))", "x**0.5", "x**-1", "isnan(x / y) | isfinite(x) & ~isinf(x / y)", "tanh(x) + cos(y) - 0.5", "x * pi"]
FLOAT = ["arctan2(x, y) + hypot(x, y)", "logaddexp(x, y)", "copysign(x, y) * signbit(y)", "nextafter(x, y)", "x * inf + nan * y", "std(x * y)", "expm1(x) + log(abs(x) + 1) + log2(abs(x) + 1) - log10(abs(y) + 1)", "arcsin(x / 9) + arccos(y / 9) + arctan(x) + arcsinh(y)", "arccosh(abs(x) + 1) * arctanh(y / 10) + sinh(x) - cosh(y) + tan(x)"]
for j, dtype in enumerate(["float64", "float32", "int64", "int16", "uint8", "complex128", "complex64"]):
    kind = np.dtype(dtype).kind
    texts = ARITHMETIC + (REALS if kind in "iuf" else []) + (INEXACT if kind in "fc" else []) + (FLOAT if kind == "f" else [])
    for k, text in enumerate(texts):
        if kind == "u" and ("-x" in text or "*-" in text or "-y" in text or "-100" in text) or kind in "iu" and dtype != "int64" and ("sum" in text or "prod" in text):
            continue
        if kind == "c" and any(f in text for f in ["exp", "tanh", "reciprocal", "var", "abs"]):  # near poles, or of another type
            continue
        for i, (s, r) in enumerate(SHAPES):
            if (i + j + 3 * k) % (5 if j == 0 else 9) == 0:
                formula(text, x=(some(dtype, s[0]), s[1]), y=(some(dtype, r[0]), r[1]))
special = np.array([nan, inf, -inf, 0.0, -0.0, 1.5, -2.5, 3e300, 5e-324])
for dtype in ["float64", "float32"]:
    s = special.astype(dtype) if dtype == "float64" else np.array([nan, inf, -inf, 0.0, -0.0, 1.5, -2.5, 3e38, 1e-45], np.float32)
    for text in ["x*y", "x + y", "x / y", "maximum(x, y)", "minimum(x, y)", "x < y", "x == y", "x != y", "isnan(x) | isinf(y)", "where(isnan(x), 0, x)", "abs(x) + sign(x)", "x**2", "x**0.5 + 0*y", "clip(x, -1, 1)", "x // y", "max(x)", "sum(x[3:])", "signbit(x) ^ signbit(y)"]:
        formula(text, x=(s, ":, None"), y=s)
# types that meet
pairs = [("int8", "uint8"), ("int32", "float32"), ("int16", "float32"), ("uint32", "int16"), ("uint32", "float64"), ("float32", "complex64"), ("float64", "complex64"), ("bool", "int8"), ("bool", "float32"), ("int32", "complex64"), ("uint8", "float32"), ("float32", "float64"), ("bool", "bool"), ("uint16", "int64"), ("bool", "complex128")]
for a, b in pairs:
    for text in ["x + y", "y * x", "where(y == y, x, y)", "x * y + x"] + (["x < y"] if "complex" not in a + b else []) + (["x & y", "y | x"] if not {"f", "c"} & {a[0], b[0]} else []):
        formula(text, x=some(a, (3,)), y=some(b, (2, 1)))
for dtype in ["bool", "int8", "int32", "int64", "uint64", "float32", "float64", "complex64"]:
    x = some(dtype, (4,))
    formula("x * 2", x=x)
    formula("x + True", x=x)
    formula("x == 1", x=x)
    formula("1 + 2 * x", x=x)
    if dtype not in ("int64", "uint64"):
        formula("x * 0.5", x=x)
        formula("x * 2j - 1", x=x)
    if dtype in ("int32", "int64", "uint64"):
        formula("x / 2", x=x)
        formula("sqrt(x)", x=x)
        formula("mean(x) + var(x)", x=x)
        formula("float64(x) * 0.5", x=x)
        formula("float32(x) * 0.5", x=x)
    if dtype in ("int8", "int32", "int64"):
        formula("(x << 2) + (x >> 1) & 0x7f", x=x)
        formula("~x ^ 3 | x & 6", x=x)
        formula("x**2 + x**3 - 2**abs(x)", x=x)
    formula("abs(x)", x=x)
    formula("any(x) | all(x)", x=x)
    formula("count_nonzero(x)", x=x)
formula("real(z) * imag(z) + abs(z)", z=some("complex128", (2, 3)))
formula("conj(z) * z", z=some("complex128", (2, 3)))
formula("real(x) + imag(x)", x=some("float64", (3,)))
formula("sum(z, axis=0) + mean(z)", z=some("complex64", (2, 3)))
formula("var(z) + std(z, ddof=1)", z=some("complex128", (7,)))
formula("complex128(x)", x=some("float32", (3,)))
# reductions
for i, (shape, view) in enumerate([((3, 4), ""), ((4, 6), "::-1, ::2"), ((3, 2), ".T"), ((2, 3, 4), ""), ((2, 3, 4), ":, ::-1.T"), ((2, 300), ""), ((150, 3), ""), ((20, 30), ""), ((1, 3), ""), ((3, 1, 2), "")]):
    for dtype in ["float64", "float32", "int64"][: 1 if shape[0] * shape[-1] > 500 else 3]:
        x = (some(dtype, shape), view)
        nd = look(*x).ndim
        for k, text in enumerate(["sum(x*2 + 1, axis={a})", "max(x * -1, {a})", "x - min(x, axis={a}, keepdims=True)", "prod(x - 2, axis={a}) * 0", "argmin(x * -1, axis={a})", "argmax(x, axis={a}) + 1", "any(x > 7, axis={a}, keepdims=True)", "all(x > -7, axis={a})", "count_nonzero(x > 2, axis={a})", "sum(x, axis=({a},))", "sum(x * x, axis=None)", "max(x)", "sum(x[..., ::2] * 2)", "mean(x*2, axis={a})", "(x - mean(x, axis={a}, keepdims=True)) / (std(x, axis={a}, keepdims=True, ddof=1) + 1)", "std(x * 2, axis={a}, correction=1)", "var(x, axis={a}, keepdims=True) + mean(x, axis={a}, keepdims=True)"]):
            if look(*x).size > 100 and (i + k) % 5 or dtype == "int64" and "x - mean" in text or dtype != "float64" and k % 2 == i % 2:
                continue
            if dtype == "float32" and "std" in text and 1 in look(*x).shape:
                continue
            formula(text.format(a=(i + k) % nd - (k % 2) * nd), x=x)
for shape in [(2, 0), (0,), (0, 3)]:
    x = some("float64", shape)
    for text in ["sum(x*2)", "prod(x + 1, axis=-1)", "any(x > 0)", "all(x > 0)", "mean(x*2)", "sum(x, axis=0, keepdims=True)", "x*2 + sum(x)"]:
        formula(text, x=x)
# what a reader of NumPy writes
formula("gain[:,None]*source + glitch + offset[:,None] + noise", gain=some("float64", (3,)), source=some("float64", (20,)), glitch=some("float64", (3, 20)), offset=some("float64", (3,)), noise=some("float64", (3, 20)))
formula("sum((x[:,None,:] - c[None,:,:])**2, axis=2)", x=some("float64", (30, 5)), c=some("float64", (4, 5)))
formula("argmin(sum((x[:,None,:] - c[None,:,:])**2, axis=2), axis=1)", x=some("float64", (30, 5)), c=some("float64", (4, 5)))
formula("(x - mean(x, axis=0)) / std(x, axis=0)", x=some("float64", (30, 3)))
formula("exp(x - max(x, axis=1, keepdims=True)) / sum(exp(x - max(x, axis=1, keepdims=True)), axis=1, keepdims=True)", x=some("float64", (4, 5)))
formula("1 / (1 + exp(-(sum(w * x, axis=-1) + b)))", w=some("float32", (5,)), x=some("float32", (4, 5)), b=some("float32", ()))
formula("sum(a[:, :, None] * b[None, :, :], axis=1)", a=some("float64", (3, 4)), b=(some("float64", (5, 4)), ".T"))
formula("sum(x*y) / sqrt(sum(x*x) * sum(y*y))", x=some("float64", (40,)), y=some("float64", (40,)))
formula("sqrt(sum((p[:, None] - p)**2, axis=-1))", p=some("float64", (6, 2)))
formula("x[1:] - x[:-1]", x=some("float64", (6,)))
formula("(u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:]) / 4", u=some("float64", (6, 7)))
formula("(x + 1)[1:, ::-1] * sum(x, axis=0)[::2]", x=some("float64", (3, 2)))
formula("(x[None] * 2)[0, ..., -1]", x=some("float64", (3, 2)))
# numbers of the text that a mask chooses, and integers of 64 bits that meet floats
x, i = np.array([-1.5, 0, 2, nan]), np.array([3, 0, -2, 2**53 + 1])
for text in ["where(x > 0, 1, -1) * x", "where(x > 0, 1, 0)", "where(x > 0, 1, 0.5)", "clip(where(x > 0, 1, 9), 2, 3) - 1", "x - count_nonzero(x > 0)", "x * argmin(x[:3]) + argmax(x > 1)", "x - sum(x > -2, axis=0, keepdims=True)"]:
    formula(text, x=x)
for text in ["where(x > 0, 1, -1) * x", "maximum(where(x > 0, 1, 2), 1.5) + x"]:
    formula(text, x=x.astype("f4"))
for text in ["x > i", "x == i", "i <= x", "i != x", "logical_and(i, x)", "x**i"]:
    formula(text, x=np.array([-1.5, 0, 2, 2.0**53]), i=i)
formula("x**i", x=np.array([-1.5, 0, 2], "f4"), i=i[:3])
formula("z == i", z=i * (1 + 0j), i=i)
for dtype in ["int64", "uint64"]:
    j = np.abs(i).astype(dtype)
    for text in ["i * 0.5", "i > 0.5", "i == 9007199254740992.0", "where(i > 1, i, 0.5)", "clip(i, 0.5, 2)", "i**0.5 + i", "i * 2j", "i - mean(i)", "i / 2 - i"]:
        formula(text, i=j)
with open(os.path.join(HERE, "formula.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) for r in formulas) + "\n]\n")
print("formula.json", len(formulas))

# ---- elementary functions near the limits of float64, of infinities and NaN
limits = []
edges = [0.0, -0.0, 1.0, -2.5, 0.7, 5e-324, 3e-310, 1e-8, 21.0, -400.0, 709.5, 1.5e308, -1.5e308, inf, -inf, nan]
pairs = [complex(x, y) for x in edges for y in edges]
with np.errstate(all="ignore"):
    for name, f in [("Exp", np.exp), ("Log", np.log), ("Log2", np.log2), ("Log10", np.log10), ("Sin", np.sin), ("Cos", np.cos), ("Tan", np.tan), ("Sinh", np.sinh), ("Cosh", np.cosh), ("Tanh", np.tanh), ("Asin", np.arcsin), ("Acos", np.arccos), ("Atan", np.arctan), ("Asinh", np.arcsinh), ("Acosh", np.arccosh), ("Atanh", np.arctanh), ("Sqrt", np.sqrt), ("Sign", np.sign)]:
        zs = [z for z in pairs if name != "Sign" or not np.isinf(np.abs(z)) or not np.isfinite(z)]  # np.sign(1.5e308+1.5e308j) is 1j
        limits.append({"op": name, "x": [num(z) for z in zs], "want": [num(z) for z in f(np.array(zs))]})
    # powers as the long double, which has 11 bits more, has them
    gen = np.random.default_rng(7)
    x = np.concatenate([np.exp(gen.uniform(-740, 709, 300)), gen.uniform(0.5, 2, 100), f8(5e-324, 5e-324, 1e-310, 2.2e-308, 1.7976931348623157e308, 10, 3, 7, 0.1)])
    y = np.concatenate([gen.uniform(-740, 709, 400) / np.abs(np.log(x[:400])), f8(-0.1, 0.3, 0.7, -0.9, 0.999, 22, 33, -200, 300)])
    y[:100] = np.round(y[:100])
    wide = np.power(x.astype(np.longdouble), y.astype(np.longdouble))
    limits.append({"op": "Power", "x": [[num(v), num(w)] for v, w in zip(x, y)], "want": [[num(float(v)), "0.0"] for v in wide]})
with open(os.path.join(HERE, "limits.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in limits) + "\n]\n")
print("limits.json", len(limits))
