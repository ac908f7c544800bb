"""Rulings on answers, held to what is certain: which fingerprints are of one answer.

A ruling names an answer by its fingerprint. The same answer can have several, as a rounded number
has another than what it was rounded from; and where two answers that are not shown to be the same
share one, a ruling on it would be a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from autograder.grading.rubric import RubricLine
from autograder.grouping.classes import group_lines
from autograder.grouping.groups import LineGroups
from autograder.records.kept import KeptSubmission
from autograder.rulings.matching import Unruled
from autograder.rulings.ruling import Rulings, Same

__all__ = ["certified", "certified_by"]

_SHARED = "different answers share this fingerprint: not ruled; name the people in `for`"


def certified(
    rulings: Rulings, submissions: Iterable[KeptSubmission], lines: Sequence[RubricLine]
) -> tuple[Rulings, list[str]]:
    """Return rulings that know which fingerprints are of one answer, and what is to be told.

    Args:
        rulings: What a file says.
        submissions: The class.
        lines: The rubric.
    """
    ruled = {ruling.line for ruling in rulings.rulings if ruling.answers}
    asked = [line for line in lines if line.number in ruled]
    if not asked:
        return rulings, []
    certain, told = certified_by(rulings, group_lines(asked, submissions))
    return certain, [unruled.told() for unruled in told]


def certified_by(rulings: Rulings, groups: Iterable[LineGroups]) -> tuple[Rulings, list[Unruled]]:
    """Return the same by groups that are known: those of lines with rulings on answers.

    Args:
        rulings: What a file says.
        groups: The groups, as the grader has found them.
    """
    equal: list[Same] = []
    shared: set[tuple[str, str]] = set()
    for found in groups:
        number, owners = found.line.number, Counter[str]()
        for group in found.groups:
            owners.update(group.exact)
            if len(group.exact) > 1:
                equal.append(Same(line=number, groups=tuple(sorted(group.exact))))
        shared |= {(number, exact) for exact, count in owners.items() if count > 1}
    held = [r for r in rulings.rulings if any((r.line, answer) in shared for answer in r.answers)]
    told = [Unruled(place=ruling.place, text=_SHARED, line=ruling.line) for ruling in held]
    kept = tuple(ruling for ruling in rulings.rulings if ruling not in held)
    return replace(rulings, rulings=kept, same=(*rulings.same, *equal)), told
