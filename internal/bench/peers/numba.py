# Loops as one writes them for numba, on all cores.
import math
from functools import partial

import numba
import numpy as np

versions = {"numba": numba.__version__}
bind = lambda f, inputs: partial(numba.njit(parallel=True, fastmath=True)(f), *inputs)


def add_const(x, c):
    out = np.empty_like(x)
    for i in numba.prange(x.shape[0]):
        for j in range(x.shape[1]):
            out[i, j] = x[i, j] + c
    return out


def add_const_into(x, c, out):
    for i in numba.prange(x.shape[0]):
        for j in range(x.shape[1]):
            out[i, j] = x[i, j] + c
    return out


def fused_f32(x, y):
    out = np.empty_like(x)
    for i in numba.prange(x.size):
        out[i] = np.float32(2) * x[i] * y[i] + np.float32(3) * y[i] + np.float32(1)
    return out


def normalize(v):
    out = np.empty_like(v)
    for i in numba.prange(v.shape[0]):
        s = 0.0
        for j in range(v.shape[1]):
            s += v[i, j] * v[i, j]
        s = 1.0 / math.sqrt(s)
        for j in range(v.shape[1]):
            out[i, j] = v[i, j] * s
    return out


def kmeans_assign(x, c):
    out = np.empty(x.shape[0], np.int64)
    for i in numba.prange(x.shape[0]):
        best, at = 1e300, 0
        for j in range(c.shape[0]):
            s = 0.0
            for q in range(c.shape[1]):
                t = x[i, q] - c[j, q]
                s += t * t
            if s < best:
                best, at = s, j
        out[i] = at
    return out
