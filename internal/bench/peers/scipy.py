# k-means with SciPy's sparse matrices: sums by label as one product.
from functools import partial

import numpy as np
import scipy
import scipy.sparse as sp

versions = {"scipy": scipy.__version__}
bind = lambda f, inputs: partial(f, *inputs)


def kmeans_update(x, label, k):
    n = len(label)
    onehot = sp.csc_array((np.ones(n), label, np.arange(n + 1)), shape=(k, n))
    return (onehot @ x) / np.bincount(label, minlength=k)[:, None]


def kmeans_iterations(x, c, steps):
    n, k = len(x), len(c)
    for _ in range(steps):
        label = (-2 * x @ c.T + np.einsum("kd,kd->k", c, c)).argmin(1)
        onehot = sp.csc_array((np.ones(n), label, np.arange(n + 1)), shape=(k, n))
        c = (onehot @ x) / np.maximum(np.bincount(label, minlength=k), 1)[:, None]
    return c
