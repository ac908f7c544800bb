"""A tensor with more elements than there can be."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [0], "value": {"tensor": "float64", "shape": [0, 1 << 39, 1 << 39, 1 << 39]}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
