"""One submission of a class as it was graded: what everything else is computed from.

Verdicts are kept as they were before lines are held against each other, so that a person's ruling
on one line can change what others earn without grading anything again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from autograder.grading.answers import Answered
from autograder.grading.ledger import LeaderboardEntry
from autograder.verdict import Verdict

from .people import Person

__all__ = ["Earlier", "HandedIn", "KeptLine", "KeptSubmission"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the platform says that a submission has earned there.

    Args:
        score: The total.
        lines: What lines earned, by their numbers.
        status: How grading ended there, in the platform's word.
    """

    score: float | None = None
    lines: Mapping[str, float] = field(default_factory=dict)
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """Who handed in what, and when.

    Args:
        id: What it is called: unique in its class, fit for the name of a folder.
        people: Who handed it in, a group or one; nobody where the download does not say.
        created_at: When, if that is known.
        late: How late, if that is known; zero is in time.
        notes: What had to be decided, such as which of several attempts counts.
        fault: Why it cannot be read; empty if it can.
        earlier: What the platform said of it.
        history: What it said of earlier submissions of theirs, the latest first.
    """

    id: str
    people: tuple[Person, ...] = ()
    created_at: datetime | None = None
    late: timedelta | None = None
    notes: tuple[str, ...] = ()
    fault: str = ""
    earlier: Earlier | None = None
    history: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """How a line ended, before lines are held against each other.

    Args:
        key: A digest of everything that the verdict depends on.
        verdict: The verdict.
        seconds: Wall seconds it took.
        submitted: A digest of the code that answers it; empty where none was handed in.
        answered: What is kept beside the verdict.
        alone: Whether it ended as it did with nothing else of the run beside it, where others might
            have had a part in that.
    """

    key: str
    verdict: Verdict
    seconds: float = 0.0
    submitted: str = ""
    answered: Answered = field(default_factory=Answered)
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSubmission:
    """A submission as it was graded.

    Args:
        handed_in: Who handed in what.
        state: ``"graded"``, ``"untouched"`` (all files are as they were handed out),
            ``"unreadable"`` or ``"not graded"`` (what graded it was ended).
        lines: How each line ended, by its number.
        messages: What the student reads about the submission as a whole.
        details: What instructors read of the run.
        leaderboard: What tests have entered there.
        seconds: Wall seconds it took.
    """

    handed_in: HandedIn
    state: str
    lines: Mapping[str, KeptLine] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    leaderboard: tuple[LeaderboardEntry, ...] = ()
    seconds: float = 0.0
