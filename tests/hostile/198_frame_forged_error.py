"""An exception with a text of its own and frames by the thousand."""

LOST = ("2.table",)
PACE = 0.3

SOURCE = """
def table():
    data = frame({"id": 3, "kind": "error", "blobs": [], "error": {"type": "E", "text": "t" * 5001, "frames": [{"file": "f", "line": 1, "function": "", "source": ""}] * 1000, "memory": True}})
    view = memoryview(data)
    while view:
        view = view[os.write(connection(), view):]
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
