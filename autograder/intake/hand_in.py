"""A submission that was found in a download, and all of them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from autograder.records.kept import HandedIn
from autograder.records.people import Person

from .download import Gathered, readable
from .source import SubmissionFiles

__all__ = ["HandIn", "Intake", "hand_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """A submission: who handed it in, and where its files lie.

    Args:
        handed_in: Who, when, and what had to be decided; with a ``fault`` it cannot be read.
        source: The files.
    """

    handed_in: HandedIn
    source: SubmissionFiles

    def changed(self, **fields: Any) -> HandIn:
        """Return it with some fields of ``handed_in`` changed."""
        return replace(self, handed_in=replace(self.handed_in, **fields))

    def noted(self, *notes: str) -> HandIn:
        """Return it with more notes."""
        return self.changed(notes=(*self.handed_in.notes, *notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a download holds.

    Args:
        platform: Whose download it is: ``"gradescope"``, ``"canvas"``, ``"moodle"``,
            ``"blackboard"``, ``"brightspace"``, ``"folders"`` or ``"names"``.
        hand_ins: The submissions, in the order of their ids.
        missing: Those who handed in nothing, as the roster says.
        messages: What had to be decided, or is amiss, that concerns no single submission.
    """

    platform: str
    hand_ins: tuple[HandIn, ...]
    missing: tuple[Person, ...] = ()
    messages: tuple[str, ...] = ()


def _readable(person: Person) -> Person:
    """Return a person whose names are lines of text."""
    texts: dict[str, Any] = {
        field.name: readable(text)
        for field in fields(person)
        if isinstance(text := getattr(person, field.name), str)
    }
    return replace(person, **texts)


def hand_in(gathered: Gathered, *, id: str, people: tuple[Person, ...], **more: Any) -> HandIn:  # noqa: A002 - what the record calls it
    """Return a submission of some files.

    Args:
        gathered: The files, with what was left out.
        id: What it is called.
        people: Who handed it in.
        more: More of `HandedIn`.
    """
    notes = (*more.pop("notes", ()), *gathered.notes)
    fault = more.pop("fault", "") or gathered.fault
    handed_in = HandedIn(
        id=id, people=tuple(map(_readable, people)), notes=notes, fault=fault, **more
    )
    return HandIn(handed_in=handed_in, source=gathered.source)
