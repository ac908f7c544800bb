"""Writes over its own memory until it dies."""

LOST = ("2.table",)

SOURCE = """
def table():
    for address in range(id(table), id(table) + (1 << 40), 4096):
        ctypes.memset(address, 0, 4096)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
