"""Fills the disk with large files."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
def table():
    number = 0
    while True:
        with open(f"f{number}", "wb") as file:
            file.write(bytes(1 << 20))
        number += 1
"""


def make(folder, world):
    world.attack(folder, SOURCE)
