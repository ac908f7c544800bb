"""What a person's decision changes in the text of the rulings, so that no two speak of one answer.

Who rules on an answer anew replaces the ruling on it. Who rules on one of many that gave an answer
takes that one out of the ruling on all; and a ruling on all leaves those alone who have their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from autograder.grouping.groups import Group, LineGroups
from autograder.rulings.ruling import Left, Ruling, Rulings
from autograder.rulings.rulings_text import RulingsText

from .refusal import ReviewRefused
from .whom import Whom

__all__ = ["AnswersMeant", "Edits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersMeant:
    """The answers that a decision is about.

    Args:
        line: The line's number.
        group: The group of all of them, if they are named by what they answered.
        places: Whose they are.
    """

    line: str
    group: Group | None
    places: Sequence[int]


@dataclass(slots=True)
class _Changes:
    """What is to be changed of tables of one name, by their places in the file."""

    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    out: set[int] = field(default_factory=set)

    def write(self, text: RulingsText, name: str) -> None:
        text.change(name, self.changed)
        for index in sorted(self.out, reverse=True):
            text.take_out(name, index)


class Edits:
    """Changes the text of rulings.

    Args:
        whom: Knows the names and the answers of the class.
        rulings: What the text says.
        groups: The answers to the line that is decided on, put together as persons say.
    """

    def __init__(self, whom: Whom, rulings: Rulings, groups: LineGroups) -> None:
        self._whom = whom
        self._rulings = rulings
        self._groups = groups

    def rule(
        self,
        text: RulingsText,
        target: AnswersMeant,
        said: dict[str, Any],
        left_out: Sequence[str] | None = None,
    ) -> None:
        """Put a ruling in.

        Args:
            text: The text.
            target: The answers that it is about.
            said: Share, text, remark, who decides and when.
            left_out: The names of whom it is not for; None for those of the ruling it replaces.

        Raises:
            EditError: A ruling on the same answers is not written as a table of its own.
        """
        changes, replaced = _Changes(), list[Ruling]()
        is_on_all = target.group is not None
        own = self._ruled_alone(target.line, target.places) if is_on_all else set()
        replaces_own = len(own) == len(target.places)
        for ruling in self._on(target.line):
            groups, meant = self._whom.meant(ruling, self._groups)
            if is_on_all and ruling.people and not replaces_own:
                continue
            if target.group is not None and ruling.answers:
                is_concerned = target.group.id in [group.id for group in groups]
                left = self._without_group(ruling, groups, target.group) if is_concerned else {}
            else:
                is_concerned = not set(meant).isdisjoint(target.places)
                left = self._without(ruling, meant, target.places)
            if left:
                changes.changed[ruling.index] = left
            elif is_concerned:
                replaced.append(ruling)
        own = set() if replaces_own else own
        written = self._who(target, own, left_out, replaced) | said
        if replaced:  # the first one's place is this one's
            changes.changed[replaced[0].index] = dict.fromkeys(_SAID, "") | written
            changes.out = {ruling.index for ruling in replaced[1:]}
        changes.write(text, "ruling")
        if not replaced:
            text.add("ruling", written)
        self._take_left(text, {*target.places} | own)

    def join(self, text: RulingsText, found: Sequence[AnswersMeant], said: dict[str, Any]) -> None:
        """Say that answers are one.

        Raises:
            ReviewRefused: They cannot be.
        """
        groups = [one.group for one in found]
        if len(found) < 2:
            raise ReviewRefused("two groups at least are put together")
        if None in groups:
            raise ReviewRefused(
                "one of these cannot be named as an answer, since the grader could not say what it "
                "is: rule on it by itself"
            )
        ids = [group.id for group in groups if group is not None]
        places = {at for one in found for at in one.places}
        changes, ruled = _Changes(), set[tuple[Fraction, str]]()
        for ruling in self._on(found[0].line):
            named = self._whom.meant(ruling, self._groups)[0]
            if {*ids} & {group.id for group in named}:
                ruled.add((ruling.share, ruling.text))
                members = {at for group in named for at in self._whom.members(group)}
                own = self._ruled_alone(ruling.line, places - members)
                if own:  # who come to it so keep what they have
                    names = [self._whom.name(at) for at in sorted(own)]
                    changes.changed[ruling.index] = {"except": [*ruling.excluded, *names]}
        if len(ruled) > 1:
            raise ReviewRefused(
                "there are rulings on these that say different things: withdraw one of them first"
            )
        changes.write(text, "ruling")
        text.add("same", {"line": found[0].line, "groups": ids, **said})

    def leave(self, text: RulingsText, target: AnswersMeant, said: dict[str, Any]) -> None:
        """Leave answers for another person."""
        self._take_left(text, {*target.places})
        text.add("left", self._named(target) | said)

    def withdraw(self, text: RulingsText, ruling: Ruling) -> None:
        """Take a ruling out; whom it was for is again among the others who gave the answer."""
        changes = _Changes(out={ruling.index})
        places = {*self._whom.called(ruling.people)}
        for other in self._on(ruling.line):
            kept = [n for n in other.excluded if not places & {*self._whom.called([n])}]
            if len(kept) < len(other.excluded):
                changes.changed[other.index] = {"except": kept, **self._given_again(other, places)}
        changes.write(text, "ruling")

    def _given_again(self, ruling: Ruling, places: Collection[int]) -> dict[str, Any]:
        """Return the digests that a ruling is for once some are not left out of it any more."""
        groups, meant = self._whom.meant(ruling, self._groups)
        members = {at for group in groups for at in self._whom.members(group)}
        given = ruling.given_for
        known = self._whom.digests(ruling.line, meant) if given is None else given
        again = self._whom.digests(ruling.line, sorted(members & {*places}))
        return {"given_for": list(dict.fromkeys((*known, *again)))}

    def _on(self, line: str) -> Iterator[Ruling]:
        return (ruling for ruling in self._rulings.rulings if ruling.line == line)

    def _ruled_alone(self, line: str, places: Collection[int]) -> set[int]:
        """Return who of some have a ruling of their own."""
        return {
            at
            for ruling in self._on(line)
            for at in self._whom.called(ruling.people)
            if at in places and self._whom.is_given_for(ruling, at)
        }

    def _without(
        self, ruling: Ruling, meant: Sequence[int], places: Sequence[int]
    ) -> dict[str, Any]:
        """Return what a ruling says once it is not for some; nothing if none, or all, are these."""
        rest = [at for at in meant if at not in places]
        if not rest or len(rest) == len(meant):
            return {}
        if ruling.people:
            people = [n for n in ruling.people if not {*self._whom.called([n])} & {*places}]
            names = people or [self._whom.name(at) for at in rest]
            return {"for": names} | self._given(ruling, rest)
        out = [self._whom.name(at) for at in meant if at in places]
        return {"except": [*ruling.excluded, *out]}

    def _without_group(
        self, ruling: Ruling, groups: Sequence[Group], group: Group
    ) -> dict[str, Any]:
        """Return what a ruling on several answers says without one; nothing if that was all."""
        others = [
            name
            for name in ruling.answers
            if group.id not in [found.id for found in self._groups.named(name)]
        ]
        if not others:
            return {}
        rest = [at for one in groups if one.id != group.id for at in self._whom.members(one)]
        return {"answer": others[0] if len(others) == 1 else others} | self._given(ruling, rest)

    def _given(self, ruling: Ruling, rest: Sequence[int]) -> dict[str, Any]:
        """Return the digests of the answers that a ruling is still for."""
        if ruling.given_for is None:
            return {}
        there = self._whom.digests(ruling.line, rest)
        found = [digest for digest in ruling.given_for if digest in there]
        # One that says nothing would be for whatever there is.
        return {"given_for": found or list(ruling.given_for)}

    def _who(
        self,
        target: AnswersMeant,
        own: Collection[int],
        asked: Sequence[str] | None,
        replaced: Sequence[Ruling],
    ) -> dict[str, Any]:
        """Return who a new ruling is for, and which answers."""
        named = self._named(target)
        if target.group is None:
            return named | {"given_for": self._whom.digests(target.line, target.places)}
        if asked is None:
            asked = [name for ruling in replaced for name in ruling.excluded]
        excluded = {*own, *self._whom.called(asked)}
        names = [*asked, *(self._whom.name(at) for at in sorted(own))]
        places = [at for at in self._whom.members(target.group) if at not in excluded]
        return named | {
            "except": list(dict.fromkeys(names)),
            "given_for": self._whom.digests(target.line, places),
        }

    def _named(self, target: AnswersMeant) -> dict[str, Any]:
        if target.group is not None:
            return {"line": target.line, "answer": target.group.id}
        return {"line": target.line, "for": [self._whom.name(at) for at in target.places]}

    def _take_left(self, text: RulingsText, places: Collection[int]) -> None:
        """Take out what was left for another person, as far as it is decided now."""
        changes = _Changes()
        for left in self._rulings.left:
            if left.line != self._groups.line.number:
                continue
            _, meant = self._whom.meant(left, self._groups)
            rest = [at for at in meant if at not in places and not self._is_ruled(left, at)]
            if not rest:
                changes.out.add(left.index)
            elif left.people and len(rest) < len(meant):
                changes.changed[left.index] = {"for": [self._whom.name(at) for at in rest]}
        changes.write(text, "left")

    def _is_ruled(self, left: Left, at: int) -> bool:
        return any(
            self._whom.is_given_for(ruling, at) and at in self._whom.meant(ruling, self._groups)[1]
            for ruling in self._on(left.line)
        )


#: What a ruling says that replaces another one, but for what it is about.
_SAID = ("for", "answer", "except", "share", "text", "remark", "by", "on", "given_for")
