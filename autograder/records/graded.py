"""A submission with what it earns in the end: what tables and pages are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from autograder.grading.ledger import LineResult
from autograder.verdict import Verdict

from .kept import HandedIn

__all__ = ["GradedSubmission"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSubmission:
    """A submission with what its lines earn in the end.

    Args:
        id: What it is called in what is written.
        handed_in: Who handed in what.
        state: As it is kept.
        lines: The lines, held against each other; nothing where it cannot be read.
        before: What the grader said, by the lines' numbers.
        alone: What it said of lines that follow others, without going on from these.
    """

    id: str
    handed_in: HandedIn
    state: str
    lines: tuple[LineResult, ...]
    before: Mapping[str, Verdict]
    alone: Mapping[str, Verdict]

    @property
    def score(self) -> Fraction:
        """The points."""
        return sum((result.score for result in self.lines), Fraction(0))
