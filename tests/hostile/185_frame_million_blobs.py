"""A million tensors without data."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "value": 1, "blobs": [0] * 300_000})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
