"""Fills the disk with small files."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
def table():
    for number in range(10**9):
        open(str(number), "w").close()
"""


def make(folder, world):
    world.attack(folder, SOURCE)
