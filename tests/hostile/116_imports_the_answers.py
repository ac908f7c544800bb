"""Imports what it must not know."""

LOST = ()

SOURCE = """
import importlib
def table():
    names = ["reference", "tests", "autograder", "autograder.grading", "course", "test_q2_code",
             "conftest", "driver", "world", "guest.rubric", "msgspec", "rich", "pytest"]
    refused(*[lambda name=name: importlib.import_module(name) for name in names])
    loaded = [n for n in sys.modules if n.split(".")[0] in ("autograder", "reference", "tests")]
    assert not loaded, loaded
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
