"""Never ends to be imported."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "could not be imported"}
PACE = 0.2

SOURCE = """
while True: pass
"""


def make(folder, world):
    world.attack(folder, SOURCE)
