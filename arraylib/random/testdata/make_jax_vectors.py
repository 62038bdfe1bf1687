"""Writes jax.json: what JAX draws from keys, in the form of numpy.json.

Run with JAX 0.10 on a CPU:  python make_jax_vectors.py

Normal and exponential numbers go through approximations of functions, so those vectors have values, not hashes.
"""
import hashlib, json, os
import jax
import numpy as np

jax.config.update("jax_enable_x64", True)
HERE = os.path.dirname(os.path.abspath(__file__))
MILLION = 1_000_000
R = jax.random
vectors = []


def add(name, seed, a, values=False):
    a = np.ascontiguousarray(a)
    v = {"name": name, "seed": [str(seed)], "n": int(a.size), "first": [x.tobytes().hex() for x in a.ravel()[:4]]}
    if values:
        v["values"] = a.tobytes().hex()
    else:
        v["sha256"] = hashlib.sha256(a.tobytes()).hexdigest()
    vectors.append(v)


def data(keys):
    return np.asarray(R.key_data(keys))


for seed in (0, 1, 42, 2**31, 2**32 - 1):
    k = R.key(seed)
    add("Split", seed, data(R.split(k, 5)))
    add("FoldIn", seed, np.stack([data(R.fold_in(k, d)) for d in (0, 1, 7, 2**32 - 1)]))
    add("Bits", seed, R.bits(k, (MILLION,), "uint32"))
    add("Bits64", seed, R.bits(k, (MILLION,), "uint64"))
    add("Uniform", seed, R.uniform(k, (MILLION,), "float32"))
    add("Uniform64", seed, R.uniform(k, (MILLION,), "float64"))
    add("UniformBetween", seed, R.uniform(k, (MILLION,), "float32", -2.5, 7.3))
    add("UniformBetween64", seed, R.uniform(k, (MILLION,), "float64", -2.5, 7.3))
    for lo, hi in ((0, 10), (-1000, 1000), (0, 2**31 - 1), (-(2**31), 2**31 - 1), (5, 5), (0, 65537)):
        add("Integers.%d.%d" % (lo, hi), seed, R.randint(k, (10007,), lo, hi, "int32"))
    for n in (1, 2, 10, 1000, 3000):
        add("Permutation.%d" % n, seed, np.asarray(R.permutation(k, n)).astype(np.int32))
    add("Normal", seed, R.normal(k, (500,), "float32"), True)
    add("Normal64", seed, R.normal(k, (250,), "float64"), True)
    add("Exponential", seed, R.exponential(k, (500,), "float32"), True)

with open(os.path.join(HERE, "jax.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(v) for v in vectors) + "\n]\n")
print(len(vectors), "vectors of", sum(v["n"] for v in vectors), "values")
