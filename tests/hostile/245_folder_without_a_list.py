"""Fills the disk in a folder that nobody may list."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}

SOURCE = """
def table():
    os.mkdir("dark", 0o300)
    number = 0
    while True:
        with open(f"dark/f{number % 150}", "wb") as file:
            file.write(bytes(1 << 20))
        number += 1
"""


def make(folder, world):
    world.attack(folder, SOURCE)
