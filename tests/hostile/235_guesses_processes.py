"""Signals and looks at every process there may be."""

LOST = ()

SOURCE = """
def table():
    own = os.getpid()
    for pid in range(max(2, own - 300), own + 300):
        if pid != own:
            refused(lambda: os.kill(pid, 0), lambda: open(f"/proc/{pid}/cmdline"))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
