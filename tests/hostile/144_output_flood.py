"""Prints without end."""

LOST = ("2.table",)
SAYS = {"2.table": "printed too much"}
PACE = 8  # another limit is to end it, not time

SOURCE = """
def table():
    while True:
        os.write(1, b"flood " * 1000)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
