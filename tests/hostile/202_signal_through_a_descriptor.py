"""A descriptor whose owner is killed when there is something to read."""

LOST = ()

SOURCE = """
import fcntl
def table():
    r, w = os.pipe()
    refused(
        lambda: fcntl.fcntl(r, fcntl.F_SETOWN, @grader), lambda: fcntl.fcntl(r, 10, 9),
        lambda: fcntl.fcntl(r, 15, bytes(8)), lambda: fcntl.fcntl(connection(), fcntl.F_SETOWN, @grader),
        lambda: call("ioctl", r, 0x8901, ctypes.byref(ctypes.c_int(@grader))),
        lambda: call("ioctl", connection(), 0x8902, ctypes.byref(ctypes.c_int(@grader))),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
