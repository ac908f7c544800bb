"""Nothing hostile at all: what the others are compared with."""

LOST = ()

SOURCE = """
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
