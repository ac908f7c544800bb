"""Recursion without end, in Python and in C."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "RecursionError"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
import sys
def deep(): return deep()

def table():
    return deep()

def asks(ask, x):
    sys.setrecursionlimit(10**8)
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return repr(nested), deep()
"""


def make(folder, world):
    world.attack(folder, SOURCE)
