"""An answer to the next question before it is asked."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
import torch
def table():
    os.write(connection(), frame({"id": 4, "kind": "value", "value": 1, "blobs": []}))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
