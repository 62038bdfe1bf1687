"""Moves rows of this folder into arraylib/NUMPY.md:  python enable.py formula products …

A row takes the place of the one with the same line of Python in the section of its name, or is added to that section; a section that
the page lacks is put before "Random numbers". An import of the file joins the page's, and so does a line of set-up. In ARRAYAPI.md the word "soon" goes where the identifiers now
exist. Then run expect.py and go generate ./arraylib/...; a file whose rows pass is done with, and deleted. The examples of lessons beside
it go into arraylib/.
"""
import glob, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = os.path.join(HERE, *[".."] * 4)
BEFORE = "### Random numbers\n"
page_file, api_file = os.path.join(LIBRARY, "NUMPY.md"), os.path.join(LIBRARY, "ARRAYAPI.md")
page = open(page_file, encoding="utf-8").read()


def cell(row):
    return row.replace("\\|", "\0").split("|")[1]


for name in sys.argv[1:]:
    head, *sections = re.split(r"^(?=### )", open(os.path.join(HERE, name + ".md"), encoding="utf-8").read(), flags=re.M)
    for line in re.findall(r"^import (.*)$", head, re.M):
        lines = re.search(r"import \(\n(.*?)\)", page, re.S)
        page = page[: lines.start(1)] + "".join(sorted(set(lines[1].splitlines(True)) | {"\t" + line + "\n"}, key=lambda s: s.split()[-1])) + page[lines.end(1) :]
    for line in re.findall(r"^python (.*)$", head, re.M):
        page = page.replace("import numpy as np\n", "import numpy as np\n" + line + "\n")
    for python, go in re.findall(r"^set-up (.*?) \| (.*)$", head, re.M):
        for first, line in ("rng = ", python), ("rng := ", go):
            page = page.replace("\n" + first, "\n" + line + "\n" + first)
    for section in sections:
        title = section.split("\n", 1)[0] + "\n"
        if title not in page:
            page = page.replace(BEFORE, section.rstrip() + "\n\n" + BEFORE)
            continue
        for row in [r for r in section.splitlines() if r.startswith("| `")]:
            start = page.index(title)
            end = page.find("\n### ", start)
            part = page[start : end if end >= 0 else len(page)].rstrip()
            rows = part.splitlines()
            same = [k for k, r in enumerate(rows) if r.startswith("| `") and cell(r) == cell(row)]
            if same:
                rows[same[0]] = row
            else:
                rows.append(row)
            page = page.replace(part, "\n".join(rows))
open(page_file, "w", encoding="utf-8").write(page)

source = {"np": "", "linalg": "", "fft": ""}
for package in source:
    for file in glob.glob(os.path.join(LIBRARY, "" if package == "np" else package, "*.go")):
        source[package] += open(file, encoding="utf-8").read()
api = open(api_file, encoding="utf-8").read()
exists = lambda m: re.search(r"^func %s\b" % m[2], source[m[1]], re.M)
api = re.sub(r"soon (?=`(\w+)\.(\w+)`)", lambda m: "" if exists(m) else m[0], api)
open(api_file, "w", encoding="utf-8").write(api)
