"""A dict of fractions that all have the same hash."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [], "value": {"dict": [[{"rational": f"{k * (2**61 - 1)}/1"}, 1] for k in range(15_000)]}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
