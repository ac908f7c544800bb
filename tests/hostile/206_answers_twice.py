"""One question, two answers."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "value": {"list": []}, "blobs": []})
    os.write(connection(), data + data)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
