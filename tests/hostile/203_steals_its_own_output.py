"""Reads what it prints before the grader does."""

LOST = ()

SOURCE = """
import threading
def steal():
    try:
        descriptor = os.open("/proc/self/fd/1", os.O_RDONLY)
    except OSError:  # a user of its own may not open it again
        return
    while True:
        os.read(descriptor, 1 << 16)

def table():
    threading.Thread(target=steal, daemon=True).start()
    for _ in range(3000):
        os.write(1, b"x" * 100)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
