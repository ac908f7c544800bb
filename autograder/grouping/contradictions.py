"""The same answer with two verdicts, which is a fault of the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from autograder.verdict import State

from .groups import LineGroups, Member

__all__ = ["Contradiction", "contradictions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The same answer with two verdicts.

    Args:
        line: The line's number.
        one: An answer.
        other: The same one with another verdict.
    """

    line: str
    one: Member
    other: Member

    def __str__(self) -> str:
        ends = (
            f"{member.submission} ({member.verdict.state.value}, {member.verdict.share})"
            for member in (self.one, self.other)
        )
        return f"{self.line}: the same answer ended in two ways, for {' and for '.join(ends)}"


def contradictions(found: LineGroups) -> Iterator[Contradiction]:
    """Yield answers that are the same and ended in different ways, two of each group.

    Of a line that follows others those verdicts are held beside each other that it would have if
    they were right. What was not reached has no verdict yet.
    """
    for group in found.groups:
        if group.parts:
            continue
        ended: dict[tuple[State, Fraction], Member] = {}
        for member in group.members:
            verdict = member.by_itself
            if verdict is not None:
                ended.setdefault((verdict.state, verdict.share), member)
        if len(ended) > 1:
            one, other, *_ = ended.values()
            yield Contradiction(line=group.line, one=one, other=other)
