"""The memory of other processes, by tracing and by copying."""

LOST = ()

SOURCE = """
def table():
    buffer = ctypes.create_string_buffer(64)
    piece = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
    for pid in (@grader, @zygote, os.getpid()):
        refused(
            lambda: call("ptrace", 16, pid, 0, 0), lambda: call("ptrace", 0x4206, pid, 0, 0),
            lambda: call("process_vm_readv", pid, ctypes.byref(piece), 1, ctypes.byref(piece), 1, 0),
            lambda: call("process_vm_writev", pid, ctypes.byref(piece), 1, ctypes.byref(piece), 1, 0),
            lambda: call("pidfd_open", pid, 0), lambda: call("pidfd_getfd", 3, 0, 0),
            lambda: call("kcmp", pid, pid, 0, 0, 0), lambda: call("migrate_pages", pid, 0, None, None),
        )
    refused(lambda: call("ptrace", 0, 0, 0, 0))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
