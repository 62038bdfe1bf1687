import math
from functools import partial

import numpy as np

versions = {"numpy": np.__version__}
bind = lambda f, inputs: partial(f, *inputs)
generator = np.random.default_rng(0)


def add_const(x, c):
    return x + c


def add_const_into(x, c, out):
    return np.add(x, c, out=out)


def madhava_pi(n, _):
    k = np.arange(n)
    return math.sqrt(12) * np.sum((-1.0 / 3) ** k / (2 * k + 1))


def sum_f32(x):
    return x.sum()


def fused_f32(x, y):
    return 2 * x * y + 3 * y + 1


def elementary(function, x):
    return getattr(np, function)(x)


def detector_signal(gain, offset, source, glitch, noise):
    return gain[:, None] * source + glitch + offset[:, None] + noise


def normalize(v):
    return v / np.sqrt(np.sum(v**2, axis=-1, keepdims=True))


def kmeans_assign(x, c):
    return (-2 * x @ c.T + np.einsum("kd,kd->k", c, c)).argmin(1)


def kmeans_train(x, c, steps):
    c, loss = c.copy(), []
    rows = np.arange(len(x))
    for _ in range(steps):
        d2 = ((x[:, None] - c[None]) ** 2).sum(-1)
        label = d2.argmin(1)
        loss.append(np.sqrt(d2[rows, label]).mean())
        for j in range(len(c)):
            mine = label == j
            if mine.any():
                c[j] = x[mine].mean(0)
    return loss


def matmul(a, b):
    return a @ b


def einsum_batches(a, b):
    return np.einsum("bij,bjk->bik", a, b, optimize=True)


def sum_axis(x, axis):
    return x.sum(axis=axis)


def argmin_axis1(x):
    return x.argmin(1)


def transpose_copy(x):
    return np.ascontiguousarray(x.T)


def add_strided(x):
    return x[:, ::2] + 1.0


def sort(v):
    return np.sort(v)


def take(v, indices):
    return v[indices]


def boolmask(v):
    return v[v > 0]


def cumsum(v):
    return np.cumsum(v)


def bincount(i, k):
    return np.bincount(i % k, minlength=k)


def normal(n, dtype):
    return generator.standard_normal(n, dtype=dtype)


def mixture(n, mean, deviation, weights):
    z = generator.choice(len(weights), n, p=weights)
    return mean[z] + deviation[z] * generator.standard_normal((n, mean.shape[1]))
