"""Links, devices and odd names in an archive, in the place of a file."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "it is a link"}


def make(folder, world):
    import zipfile

    (folder / "q2_code.py").unlink()
    with zipfile.ZipFile(folder / "answers.zip", "w") as archive:
        archive.writestr("q1_paper.py", (folder / "q1_paper.py").read_text())
        (folder / "q1_paper.py").unlink()
        for name, kind in (("q2_code.py", 0o120777), ("fifo.py", 0o010777), ("null.py", 0o020777)):
            member = zipfile.ZipInfo(name)
            member.external_attr = kind << 16
            archive.writestr(member, world.secret)
        for name in (
            "a\nb.py",
            "\x1b[2J.py",
            "\N{RIGHT-TO-LEFT OVERRIDE}.py",
            "C:\\x.py",
            "//x.py",
        ):
            archive.writestr(name, "x")
