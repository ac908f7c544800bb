"""Fills the disk with removed files, when its first thread has ended, which shows nothing more."""

LOST = ("2.table",)
SAYS = {"2.table": "wrote too much"}

SOURCE = """
def fill():
    kept = []
    time.sleep(0.1)
    while True:
        file = swallow(lambda: open("file", "wb", buffering=0))
        swallow(lambda: os.unlink("file"))
        swallow(lambda: file.write(bytes(1 << 20)))
        kept.append(file)

def table():
    threading.Thread(target=fill).start()
    call("exit", 0)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
