"""Which row of a gradebook is whose: by number, by address, and only then by name.

A name decides where one person has it on either side. The platform's number is believed where
nothing else speaks against it, since that of another platform may be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from autograder.records.people import Person
from autograder.records.person_names import NameIndex, plain_name

__all__ = ["Matches", "match_people"]

_NUMBER, _SID, _LOGIN, _NAME = (
    "the platform's number", "student number", "login or e-mail", "name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matches:
    """Which of some people is in which row.

    Args:
        rows: The row of each who was found, by the person's place.
        how: By what each was found.
        ambiguous: Those who may be in more than one, or share one, with the reason.
        unmatched: Those who are in none.
    """

    rows: dict[int, int]
    how: dict[int, str]
    ambiguous: dict[int, str]
    unmatched: tuple[int, ...]


def match_people(people: Sequence[Person], known: Sequence[Person]) -> Matches:
    """Find people among the rows of a gradebook.

    Args:
        people: Who is looked for.
        known: Whose each row is.
    """
    search = _Search(people, known)
    rows: dict[int, int] = {}
    how: dict[int, str] = {}
    ambiguous: dict[int, str] = {}
    unmatched = []
    for at, person in enumerate(people):
        found, by = search.find(person)
        if len(found) == 1:
            rows[at], how[at] = found[0], by
        elif found:
            ambiguous[at] = f"{by} fits {len(found)} rows"
        elif by:
            ambiguous[at] = by
        else:
            unmatched.append(at)
    times = Counter(rows.values())
    for at, row in list(rows.items()):
        if times[row] > 1:
            ambiguous[at] = f"{times[row]} people here fit the row of {known[row].name}"
            del rows[at], how[at]
    return Matches(rows, how, ambiguous, tuple(unmatched))


class _Search:
    def __init__(self, people: Sequence[Person], known: Sequence[Person]) -> None:
        self._known = known
        self._numbers = _index(known, lambda one: [one.platform_id])
        self._sids = _index(known, lambda one: [one.sid])
        self._logins = _index(known, lambda one: [one.username, one.email])
        self._names = NameIndex([one.name for one in known])
        self._bearers = Counter(plain_name(one.name) for one in people)

    def find(self, person: Person) -> tuple[list[int], str]:
        """Return the rows that fit, and by what; without rows, why none of them is taken."""
        numbers = [
            row for row in self._numbers.get(person.platform_id, []) if self._agrees(person, row)
        ]
        if numbers:
            return numbers, _NUMBER
        if sids := self._sids.get(person.sid.casefold()):
            return sids, _SID
        for text in (person.username, person.email):
            if logins := self._logins.get(text.casefold()):
                return logins, _LOGIN
        names = self._names.find(person.name)
        if names and self._bearers[plain_name(person.name)] > 1:
            return [], f"several people here are called {person.name}"
        other = [row for row in names if _differ(person.sid, self._known[row].sid)]
        if len(names) == 1 and other:
            return [], f"{self._known[names[0]].name} has another student number there"
        return names, _NAME if names else ""

    def _agrees(self, person: Person, row: int) -> bool:
        """Return whether what else is known of somebody speaks for a row with their number."""
        known = self._known[row]
        same = [
            bool(mine) and mine.casefold() in {other.casefold() for other in theirs}
            for mine, theirs in (
                (person.sid, [known.sid]),
                (person.email, [known.email, known.username]),
                (person.username, [known.email, known.username]),
            )
        ]
        if any(same):
            return True
        if _differ(person.sid, known.sid) or _differ(person.email, known.email):
            return False
        # Where names were hidden, somebody is called by the number.
        is_hidden = bool(person.platform_id) and person.name.endswith(person.platform_id)
        nameless = not known.name or not person.name or is_hidden
        return nameless or bool(NameIndex([known.name]).find(person.name))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _index(
    known: Sequence[Person], read: Callable[[Person], Iterable[str]]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, person in enumerate(known):
        for text in {text.casefold() for text in read(person) if text}:
            found.setdefault(text, []).append(row)
    return found
