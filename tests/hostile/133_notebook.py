"""A notebook in place of the file whose second document contradicts the first: none is read."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "`q2_code.ipynb` was left out: it cannot be read as a Jupyter notebook"}


def make(folder, world):
    import json

    source = (folder / "q2_code.py").read_text()
    (folder / "q2_code.py").unlink()
    cell = {"cell_type": "code", "source": source, "outputs": ["x" * 10**6]}
    (folder / "q2_code.ipynb").write_text(
        json.dumps({"cells": [cell]}) + '{"cells": [], "cells": 1'
    )
