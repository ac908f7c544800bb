"""Asks for input while it is imported."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "EOFError"}

SOURCE = """
name = input("name? ")
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
