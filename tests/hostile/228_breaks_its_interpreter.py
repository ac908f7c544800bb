"""Takes apart the interpreter it runs in."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)

SOURCE = """
import builtins, gc, sys
def table():
    sys.stdout = sys.stderr = sys.__stdout__ = None
    sys.settrace(lambda *a: 1 / 0)
    threading.excepthook = sys.excepthook = sys.unraisablehook = lambda *a: os._exit(0)
    for name in list(sys.modules):
        if name not in ("sys", "builtins"):
            del sys.modules[name]
    for name in ("len", "isinstance", "type", "print", "open"):
        setattr(builtins, name, lambda *a, **k: True)
    return [[0, 0], [0, 0]]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
