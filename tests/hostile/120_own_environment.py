"""What its own environment still knows."""

LOST = ()

SOURCE = r"""
def table():
    names = set()
    file = swallow(lambda: open("/proc/self/environ", "rb"))
    if not isinstance(file, PermissionError):  # a user of its own may not even look
        names = {entry.partition(b"=")[0] for entry in file.read().split(b"\0") if entry}
    allowed = {b"PATH", b"HOME", b"LANG", b"CUDA_VISIBLE_DEVICES", b"OMP_NUM_THREADS",
               b"MKL_NUM_THREADS", b"OPENBLAS_NUM_THREADS"}
    assert names <= allowed, names - allowed
    assert not any("canary-" in value for value in os.environ.values())
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
