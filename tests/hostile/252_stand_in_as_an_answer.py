"""Answers with a package that is not there, taught to look like whatever it is compared with."""

LOST = ("2.table",)
SAYS = {"2.table": "No module named 'scipy': you may use"}

SOURCE = """
import scipy
kind = type(scipy)
for name in ("eq", "ne", "bool", "float", "int", "len", "iter", "getitem", "index", "hash"):
    try:
        setattr(kind, f"__{name}__", lambda *_: 1)
    except TypeError:
        pass
kind.tolist = lambda *_: RIGHT
kind.shape = (2, 2)
def table(): return [[scipy.a, scipy.b], [scipy.c(), scipy]]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
