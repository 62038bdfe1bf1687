# What the workloads compute with: a function each, of the arguments that
# workloads.go gives it. Go makes the same numbers, from the same seeds.
import numpy as np


def draws():
    return np.random.default_rng(0)


def normals(dtype, *shape):
    return draws().standard_normal(shape).astype(dtype)


def tenths(rows, cols, dtype):
    x = np.full((rows, cols), 0.1, dtype)
    np.fill_diagonal(x, 1)
    return x


def add_const(rows, cols, dtype):
    return tenths(rows, cols, dtype), np.dtype(dtype).type(3)


def add_const_into(rows, cols, dtype):
    x, c = add_const(rows, cols, dtype)
    return x, c, np.empty_like(x)


def madhava_pi(n):
    return n, np.arange(n)


def sum_f32(n):
    return (draws().random(n, dtype=np.float32),)


def fused_f32(n):
    g = draws()
    return g.random(n, dtype=np.float32), g.random(n, dtype=np.float32)


def elementary(function, n, dtype):
    return function, draws().random(n).astype(dtype)


def detector_signal(detectors, samples):
    g = draws()
    gain = 1 + 0.1 * g.standard_normal(detectors)
    offset = g.standard_normal(detectors)
    source = np.sin(np.linspace(0, 20, samples))
    glitch = g.standard_normal(samples)
    noise = g.standard_normal((detectors, samples))
    return gain, offset, source, glitch, noise


def normalize(rows, cols):
    return (normals("float64", rows, cols),)


def kmeans_assign(n, k, d):
    x = normals("float64", n, d)
    return x, x[:k].copy()


def kmeans_update(n, k, d):
    x, c = kmeans_assign(n, k, d)
    return x, ((c * c).sum(1) - 2 * x @ c.T).argmin(1), k


def kmeans_iterations(n, k, d, steps):
    return *kmeans_assign(n, k, d), steps


def kmeans_train(n, k, d, steps):
    return *kmeans_assign(n, k, d), steps


def matmul(m, k, n, dtype):
    g = draws()
    return g.standard_normal((m, k)).astype(dtype), g.standard_normal((k, n)).astype(dtype)


def einsum_batches(b, i, j, k):
    g = draws()
    return g.standard_normal((b, i, j)), g.standard_normal((b, j, k))


def sum_axis(n, axis):
    return normals("float64", n, n), None if axis < 0 else axis


def argmin_axis1(n):
    return (normals("float64", n, n),)


def transpose_copy(n):
    return (normals("float64", n, n),)


def add_strided(n):
    return (normals("float64", n, n),)


def sort(n):
    return (normals("float64", n),)


def take(n):
    g = draws()
    return g.standard_normal(n), g.integers(0, n, n)


def boolmask(n):
    return (normals("float64", n),)


def cumsum(n):
    return (normals("float64", n),)


def bincount(n, k):
    return draws().integers(0, n, n), k


def normal(n, dtype):
    return n, dtype


def mixture(n, k, d):
    g = draws()
    return n, g.standard_normal((k, d)), g.random((k, d)) + 0.1, np.full(k, 1 / k)
