"""Writes numpy.json: what NumPy draws, for the Go tests to draw again.

Run with NumPy 2.4:  python make_vectors.py

A vector is a case by name, the seed, the number of values, the first of them and the SHA-256 of all, as little-endian bytes. A million values
of a case thus take one line. Where there are many, "short" is the SHA-256 of the first 48,000, for machines that take long.
"""
import hashlib, json, os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
MILLION = 1_000_000
SHORT = 48_000
vectors = []


def add(name, seed, a):
    a = np.ascontiguousarray(a)
    a = a.astype(a.dtype.newbyteorder("<"))
    flat = a.ravel()
    vectors.append({
        "name": name, "seed": [str(s) for s in seed], "n": int(flat.size),
        "first": [x.tobytes().hex() for x in flat[:4]], "sha256": hashlib.sha256(a.tobytes()).hexdigest(),
    })
    if flat.size > 2 * SHORT and not name.startswith(("Shuffle", "Permutation")):  # the others draw one value after the other
        vectors[-1]["short"] = hashlib.sha256(flat[:SHORT].tobytes()).hexdigest()


def tailed(name, draw, limit, seeds=((42,), (7,))):
    """float32 values beyond limit depend on the C library's log1pf: they are listed, and not in the hash."""
    for seed in seeds:
        a = draw(rng(seed))
        tail = np.abs(a) > np.float32(limit)
        add(name, seed, np.where(tail, np.float32(0), a))
        vectors[-1]["tail"] = a[tail].astype("<f4").tobytes().hex()


def rounded(name, draw, seeds=((42,),)):
    """Values of which one in a thousand depends on the C library's log and pow: the hash is that of 28 bits of each, rounded."""
    for seed in seeds:
        a = draw(rng(seed)).ravel()
        add(name, seed, (a.view(np.uint64) + np.uint64(1 << 23)) >> np.uint64(24))
        vectors[-1]["rounded"] = True
        vectors[-1]["values"] = a[:100].astype("<f8").tobytes().hex()


def rng(seed):
    return np.random.default_rng(list(seed))


def case(name, draw, seeds=((42,),)):
    for seed in seeds:
        add(name, seed, draw(rng(seed)))


# ---- seeds
SEEDS = [(0,), (1,), (42,), (2**32 - 1,), (2**32,), (2**64 - 1,), (1, 2), (1, 2, 3, 4, 5), (2**40, 7), (0, 0, 1)]
for s in SEEDS:
    q = np.random.SeedSequence(list(s))
    add("GenerateState", s, q.generate_state(11))
    add("GenerateState64", s, q.generate_state(5, np.uint64))
    kids = q.spawn(3)
    add("Spawn", s, np.concatenate([k.generate_state(4) for k in kids + kids[1].spawn(2) + q.spawn(1)]))
case("Random", lambda r: r.random(MILLION), SEEDS)
case("GeneratorSpawn", lambda r: np.concatenate([k.random(5) for k in r.spawn(3) + r.spawn(1)]), SEEDS)

# ---- bit generators


def bits(name, make):
    add(name + ".Uint64", (42,), np.random.Generator(make(42)).integers(0, 2**64 - 1, MILLION, np.uint64, endpoint=True))
    g = np.random.Generator(make(42))
    add(name + ".Float64", (42,), g.random(MILLION))
    add(name + ".Uint32", (42,), g.integers(0, 2**32, 1001, dtype=np.uint32))
    add(name + ".Spawn", (42,), np.concatenate([k.random(5) for k in np.random.Generator(make(42)).spawn(2)]))
    add(name + ".Normal", (42,), np.random.Generator(make(42)).standard_normal(1000))


bits("PCG64", np.random.PCG64)
add("PCG64.Advance", (42,), np.concatenate([np.random.PCG64(42).advance(d).random_raw(3) for d in (0, 1, 1000, 2**64 + 5, 2**127 + 3)]))
add("PCG64DXSM.Advance", (42,), np.concatenate([np.random.PCG64DXSM(42).advance(d).random_raw(3) for d in (0, 1, 1000, 2**64 + 5, 2**127 + 3)]))
for name in ("PCG64", "PCG64DXSM", "Philox"):
    add(name + ".Jumped", (42,), np.concatenate([getattr(np.random, name)(42).jumped(d).random_raw(3) for d in (0, 1, 2, 1000)]))
for name in ("PCG64DXSM", "Philox", "SFC64", "MT19937"):
    bits(name, getattr(np.random, name))

# ---- uniform, normal, exponential
case("Random32", lambda r: r.random(MILLION, np.float32))
case("Uniform", lambda r: r.uniform(-3.5, 12.25, MILLION))
case("StandardNormal", lambda r: r.standard_normal(MILLION), ((42,), (7,)))
tailed("StandardNormal32", lambda r: r.standard_normal(MILLION, np.float32), 3.6541528853610087963519472518)
case("Normal", lambda r: r.normal(0.1, 2.7, MILLION))
case("StandardExponential", lambda r: r.standard_exponential(MILLION), ((42,), (7,)))
tailed("StandardExponential32", lambda r: r.standard_exponential(MILLION, np.float32), 7.6971174701310497140446280481)
case("Exponential", lambda r: r.exponential(0.3, MILLION))
case("Mixed", lambda r: np.concatenate([f(n) for n in range(5) for f in (
    lambda n: r.random(n), lambda n: r.random(n, np.float32).astype(float), lambda n: r.integers(0, 10, n).astype(float),
    lambda n: r.integers(0, 10, n, dtype=np.uint8).astype(float), lambda n: r.standard_normal(n, np.float32).astype(float))]))

# ---- integers
for t in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"):
    lo, hi = int(np.iinfo(t).min), int(np.iinfo(t).max)
    third = hi // 3 * 2
    for a, b in ((0, 1), (0, 2), (0, 10), (3, 101), (lo, hi), (lo // 2, third), (0, 100 if hi < 200 else 200), (hi - 1, hi)):
        n = MILLION if (a, b) == (3, 101) else 10007
        case("Integers.%s.%d.%d" % (t, a, b), lambda r: r.integers(a, b, n, dtype=t))
    for a, b in ((lo, hi), (0, 9), (5, 5), (1, hi)):
        case("IntegersEndpoint.%s.%d.%d" % (t, a, b), lambda r: r.integers(a, b, 10007, dtype=t, endpoint=True))
for a, b in ((0, 2**32 - 1), (0, 2**32), (0, 2**32 + 1), (-5, 2**40), (-(2**62), 2**62)):
    case("Integers.int64.%d.%d" % (a, b), lambda r: r.integers(a, b, 10007))
case("Bools", lambda r: r.integers(0, 2, 10007, dtype=bool))

# ---- choice, shuffle, permutation
P = [0.1, 0.0, 0.25, 0.05, 0.35, 0.25]
case("Choice.7", lambda r: r.choice(7, MILLION))
case("ChoiceP", lambda r: r.choice(6, MILLION, p=P))
for n, k in ((1, 1), (5, 3), (10, 10), (1000, 1000), (10000, 9999), (10001, 200), (10001, 201), (20000, 20000), (1000000, 999), (2**40, 1000)):
    case("ChoiceWithoutReplacement.%d.%d" % (n, k), lambda r: r.choice(n, k, replace=False))
for k in (1, 3, 5):
    case("ChoiceWithoutReplacementP.%d" % k, lambda r: np.concatenate([r.choice(6, k, replace=False, p=P) for _ in range(1000)]))


def shuffled(r, n):
    a = np.arange(n, dtype=np.float64)
    r.shuffle(a)
    return a


for n in (1, 2, 10, 257, MILLION):
    case("Shuffle.%d" % n, lambda r: shuffled(r, n))
    case("Permutation.%d" % n, lambda r: r.permutation(n))
case("PermutationOf", lambda r: r.permutation(np.arange(1001 * 6, dtype=np.int16).reshape(1001, 2, 3)))
case("ShuffleView", lambda r: (lambda a: (r.shuffle(a[::2, 1:].T), a)[1])(np.arange(20 * 30, dtype=np.int16).reshape(20, 30)))

# ---- gamma and its relatives
for k in (0, 0.05, 0.5, 0.99, 1, 1.5, 7, 1000):
    (rounded if 0 < k < 1 else case)("Gamma.%g" % k, lambda r: r.gamma(k, 2.5, MILLION))
case("StandardGamma.3", lambda r: r.standard_gamma(3, MILLION))
for a, b in ((0.5, 0.5), (1, 1), (0.001, 0.002), (1e-200, 2e-200), (2, 3), (0.3, 5), (50, 0.1)):
    rounded("Beta.%g.%g" % (a, b), lambda r: r.beta(a, b, MILLION // 10))
rounded("Dirichlet.1", lambda r: r.dirichlet([1.5, 3, 0.2, 10], MILLION // 4))
rounded("Dirichlet.2", lambda r: r.dirichlet([0.05, 0.01, 0.09], 10000))
rounded("Dirichlet.3", lambda r: r.dirichlet([0.05, 0, 0], 100))
rounded("Dirichlet.4", lambda r: r.dirichlet([0, 0], 10))

# ---- counts
for lam in (0, 0.1, 3, 9.99, 10, 12.5, 100, 1e6, 1e9, 1e12):
    case("Poisson.%.17g" % lam, lambda r: r.poisson(lam, MILLION))
for n, p in ((0, 0.5), (10, 0), (10, 1), (10, 0.3), (10, 0.7), (100, 0.3), (100, 0.31), (100, 0.9), (60, 0.5), (1000, 0.5), (1000000, 0.001), (10**9, 0.4), (10**9, 0.6)):
    case("Binomial.%d.%.17g" % (n, p), lambda r: r.binomial(n, p, MILLION // 2))
case("Multinomial.20", lambda r: r.multinomial(20, [1 / 6] * 6, MILLION // 6))
case("Multinomial.1000000", lambda r: r.multinomial(1000000, [0.1, 0.0, 0.5, 0.4], 10000))
case("Multinomial.1000", lambda r: r.multinomial(1000, [1.0, 0.0, 0.0], 10))

with open(os.path.join(HERE, "numpy.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(v) for v in vectors) + "\n]\n")
print(len(vectors), "vectors of", sum(v["n"] for v in vectors), "values")
