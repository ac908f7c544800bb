"""Ends its own process from a thread, about when it answers: that costs its own file at most."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
def later():
    os.stat("/")
    os.kill(os.getpid(), 9)

threading.Thread(target=later, daemon=True).start()

def table():
    threading.Thread(target=later, daemon=True).start()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
