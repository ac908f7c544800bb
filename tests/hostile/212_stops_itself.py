"""Stops, and waits to be continued."""

LOST = ("2.table",)
STATES = {"2.table": "time-out"}
PACE = 0.2

SOURCE = """
import signal
def table():
    os.kill(os.getpid(), signal.SIGSTOP)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
