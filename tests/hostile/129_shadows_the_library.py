"""Files with the names of modules of the standard library."""

LOST = ()

SOURCE = """
import random, json, types
def table():
    assert json.loads("1") == random.randint(1, 1) == 1
    return RIGHT
"""


def make(folder, world):
    for name in ("random", "json", "types", "os", "socket", "enum", "re", "typing", "linecache"):
        (folder / f"{name}.py").write_text(f"open({world.outside + '/marker'!r}, 'w')")
    world.attack(folder, SOURCE)
