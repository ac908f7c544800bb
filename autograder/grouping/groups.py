"""Groups of answers to a line: what is in one, who gave it, and what it earns."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from autograder.checkers.following.earlier import FOLLOWED
from autograder.checkers.symbolic.derivation_text import chain_of
from autograder.grading.answers import Fingerprint
from autograder.grading.fates import ALONE
from autograder.grading.plain_values import shown_value
from autograder.grading.rubric import RubricLine
from autograder.records.kept import HandedIn, KeptLine
from autograder.verdict import State, Understood, Verdict

__all__ = ["Group", "LineGroups", "Member", "ordered"]

_VALUES = ("choice", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An answer of a group.

    Args:
        submission: Whose: the submission's id.
        people: What those are called who handed it in, by their e-mail addresses where known.
        verdict: How the line ended, before lines are held against each other, without messages.
        fingerprint: What the answer is, where that is known.
        by_itself: How it would have ended if the lines were right that it follows; None where that
            is not known.
    """

    submission: str
    people: tuple[str, ...]
    verdict: Verdict
    fingerprint: Fingerprint | None
    by_itself: Verdict | None

    @classmethod
    def of(cls, submission: HandedIn, line: RubricLine, kept: KeptLine) -> Member:
        """Return a submission's answer to a line."""
        found = kept.answered.fingerprint
        if found is not None and found.content:
            found = replace(found, content=sys.intern(found.content))
        by_itself = _by_itself(line, kept)
        return cls(
            submission=submission.id,
            people=tuple(filter(None, (person.key for person in submission.people))),
            verdict=_brief(kept.verdict),
            fingerprint=found,
            by_itself=None if by_itself is None else _brief(by_itself),
        )

    @property
    def near(self) -> str:
        """What it has in common with answers that look alike; empty for none."""
        return "" if self.fingerprint is None else self.fingerprint.near


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers that are the same.

    Args:
        line: The line's number.
        id: A name that stays as long as the answer is understood in the same way.
        members: The answers, in the order of the hand-ins.
        parts: The ids of the groups that a person has put together; none where nobody has.
    """

    line: str
    id: str
    members: tuple[Member, ...]
    parts: tuple[str, ...] = ()

    @property
    def exact(self) -> frozenset[str]:
        """The exact fingerprints of its answers."""
        found = (member.fingerprint for member in self.members)
        return frozenset(f.exact for f in found if f is not None and f.exact)

    @property
    def kind(self) -> str:
        """What kind of answer it is."""
        found = self.members[0].fingerprint
        return "" if found is None else found.kind

    @property
    def answer(self) -> str:
        """The answer as it was read, in the words that most of them have; empty for code."""
        read = (member.verdict.understood for member in self.members)
        texts = Counter(text.plain for text in read if text is not None and text.plain)
        if texts:
            return min(texts, key=lambda text: (-texts[text], len(text), text))
        found = self.members[0].fingerprint
        is_value = found is not None and found.kind in _VALUES and found.content
        return shown_value(json.loads(found.content)) if found is not None and is_value else ""

    @property
    def near(self) -> tuple[str, ...]:
        """What its answers have in common with others that look alike."""
        return tuple(sorted({member.near for member in self.members if member.near}))

    @property
    def shares(self) -> Mapping[Fraction, int]:
        """How many earn which share; those that a person has to decide are not among them."""
        decided = (m.verdict for m in self.members if not m.verdict.state.ours)
        return Counter(verdict.share for verdict in decided)

    @property
    def waiting(self) -> int:
        """How many a person has to decide."""
        return sum(member.verdict.state.ours for member in self.members)

    @property
    def lost(self) -> int:
        """How many earn less than all."""
        return sum(count for share, count in self.shares.items() if share < 1)

    @property
    def is_right(self) -> bool:
        """Whether all of them earn all."""
        return not self.lost and not self.waiting

    @property
    def people(self) -> tuple[str, ...]:
        """Who gave these answers."""
        return tuple(dict.fromkeys(name for member in self.members for name in member.people))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroups:
    """The answers to a line.

    Args:
        line: The line.
        groups: The largest first.
    """

    line: RubricLine
    groups: tuple[Group, ...]

    @property
    def lost(self) -> int:
        """How many earn less than all."""
        return sum(group.lost for group in self.groups)

    @property
    def waiting(self) -> int:
        """How many a person has to decide."""
        return sum(group.waiting for group in self.groups)

    @property
    def is_right(self) -> bool:
        """Whether all answers earn all."""
        return all(group.is_right for group in self.groups)

    @property
    def alike(self) -> Mapping[str, tuple[Group, ...]]:
        """Groups that look alike and are not the same, by what they have in common."""
        found: dict[str, list[Group]] = {}
        for group in self.groups:
            for near in group.near:
                found.setdefault(near, []).append(group)
        several = {near: tuple(groups) for near, groups in found.items() if len(groups) > 1}
        return dict(sorted(several.items(), key=lambda item: (-_size(item[1]), item[0])))

    def of(self, submission: str) -> Group | None:
        """Return the group that a submission's answer is in."""
        for group in self.groups:
            if any(member.submission == submission for member in group.members):
                return group
        return None

    def named(self, name: str) -> tuple[Group, ...]:
        """Return the group of an id, or the groups in which answers have a fingerprint."""
        found = tuple(group for group in self.groups if group.id == name)
        return found or tuple(group for group in self.groups if name in group.exact)

    def merged(self, merges: Iterable[Sequence[str]]) -> LineGroups:
        """Return the same with groups put together that a person says are one.

        Args:
            merges: The ids or fingerprints of each. What no group has, since nobody has given the
                answer yet, is passed over.
        """
        merged = self
        for names in merges:
            found = [group for name in names for group in merged.named(name)]
            found = list({group.id: group for group in found}.values())
            if len(found) > 1:
                others = [group for group in merged.groups if group not in found]
                whole = _together(found)
                merged = replace(merged, groups=ordered([*others, whole]))
        return merged


def _by_itself(line: RubricLine, kept: KeptLine) -> Verdict | None:
    verdict, fates = kept.verdict, kept.answered.conditional
    if line.follows:
        # One that has not said what it earns alone is right alone, or that is not known.
        if ALONE not in fates and verdict.state is not State.PASSED:
            return None
        verdict = fates.get(ALONE, verdict)
        if FOLLOWED in verdict.notes:
            return None
    return None if verdict.state is State.NOT_REACHED else verdict


def _brief(verdict: Verdict) -> Verdict:
    """Return a verdict without what is read of one answer alone: a class has many."""
    shown = verdict.understood
    if shown is not None:
        shown = Understood(sys.intern(shown.plain or chain_of(verdict.message)), "")
    return replace(verdict, message="", review="", understood=shown)


def _together(groups: Sequence[Group]) -> Group:
    """Return one group of several; the first gives it its name."""
    members = tuple(member for group in groups for member in group.members)
    parts = tuple(part for group in groups for part in (group.parts or (group.id,)))
    return Group(line=groups[0].line, id=groups[0].id, members=members, parts=parts)


def ordered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups with the largest first."""
    return tuple(sorted(groups, key=lambda group: (-len(group.members), group.id)))


def _size(groups: Collection[Group]) -> int:
    return sum(len(group.members) for group in groups)
