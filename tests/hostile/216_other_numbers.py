"""System calls of another architecture: x32's numbers, and those of 32 bits."""

LOST = ()

SOURCE = """
def table():
    if os.uname().machine != "x86_64":
        return RIGHT
    for number in (57, 59, 41, 62, 90):
        result = libc.syscall(ctypes.c_long(0x40000000 + number), 0, 0, 0)
        assert result == -1 and ctypes.get_errno() in (1, 38), (number, result)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
