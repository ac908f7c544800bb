"""A notebook with right answers whose other lines are for a shell: they are left out."""

LOST = ()


def make(folder, world):
    import json

    source = (folder / "q2_code.py").read_text()
    (folder / "q2_code.py").unlink()
    marker = f"{world.outside}/marker"
    cells = [
        f"!touch {marker}",
        f"%run {world.secret}",
        f"%%bash\ntouch {marker}\nexit 1",
        f"files = !cat {world.secret}",
        f"try:\n    get_ipython().system('touch {marker}')\nexcept NameError:\n    !rm -rf /\n",
        f"%%writefile {marker}\nx",
        source,
        "?table",
    ]
    made = [{"cell_type": "code", "source": cell, "outputs": ["x" * 10**5]} for cell in cells]
    made.append({"cell_type": "raw", "source": "raise SystemExit", "attachments": {"a": {}}})
    (folder / "q2_code.ipynb").write_text(json.dumps({"cells": made}))
