"""Functions whose names are a megabyte long, and a thousand that are nearly right."""

LOST = ("2.table",)
SAYS = {"2.table": "no function"}

SOURCE = """
for i in range(40):
    globals()["tabl" + "e" * 20_000 + str(i)] = lambda: 1
for i in range(1500):
    globals()["tble" + "tab" * 25 + str(i)] = lambda: 1
"""


def make(folder, world):
    world.attack(folder, SOURCE)
