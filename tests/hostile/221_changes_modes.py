"""Modes, owners, times and attributes, which no rule on files covers."""

LOST = ()

SOURCE = """
def table():
    open("mine", "w").close()
    path = b"mine"
    refused(
        lambda: os.chmod("mine", 0o4777), lambda: os.chmod(".", 0o777), lambda: os.fchmod(1, 0),
        lambda: call("fchmodat2", -100, path, 0o777, 0), lambda: call("fchmodat", -100, path, 0o777),
        lambda: os.chown("mine", os.getuid(), os.getgid()), lambda: os.lchown("mine", -1, -1),
        lambda: os.utime("mine"), lambda: os.utime(@secret), lambda: os.setxattr("mine", "user.x", b"x"),
        lambda: call("setxattrat", -100, path, 0, b"user.x", None, 0), lambda: os.chmod(@secret, 0o777),
        lambda: os.mknod("device", 0o20666, os.makedev(1, 1)), lambda: os.mknod("x", 0o100666),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
