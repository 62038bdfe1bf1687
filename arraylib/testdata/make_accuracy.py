"""Writes accuracy.json: elementary functions of float64, computed with 300 bits and rounded once.

Needs mpmath. With a number n and a path for arguments it makes n times as many vectors, for a longer test by hand: go test -run Accuracy
-vectors PATH.

A function's records lie one after the other: the arguments, the result, and what is missing to the exact value, in units of the
result's last place, times 128, in a byte; base64 holds them.
"""
import base64, json, math, os, random, struct, sys
import mpmath
from mpmath import mp, mpf

mp.prec = 300
random.seed(20260801)
times = int(sys.argv[1]) if len(sys.argv) > 1 else 1
path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "accuracy.json")
inf, nan = math.inf, math.nan


def from_bits(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def rounded(y):
    """The float64 nearest to y, and y less that in units of its last place."""
    if y == 0:
        return 0.0, 0
    exponent = max(mpmath.mag(y) - 1, -1022) - 52
    q = mpmath.ldexp(y, -exponent)
    n = int(mpmath.nint(q))
    try:
        return math.ldexp(float(n), exponent) if n else math.copysign(0, y), int(mpmath.nint((q - n) * 128))
    except OverflowError:
        return math.copysign(inf, y), 0


def bits(n):
    return [from_bits(random.getrandbits(64)) for _ in range(n * times)]


def normals(n, scale=1.0, mean=0.0):
    return [random.gauss(mean, scale) for _ in range(n * times)]


def between(n, low, high):
    return [random.uniform(low, high) for _ in range(n * times)]


def logs(n, low, high):
    """Numbers of both signs whose sizes are evenly spread between powers of 2."""
    return [random.choice((-1, 1)) * 2.0 ** random.uniform(low, high) for _ in range(n * times)]


def around(x, n=3):
    r = [x]
    for way in (-inf, inf):
        y = x
        for _ in range(n):
            y = math.nextafter(y, way)
            r.append(y)
    return r


common = [0.0, -0.0, inf, -inf, nan, 5e-324, -5e-324, 2.2250738585072014e-308, -2.225073858507201e-308, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0,
          1.7976931348623157e308, -1.7976931348623157e308]
# sums to which exp, sinh and cosh, expm1 or power overflow or vanish
overflow = around(709.782712893384) + around(-709.782712893384) + around(710.4758600739439) + around(-710.4758600739439)
vanish = around(-745.1332191019412) + around(-708.3964185322641) + between(20, -745.2, -708)


def circle(n):
    """Numbers near multiples of a quarter of π, which are the hard ones, the worst of them known, and huge ones."""
    r = [6381956970095103 * 2.0 ** 797, 5261692873635770 * 2.0 ** 499, 1e22, 1e8, 1e5, 99999999.5, 100000000.5]
    for _ in range(n * times):
        k = random.getrandbits(random.choice((2, 4, 10, 20, 26, 40))) + 1
        x = float(k * mp.pi / 4)
        r += [x, -math.nextafter(x, random.choice((-inf, inf)))]
    return r


def unit(n):
    """Numbers of [-1, 1] and around its ends."""
    return around(1.0) + around(-1.0) + around(0.5) + between(n, -1, 1) + [math.copysign(1 - abs(x), x) for x in logs(n // 2, -50, -1)] + \
        [1.5, -2e300]


def near_one(n):
    return around(1.0) + [1 + x for x in logs(n, -52, -1)] + around(0.75) + around(1.5) + around(math.sqrt(0.5)) + around(math.sqrt(2))


powers2 = [2.0 ** k for k in (-1074, -1073, -1030, -1022, -537, -3, 3, 10, 52, 53, 54, 1023)]
positive = lambda x: [abs(v) for v in x]
everywhere = lambda: bits(60) + logs(40, -60, 10) + normals(40, 3)

unary = {
    "exp": (mp.exp, everywhere() + overflow + vanish + between(60, -708, 709.7)),
    "expm1": (mp.expm1, everywhere() + overflow + between(60, -45, 80) + between(60, -1.1, 1.1) + around(math.log(2) / 2) + around(-math.log(2) / 2)),
    "sinh": (mp.sinh, everywhere() + overflow + between(40, -711, 711) + between(60, -3, 3)),
    "cosh": (mp.cosh, everywhere() + overflow + between(40, -711, 711) + between(60, -3, 3)),
    "tanh": (mp.tanh, everywhere() + between(100, -3, 3) + between(20, -22, 22) + around(0.625)),
    "log": (mp.log, positive(everywhere()) + near_one(60) + powers2 + [-3.5]),
    "log2": (lambda x: mp.log(x) / mp.ln2, positive(everywhere()) + near_one(60) + powers2 + [-3.5]),
    "log10": (mp.log10, positive(everywhere()) + near_one(60) + [10.0 ** k for k in range(-20, 23, 3)] + [-3.5]),
    "log1p": (mp.log1p, [v if v > -1 else -v for v in everywhere()] + [v - 1 for v in near_one(40)] + between(60, -1, 2) + around(-1.0)),
    "sin": (mp.sin, everywhere() + circle(40) + between(40, -7, 7)),
    "cos": (mp.cos, everywhere() + circle(40) + between(40, -7, 7)),
    "tan": (mp.tan, everywhere() + circle(40) + between(60, -7, 7)),
    "asin": (mp.asin, unit(100) + logs(20, -60, 0)),
    "acos": (mp.acos, unit(100) + logs(20, -60, 0)),
    "atan": (mp.atan, everywhere() + between(100, -3, 3) + around(math.sqrt(2) - 1)),
    "asinh": (mp.asinh, everywhere() + between(40, -3, 3)),
    "acosh": (mp.acosh, positive(everywhere()) + [1 + abs(x) for x in logs(40, -52, 3)]),
    "atanh": (mp.atanh, unit(100) + logs(20, -60, 0)),
}


def special(name, f, x):
    """f of zeros, infinities and NaN, and outside its domain; None where f can be computed."""
    if math.isnan(x):
        return nan
    if x == 0:
        at0 = {"exp": 1.0, "cosh": 1.0, "cos": 1.0, "log": -inf, "log2": -inf, "log10": -inf, "acos": None, "acosh": nan}
        return at0.get(name, x)
    if name in ("log", "log2", "log10") and x < 0 or name == "log1p" and x < -1 or name == "acosh" and x < 1:
        return nan
    if name in ("asin", "acos", "atanh") and abs(x) > 1 or name in ("sin", "cos", "tan") and math.isinf(x):
        return nan
    if name == "atanh" and abs(x) == 1:
        return x * inf
    if name == "log1p" and x == -1:
        return -inf
    if math.isinf(x):
        return {"exp": max(x, 0.0), "expm1": max(x, -1.0), "cosh": inf, "tanh": math.copysign(1, x), "atan": None}.get(name, x)
    return None


def exact(name, f, x):
    y = special(name, f, x)
    if y is not None:
        return y, 0
    if name in ("exp", "expm1", "sinh", "cosh", "tanh"):
        x = min(max(x, -1e5), 1e5)  # the same result in less memory
    return rounded(f(mpf(x)))


def powers():
    out = [(x, y) for x in common[:12] + [3.0, -3.0] for y in common[:6] + common[9:12] + [3.0, -3.0, 2.5, 2.0 ** 53, 2.0 ** 53 + 2, 2.0 ** 70]]
    for x in positive(logs(60, -1000, 1000)) + positive(logs(60, -3, 3)) + [1 + v for v in logs(40, -30, -2)] + positive(logs(20, -1073, -1020)):
        out.append((x, random.uniform(-745, 709) / math.log(x) if x != 1 else 3))
    out += [(-v, float(random.randrange(-20, 20))) for v in positive(logs(20, -10, 10))]
    out += [(v, w) for v in positive(logs(20, -4, 4)) for w in (2.0, 3.0, 0.5, -1.0, -0.5)]
    for x in positive(logs(20, -1, 1)):  # around both ends
        out += [(x, 709.782712893384 / math.log(x)), (x, -745.13 / math.log(x)), (x, -709.5 / math.log(x))]
    return out


def power(x, y):
    if x == 1 or y == 0:
        return 1.0, 0
    if math.isnan(x) or math.isnan(y):
        return nan, 0
    whole = math.isinf(y) or y == math.floor(y)
    odd = not math.isinf(y) and whole and math.fmod(y, 2) != 0
    sign = -1.0 if odd and math.copysign(1, x) < 0 else 1.0
    if x == 0 or math.isinf(x) or math.isinf(y):
        if x == -1:
            return 1.0, 0
        return sign * (inf if (abs(x) > 1) == (y > 0) else 0.0), 0
    if x < 0 and not whole:
        return nan, 0
    if abs(x) == 1:
        return sign, 0
    s = mp.log(abs(mpf(x))) * mpf(y)
    z, rest = rounded(mp.exp(min(max(s, -1e5), 1e5)))
    return (z, rest) if sign > 0 else (-z, -rest)


def pairs():
    out = [(x, y) for x in common[:14] for y in common[:14] + [3.0]]
    out += [(x, y * x) for x, y in zip(logs(60, -1000, 1000), logs(60, -60, 60)) if not math.isinf(x * y)]
    out += [(x, y) for x, y in zip(normals(40), normals(40))] + [(x, math.nextafter(x, 3)) for x in normals(20)]
    return out + list(zip(logs(40, -1074, 1023), logs(40, -1074, 1023)))


def angle(y, x):
    if math.isnan(x) or math.isnan(y):
        return nan, 0
    if math.isinf(y) or math.isinf(x):
        quarters = (1 if x > 0 else 3) if math.isinf(x) and math.isinf(y) else (2 if math.isinf(y) else 0 if x > 0 else 4)
    elif y == 0:
        quarters = 0 if math.copysign(1, x) > 0 else 4
    elif x == 0:
        quarters = 2
    else:
        return rounded(mp.atan2(mpf(y), mpf(x)))
    if quarters == 0:
        return math.copysign(0.0, y), 0
    z, rest = rounded(mp.pi / 4 * quarters)
    return (z, rest) if math.copysign(1, y) > 0 else (-z, -rest)


def length(x, y):
    if math.isinf(x) or math.isinf(y):
        return inf, 0
    if math.isnan(x) or math.isnan(y):
        return nan, 0
    return rounded(mp.sqrt(mpf(x) ** 2 + mpf(y) ** 2))


result = {}
for name, (f, inputs) in unary.items():
    out = b"".join(struct.pack("<ddb", x, *exact(name, f, x)) for x in common + inputs)
    result[name] = base64.b64encode(out).decode()
mp.prec = 2300  # for sums of squares
for name, f, inputs in ("power", power, powers()), ("atan2", angle, pairs()), ("hypot", length, pairs()):
    if name == "power":
        mp.prec = 300
    out = b"".join(struct.pack("<dddb", x, y, *f(x, y)) for x, y in inputs)
    result[name] = base64.b64encode(out).decode()
    mp.prec = 2300
with open(path, "w") as file:
    json.dump(result, file, indent=0)
    file.write("\n")
