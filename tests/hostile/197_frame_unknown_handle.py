"""An object that stays where there is none."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "value", "blobs": [], "value": {"handle": -5, "type": "x" * 100_000}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
