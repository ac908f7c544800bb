"""Truth values that are neither."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = r"""
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [4], "value": {"tensor": "bool", "shape": [2, 2]}}, b"\7" * 4)
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
