"""The grader's own files, and those of installed packages."""

LOST = ()

SOURCE = """
import torch, sympy
def table():
    places = [torch.__file__, sympy.__file__, os.__file__, sys.executable, @project + "/run_autograder",
              @project + "/autograder/verdict.py"]
    for place in places:
        refused(
            lambda: open(place, "r+"),
            lambda: os.unlink(place),
            lambda: os.rename(place, place + "x"),
            lambda: open(os.path.dirname(place) + "/evil.py", "w"),
        )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
