"""An archive in which thousands of members are the same bytes, each larger than the archive."""

LOST = ("1.count", "1.means", "2.table", "2.asks")
SAYS = {"2.table": "The archive `answers.zip` was not read: its members overlap."}


def make(folder, world):
    import io
    import struct
    import zipfile

    for name in ("q1_paper.py", "q2_code.py"):
        (folder / name).unlink()
    one = io.BytesIO()
    with zipfile.ZipFile(one, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("q2_code.py", bytes(10**7))
    content = one.getvalue()
    start, end = content.find(b"PK\1\2"), bytearray(content[content.find(b"PK\5\6") :])
    entry = content[start : content.find(b"PK\5\6")]
    names = [f"q{k:04}_co.py".encode() for k in range(5000)]
    entries = [entry.replace(b"q2_code.py", name[:10]) for name in names]
    struct.pack_into("<HHL", end, 8, len(entries), len(entries), len(entry) * len(entries))
    (folder / "answers.zip").write_bytes(content[:start] + b"".join(entries) + bytes(end))
