"""Prints without end."""

LOST = ("2.table",)
SAYS = {"2.table": "printed too much"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
def table():
    while True:
        os.write(1, b"flood " * 1000)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
