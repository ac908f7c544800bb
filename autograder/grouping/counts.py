"""How much of what a class lost can be looked at together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .groups import LineGroups

__all__ = ["GroupCounts", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """Numbers of answers that earn less than all, in all lines together.

    Args:
        lost: All of them.
        alike: Those that share at least what they look like with another one of their line.
        same: Those that are the same as another one.
        alone: Those of which nothing is known that they could share.
        waiting: Answers that a person has to decide, which are counted in none of these.
    """

    lost: int
    alike: int
    same: int
    alone: int
    waiting: int

    def __str__(self) -> str:
        def part(count: int) -> str:
            return f"{count} ({100 * count / self.lost:.1f} %)" if self.lost else str(count)

        return (
            f"{self.lost} lost: {part(self.same)} are the same as another, {part(self.alike)} the "
            f"same or look alike, {part(self.alone)} have nothing to be grouped by"
        )


def count(found: Iterable[LineGroups]) -> GroupCounts:
    """Count what was lost in some lines."""
    lost = alike = same = alone = waiting = 0
    for line in found:
        waiting += line.waiting
        looks = Counter(m.near for group in line.groups for m in group.members if m.near)
        for group in line.groups:
            for member in group.members:
                if member.verdict.state.ours or member.verdict.share == 1:
                    continue
                lost += 1
                is_same = len(group.members) > 1
                same += is_same
                alike += is_same or looks[member.near] > 1
                alone += not group.exact and not member.near
    return GroupCounts(lost=lost, alike=alike, same=same, alone=alone, waiting=waiting)
