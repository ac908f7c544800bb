"""The terminal from which the grader was started."""

LOST = ()

SOURCE = r"""
import fcntl, termios
def table():
    assert not any(os.isatty(n) for n in range(64) if not isinstance(swallow(lambda: os.fstat(n)), OSError))
    refused(
        lambda: open("/dev/tty"), lambda: open("/dev/console"), lambda: open("/dev/ptmx"),
        lambda: open("/dev/pts/0"),
        *[lambda n=n: fcntl.ioctl(n, termios.TIOCSTI, b"x") for n in range(3)],
        *[lambda n=n: call("ioctl", n, 0x541C, b"\2") for n in range(3)],
        *[lambda n=n: call("ioctl", n, 0x100000000 + 0x5412, b"x") for n in range(3)],
    )
    assert os.readlink("/proc/self/fd/0") == "/dev/null"
    assert os.getsid(0) == os.getpid()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
