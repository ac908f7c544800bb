"""A link in place of a file, to what the grader may read."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "it is a link"}


def make(folder, world):
    (folder / "q2_code.py").unlink()
    (folder / "q2_code.py").symlink_to(world.secret)
    (folder / "data.txt").symlink_to(world.secret)
    (folder / "loop").symlink_to(".")
