"""Fills the disk with files that it removes, of each a page mapped and nothing open."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}

SOURCE = """
import mmap
def table():
    for _ in range(200):
        file = os.open("file", os.O_RDWR | os.O_CREAT)
        os.unlink("file")
        os.write(file, bytes(1 << 20))
        assert libc.mmap(None, 4096, mmap.PROT_READ, mmap.MAP_SHARED, file, 0) != -1
        os.close(file)
    while True: pass
"""


def make(folder, world):
    world.attack(folder, SOURCE)
