"""Answers in Python nothing but a patch of whatever reads LaTeX, and wrongly in LaTeX."""

LOST = ("1.count", "1.means", "2.table")
MAY_LOSE = ("2.asks",)

SOURCE = """
import importlib
import notation

class Right:
    readings, remarks = (), ()

for name in ("reader", "build", "document", "formulas", "tokens", "setting", "term"):
    found = sys.modules.get("guest.latex." + name)
    for item in list(vars(found)) if found else ():
        if not item.startswith("__"):
            setattr(found, item, lambda *a, **k: Right())
for item in ("latex_answers", "worker", "wire", "trees"):
    found = sys.modules["guest." + item]
    for name in ("build", "read_answer", "read_document", "view_of", "to_wire", "LatexAnswers"):
        if hasattr(found, name):
            setattr(found, name, lambda *a, **k: [["symbol", "N", []]])
notation.Expression = notation.Sum = Right
raise ImportError
"""


def make(folder, world):
    world.latex(folder, count="$N + T$", means="$1, 2$")
    world.attack(folder, SOURCE, "q1_paper.py")
    world.attack(folder, SOURCE, "q2_code.py")
