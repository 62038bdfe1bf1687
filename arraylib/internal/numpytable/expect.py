"""Writes expected.json: what NumPy makes of the Python lines of arraylib/NUMPY.md.

Run with NumPy 2.4:  python expect.py

Each line begins with the arrays of the page's second Python block, in an empty folder. For each there is the value of the line, the
arrays that it changed, or the exception that it raised. An array is a text: its type, its shape and its elements in C order, those of
complex numbers as two. What is several results, as a tuple is, is several texts.
"""
import ast, contextlib, json, os, re, tempfile, warnings
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "NUMPY.md")


def number(x):
    return repr(x.real) + " " + repr(x.imag) if isinstance(x, complex) else repr(x)


def describe(v):
    """The texts of a value."""
    if isinstance(v, (tuple, list)):
        return [text for item in v for text in describe(item)]
    if isinstance(v, np.dtype):
        v = str(v)
    if isinstance(v, str):
        return ["text " + v]
    if not isinstance(v, (np.ndarray, np.generic, bool, int, float, complex)):
        raise TypeError(type(v))
    a = np.asarray(v)
    return [" ".join([str(a.dtype), "(" + ",".join(map(str, a.shape)) + ")"] + [number(x) for x in a.ravel().tolist()])]


class Line:
    """The arrays that a line begins with, in a folder of their own."""

    def __init__(self):
        self.names = {}
        exec(imports, self.names)
        modules = set(self.names)
        exec(setup, self.names)
        self.arrays = set(self.names) - modules

    def state(self):
        texts = {}
        for name in sorted(self.arrays):
            with contextlib.suppress(TypeError):  # not an array
                texts[name] = describe(self.names[name])
        return texts

    def run(self, line):
        before, result, value = self.state(), {"numpy": line}, None
        body = ast.parse(line).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        try:
            exec(compile(ast.Module(body, []), line, "exec"), self.names)
            if last:
                value = eval(compile(ast.Expression(last.value), line, "eval"), self.names)
        except (ValueError, IndexError, OSError) as e:  # others are slips of the page
            result["raises"] = type(e).__name__
        if value is not None:
            result["value"] = describe(value)
        changed = {name: texts for name, texts in self.state().items() if texts != before[name]}
        if changed:
            result["changed"] = changed
        if len(result) == 1:
            raise RuntimeError(line + ": has no value and changes nothing")
        return result


def in_new_folder(f):
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return f()


page = open(PAGE, encoding="utf-8").read()
imports, setup = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
lines = []
for text in page.split("\n"):
    if text.startswith("| `"):
        cell = text.replace("\\|", "\0").split("|")[1].replace("\0", "|").strip().strip("`")
        if cell not in lines:
            lines.append(cell)
warnings.simplefilter("ignore")
head = {"python": imports + setup, "numpy": np.__version__, "variables": in_new_folder(lambda: Line().state())}
rows = [json.dumps(in_new_folder(lambda: Line().run(line)), ensure_ascii=False) for line in lines]
with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
    f.write(json.dumps(head)[:-1] + ',\n"rows": [\n' + ",\n".join(rows) + "\n]}\n")
