"""Empties files by calls that the first versions of Landlock do not know of."""

LOST = ()

SOURCE = """
import sympy
def table():
    path = os.path.join(os.path.dirname(sympy.__file__), "release.py")
    how = (ctypes.c_uint64 * 3)(os.O_RDONLY | os.O_TRUNC, 0, 0)
    refused(
        lambda: os.truncate(path, 0),
        lambda: os.truncate(@outside, 0),
        lambda: os.open(path, os.O_RDONLY | os.O_TRUNC),
        lambda: os.open(path, 3 | os.O_TRUNC),
        lambda: call("openat2", -100, path.encode(), ctypes.byref(how), 24),
    )
    with open(path) as file:
        assert file.read()
    with open("own", "w") as own:
        own.write("twelve bytes")
        own.truncate(6)
    with open("own", "w") as own:
        assert os.stat("own").st_size == 0
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
