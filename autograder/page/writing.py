"""How people, names, points and states are written in the page's data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from autograder.records.people import Person
from autograder.report.text import shown
from autograder.verdict import State

__all__ = ["STATES", "named", "people_data", "person_data", "points_number"]

_LONGEST_NAME = 200
#: How lines end: a line says the place of its state here.
STATES = [state.value for state in State]


def person_data(person: Person) -> dict[str, Any]:
    """Return a person, as far as they are shown."""
    texts = {"name": person.name, "email": person.email, "sid": person.sid, "key": person.key}
    found: dict[str, Any] = {key: named(text) for key, text in texts.items() if text}
    return {**found, "sections": [named(section) for section in person.sections]}


def people_data(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Return people, as far as they are shown."""
    return [person_data(person) for person in people]


def named(text: str) -> str:
    """Return a name that somebody chose, safe to show and not too long."""
    safe = shown(text)
    return safe if len(safe) <= _LONGEST_NAME else f"{safe[:_LONGEST_NAME]}…"


def points_number(points: Fraction) -> float:
    """Return points as they stand in the page's data."""
    return round(float(points), 6)
