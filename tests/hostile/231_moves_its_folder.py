"""Moves, removes and replaces the folder it was given."""

LOST = ()

SOURCE = """
def table():
    here = os.getcwd()
    refused(
        lambda: os.rename(here, here + "x"), lambda: os.rmdir(here), lambda: os.symlink("/etc", here + "x"),
        lambda: os.rename(here, "inside"), lambda: os.link(@secret, "link"),
        lambda: os.link("/etc/passwd", "link"), lambda: os.rename(@secret, "mine"),
        lambda: os.listdir(os.path.dirname(here)),
    )
    os.symlink(@secret, "link")
    refused(lambda: open("link").read(), lambda: open("link", "w"))
    os.symlink("/etc", "folder")
    refused(lambda: os.listdir("folder"))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
