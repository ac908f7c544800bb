"""Question files in codecs that no file is written in: the student is told what to do."""

LOST = ("2.table", "2.asks", "1.count", "1.means")
STATES = dict.fromkeys(LOST, "failed")
SAYS = dict.fromkeys(LOST, "Save the file as UTF-8")


def make(folder, world):
    (folder / "q1_paper.py").write_bytes(b"# coding: rot13\n" + b"qrs pbhag(A, G):\n erghea A*G\n")
    (folder / "q2_code.py").write_bytes(b"# coding: punycode\n" + b"ab" * 900_000)
