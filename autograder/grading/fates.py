"""What a line earns where a person decides lines that it follows: nothing is graded for it again.

A line that follows an undecided one may wait for it. While it is graded, what it would earn is
found for every choice of undecided lines that are decided, by going on from the answers to these.
Who decides one changes what it earns, and not what its answer is: so lines that follow a decided
one earn what they did, whatever a person makes of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from autograder.verdict import Verdict

__all__ = ["ALONE", "choices", "fate", "verdict_under", "waited_for"]

#: What a line earned with the reference's answers to all that it follows.
ALONE = ""


def fate(decided: Collection[str]) -> str:
    """Return what is written for a choice of lines that are decided."""
    return ",".join(sorted(decided))


def waited_for(fates: Mapping[str, Verdict]) -> frozenset[str]:
    """Return the lines of which some are decided in the fates that a line has."""
    return frozenset(number for decided in fates if decided for number in decided.split(","))


def choices(waiting: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of lines, the small ones first; not that of none."""
    for size in range(1, len(waiting) + 1):
        yield from combinations(sorted(waiting), size)


def verdict_under(
    verdict: Verdict, fates: Mapping[str, Verdict], decided: Collection[str]
) -> Verdict | None:
    """Return the verdict on a line where a person has decided some others.

    Args:
        verdict: The verdict while nobody has.
        fates: Its verdicts by what is decided (`Answered.conditional`).
        decided: The lines that are.

    Returns:
        None where that is not known, so that it has to be graded again.
    """
    if not verdict.state.ours:
        return verdict
    concerned = waited_for(fates).intersection(decided)
    return fates.get(fate(concerned)) if concerned else verdict
