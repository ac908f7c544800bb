"""Patches the code that talks to the grader."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)

SOURCE = """
import json
guest = sys.modules["guest.worker"]
def table():
    sys.modules["guest.wire"].Channel.send = lambda self, header, blobs: os.write(
        connection(), frame({"id": header["id"], "kind": "value", "value": True, "blobs": []}))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
