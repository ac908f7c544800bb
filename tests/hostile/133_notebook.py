"""A notebook in place of the file: large, with magics, and never read."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "notebook"}


def make(folder, world):
    import json

    (folder / "q2_code.py").unlink()
    cell = {
        "cell_type": "code",
        "source": [f"!touch {world.outside}/marker"],
        "outputs": ["x" * 10**7],
    }
    (folder / "q2_code.ipynb").write_text(
        json.dumps({"cells": [cell]}) + '{"cells": [], "cells": 1'
    )
