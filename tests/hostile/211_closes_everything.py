"""Closes its connection and lives on."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    os.closerange(0, 100)
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
