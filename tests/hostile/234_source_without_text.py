"""Source with NUL bytes, and in a wrong encoding."""

LOST = ("2.table", "2.asks", "1.count", "1.means")


def make(folder, world):
    (folder / "q1_paper.py").write_bytes(b"def count(N, T):\n    return N * T\0\n")
    (folder / "q2_code.py").write_bytes("def table(): return 1".encode("utf-16"))
