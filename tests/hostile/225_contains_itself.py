"""A list that contains itself, and a million lists."""

LOST = ("2.table", "2.asks")

SOURCE = """
def table():
    loop = []
    loop.append(loop)
    return loop

def asks(ask, x): return [[] for _ in range(10**6)]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
