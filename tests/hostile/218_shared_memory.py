"""Memory that no limit counts."""

LOST = ()

SOURCE = """
import mmap
from multiprocessing import shared_memory
def table():
    refused(
        lambda: shared_memory.SharedMemory(create=True, size=4096),
        lambda: os.memfd_create("x"), lambda: call("memfd_secret", 0),
        lambda: call("shmget", 0, 1 << 30, 0o1600), lambda: open("/dev/shm/x", "w"),
        lambda: mmap.mmap(-1, 4096),
    )
    mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
