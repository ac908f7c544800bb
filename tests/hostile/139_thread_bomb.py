"""As many threads as there can be."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
import threading
def table():
    event = threading.Event()
    try:
        while True:
            threading.Thread(target=event.wait, daemon=True).start()
    except (RuntimeError, MemoryError):
        event.set()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
