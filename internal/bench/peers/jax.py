# Every function is compiled by jax.jit for the CPU; arrays are its arguments,
# numbers and names are constants of the compiled code.
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
versions = {"jax": jax.__version__}


def bind(f, inputs):
    if f in (normal, mixture):  # random numbers are a function of a key
        inputs = (jax.random.key(0), *inputs)
    arrays = [jnp.asarray(v) if isinstance(v, np.ndarray) else v for v in inputs]
    traced = [v for v in arrays if isinstance(v, jax.Array)]

    def of_arrays(*traced):
        rest = iter(traced)
        return f(*[next(rest) if isinstance(v, jax.Array) else v for v in arrays])

    compiled = jax.jit(of_arrays)
    return lambda: compiled(*traced).block_until_ready()


def add_const(x, c):
    return x + c


def madhava_pi(_, k):
    return jnp.sqrt(12.0) * jnp.sum((-1.0 / 3) ** k / (2 * k + 1))


def sum_f32(x):
    return jnp.sum(x)


def fused_f32(x, y):
    return 2 * x * y + 3 * y + 1


def elementary(function, x):
    return getattr(jnp, function)(x)


def detector_signal(gain, offset, source, glitch, noise):
    return gain[:, None] * source + glitch + offset[:, None] + noise


def normalize(v):
    return v / jnp.sqrt(jnp.sum(v**2, axis=-1, keepdims=True))


def kmeans_assign(x, c):
    return (-2 * x @ c.T + jnp.einsum("kd,kd->k", c, c)).argmin(1)


def kmeans_update(x, label, k):
    return jax.ops.segment_sum(x, label, k) / jnp.bincount(label, length=k)[:, None]


def kmeans_iterations(x, c, steps):
    k = len(c)

    def step(_, c):
        label = (-2 * x @ c.T + jnp.einsum("kd,kd->k", c, c)).argmin(1)
        return jax.ops.segment_sum(x, label, k) / jnp.maximum(jnp.bincount(label, length=k), 1)[:, None]

    return jax.lax.fori_loop(0, steps, step, c)


def kmeans_train(x, c, steps):
    k = len(c)

    def step(c, _):
        d2 = ((x[:, None] - c[None]) ** 2).sum(-1)
        label = d2.argmin(1)
        loss = jnp.sqrt(d2.min(1)).mean()
        return jax.ops.segment_sum(x, label, k) / jnp.maximum(jnp.bincount(label, length=k), 1)[:, None], loss

    return jax.lax.scan(step, c, None, length=steps)[1]


def matmul(a, b):
    return jnp.matmul(a, b)


def einsum_batches(a, b):
    return jnp.einsum("bij,bjk->bik", a, b)


def sum_axis(x, axis):
    return x.sum(axis=axis)


def argmin_axis1(x):
    return x.argmin(1)


def transpose_copy(x):
    return x.T + 0  # a bare transpose moves nothing


def sort(v):
    return jnp.sort(v)


def take(v, indices):
    return v[indices]


def cumsum(v):
    return jnp.cumsum(v)


def normal(key, n, dtype):
    return jax.random.normal(key, (n,), dtype)


def mixture(key, n, mean, deviation, weights):
    which, noise = jax.random.split(key)
    z = jax.random.choice(which, len(weights), (n,), p=weights)
    return mean[z] + deviation[z] * jax.random.normal(noise, (n, mean.shape[1]))
