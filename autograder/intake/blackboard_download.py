"""Blackboard's download of an assignment: files beside each other, and a receipt for each attempt.

``Practice_doe_attempt_2024-12-12-13-22-26_q1.py`` has the assignment, the user name, when the
attempt was made, and the file's name; the receipt ends after the time and says who that is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from autograder.records.people import Person

from .download import Download
from .hand_in import HandIn, hand_in
from .identity import folder_name
from .recognised import named_files
from .times import read_stamp

__all__ = ["read_blackboard"]

# The first time in a name is the platform's: what comes behind it is the student's.
_NAME = re.compile(
    r"(?P<before>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<receipt>\.txt))"
)
_WHO = re.compile(r"Name:[ \t]*(?P<name>[^\r\n]*?)[ \t]*\((?P<user>[^()\r\n]+)\)[ \t]*(?:\r?\n|\Z)")
_MAX_RECEIPT = 1 << 20


@dataclass(slots=True)
class _Attempt:
    time: datetime | None
    files: dict[str, str] = field(default_factory=dict)
    receipt: str = ""


def read_blackboard(download: Download, top: str) -> list[HandIn] | None:
    """Return the latest attempts of a download from Blackboard; None if it is none.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.
    """
    files = named_files(download, top, _NAME, "Blackboard")
    if files is None:
        return None
    found: dict[str, dict[str, _Attempt]] = {}
    for file in files:
        match = file.match
        attempts = found.setdefault(match["before"], {})
        attempt = attempts.setdefault(match["time"], _Attempt(read_stamp(match["time"])))
        if match["receipt"]:
            attempt.receipt = file.path
        else:
            attempt.files[match["file"]] = file.path
    users = Counter(map(_user, found))
    return [
        # A user name with an underscore in it may end as another one.
        _latest(download, before, attempts, _user(before) if users[_user(before)] == 1 else before)
        for before, attempts in found.items()
    ]


def _user(before: str) -> str:
    return before.rpartition("_")[2]


def _latest(download: Download, before: str, attempts: dict[str, _Attempt], user: str) -> HandIn:
    # Written as they are, the latest comes last in the order of letters too.
    stamp = max(attempts)
    attempt = attempts[stamp]
    notes = []
    if len(attempts) > 1:
        notes.append(f"{len(attempts)} attempts: the latest counts, that of {stamp}")
    if not attempt.files:
        notes.append("no file was handed in with this attempt")
    person = _person(download, before, attempt.receipt) or Person(username=user)
    return hand_in(
        download.gather(attempt.files),
        id=folder_name(person.username),
        people=(person,),
        created_at=attempt.time,
        notes=tuple(notes),
    )


def _person(download: Download, before: str, receipt: str) -> Person | None:
    """Return who made an attempt by the receipt's first line; None if it does not say."""
    if receipt:
        content = download.read(receipt, _MAX_RECEIPT)
        if isinstance(content, bytes):
            found = _WHO.match(content.decode("utf-8-sig", "replace"))
            if found and before.endswith(f"_{found['user']}"):
                return Person(name=found["name"], username=found["user"])
    return None
