"""Whom rulings are about: from names and answers in a file to places of a list, and back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from autograder.grouping.groups import Group, LineGroups
from autograder.records.kept import HandedIn
from autograder.rulings.ruling import Left, Ruling, Same, digest_of, folded

from .standing import ClassInMemory

__all__ = ["Whom"]


class Whom:
    """Knows the names and the answers of a class.

    Args:
        of: The class.
        shown: What its submissions are called in the groups, in their order.
    """

    def __init__(self, of: ClassInMemory, shown: Sequence[str]) -> None:
        self._of = of
        self._places = {name: at for at, name in enumerate(shown)}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for at, submission in enumerate(of.submissions):
            for name in dict.fromkeys(map(folded, _names(submission.handed_in))):
                self._by_name[name].append(at)
        self._numbers = {line.number: at for at, line in enumerate(of.lines)}
        self._owners = [
            Counter(exact for group in found.groups for exact in group.exact) for found in of.groups
        ]

    def line(self, number: str) -> int:
        """Return the place of a line in the rubric."""
        return self._numbers[number]

    def merged(self, line: int, same: Iterable[Same]) -> LineGroups:
        """Return the groups of the answers to a line, put together as persons say."""
        found = self._of.groups[line]
        return found.merged(one.groups for one in same if one.line == found.line.number)

    def members(self, group: Group) -> list[int]:
        """Return the places of those who gave an answer, in their order."""
        return sorted(self._places[member.submission] for member in group.members)

    def called(self, names: Iterable[str]) -> list[int]:
        """Return the places of those who are called by some names."""
        return sorted({at for name in names for at in self._by_name.get(folded(name), ())})

    def name(self, at: int) -> str:
        """Return what to call a submission by: an e-mail address where that is nobody else's."""
        submission = self._of.submissions[at]
        names = [*_addresses(submission.handed_in), submission.handed_in.id]
        return next((name for name in names if self.called([name]) == [at]), names[-1])

    def can_be_named(self, line: int, group: Group) -> bool:
        """Return whether a ruling can name an answer, so that nothing else is meant with it."""
        known = all(m.fingerprint is not None and m.fingerprint.exact for m in group.members)
        return known and all(self._owners[line][exact] == 1 for exact in group.exact)

    def meant(self, about: Ruling | Left, groups: LineGroups) -> tuple[list[Group], list[int]]:
        """Return the groups that a ruling is on, and the places of all that it means.

        Args:
            about: The ruling.
            groups: The answers to its line, put together as persons say.
        """
        if about.people:
            return [], self.called(about.people)
        named = {group.id: group for answer in about.answers for group in groups.named(answer)}
        excluded = set(self.called(about.excluded)) if isinstance(about, Ruling) else set()
        places = {at for group in named.values() for at in self.members(group)}
        return [*named.values()], sorted(places - excluded)

    def is_given_for(self, ruling: Ruling, at: int) -> bool:
        """Return whether a ruling was given for what somebody's answer is now, or is open."""
        digest = digest_of(self._of.submissions[at].lines.get(ruling.line))
        return ruling.given_for is None or digest in ruling.given_for

    def digests(self, line: str, places: Iterable[int]) -> list[str]:
        """Return the digests of some answers to a line, each once."""
        kept = (self._of.submissions[at].lines.get(line) for at in places)
        return list(dict.fromkeys(map(digest_of, kept)))


def _names(handed_in: HandedIn) -> Iterable[str]:
    yield handed_in.id
    for person in handed_in.people:
        yield from person.ids


def _addresses(handed_in: HandedIn) -> list[str]:
    return [person.email for person in handed_in.people if person.email]
