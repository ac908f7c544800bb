"""The table in a terminal has a row for each line, and below it what is to be mended."""

import io

from autograder.checking.report import Outcome, Problem, Report
from autograder.checking.table import print_report


def shown(report):
    file = io.StringIO()
    print_report(report, file)
    return file.getvalue()


def test_rows_are_counted_and_problems_stand_below():
    wrong = Problem("a.py:3", "says [all], and earns nothing", "Mend it.")
    text = shown(Report("hw1", (Outcome("1.a", "reference"), Outcome("1.a", "w", (wrong,)))))
    row = next(line for line in text.splitlines() if "1.a" in line)
    assert [part.strip() for part in row.split("│")][:3] == ["1.a", "2", "1"]
    assert "a.py:3: says [all], and earns nothing" in text
    assert "Mend it." in text
    assert text.rstrip().endswith("hw1: 1 of 2 checks failed.")


def test_all_is_well_is_said():
    assert "hw1: 1 checks, all is well." in shown(Report("hw1", (Outcome("1.a", "reference"),)))
