"""Libraries that lock files of their own, write them to the disk, and ask their descriptors."""

LOST = ()

SOURCE = """
import fcntl, mailbox, sqlite3, tempfile
import numpy as np
def table():
    with sqlite3.connect("table.db") as numbers:
        numbers.execute("create table numbers (x real)")
        numbers.executemany("insert into numbers values (?)", [(x,) for row in RIGHT for x in row])
    with sqlite3.connect("table.db") as numbers:
        a, b, c, d = (x for x, in numbers.execute("select x from numbers"))
    box = mailbox.mbox("box")
    fcntl.lockf(box._file, fcntl.LOCK_EX)
    box.flush(), box.close()
    with tempfile.TemporaryFile() as file:
        file.write(b"x"), file.flush(), os.fsync(file.fileno()), os.fdatasync(file.fileno())
        flags = fcntl.fcntl(file, fcntl.F_GETFL)
        fcntl.fcntl(file, fcntl.F_SETFL, flags | os.O_APPEND)
        fcntl.fcntl(file, fcntl.F_SETFD, fcntl.fcntl(file, fcntl.F_GETFD) | fcntl.FD_CLOEXEC)
        os.close(fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 10)), os.close(os.dup(file.fileno()))
    kept = np.memmap("kept.npy", np.float64, "w+", shape=4)
    kept[:] = a, b, c, d
    kept.flush()
    return np.fromfile("kept.npy").reshape(2, 2).tolist()
"""


def make(folder, world):
    world.attack(folder, SOURCE)
