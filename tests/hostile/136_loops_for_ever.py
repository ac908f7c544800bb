"""Loops for ever, with every signal ignored."""

LOST = ("2.table",)
STATES = {"2.table": "time-out"}
PACE = 0.2

SOURCE = """
import signal
def table():
    for number in range(1, 65):
        swallow(lambda: signal.signal(number, signal.SIG_IGN))
    while True:
        try:
            while True: pass
        except BaseException: pass
"""


def make(folder, world):
    world.attack(folder, SOURCE)
