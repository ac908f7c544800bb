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
from autograder.records.kept import KeptSubmission
from autograder.rulings.ruling import Rulings, Same

__all__ = ["certified"]


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
    equal: list[Same] = []
    shared: set[tuple[str, str]] = set()
    for found in group_lines(asked, submissions):
        number, owners = found.line.number, Counter[str]()
        for group in found.groups:
            owners.update(group.exact)
            if len(group.exact) > 1:
                equal.append(Same(line=number, groups=tuple(sorted(group.exact))))
        shared |= {(number, exact) for exact, count in owners.items() if count > 1}
    held = [r for r in rulings.rulings if any((r.line, answer) in shared for answer in r.answers)]
    told = [
        f"{ruling.place}: {ruling.line}: different answers share this fingerprint: not ruled; name "
        "the people in `for`"
        for ruling in held
    ]
    kept = tuple(ruling for ruling in rulings.rulings if ruling not in held)
    return replace(rulings, rulings=kept, same=(*rulings.same, *equal)), told
