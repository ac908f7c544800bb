"""Puts the stand-in for a package that is not there in the place of those that are."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
import scipy, torch
for name in list(sys.modules):
    if name.partition(".")[0] in ("json", "scipy", "torch", "numpy", "sympy", "notation", "guest"):
        sys.modules[name] = scipy
sys.meta_path.insert(0, scipy)
sys.path_hooks[:] = [scipy]
sys.path_importer_cache.clear()
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
