"""Sizes that are negative, and too many."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "value": 1, "blobs": [-1, 1]})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
