import math
from functools import partial

import numpy as np
import torch

versions = {"torch": torch.__version__}
dtypes = {"float32": torch.float32, "float64": torch.float64}


def bind(f, inputs):
    return partial(f, *[torch.from_numpy(v) if isinstance(v, np.ndarray) else v for v in inputs])


def add_const(x, _):
    return x + 3


def add_const_into(x, _, out):
    return torch.add(x, 3, out=out)


def madhava_pi(_, k):
    return math.sqrt(12) * torch.sum((-1.0 / 3) ** k / (2 * k + 1))


def sum_f32(x):
    return x.sum()


def fused_f32(x, y):
    return 2 * x * y + 3 * y + 1


def elementary(function, x):
    return getattr(torch, function)(x)


def detector_signal(gain, offset, source, glitch, noise):
    return gain[:, None] * source + glitch + offset[:, None] + noise


def normalize(v):
    return v / torch.linalg.norm(v, dim=-1, keepdim=True)


def kmeans_assign(x, c):
    return (-2 * x @ c.T + (c * c).sum(1)).argmin(1)


def kmeans_update(x, label, k):
    return torch.zeros(k, x.shape[1], dtype=x.dtype).index_add_(0, label, x) / torch.bincount(label, minlength=k)[:, None]


def matmul(a, b):
    return a @ b


def einsum_batches(a, b):
    return torch.einsum("bij,bjk->bik", a, b)


def sum_axis(x, axis):
    return x.sum() if axis is None else x.sum(axis)


def argmin_axis1(x):
    return x.argmin(1)


def transpose_copy(x):
    return x.T.contiguous()


def add_strided(x):
    return x[:, ::2] + 1.0


def sort(v):
    return v.sort()


def take(v, indices):
    return v[indices]


def boolmask(v):
    return v[v > 0]


def cumsum(v):
    return v.cumsum(0)


def bincount(i, k):
    return torch.bincount(i % k, minlength=k)


def normal(n, dtype):
    return torch.randn(n, dtype=dtypes[dtype])


def mixture(n, mean, deviation, weights):
    z = torch.multinomial(weights, n, True)
    return mean[z] + deviation[z] * torch.randn(n, mean.shape[1], dtype=torch.float64)
