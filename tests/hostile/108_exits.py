"""Exceptions that would end a program."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "SystemExit", "2.asks": "KeyboardInterrupt"}

SOURCE = """
def table(): raise SystemExit(0)

def asks(ask, x): raise KeyboardInterrupt
"""


def make(folder, world):
    world.attack(folder, SOURCE)
