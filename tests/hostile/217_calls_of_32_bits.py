"""A system call by the way of 32-bit programs, whose numbers are others."""

LOST = ("2.table",)
STATES = {"2.table": "killed"}

SOURCE = r"""
import mmap
def table():
    if os.uname().machine != "x86_64":
        os.abort()
    code = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=7)
    # mov eax, 2 (fork there); int 0x80; ret
    code.write(b"\xb8\x02\x00\x00\x00\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    value = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    if value == 0:
        os._exit(0)
    return "a process of another architecture was started"
"""


def make(folder, world):
    world.attack(folder, SOURCE)
