"""An integer of a million digits."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame(b'{"id": 3, "kind": "value", "blobs": [], "value": ' + b"9" * 1_000_000 + b"}")
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
