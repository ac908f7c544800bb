"""Saved as UTF-16 by one editor, and in a declared encoding by another."""

LOST = ()

HEAD = "# -*- coding: latin-1 -*-\n# Andr\xe9\n"


def make(folder, world):
    for name, encoding in (("q1_paper.py", "utf-16"), ("q2_code.py", "latin-1")):
        text = HEAD + (folder / name).read_text()
        (folder / name).write_bytes(text.encode(encoding))
