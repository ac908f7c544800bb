"""Answers one line with zeros, halves of characters and signs that move the text."""

LOST = ("1.count",)
MAY_LOSE = ("1.means",)


def make(folder, world):
    world.latex(folder, count="$N @ T$")
    path = folder / "homework.tex"
    path.write_bytes(path.read_bytes().replace(b"@", b"\0\xff\xc3\x1b[31m\xe2\x80\xae\xed\xa0\x80"))
