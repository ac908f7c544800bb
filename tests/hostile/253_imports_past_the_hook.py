"""Takes Python's own import out of the hook before it, and asks it for what it must not know."""

LOST = ()
MAY_LOSE = ("2.asks",)

SOURCE = """
import builtins, importlib, importlib.util, importlib.machinery, scipy
hook = builtins.__import__.__self__
plain, plain_module = hook._import, hook._import_module
names = ["reference", "tests", "autograder", "autograder.grading", "course", "msgspec", "pytest"]

def by_plain_import(name): return plain(name)
def by_library(name): return importlib.util.find_spec(name).loader.load_module(name)

def table():
    refused(*[lambda n=n: plain(n) for n in names],
            *[lambda n=n: plain_module(n) for n in names],
            *[lambda n=n: importlib.util.find_spec(n).loader for n in names],
            *[lambda n=n: __import__(n) for n in names])
    hook.is_own = lambda file: True
    hook._has = lambda top: True
    refused(*[lambda n=n: __import__(n) for n in names])
    builtins.__import__ = lambda name, *rest, **named: scipy
    import reference, autograder.grading.session
    assert reference is scipy
    loaded = [n for n in sys.modules if n.split(".")[0] in ("autograder", "reference", "tests")]
    assert not loaded, loaded
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
