"""A timer that kills the process while it waits."""

LOST = ("2.table", "2.asks")

SOURCE = """
import signal
signal.setitimer(signal.ITIMER_REAL, 0.001)
def table():
    time.sleep(0.1)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
