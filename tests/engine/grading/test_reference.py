"""A reference that runs for many submissions serves the last as it serves the first."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.checkers.answers.entries import Entries
from autograder.checkers.common.ref import Target
from autograder.grading.reference import Reference, RunningReference
from autograder.grading.rubric import RubricLine
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.grading.workers import CodeWorkers
from autograder.verdict import State, earned

BUSY = """
import time
from notation import question

@question("1.two")
def two():
    end = time.process_time() + 0.3
    while time.process_time() < end: pass
    return 2
"""
LINE = RubricLine(
    number="1.two", name="two", weight=Fraction(1), module=Path("test_q1.py"), test="test_two"
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Keeps the lines that it is given."""

    lines: list[Any] = field(default_factory=list)

    def check(self, line):
        """Keep one."""
        self.lines.append(line)
        return earned()


def verdicts(zygote, layers, source, count, checker=None, **options):
    """Return what comes of so many submissions, one after another."""
    reference = Reference({"q1.py": source.encode()}, b"")
    with RunningReference(zygote, reference, layers=layers, **options) as running:
        for _ in range(count):
            submission = Submission({"q1.py": b"def two(): return 2"})
            with (
                running.lent(math.inf) as lent,
                Session(zygote, lent, submission, layers=layers) as session,
            ):
                yield session.grade(LINE, Target("two"), checker or Entries(tolerance="0"))


def test_what_it_took_for_some_submissions_is_not_missing_for_the_next(zygote, layers, monkeypatch):
    """A file's share of a run's time is one of one submission's run."""
    monkeypatch.setitem(CodeWorkers.__init__.__kwdefaults__, "file_seconds", 0.5)
    found = list(verdicts(zygote, layers, BUSY, 4))
    assert [(v.state, v.review) for v in found] == [(State.PASSED, "")] * 4


def test_what_was_decided_is_shared_by_submissions_only_if_it_is_to_be_remembered(zygote, layers):
    for remember in (False, True):
        seen = Seen()
        assert all(v.share == 1 for v in verdicts(zygote, layers, BUSY, 2, seen, remember=remember))
        first, second = (line.decisions for line in seen.lines)
        assert first is not None
        assert (first is second) == remember
