"""Prints without end, to both outputs, in several threads."""

LOST = ("2.table",)
SAYS = {"2.table": "printed too much"}
PACE = 4  # the time of a real run: another limit is to end it

SOURCE = """
import threading
def flood(stream):
    while True:
        os.write(stream, b"flood " * 1000)

def table():
    for stream in (1, 2, 1, 2):
        threading.Thread(target=flood, args=(stream,), daemon=True).start()
    flood(2)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
