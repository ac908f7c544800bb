"""Hundreds of versions of a file, each made to be long to compare with the template."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "several files for `q2_code.py` that differ"}


def make(folder, world):
    (folder / "q2_code.py").unlink()
    for index in range(400):
        (folder / f"v{index}").mkdir()
        source = f"# {index}\n" + "def table(): raise NotImplementedError\n" * 400
        (folder / f"v{index}" / "q2_code.py").write_text(source)
