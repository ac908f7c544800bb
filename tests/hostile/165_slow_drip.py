"""A reply that comes byte by byte."""

LOST = ("2.table",)
STATES = {"2.table": "time-out"}
PACE = 0.3

SOURCE = """
import time
def table():
    data = frame({"id": 3, "kind": "value", "value": 1, "blobs": []})
    for byte in data[:-1]:
        os.write(connection(), bytes([byte]))
        time.sleep(0.2)
    time.sleep(10**6)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
