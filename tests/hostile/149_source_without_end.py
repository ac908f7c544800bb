"""A source file of ten gigabytes."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "larger than"}


def make(folder, world):
    with open(folder / "q2_code.py", "wb") as file:
        file.truncate(10 << 30)
