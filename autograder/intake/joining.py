"""Submissions and a roster put together: who is who, who handed in nothing, and how late it was.

A person is found by e-mail address, else by student number, else by the platform's number or the
user name, else by name where only one has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from autograder.records.people import Person
from autograder.records.person_names import NameIndex, plain_name

from .download import named
from .gradescope_export import submission_number
from .hand_in import HandIn
from .roster import Roster, RosterRow
from .times import time_late

__all__ = ["LABELLED", "Joined", "join", "with_lateness"]

#: Downloads in which people are called what somebody has called a folder or a file.
LABELLED = ("folders", "names")

#: How Gradescope and Moodle begin to say that somebody has handed in something.
_HANDED_IN = ("graded", "ungraded", "submitted")
_GROUP = (
    "Canvas gives it another name than its person's, as it does for a group, and does not say who "
    "else is in it"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """Submissions with what a roster says of their people, who is missing, and what is odd."""

    hand_ins: list[HandIn]
    missing: tuple[Person, ...]
    messages: tuple[str, ...]


def join(hand_ins: list[HandIn], roster: Roster, platform: str) -> Joined:
    """Put submissions and a roster together.

    Args:
        hand_ins: The submissions.
        roster: The class.
        platform: Whose download they are from: numbers of people are compared within one alone.
    """
    search = _Search(roster, platform, hand_ins)
    joined = [_join_one(one, search) for one in hand_ins]
    there = search.there
    rest = [row for index, row in enumerate(roster.rows) if index not in there]
    elsewhere = [row for row in rest if row.status.lower().startswith(_HANDED_IN)]
    gone = {id(row) for row in elsewhere}
    missing = tuple(row.person for row in rest if id(row) not in gone)
    return Joined(joined, missing, tuple(_messages(search, roster, elsewhere)))


@dataclass(slots=True)
class _Search:
    """Finds people in a roster, and remembers what came of it.

    Args:
        roster: The class.
        platform: Whose download the people are from.
        hand_ins: The submissions; a name that several in them have is nobody's.
        there: The rows that were found.
        by_name: Those who were found by their names alone.
        unknown: Those who were not found.
        doubtful: Those of whom the roster has two.
    """

    roster: Roster
    platform: str
    hand_ins: list[HandIn]
    there: set[int] = field(default_factory=set)
    by_name: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    _indices: list[tuple[Callable[[Person], str], dict[str, list[int]]]] = field(
        default_factory=list
    )
    _names: NameIndex = field(init=False)
    _bearers: Counter[str] = field(init=False)
    _submissions: dict[str, list[int]] = field(default_factory=dict)
    _groups: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.roster.rows
        fields: list[Callable[[Person], str]] = [lambda one: one.email, lambda one: one.sid]
        if self.roster.platform == self.platform:
            fields.append(lambda one: one.platform_id)
        fields.append(lambda one: one.username)
        for read in fields:
            index: dict[str, list[int]] = {}
            for at, row in enumerate(rows):
                index.setdefault(read(row.person).casefold(), []).append(at)
            index.pop("", None)
            self._indices.append((read, index))
        for at, row in enumerate(rows):
            self._submissions.setdefault(row.submission, []).append(at)
            self._groups.setdefault(plain_name(row.group), []).append(at)
        self._names = NameIndex([row.person.name for row in rows])
        people = {person for one in self.hand_ins for person in one.handed_in.people}
        self._bearers = Counter(plain_name(person.name) for person in people)

    def find(self, person: Person) -> RosterRow | None:
        """Return a person's row; None if there is none, or more than one."""
        is_label = self.platform in LABELLED
        found = []
        for read, index in self._indices:
            # What a folder is called may be any of these.
            text = person.key if is_label else read(person)
            rows = index.get(text.casefold(), [])
            found += rows if len(rows) == 1 else []
        if not found:
            return self._by_name(person)
        if len(set(found)) > 1:
            self.doubtful.append(person.key)
        return self._row(found[0])

    def is_group(self, person: Person) -> bool:
        """Return whether Canvas calls somebody otherwise than its gradebook: by a group's name."""
        if self.platform != self.roster.platform or self.platform != "canvas":
            return False
        rows = self._indices[2][1].get(person.platform_id, [])
        names = [self.roster.rows[at].person.name for at in rows]
        return len(names) == 1 and not NameIndex(names).find(person.name)

    def of_submission(self, number: str) -> list[RosterRow]:
        """Return the rows of a submission, by Gradescope's number of it."""
        return [self._row(at) for at in self._submissions.get(number, [])] if number else []

    def of_group(self, name: str) -> list[RosterRow]:
        """Return the rows of a group, by its name."""
        plain = plain_name(name)
        return [self._row(at) for at in self._groups.get(plain, [])] if plain else []

    def _by_name(self, person: Person) -> RosterRow | None:
        found = self._names.find(person.name)
        if len(found) == 1 and self._bearers[plain_name(person.name)] == 1:
            self.by_name.append(person.name)
            return self._row(found[0])
        (self.doubtful if found else self.unknown).append(person.key)
        return None

    def _row(self, at: int) -> RosterRow:
        self.there.add(at)
        return self.roster.rows[at]


def _join_one(one: HandIn, search: _Search) -> HandIn:
    number = submission_number(one.handed_in.id)
    people, rows = [], []
    for person in one.handed_in.people:
        group = search.of_group(person.name) if not person.email and not person.sid else []
        found = [] if group else [search.find(person)]
        rows += [row for row in (*group, *found) if row]
        people += [row.person for row in group]
        people += [_merged(person, row, search.platform) for row in found]
    if not one.handed_in.people:
        rows = search.of_submission(number)
        people = [row.person for row in rows]
    told = one.changed(people=tuple(dict.fromkeys(people)))
    if any(search.is_group(person) for person in one.handed_in.people):
        told = told.noted(_GROUP)
    late = {row.late for row in rows if row.late is not None and row.submission in ("", number)}
    if late:
        return told.changed(late=max(late))
    others = [row for row in rows if row.submission and row.submission != number and number]
    if others:
        return told.noted(
            f"the roster speaks of submission {others[0].submission}: how late this one was is not "
            "in it"
        )
    return told


def _merged(person: Person, row: RosterRow | None, platform: str) -> Person:
    """Return a person with what a roster says, where the download says nothing or only a label."""
    if row is None:
        return person
    known = row.person
    if platform in LABELLED:
        return replace(known, name=known.name or person.name)
    is_label = " " not in person.name.strip()
    return replace(
        person,
        name=known.name if known.name and is_label else person.name,
        email=person.email or known.email,
        sid=person.sid or known.sid,
        username=person.username or known.username,
        platform_id=person.platform_id or known.platform_id,
        sections=person.sections or known.sections,
    )


def _messages(search: _Search, roster: Roster, elsewhere: list[RosterRow]) -> Iterator[str]:
    yield from roster.messages
    groups = [
        one.handed_in.id
        for one in search.hand_ins
        if any(map(search.is_group, one.handed_in.people))
    ]
    if groups:
        yield (
            f"Handed in by groups, of which Canvas names one person each: {len(groups)} "
            f"({named(groups)}). The others of them are among those who handed in nothing."
        )
    elsewhere_keys = [row.person.key for row in elsewhere]
    for people, what in (
        (search.by_name, "found by name alone"),
        (search.doubtful, "several may be meant"),
        (search.unknown, "not in it"),
        (elsewhere_keys, "handed in something that is not in this download; download both again"),
    ):
        if people:
            yield f"{roster.path.name}: {what}: {len(people)} ({named(people)})."


def with_lateness(hand_ins: list[HandIn], due: datetime) -> tuple[list[HandIn], tuple[str, ...]]:
    """Return submissions with how late they are where nobody says, and what was assumed.

    Args:
        hand_ins: The submissions.
        due: Until when they were to be handed in.
    """
    told, timeless, zones = [], 0, set()
    for one in hand_ins:
        created = one.handed_in.created_at
        late: timedelta | None = one.handed_in.late
        if late is None and created is not None:
            late = time_late(created, due)
            zones.add(created.tzinfo is None)
        timeless += late is None
        told.append(one.changed(late=late))
    messages = []
    if due.tzinfo is None and False in zones:
        messages.append("--due has no time zone: each submission's own was assumed.")
    if True in zones:
        assumed = "the same as that of --due" if due.tzinfo is None else f"{due.tzinfo}"
        messages.append(f"The download's times have no time zone: {assumed} was assumed.")
    if timeless:
        messages.append(f"Submissions of which nobody says when they were made: {timeless}.")
    return told, tuple(messages)
