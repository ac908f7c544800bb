"""Leases, notices and locks on the packages' files, and writing out everybody's: others would wait."""

LOST = ()

SOURCE = """
import fcntl, sympy
F_SETLEASE, F_NOTIFY, F_OFD_SETLK, F_SETDELEG = 1024, 1026, 37, 1040
def table():
    packages = os.path.dirname(sympy.__file__)
    folder = os.open(packages, os.O_RDONLY)
    for name in os.listdir(packages):
        if not name.endswith(".py"):
            continue
        with open(os.path.join(packages, name)) as file:
            refused(
                lambda: fcntl.fcntl(file, F_SETLEASE, fcntl.F_RDLCK),
                lambda: fcntl.fcntl(file, F_SETLEASE, fcntl.F_WRLCK),
                lambda: fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
                lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
                lambda: fcntl.fcntl(file, F_OFD_SETLK, bytes(32)),
                lambda: os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED),
            )
    with open("own", "w+") as own:
        refused(
            lambda: fcntl.fcntl(own, F_SETLEASE, fcntl.F_WRLCK),
            lambda: fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB),
        )
    refused(
        lambda: fcntl.fcntl(folder, F_NOTIFY, 0x8000003F),
        lambda: fcntl.fcntl(os.open(".", os.O_RDONLY), F_NOTIFY, 0x8000003F),
        lambda: fcntl.fcntl(folder, F_SETDELEG, bytes(16)),
        lambda: fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: call("sync"), lambda: call("syncfs", folder),
        lambda: call("semtimedop", 0, bytes(6), 1, 0),
        lambda: fcntl.fcntl(os.pipe()[1], 1031, 1 << 20),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
