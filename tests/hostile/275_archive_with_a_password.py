"""Members that claim to be encrypted."""

LOST = ("1.count", "1.means", "2.table", "2.asks")
SAYS = {"2.table": "it is encrypted: hand it in without a password"}


def make(folder, world):
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("q1_paper.py", "q2_code.py"):
            archive.writestr(name, (folder / name).read_text())
            (folder / name).unlink()
    content = bytearray(made.getvalue())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    (folder / "answers.zip").write_bytes(content)
