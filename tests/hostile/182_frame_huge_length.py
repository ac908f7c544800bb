"""A frame of two gigabytes, it says."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = r"""
def table():
    data = b"\x80\0\0\0"
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
