"""New processes by every call that makes one."""

LOST = ()

SOURCE = """
def clone3():
    arguments = (ctypes.c_uint64 * 11)()
    arguments[4] = 17
    return call("clone3", ctypes.byref(arguments), 88)

def table():
    own = os.getpid()
    refused(
        lambda: call("fork"), lambda: call("vfork"), lambda: call("clone", 17, None, None, None, None),
        lambda: call("clone", 0x4111, None, None, None, None),
        lambda: call("clone", 0x10000000 | 17, None, None, None, None), clone3,
        lambda: call("execve", b"/bin/true", None, None),
        lambda: call("execveat", -100, b"/bin/true", None, None, 0),
    )
    assert os.getpid() == own
    assert libc.system(b"true") != 0
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
