"""A tree of folders three thousand deep, odd names, and no permissions."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = r"""
def table():
    for name in ("-rf", "new\nline", "\udc80", " ", "*", "é" * 100, "a\\b"):
        swallow(lambda: open(name, "w").close())
    os.mkdir("locked", 0o000)
    os.mkdir("outer")
    os.mkdir("outer/inner", 0o000)
    os.symlink("/", "root")
    os.symlink("outer", "self")
    swallow(lambda: os.mkfifo("fifo"))
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
