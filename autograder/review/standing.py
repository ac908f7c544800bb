"""What a class has earned under rulings: found anew only where these have changed.

It says what `autograder apply` says of the same file: the rulings on one line are matched with that
line of everybody, and what follows from them is found for those whose rulings are others now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.batch.certified import certified_by
from autograder.grading.rubric import RubricLine
from autograder.grouping.groups import LineGroups
from autograder.records.kept import KeptSubmission
from autograder.rulings.applying import misquoted, otherwise, ruled_verdicts
from autograder.rulings.matching import Matching, Unruled
from autograder.rulings.ruling import Ruling, Rulings
from autograder.verdict import Verdict

__all__ = ["ClassInMemory", "ClassStanding"]


@dataclass(frozen=True, slots=True)
class ClassInMemory:
    """A class as it was graded.

    Args:
        lines: The rubric.
        submissions: All of them, and at the end who handed in nothing. What is called by a number
            is a place in this list.
        groups: The answers to each line, as the grader has found them, in the rubric's order.
    """

    lines: Sequence[RubricLine]
    submissions: Sequence[KeptSubmission]
    groups: Sequence[LineGroups]


@dataclass(frozen=True, slots=True)
class _OnLine:
    """What has come of the rulings on one line.

    Args:
        rulings: The rulings.
        ruled: Which one applies to a submission, by its place.
        applied: How many each applies to, by its place in the file.
        unruled: What was not applied, and why.
    """

    rulings: Rulings = field(default_factory=Rulings)
    ruled: Mapping[int, Ruling] = field(default_factory=dict)
    applied: Mapping[int, int] = field(default_factory=dict)
    unruled: tuple[Unruled, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassStanding:
    """A class under some rulings.

    Args:
        of: The class.
        verdicts: The verdicts that are others than the grader's, by places of submissions and the
            numbers of lines.
    """

    of: ClassInMemory
    verdicts: Mapping[int, Mapping[str, Verdict]] = field(default_factory=dict)
    _on_lines: Mapping[str, _OnLine] = field(default_factory=dict)
    _otherwise: Mapping[int, tuple[Unruled, ...]] = field(default_factory=dict)

    def under(self, rulings: Rulings) -> tuple[ClassStanding, list[int]]:
        """Return how the class stands under other rulings, and the places where that may differ."""
        on_lines = dict(self._on_lines)
        changed: set[int] = set()
        for groups in self.of.groups:
            number = groups.line.number
            earlier, asked = on_lines.get(number, _OnLine()), _of_line(rulings, number)
            if asked == earlier.rulings:
                continue
            on_lines[number] = found = _matched(asked, groups, self.of.submissions)
            both = earlier.ruled.keys() | found.ruled.keys()
            changed |= {at for at in both if earlier.ruled.get(at) != found.ruled.get(at)}
        verdicts, told = dict(self.verdicts), dict(self._otherwise)
        for at in changed:
            verdicts.pop(at, None)
            told.pop(at, None)
            ruled = {n: on.ruled[at] for n, on in on_lines.items() if at in on.ruled}
            if ruled:
                submission, lines = self.of.submissions[at], self.of.lines
                verdicts[at] = ruled_verdicts(submission, ruled, lines)
                told[at] = tuple(otherwise(submission, ruled, verdicts[at], lines))
        return ClassStanding(self.of, verdicts, on_lines, told), sorted(changed)

    def applies_to(self, ruling: Ruling) -> list[int]:
        """Return the places of the submissions that a ruling applies to."""
        on_line = self._on_lines.get(ruling.line, _OnLine())
        return [at for at, found in on_line.ruled.items() if found.index == ruling.index]

    def applied(self, ruling: Ruling) -> int:
        """Return how many submissions a ruling applies to."""
        return self._on_lines.get(ruling.line, _OnLine()).applied.get(ruling.index, 0)

    def unruled(self) -> Iterable[Unruled]:
        """Yield what was not applied, or not as it seems, and why."""
        for on_line in self._on_lines.values():
            yield from on_line.unruled
        for told in self._otherwise.values():
            yield from told


def _of_line(rulings: Rulings, number: str) -> Rulings:
    return Rulings(
        rulings=tuple(ruling for ruling in rulings.rulings if ruling.line == number),
        same=tuple(same for same in rulings.same if same.line == number),
    )


def _matched(
    rulings: Rulings, groups: LineGroups, submissions: Sequence[KeptSubmission]
) -> _OnLine:
    """Find whom the rulings on one line apply to."""
    line, certain, told = groups.line, rulings, list[Unruled]()
    if any(ruling.answers for ruling in rulings.rulings):
        certain, told = certified_by(rulings, [groups])
    matching, ruled = Matching(certain, {line.number}), dict[int, Ruling]()
    for at, submission in enumerate(submissions):
        kept = submission.lines.get(line.number)
        view = replace(submission, lines={} if kept is None else {line.number: kept})
        if found := matching.rulings_on(view).get(line.number):
            ruled[at] = found
    matching.end()
    unruled = (*told, *matching.unruled, *misquoted(certain, [line]))
    return _OnLine(rulings, ruled, dict(matching.applied), unruled)
