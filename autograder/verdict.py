"""What a check concludes.

There are three ends: earned (in full or in part), not earned, and *ours*: nobody could decide, so
a person will, and nothing is lost. This module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NoReturn

__all__ = [
    "FILE_NOTES",
    "PENDING_TEXT",
    "WRONG",
    "WRONG_CHOICE",
    "State",
    "Understood",
    "Verdict",
    "earned",
    "lost",
    "partial",
    "pending",
]

#: What a student reads on a line that is ours.
PENDING_TEXT = "Not decided yet: a person will. Nothing is lost."

#: The note on what earns nothing where nothing more is known: no lost line is without one.
WRONG = "wrong"

#: The notes on a file of which nothing can be graded: it is missing, is not text, or does not
#: parse, or its import fails.
FILE_NOTES = frozenset({"missing file", "encoding", "syntax", "import"})

#: The note on a choice that was made, and is wrong.
WRONG_CHOICE = "wrong choice"


class State(str, Enum):
    """How a line ended, in one word; the last six are ours."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    TIMED_OUT = "time-out"
    OUT_OF_MEMORY = "out of memory"
    KILLED = "killed"
    EXITED = "exited"
    UNDECIDED = "undecided"
    GRADER_ERROR = "grader error"
    SETUP_ERROR = "set-up error"
    COLLECTION_ERROR = "collection error"
    SKIPPED = "skipped"
    NOT_REACHED = "not reached"

    @property
    def ours(self) -> bool:
        """Whether a person has to decide."""
        return self in _OURS


_OURS = frozenset(
    {
        State.UNDECIDED,
        State.GRADER_ERROR,
        State.SETUP_ERROR,
        State.COLLECTION_ERROR,
        State.SKIPPED,
        State.NOT_REACHED,
    }
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A symbolic answer as the grader read it, unsimplified: plain text and LaTeX source.

    The plain text is empty where the message shows it already.
    """

    plain: str
    latex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The end of one line. Make it with `earned`, `partial`, `lost` or `pending`.

    Args:
        state: How it ended.
        share: The part of the line's points that is earned, from 0 to 1; 0 where it is ours.
        message: What the student reads. Never the expected answer.
        notes: Stable tags for what was recognised, such as ``"transpose"``; docs/results.md has
            them all. Where nothing is earned there is at least one.
        understood: The answer as it was read.
        review: What instructors read and students do not.
    """

    state: State
    share: Fraction
    message: str = ""
    notes: tuple[str, ...] = ()
    understood: Understood | None = None
    review: str = ""

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict is neither true nor false: look at its state or its share")


def earned(
    message: str = "",
    *,
    notes: tuple[str, ...] = (),
    understood: Understood | None = None,
    review: str = "",
) -> Verdict:
    """All points."""
    return Verdict(
        state=State.PASSED,
        share=Fraction(1),
        message=message,
        notes=notes,
        understood=understood,
        review=review,
    )


def partial(
    share: Fraction | int,
    message: str,
    *,
    notes: tuple[str, ...] = (),
    understood: Understood | None = None,
    review: str = "",
) -> Verdict:
    """A share of the points: all and nothing are shares too."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share} is not between 0 and 1")
    state = State.FAILED if share == 0 else State.PASSED if share == 1 else State.PARTIAL
    return Verdict(
        state=state,
        share=Fraction(share),
        message=message,
        notes=notes if notes or share else (WRONG,),
        understood=understood,
        review=review,
    )


def lost(
    message: str,
    *,
    state: State = State.FAILED,
    notes: tuple[str, ...] = (),
    understood: Understood | None = None,
    review: str = "",
) -> Verdict:
    """No points, for a reason that the student is told, and that `notes` say in a stable way."""
    return Verdict(
        state=state,
        share=Fraction(0),
        message=message,
        notes=notes or (WRONG,),
        understood=understood,
        review=review,
    )


def pending(
    review: str,
    *,
    state: State = State.UNDECIDED,
    message: str = PENDING_TEXT,
    understood: Understood | None = None,
) -> Verdict:
    """A person has to decide; ``review`` says why."""
    return Verdict(
        state=state, share=Fraction(0), message=message, understood=understood, review=review
    )
