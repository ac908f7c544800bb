"""As many descriptors as there can be, and pipes filled to the brim."""

LOST = ()

SOURCE = """
def table():
    kept = []
    try:
        while True:
            r, w = os.pipe()
            os.set_blocking(w, False)
            kept += [r, w]
            while True:
                try:
                    os.write(w, bytes(1 << 16))
                except BlockingIOError:
                    break
    except OSError:
        pass
    for descriptor in kept:
        os.close(descriptor)
    assert len(kept) < 300
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
