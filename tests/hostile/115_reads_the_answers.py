"""Looks for the reference, the rubric and the secret."""

LOST = ()

SOURCE = """
import glob, pathlib
def table():
    refused(
        lambda: open(@secret).read(),
        lambda: os.listdir(@project),
        lambda: os.listdir("/"),
        lambda: os.listdir("/tmp"),
        lambda: os.listdir(os.path.dirname(@secret)),
        lambda: glob.glob(@project + "/**/q2_code.py", recursive=True)[0],
        lambda: open(@project + "/tests/hostile/course/reference/q2_code.py"),
        lambda: open("/etc/passwd"),
        lambda: open("/etc/shadow"),
    )
    found = [path for path, _, files in os.walk("/") if "ref" in path and "autograder" in path]
    assert not found, found
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
