"""An archive that has a file twice, the second time with other answers."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "the archive has it more than once"}


def make(folder, world):
    import warnings
    import zipfile

    with warnings.catch_warnings(), zipfile.ZipFile(folder / "answers.zip", "w") as archive:
        warnings.simplefilter("ignore")
        for name in ("q1_paper.py", "q2_code.py"):
            archive.writestr(name, (folder / name).read_text())
            (folder / name).unlink()
        archive.writestr("q2_code.py", "def table():\n    return 1\n")
