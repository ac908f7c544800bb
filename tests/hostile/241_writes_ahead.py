"""Writes into the connection while a question is on its way."""

LOST = ("2.table",)
MAY_LOSE = ("2.asks",)

SOURCE = """
import threading
def noise():
    while True: os.write(connection(), b"noise")

def table():
    threading.Thread(target=noise, daemon=True).start()
    time.sleep(0.05)
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
