"""The same slip earns the same everywhere: a misreading that is one slip is worth half."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line
from autograder.checkers.symbolic.answer import SymbolicAnswer
from autograder.checkers.symbolic.equal import Equal
from autograder.checkers.symbolic.reading import reference_answer, stated, understood
from autograder.checkers.symbolic.slips import SLIP, find_slip
from autograder.grading.points import share_text
from autograder.grading.rubric import RubricLine
from autograder.verdict import Verdict, earned

from .places import place_of_text
from .report import Outcome, Problem
from .workbench import Workbench

__all__ = ["outcome_of_marks"]


@dataclass(frozen=True, slots=True)
class _Slips:
    """In the place of a checker: finds the misreadings that are one slip away."""

    misreadings: Mapping[str, Misreading]
    found: list[str] = field(default_factory=list)

    def check(self, line: Line) -> Verdict:
        """Compare the reference with each misreading, and pass."""
        expected = reference_answer(line)
        for note, misreading in self.misreadings.items():
            answer = stated(line, misreading.answer)
            slip = find_slip(SymbolicAnswer(line, expected, answer, understood(answer)))
            if slip is not None:
                self.found.append(note)
        return earned()


def outcome_of_marks(bench: Workbench, line: RubricLine, checker: Equal) -> Outcome:
    """Return whether each misreading of a line that is a slip earns what a slip does."""
    begun = time.monotonic()
    slips = _Slips(checker.misreadings)
    list(bench.grade(line, b"", checker=slips))
    problems = []
    for note in slips.found:
        share = checker.misreadings[note].share
        if share != SLIP:
            what = (
                f"{line.number}: the misreading {note!r} is a slip, and earns {share_text(share)}"
            )
            remedy = "A slip earns half on every line: say share=Fraction(1, 2)."
            problems.append(Problem(place_of_text(line, note), what, remedy))
    return Outcome(line.number, "marks of slips", tuple(problems), time.monotonic() - begun)
