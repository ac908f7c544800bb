"""What the checks of an assignment have found: data, for whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Counted", "Outcome", "Problem", "Report", "placed"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend.

    Args:
        place: Where, as ``path:line`` or ``path``.
        what: What is wrong there.
        remedy: What to do about it; empty where that follows from what is wrong.
    """

    place: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return "\n  ".join(filter(None, [f"{self.place}: {self.what}", self.remedy]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that was checked.

    Args:
        row: The line's number, or what else it belongs to, such as ``"at load"``.
        name: What was checked, such as a variant's name.
        problems: What is wrong with it; none where all is well.
        seconds: CPU seconds and waiting that it took.
    """

    row: str
    name: str
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things of one row were checked, how many of them failed, and how long it took."""

    done: int
    failed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that was checked of an assignment."""

    assignment: str
    outcomes: tuple[Outcome, ...]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the checks; what several of them say stands once."""
        found = (problem for outcome in self.outcomes for problem in outcome.problems)
        return list(dict.fromkeys(found))

    @property
    def counted(self) -> Mapping[str, Counted]:
        """The counts by their rows."""
        rows: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            rows.setdefault(outcome.row, []).append(outcome)
        return {row: _count(outcomes) for row, outcomes in rows.items()}


def _count(outcomes: Sequence[Outcome]) -> Counted:
    failed = sum(bool(outcome.problems) for outcome in outcomes)
    return Counted(len(outcomes), failed, sum(outcome.seconds for outcome in outcomes))


def placed(text: str, otherwise: object) -> tuple[str, str]:
    """Return the place with which an error's text begins, and the rest of the text."""
    head, mark, rest = text.partition(": ")
    path, _, line = head.rpartition(":")
    is_place = head.endswith(".py") or (path.endswith(".py") and line.isdecimal())
    return (head, rest) if mark and is_place else (str(otherwise), text)
