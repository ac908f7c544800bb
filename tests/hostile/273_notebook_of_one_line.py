"""A notebook whose lines are made for whoever looks for strings, brackets and commands in them."""

LOST = ("2.table", "2.asks")


def make(folder, world):
    import json

    (folder / "q2_code.py").unlink()
    lines = ['"' + '\\"' * 200_000, " " * 300_000, "(" * 300_000, "'" * 300_001, "a," * 100_000]
    cells = [{"cell_type": "code", "source": line} for line in lines]
    (folder / "q2_code.ipynb").write_text(json.dumps({"cells": cells}))
