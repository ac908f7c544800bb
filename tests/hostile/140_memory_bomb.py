"""More memory than there is, in three ways."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)
STATES = {"2.table": "out of memory"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
import torch
def table():
    for bomb in (lambda: bytearray(1 << 33), lambda: torch.zeros(1 << 40), lambda: [0] * (1 << 31)):
        try:
            bomb()
        except (MemoryError, RuntimeError):
            continue
        return "there was room"
    grow = []
    while True:
        grow.append(bytearray(1 << 22))
"""


def make(folder, world):
    world.attack(folder, SOURCE)
