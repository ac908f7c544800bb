"""A directory of a million members, and an archive that is in its own directory."""

LOST = ("1.count", "1.means", "2.table", "2.asks")
SAYS = {"2.table": "its directory is larger than 10000 files need"}


def make(folder, world):
    import struct

    for name in ("q1_paper.py", "q2_code.py"):
        (folder / name).unlink()
    entry = b"PK\1\2" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    directory = entry * 300_000
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 65_535, 65_535, len(directory), 0, 0)
    (folder / "answers.zip").write_bytes(directory + end)
