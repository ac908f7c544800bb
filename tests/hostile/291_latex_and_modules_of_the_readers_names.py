"""Hands in modules with the names of what reads LaTeX, each of which answers everything."""

LOST = ("1.count", "1.means")

SOURCE = """
class Understood:
    remarks = ()

def read_answer(*_):
    raise SystemExit("read by us")

read_document = build = LatexAnswers = read_answer

def count(N, T): return N * T
def means(): return [1.5, 2.5]
"""
NAMES = (
    "latex.py", "reader.py", "guest.py", "guest/__init__.py", "guest/latex/__init__.py",
    "guest/latex/reader.py", "guest.latex.py", "notation.py", "autograder/latex/reader.py",
    "homework.py", "homework/__init__.py", "homework.tex.py", "sitecustomize.py",
)  # fmt: skip


def make(folder, world):
    world.latex(folder, count="$N + T$", means="$1, 2$")
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SOURCE)
