"""What a run over a class was about: its rubric, its submissions, what it was made by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.grading.rubric import RubricLine

from .kept import HandedIn
from .people import Person

__all__ = ["FORMAT", "Manifest"]

#: The form of a run's files; those of another are not read.
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run over a class was about.

    Args:
        assignment: Its name.
        course: The course's folder.
        lines: The whole rubric as it is now.
        order: What submissions are called, in the order of the download.
        hand_ins: Who handed in each, for those that are not graded yet.
        missing: Who handed in nothing.
        platform: Where the download is from.
        messages: What was said of the download as a whole.
        made_by: Versions, and digests of the rubric and the engine.
        asked: How the run was asked for, so that it can go on: input, roster and so on.
        is_complete: Whether it came to its end.
        format: The form of the files.
    """

    assignment: str
    course: str
    lines: tuple[RubricLine, ...] = ()
    order: tuple[str, ...] = ()
    hand_ins: tuple[HandedIn, ...] = ()
    missing: tuple[Person, ...] = ()
    platform: str = ""
    messages: tuple[str, ...] = ()
    made_by: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = False
    format: int = FORMAT
