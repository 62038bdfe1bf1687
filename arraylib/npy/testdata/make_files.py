"""Writes the files that NumPy makes and the Go tests read, and files.json, which says what is in them.

Run with NumPy 2.4:  python make_files.py
"""
import io, json, os, warnings
import numpy as np
from numpy.lib import format

HERE = os.path.dirname(os.path.abspath(__file__))
files = []


def describe(name, a, member=None):
    little = np.ascontiguousarray(a, dtype=a.dtype.newbyteorder("<"))
    files.append({
        "file": name, "member": member, "dtype": a.dtype.newbyteorder("=").name, "shape": list(a.shape),
        "big": a.dtype.byteorder == ">", "fortran": bool(a.flags.f_contiguous and not a.flags.c_contiguous),
        "data": little.tobytes().hex(),  # in C order, little endian
    })


def save(name, a, version=None):
    with open(os.path.join(HERE, name), "wb") as f, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        format.write_array(f, a, version=version)
    describe(name, a)


def values(dtype):
    dt = np.dtype(dtype)
    if dt.kind == "b":
        v = [True, False, False, True, True, False]
    elif dt.kind in "iu":
        i = np.iinfo(dt)
        v = [0, 1, i.max, i.min, i.max - 1, 7]
    elif dt.kind == "f":
        f = np.finfo(dt)
        v = [0.0, -0.0, np.nan, -np.inf, f.max, f.smallest_subnormal]
    else:
        f = np.finfo(dt)
        v = [complex(0, -0.0), complex(np.nan, 1), complex(-np.inf, 2), complex(f.max, f.tiny), 1 - 2j, 3j]
    return np.array(v, dtype=dt).reshape(2, 3)


DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128".split()
for dtype in DTYPES:
    a = values(dtype)
    save(f"{dtype}.npy", a)
    save(f"{dtype}_fortran.npy", np.asfortranarray(a))
    if a.dtype.itemsize > 1:
        save(f"{dtype}_big.npy", a.astype(a.dtype.newbyteorder(">")))

# Views of this one, which the Go test makes again from the same slices.
base = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
save("view.npy", base)
save("view_scalar.npy", base[1, 2, 3, ...])
save("view_row.npy", base[1, :, 2])
save("view_steps.npy", base[::-1, ::2, 1::2])
save("view_transposed.npy", base.T)
save("view_column.npy", base[:, :1, None, 3])
save("view_empty.npy", base[:, 3:])
save("view_empty_transposed.npy", np.zeros((0, 3), np.int16).T)
# Its header has another length if room to grow is left for the first axis and not for the last.
save("view_wide.npy", np.asfortranarray(np.arange(2000, dtype=np.int16).reshape((2,) + 12 * (1,) + (1000,))))
save("view_stretched.npy", np.broadcast_to(base[1, 2, 3], (2, 2)))
save("view_long.npy", np.lib.stride_tricks.as_strided(base, (1,) * 31, (2,) * 31))
save("version2.npy", base, (2, 0))
save("version3.npy", base.T, (3, 0))

# What is refused.
def refuse(name, a, **how):
    np.save(os.path.join(HERE, "refused_" + name + ".npy"), a, **how)

refuse("half", np.ones(2, np.float16))
refuse("longdouble", np.zeros(2, np.longdouble))
refuse("structured", np.zeros(2, [("x", "<f8"), ("y", "<i4")]))
refuse("object", np.array([1, "a"], dtype=object), allow_pickle=True)
refuse("string", np.array(["a", "bc"]))
refuse("bytes", np.array([b"a", b"bc"]))
refuse("raw", np.zeros(2, "V3"))
refuse("date", np.array(["2026-01-01"], "datetime64[D]"))
refuse("span", np.array([3], "timedelta64[s]"))

# Archives.
x, y = np.arange(6.0).reshape(2, 3), np.array([True, False])
for name, write in [("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)]:
    write(os.path.join(HERE, name), x=x, y=y, **{"../odd name": x.T, "zeros": np.zeros(100000, np.uint8)[:0], "": x[0]})
    for member, a in [("x", x), ("y", y), ("../odd name", x.T), ("zeros", np.zeros(0, np.uint8)), ("", x[0])]:
        describe(name, a, member)

# Texts.
np.savetxt(os.path.join(HERE, "float64.csv"), np.array([[1.5, -2e300], [np.nan, np.inf]]), delimiter=",", header="a, b")
np.savetxt(os.path.join(HERE, "int64.txt"), np.array([[1, 2, 3], [4, 5, 6]]), fmt="%d")
np.savetxt(os.path.join(HERE, "complex128.txt"), np.array([1 + 2j, -1 - 2j]))
gaps = os.path.join(HERE, "gaps.csv")
with open(gaps, "w") as f:
    f.write("x,y,z\n1.5,,3\n,2, # none\n\n, ,\n-1,0,nan\n")
np.savetxt(os.path.join(HERE, "gaps.txt"), np.genfromtxt(gaps, delimiter=",", skip_header=1))

with open(os.path.join(HERE, "files.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(d) for d in files) + "\n]\n")
