"""An array of objects."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [32], "value": {"array": "object", "shape": [2, 2]}}, bytes(32))
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
