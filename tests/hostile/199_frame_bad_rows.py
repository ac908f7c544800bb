"""A tree whose nodes refer to what does not exist."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [], "value": {"tree": [["add", "", [5, -1]], [1, 2, 3], "x", None]}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
