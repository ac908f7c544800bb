"""What would keep removed files, or make them large, where nobody outside sees it."""

LOST = ()

SOURCE = """
import fcntl, struct
OWN_FILES = 0x3D0F00 & ~0x400

def table():
    file = os.open("file", os.O_RDWR | os.O_CREAT)
    reading, writing = os.pipe()
    attribute = ctypes.create_string_buffer(struct.pack("=QQ", 4, 0))
    lock = struct.pack("=hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 1, 0)
    refused(
        lambda: call("close_range", 1000, 1001, 2), lambda: call("clone", OWN_FILES, 0, 0, 0, 0),
        lambda: call("unshare", 0x400), lambda: call("prctl", 4, 0, 0, 0, 0),
        lambda: call("landlock_create_ruleset", attribute, 8, 0),
        lambda: call("sendfile", writing, file, None, 1 << 20), lambda: fcntl.fcntl(file, 38, lock),
        lambda: call("fallocate", file, 1, 0, 1 << 30), lambda: call("fallocate", file, 0, 0, 1 << 30),
        lambda: os.posix_fallocate(file, 0, 1 << 30),
    )
    assert os.stat("file").st_blocks * 512 <= 4 << 20
    os.ftruncate(file, 0)
    os.posix_fallocate(file, 0, 1 << 16)
    assert os.stat("file").st_size == 1 << 16
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
