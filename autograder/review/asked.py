"""What the page asks for, decoded strictly: a key that is not known is refused."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from autograder.grading.points import read_share

from .refusal import NotThere, ReviewRefused

__all__ = [
    "LeaveAsked",
    "RemarkAsked",
    "RulingAsked",
    "SameAsked",
    "VersionAsked",
    "WithdrawAsked",
    "one_of",
    "share_asked",
    "text_asked",
]

_LONGEST = 20_000


class VersionAsked(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What every write says.

    Args:
        version: The rulings that were seen.
        texts: How many texts the page has; None for those that it was given last.
        formulas: How many formulas it has.
    """

    version: str
    texts: int | None = None
    formulas: int | None = None


class _About(VersionAsked, kw_only=True):
    """What is about answers to a line: those of a group, or of submissions."""

    line: int
    group: str | None = None
    submissions: list[int] | None = None


class RulingAsked(_About, kw_only=True):
    """A ruling, as `rulings.toml` has it; ``left_out`` are the places of whom it is not for."""

    left_out: list[int] | None = msgspec.field(name="except", default=None)
    share: str | None = None
    text: str = ""
    remark: str = ""


class LeaveAsked(_About, kw_only=True):
    """Answers that are left for another person."""

    text: str = ""


class WithdrawAsked(VersionAsked, kw_only=True):
    """A ruling that is taken out, by its place in the file."""

    ruling: int


class SameAsked(VersionAsked, kw_only=True):
    """Groups of answers that are one."""

    line: int
    groups: list[str]


class RemarkAsked(VersionAsked, kw_only=True):
    """A remark, new or changed."""

    name: str
    share: str | None = None
    text: str = ""


def share_asked(text: str | None) -> Fraction | None:
    """Return a share as it is written.

    Raises:
        ReviewRefused: It is none.
    """
    try:
        return None if text is None or not text.strip() else read_share(text.strip())
    except ValueError as error:
        raise ReviewRefused(f"{error}; points stand in the rubric alone") from None


def text_asked(text: str) -> str:
    """Return a text that goes into the file.

    Raises:
        ReviewRefused: It is too long, or holds what is no character.
    """
    if len(text) > _LONGEST:
        raise ReviewRefused(f"a text of {len(text)} characters is too long: {_LONGEST} at the most")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ReviewRefused("the text holds half a character: write it again") from None
    if any(not (c.isprintable() or c in "\n\t\r" or ord(c) > 0x7F) for c in text):
        raise ReviewRefused("the text holds a control character: take it out")
    return text.replace("\r\n", "\n").strip()


def one_of(length: int, place: int, what: str) -> int:
    """Return a place of a list of the run.

    Raises:
        NotThere: There is none such.
    """
    if not 0 <= place < length:
        raise NotThere(f"there is no {what} at place {place}")
    return place
