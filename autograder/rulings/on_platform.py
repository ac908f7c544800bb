"""Applies the rulings of a package to the one submission that the platform has graded.

The file lies where no worker can read it, and a student gets the remarks on the own answer alone.
Who handed it in stands in a file of the platform's, which gives e-mail addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.grading.ledger import LineResult
from autograder.grading.rubric import RubricLine
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.people import Person

from .applying import apply, ruled_results
from .reading import RulingsError, read_rulings
from .ruling import Rulings

__all__ = ["PlatformRulings", "unfit_for_package"]

#: Of the platform's folder, who handed in what.
_METADATA = "submission_metadata.json"
_LARGEST = 256 << 20
# What the platform says of who handed in: an e-mail address, and the submission's number.
_KNOWN_THERE = re.compile(r"[^@\s]+@[^@\s]+|submission_\d+")
_MOST_NAMED = 5


class _User(msgspec.Struct):
    email: str | None = None
    name: str | None = None


class _Metadata(msgspec.Struct):
    id: int | str = ""
    users: list[_User] = []


class PlatformRulings:
    """The rulings on one submission of the platform's.

    Args:
        path: The package's file of rulings.
        platform: The platform's folder.
        lines: The rubric.

    Attributes:
        told: What instructors should know: what was not ruled, and why.
    """

    def __init__(self, path: Path, platform: Path, lines: Sequence[RubricLine]) -> None:
        self._lines = lines
        self._rulings = Rulings()
        self._handed_in = HandedIn(id="this submission")
        self._doubts: list[str] = []
        try:
            self._rulings = read_rulings(path, [line.number for line in lines])
        except (OSError, RulingsError) as error:
            self._doubts.append(f"no ruling was applied: {error}")
        try:
            self._handed_in = _handed_in(platform / _METADATA)
        except (OSError, msgspec.DecodeError) as error:
            text = f"{_METADATA} cannot be read, so no ruling for a person was applied: {error}"
            self._doubts.append(text)
        self.told: tuple[str, ...] = tuple(self._doubts)

    def __call__(self, lines: tuple[LineResult, ...]) -> tuple[LineResult, ...]:
        """Return the lines of the submission as they are ruled, not held against each other yet."""
        kept = KeptSubmission(
            handed_in=self._handed_in,
            state="graded",
            lines={result.line.number: _kept(result) for result in lines},
        )
        ruled = apply(self._rulings, [kept], self._lines, by_digest=True)
        own = [unruled.told() for unruled in ruled.unruled if unruled.submission]
        self.told = (*self._doubts, *own)
        rubric = [result.line for result in lines]
        return ruled_results(kept, rubric, ruled.verdicts.get(self._handed_in.id, {}))


def unfit_for_package(rulings: Rulings) -> str:
    """Say why rulings could not be applied on the platform; nothing if they could."""
    loose = [ruling.place for ruling in rulings.rulings if ruling.given_for is None]
    if loose:
        return (
            f"{_some(loose)}: it does not say which answers it is for (given_for): `autograder "
            "apply DIR --rulings FILE` notes that"
        )
    for ruling in rulings.rulings:
        for name in (*ruling.people, *ruling.excluded):
            if not _KNOWN_THERE.fullmatch(name):
                return (
                    f"{ruling.place}: {name!r} is nobody that Gradescope could know: it gives "
                    "e-mail addresses; write that one"
                )
    return ""


def _some(places: Sequence[str]) -> str:
    more = len(places) - _MOST_NAMED
    return ", ".join(places[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _handed_in(path: Path) -> HandedIn:
    """Read who handed in.

    Raises:
        OSError: There is no such file.
        msgspec.DecodeError: It is another than the platform's.
    """
    if path.stat().st_size > _LARGEST:
        raise OSError(f"{path} is larger than {_LARGEST >> 20} MiB")
    found = msgspec.json.decode(path.read_bytes(), type=_Metadata)
    people = (Person(name=user.name or "", email=user.email or "") for user in found.users)
    return HandedIn(id=f"submission_{found.id}", people=tuple(people))


def _kept(result: LineResult) -> KeptLine:
    return KeptLine(
        key="",
        verdict=result.verdict,
        seconds=result.seconds,
        submitted=result.submitted,
        answered=result.answered,
    )
