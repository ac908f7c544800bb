"""Handlers for the end of the process."""

LOST = ()

SOURCE = """
import atexit, threading
def late(): open(@outside + "/marker", "w").write("late")
atexit.register(late)
threading._register_atexit(late)
def table(): return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
