"""Bytes that are no text."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = r"""
def table():
    data = frame(b'{"id": 3, "kind": "value", "blobs": [], "value": "\xff\xfe"}')
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
