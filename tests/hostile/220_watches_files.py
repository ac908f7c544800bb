"""Watches what the grader does with its files."""

LOST = ()

SOURCE = """
def table():
    for path in (@results, @secret, "/tmp", "/"):
        refused(lambda: libc.inotify_add_watch(call("inotify_init1", 0), path.encode(), 0xFFF))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
