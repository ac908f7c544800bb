"""A thread that computes and writes on after the answer."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
import threading
def run():
    number = 0
    while True:
        number += 1
        swallow(lambda: open(f"f{number}", "w").write("x" * 10_000))
        os.write(1, b"still here ")

def table():
    threading.Thread(target=run, daemon=True).start()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
