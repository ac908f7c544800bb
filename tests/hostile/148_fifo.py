"""A FIFO, a folder and a file without end in place of files."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "not a regular file"}


def make(folder, world):
    import os

    (folder / "q2_code.py").unlink()
    os.mkfifo(folder / "q2_code.py")
    os.mkfifo(folder / "helper.py")
    with open(folder / "huge.py", "wb") as file:
        file.truncate(10 << 30)
    with open(folder / "data.bin", "wb") as file:
        file.truncate(10 << 30)
