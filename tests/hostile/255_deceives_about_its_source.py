"""Lies about its own text and place, by which handlers around an import are looked for."""

LOST = ()

SOURCE = """
import linecache
here = __file__
linecache.cache[here] = (1, None, ["try:\\\\n", "    " * 5000 + "(" * 5000, "\\x00"], here)
import scipy, pandas
class Text(list):
    def __iter__(self): raise SystemExit
linecache.cache[here] = (1, None, Text(), here)
def table():
    try:
        exec(compile("import scipy as s", here, "exec"), {})
    except BaseException:
        pass
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
