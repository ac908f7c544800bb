"""What a person has decided about a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from autograder.records.kept import KeptLine

__all__ = [
    "NOTHING",
    "Left",
    "Remark",
    "Ruling",
    "Rulings",
    "Same",
    "answer_of",
    "digest_of",
    "folded",
]

#: What stands for an answer where none was handed in.
NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What answers to a line earn, decided by a person: those of some people, or all equal ones.

    Args:
        line: The line's number.
        share: What they earn.
        text: What the student reads.
        by: Who decided it.
        on: When.
        people: Whose answers, by e-mail address, student number, user name, or submission.
        answers: Or which answers, as `answer_of` has them.
        excluded: Of whom it is not.
        given_for: The digests of the answers that it was given for; None where nobody has noted
            them yet.
        remark: The remark that says its share, its text, or both; empty for none.
        place: The file and the line of it.
        index: Which one in its file it is, from 0.
    """

    line: str
    share: Fraction
    text: str = ""
    by: str = ""
    on: date | None = None
    people: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    given_for: tuple[str, ...] | None = None
    remark: str = ""
    place: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Answers that a person has looked at, and leaves for another one; as a ruling names them."""

    line: str
    text: str = ""
    by: str = ""
    on: date | None = None
    people: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    place: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What many rulings can say.

    Args:
        share: What they earn; None where each says that itself.
        text: What the student reads; empty where each says that itself.
    """

    share: Fraction | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Groups of answers to a line that a person has found to be one."""

    line: str
    groups: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """What a file of rulings says, in its order; ``by`` decides where a ruling does not say who."""

    rulings: tuple[Ruling, ...] = ()
    same: tuple[Same, ...] = ()
    left: tuple[Left, ...] = ()
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    by: str = ""

    def equal_answers(self, line: str, answers: Collection[str]) -> frozenset[str]:
        """Return the answers to a line that are taken for one with some answers."""
        found, waiting = frozenset(answers), True
        while waiting:
            more = self._joined(line, found)
            waiting = more != found
            found = more
        return found

    def _joined(self, line: str, answers: frozenset[str]) -> frozenset[str]:
        merged: Sequence[tuple[str, ...]] = [
            same.groups for same in self.same if same.line == line and answers & {*same.groups}
        ]
        return answers.union(*merged)


def digest_of(kept: KeptLine | None) -> str:
    """Return the digest of what was handed in for a line."""
    return (kept.submitted if kept is not None else "") or NOTHING


def answer_of(kept: KeptLine | None) -> str:
    """Return what an answer is: equal ones have the same."""
    fingerprint = kept.answered.fingerprint if kept is not None else None
    return fingerprint.exact if fingerprint is not None else digest_of(kept)


def folded(name: str) -> str:
    """Return a name as it is compared: people write addresses in capitals too."""
    return name.strip().casefold()
