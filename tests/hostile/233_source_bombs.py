"""Source that no compiler likes."""

LOST = ("2.table", "2.asks", "1.count", "1.means")


def make(folder, world):
    (folder / "q1_paper.py").write_text("(" * 100_000 + ")" * 100_000)
    (folder / "q2_code.py").write_text("x = " + "-" * 500_000 + "1\ndef table(): return 1\n")
