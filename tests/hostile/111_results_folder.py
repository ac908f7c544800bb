"""The folder of the results, in every way."""

LOST = ()

SOURCE = """
def table():
    results, file = @results, @results + "/results.json"
    refused(
        lambda: open(file, "w"),
        lambda: open(file, "a"),
        lambda: open(results + "/new", "w"),
        lambda: os.unlink(file),
        lambda: os.rename(file, "mine"),
        lambda: os.rename(results, results + "-old"),
        lambda: os.symlink("/etc/passwd", results + "/link"),
        lambda: os.link(file, "mine"),
        lambda: os.mkfifo(results + "/fifo"),
        lambda: os.mkdir(results + "/folder"),
        lambda: os.chmod(results, 0),
        lambda: os.truncate(file, 0),
        lambda: os.rmdir(results),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
