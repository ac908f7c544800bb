"""Times as platforms write them, and how late that is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

__all__ = ["read_duration", "read_stamp", "read_time", "read_written_time", "time_late"]

_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_STAMP = re.compile(r"\d{4}(?:-\d\d){5}")
_WRITTEN = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4}) (\d{1,2}):?(\d\d) ([AP])M")
_DURATION = re.compile(r"(\d{1,6}):([0-5]?\d):([0-5]?\d)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def read_time(text: str) -> datetime | None:
    """Return a time such as ``2023-09-14 12:31:22.123456000 -07:00``; None if it is none.

    Its zone and its time of day may be missing.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, part = found.groups()[:7]
    numbers = (int(x or 0) for x in (year, month, day, hour, minute, second))
    fraction = int((part or "")[:6].ljust(6, "0"))
    try:
        return datetime(*numbers, fraction, tzinfo=_zone(found["zone"]))  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in ("Z", "UTC"):
        return timezone.utc
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def read_stamp(text: str) -> datetime | None:
    """Return a time such as ``2024-12-12-13-22-26``; None if it is none."""
    if not _STAMP.fullmatch(text):
        return None
    try:
        return datetime(*map(int, text.split("-")))  # type: ignore[arg-type]
    except ValueError:
        return None


def read_written_time(text: str) -> datetime | None:
    """Return a time such as ``Sep 24, 2024 926 PM``, the colon being lost; None if it is none."""
    found = _WRITTEN.fullmatch(text)
    if not found or found[1] not in _MONTHS:
        return None
    hour = int(found[4]) % 12 + 12 * (found[6] == "P")
    try:
        month = _MONTHS.index(found[1]) + 1
        return datetime(int(found[3]), month, int(found[2]), hour, int(found[5]))
    except ValueError:
        return None


def read_duration(text: str) -> timedelta | None:
    """Return a duration such as ``49:00:30``, in hours, minutes and seconds; None if it is none."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, seconds = map(int, found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def time_late(created_at: datetime, due: datetime) -> timedelta:
    """Return how late it is; where one of them has no time zone, it is the other's."""
    if created_at.tzinfo is None:
        created_at = created_at.replace(tzinfo=due.tzinfo)
    elif due.tzinfo is None:
        due = due.replace(tzinfo=created_at.tzinfo)
    return max(created_at - due, timedelta())
