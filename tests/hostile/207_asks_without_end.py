"""Asks the grader the same thing for ever."""

LOST = ("2.asks",)
SAYS = {"2.asks": "times"}

SOURCE = """
def table(): return RIGHT

def asks(ask, x):
    while True: ask(x)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
