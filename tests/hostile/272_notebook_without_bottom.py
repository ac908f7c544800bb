"""Metadata as deep as two megabytes are, and every key twice."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "cannot be read as a Jupyter notebook"}


def make(folder, world):
    (folder / "q2_code.py").unlink()
    deep = '{"a":' * 150_000 + "1" + "}" * 150_000
    keys = ', "cells": []' * 1000
    (folder / "q2_code.ipynb").write_text(f'{{"cells": [], "metadata": {deep}{keys}}}')
