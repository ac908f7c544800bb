"""Fills the disk with files that it removes and keeps open."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}

SOURCE = """
kept = []
def table():
    while len(kept) < 200:
        file = open("file", "wb", buffering=0)
        os.unlink("file")
        file.write(bytes(1 << 20))
        kept.append(file)
    while True: pass
"""


def make(folder, world):
    world.attack(folder, SOURCE)
