"""A header that says everything twice."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame(b'{"id": 3, "id": 3, "kind": "value", "kind": "error", "blobs": [], "blobs": [], "value": 1, "value": {"int": "1"}}')
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
