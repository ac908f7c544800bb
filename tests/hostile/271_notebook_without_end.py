"""A notebook with half a gigabyte of outputs: it is left out unread."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "it is larger than 2 MiB; clear its outputs"}


def make(folder, world):
    (folder / "q2_code.py").unlink()
    with open(folder / "q2_code.ipynb", "wb") as file:
        file.write(b'{"cells": [], "metadata": "')
        file.truncate(500 << 20)
