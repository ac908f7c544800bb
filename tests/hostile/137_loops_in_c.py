"""Loops in C, where nothing of Python's can interrupt it."""

LOST = ("2.table",)
STATES = {"2.table": "time-out"}
PACE = 0.2

SOURCE = """
def table(): return sum(range(10**13))
"""


def make(folder, world):
    world.attack(folder, SOURCE)
