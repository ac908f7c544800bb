"""The same answer with two verdicts, which is a fault of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.grading.answers import Fingerprint
from autograder.grading.rubric import RubricLine
from autograder.records.kept import KeptSubmission
from autograder.verdict import State

from .equality import are_certainly_equal
from .groups import LineGroups, Member

__all__ = ["Contradiction", "ContradictionWatch", "contradictions"]

_End = tuple[State, Fraction]

# A class has many answers: of one that is longer it is not told whether it is another.
_LONGEST_HELD, _UNHELD = 4_000, "too long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The same answer with two verdicts.

    Args:
        line: The line's number.
        submissions: Two that gave it.
        ends: How it ended for each.
    """

    line: str
    submissions: tuple[str, str]
    ends: tuple[str, str]

    def __str__(self) -> str:
        ended = (f"{who} ({end})" for who, end in zip(self.submissions, self.ends, strict=True))
        return f"{self.line}: the same answer ended in two ways, for {' and for '.join(ended)}"


def contradictions(found: LineGroups) -> Iterator[Contradiction]:
    """Yield answers that are the same and ended in different ways, two of each group.

    Of a line that follows others those verdicts are held beside each other that it would have if
    they were right. What was not reached has no verdict yet.
    """
    for group in found.groups:
        if group.parts:
            continue
        ended: dict[_End, str] = {}
        for member in group.members:
            end = _end(member)
            if end is not None:
                ended.setdefault(end, member.submission)
        if len(ended) > 1:
            one, other, *_ = ended.items()
            yield _contradiction(group.line, one, other)


class ContradictionWatch:
    """Sees submissions one at a time, and keeps of them what answers there are and how they ended.

    Args:
        lines: The rubric.

    Attributes:
        found: Two verdicts on one answer, for each answer the first two that differ.
    """

    def __init__(self, lines: Sequence[RubricLine]) -> None:
        self._lines = lines
        self._ended: dict[tuple[str, str], tuple[_End, str, str]] = {}
        self._told: set[tuple[str, str]] = set()
        self.found: list[Contradiction] = []

    def see(self, submission: KeptSubmission, called: str) -> None:
        """Hold a submission's answers beside those that were seen before.

        Args:
            submission: The submission.
            called: What it is called where a contradiction is told.
        """
        for line in self._lines:
            kept = submission.lines.get(line.number)
            if kept is None:
                continue
            member = Member.of(submission.handed_in, line, kept)
            end = _end(member)
            if end is not None and member.fingerprint is not None:
                self._hold(line.number, end, called, member.fingerprint)

    def _hold(self, line: str, end: _End, who: str, answer: Fingerprint) -> None:
        key = line, answer.exact
        content = answer.content if len(answer.content) <= _LONGEST_HELD else _UNHELD
        before, whose, other = self._ended.setdefault(key, (end, who, content))
        if before == end or key in self._told:
            return
        # Equal fingerprints of expressions are no proof.
        if not content or (content != _UNHELD and are_certainly_equal(other, content)):
            self._told.add(key)
            self.found.append(_contradiction(line, (before, whose), (end, who)))


def _end(member: Member) -> _End | None:
    """Return how an answer ended by itself; None where that is not known."""
    verdict = member.by_itself
    return None if verdict is None else (verdict.state, verdict.share)


def _contradiction(line: str, one: tuple[_End, str], other: tuple[_End, str]) -> Contradiction:
    ends = tuple(f"{state.value}, {share}" for (state, share), _ in (one, other))
    return Contradiction(line=line, submissions=(one[1], other[1]), ends=(ends[0], ends[1]))
