"""Puts the answers to a line into groups.

What has the same exact fingerprint is the same answer. Of expressions and orders of growth that is
certified besides: a group is split where two of it are not shown to be equal, and two are one where
fingerprints could not tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.rubric import RubricLine
from autograder.records.kept import KeptSubmission

from .equality import are_certainly_equal
from .groups import Group, LineGroups, Member, ordered

__all__ = ["MOST_COMPARISONS", "group_lines"]

#: How many pairs of one line's answers are compared; beyond them answers are by themselves.
MOST_COMPARISONS = 2_000

# What a fingerprint begins with that says nothing of what the expression is equal to, and one of an
# order that may be written otherwise.
_AS_WRITTEN, _BOUND = "tree:", "bound:"
_CERTIFIED = ("expression", "order")
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which an answer is written.

    Args:
        exact: Its fingerprint.
        content: What its equality is certified by; empty where the fingerprint is enough.
        is_open: Whether it may be equal to what has another fingerprint.
    """

    exact: str
    content: str
    is_open: bool

    @classmethod
    def of(cls, member: Member) -> _Form:
        found = member.fingerprint
        if found is None or not found.exact:
            return cls(f"alone:{member.submission}", "", False)
        if found.kind not in _CERTIFIED:
            return cls(found.exact, "", False)
        return cls(found.exact, found.content, found.exact.startswith((_AS_WRITTEN, _BOUND)))

    @property
    def rank(self) -> tuple[int, str, str]:
        """What says which form stands for others: one whose fingerprint tells the most."""
        openness = self.is_open + self.exact.startswith(_AS_WRITTEN)
        return openness, self.exact, self.content

    def may_equal(self, other: _Form) -> bool:
        """Return whether it is worth comparing the two."""
        return self.exact == other.exact or self.is_open


@dataclass(slots=True)
class _Class:
    """Forms of the same answer; the first stands for all."""

    form: _Form
    members: list[Member] = field(default_factory=list)


def group_lines(
    lines: Sequence[RubricLine], submissions: Iterable[KeptSubmission]
) -> list[LineGroups]:
    """Return the groups of the answers to each line.

    Args:
        lines: The lines.
        submissions: Those that were graded, in their order; they are gone through once.
    """
    members: dict[str, list[Member]] = {line.number: [] for line in lines}
    for submission in submissions:
        for line in lines:
            kept = submission.lines.get(line.number)
            if kept is not None:
                members[line.number].append(Member.of(submission.handed_in, line, kept))
    return [_grouped(line, members[line.number]) for line in lines]


def _grouped(line: RubricLine, members: Sequence[Member]) -> LineGroups:
    forms: dict[_Form, list[Member]] = {}
    for member in members:
        forms.setdefault(_Form.of(member), []).append(member)
    places = {member.submission: place for place, member in enumerate(members)}
    groups = [
        Group(
            line=line.number,
            id=name,
            members=tuple(sorted(found, key=lambda member: places[member.submission])),
        )
        for name, found in _named(_classes(forms))
    ]
    return LineGroups(line=line, groups=ordered(groups))


def _classes(forms: Mapping[_Form, Sequence[Member]]) -> list[_Class]:
    """Return classes of forms of the same answer: each is compared with one of every class."""
    classes: list[_Class] = []
    comparisons = _Comparisons(MOST_COMPARISONS)
    for form in sorted(forms, key=lambda form: form.rank):
        home = next((known for known in classes if comparisons.are_equal(known.form, form)), None)
        if home is None:
            home = _Class(form)
            classes.append(home)
        home.members += forms[form]
    return classes


class _Comparisons:
    """The comparisons of one line's answers: what takes too long is not compared again.

    Args:
        left: How many there may be.
    """

    def __init__(self, left: int) -> None:
        self._left = left
        self._given_up: set[str] = set()

    def are_equal(self, known: _Form, form: _Form) -> bool:
        """Return whether two forms are certainly of one answer."""
        contents = {known.content, form.content}
        if not all(contents) or not form.may_equal(known) or contents & self._given_up:
            return False
        if self._left <= 0:
            return False
        self._left -= 1
        found = are_certainly_equal(known.content, form.content)
        if found is None:
            self._given_up.add(form.content)
        return bool(found)


def _named(classes: Iterable[_Class]) -> Iterator[tuple[str, list[Member]]]:
    """Yield each class with an id: the fingerprint that tells the most of it.

    What shares a fingerprint with the class before it, and is not shown to be the same, has a name
    that says more.
    """
    taken: set[str] = set()
    for found in classes:
        exact = found.form.exact
        split = f"/{_digest(found.form.content)}" if exact in taken else ""
        taken.add(exact)
        yield exact + split, found.members


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]
