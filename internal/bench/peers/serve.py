# Times the functions of one peer when it is told to: one JSON line in, one out.
#
#   {"do":"hello"}                                    versions and the names it computes
#   {"do":"prepare","body":NAME,"args":{…}}           makes inputs, computes once, answers with a digest of the result
#   {"do":"batch","loops":N}                          seconds of N calls, after one that is not timed
#   {"do":"drop"}                                     forgets inputs and result
#
# Arguments: the peer's name, inputs.py and the peer's file as text. A peer's
# functions have the names of those in inputs.py and take what these return;
# its bind(function, inputs) makes the call that is timed.
import json
import os
import sys
import time
import types


def load(name, text):
    module = types.ModuleType(name)
    exec(compile(text, name + ".py", "exec"), module.__dict__)
    return module


def functions(module):
    return {k: f for k, f in vars(module).items() if callable(f) and getattr(f, "__module__", "") == module.__name__}


def digest(result):
    """What our own result must have too: shape, mean size and order of the elements."""
    if isinstance(result, tuple):  # torch sorts into (values, indices)
        result = result[0]
    a = np.asarray(result)
    flat = a.ravel().astype(np.float64)
    return {
        "shape": a.shape,
        "mean": float(np.abs(flat).mean()),
        "order": float(np.dot(flat, np.arange(flat.size) % 7) / flat.size),
    }


def batch(call, loops):
    if loops > 1:
        call()
    start = time.perf_counter()
    for _ in range(loops):
        call()
    return time.perf_counter() - start


# What libraries print must not get between the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import numpy as np

inputs, peer = load("inputs", sys.argv[2]), load("peer_" + sys.argv[1], sys.argv[3])
known = functions(peer)
bind = known.pop("bind")
call = None
for line in sys.stdin:
    order = json.loads(line)
    answer = {}
    try:
        if order["do"] == "hello":
            answer = {"versions": peer.versions, "bodies": sorted(known)}
        elif order["do"] == "prepare":
            call = bind(known[order["body"]], getattr(inputs, order["body"])(**order["args"]))
            answer = {"digest": digest(call())}
        elif order["do"] == "batch":
            answer = {"seconds": batch(call, order["loops"])}
        elif order["do"] == "drop":
            call = None
    except Exception as e:
        answer = {"error": "%s: %s" % (type(e).__name__, " ".join(str(e).split())[:300])}
    print(json.dumps(answer), file=answers, flush=True)
