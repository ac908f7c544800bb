"""Descriptors that it was not given."""

LOST = ()

SOURCE = r"""
def table():
    kinds = {n: os.readlink(f"/proc/self/fd/{n}").split(":")[0] for n in range(3000)
             if not isinstance(swallow(lambda: os.readlink(f"/proc/self/fd/{n}")), OSError)} \
        if not isinstance(swallow(lambda: os.readlink("/proc/self/fd/0")), OSError) else {}
    opened = [n for n in range(3000) if not isinstance(swallow(lambda: os.fstat(n)), OSError)]
    assert opened == [0, 1, 2, 3], (opened, kinds)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
