"""Handlers for the signals that the grader uses."""

LOST = ("2.table", "2.asks")
PACE = 0.2

SOURCE = """
import signal
def forever(*_):
    while True: pass

for number in (signal.SIGCONT, signal.SIGTERM, signal.SIGPROF, signal.SIGALRM, signal.SIGCHLD):
    signal.signal(number, forever)
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
