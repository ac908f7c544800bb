"""Brightspace's download of submissions: a folder for each attempt, or files with names.

``147004-268321 - Ann Example - Sep 24, 2024 926 PM`` has two numbers, the name and the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from autograder.records.people import Person

from .download import Download
from .hand_in import HandIn, hand_in
from .identity import folder_name
from .recognised import Named, named_files, named_folders, say_left_over
from .times import read_written_time

__all__ = ["read_brightspace"]

_WHO = r"(?P<id>\d+-\d+) - "
_TIME = r"(?P<time>[A-Z][a-z]+\.? \d{1,2}, \d{4} \d{1,2}:?\d\d [AP]M)"
# A name may have a dash in it too, where the time says where it ends.
_FOLDER = re.compile(rf"{_WHO}(?:(?P<timed>.+) - {_TIME}|(?P<name>.+?) - .*)")
# Here no time is the platform's.
_FILE = re.compile(rf"{_WHO}(?P<name>.+?) - (?P<file>.+)")
#: Lies beside the submissions, and lists them.
_INDEX = "index.html"


@dataclass(slots=True)
class _Attempt:
    person: Person
    id: str
    time: datetime | None
    folder: str = ""
    files: dict[str, str] = field(default_factory=dict)


def read_brightspace(download: Download, top: str) -> list[HandIn] | None:
    """Return the attempts of a download from Brightspace; None if it is none.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.
    """
    folders = named_folders(download, top, _FOLDER)
    if folders is None:
        files = named_files(download, top, _FILE, "Brightspace")
        return None if files is None else _of_files(download, files)
    listing = download.listing(top)
    known = {one.path for one in folders}
    others = [path for path in (*listing.folders, *listing.files) if path not in known]
    say_left_over(download, (p for p in others if p.rpartition("/")[2] != _INDEX), "Brightspace")
    return [_submission(download, _of_folder(one)) for one in folders]


def _of_files(download: Download, files: list[Named]) -> list[HandIn]:
    found: dict[str, _Attempt] = {}
    for one in files:
        id_ = one.match["id"]
        attempt = found.setdefault(id_, _Attempt(_person(id_, one.match["name"]), id_, None))
        attempt.files[one.match["file"]] = one.path
    return [_submission(download, attempt) for attempt in found.values()]


def _of_folder(one: Named) -> _Attempt:
    match = one.match
    person = _person(match["id"], match["timed"] or match["name"])
    return _Attempt(person, match["id"], read_written_time(match["time"] or ""), one.path)


def _person(id_: str, name: str) -> Person:
    return Person(name=name, platform_id=id_)


def _submission(download: Download, attempt: _Attempt) -> HandIn:
    whole = download.whole(attempt.folder) if attempt.folder else download.gather(attempt.files)
    return hand_in(
        whole, id=folder_name(attempt.id), people=(attempt.person,), created_at=attempt.time
    )
