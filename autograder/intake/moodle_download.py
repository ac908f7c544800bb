"""Moodle's download of all submissions, in folders or with the names in front of the files' own.

``Ann Example_123456_assignsubmission_file/q1.py`` has the name, the participant's number in this
assignment, and what was handed in: files, or a text that was written on the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autograder.records.people import Person

from .download import TOO_MANY, Download
from .hand_in import HandIn, hand_in
from .identity import folder_name
from .recognised import named_files, named_folders, say_left_over

__all__ = ["read_moodle"]

_NAME = re.compile(
    r"(?:(?P<who>.+?)_)??(?P<name>[^_]*?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>file|onlinetext)"
    r"_?(?P<rest>.*)"
)
_FOLDER = re.compile(_NAME.pattern.replace("(?P<rest>.*)", ""))
_TEXT = "onlinetext.html"
#: What Moodle calls everybody where names are hidden.
_HIDDEN = "Participant"


@dataclass(slots=True)
class _Found:
    """What belongs to one person or group."""

    person: Person
    is_group: bool
    folders: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def read_moodle(download: Download, top: str) -> list[HandIn] | None:
    """Return the submissions of a download from Moodle; None if it is none.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.
    """
    folders = named_folders(download, top, _FOLDER)
    if folders is not None:
        listing = download.listing(top)
        known = {one.path for one in folders}
        others = [p for p in (*listing.folders, *listing.files) if p not in known]
        say_left_over(download, others, "Moodle")
        files = []
    else:
        files = named_files(download, top, _NAME, "Moodle") or []
    if not folders and not files:
        return None
    found: dict[str, _Found] = {}
    for one in folders or ():
        _of(found, one.match).folders.append(one.path)
    for one in files:
        name = one.match["rest"] or _TEXT
        _of(found, one.match).files[name] = one.path
    return [_submission(download, id_, one) for id_, one in found.items()]


def _of(found: dict[str, _Found], match: re.Match[str]) -> _Found:
    number, name = match["id"] or "", match["name"]
    if number and name == _HIDDEN:
        name = f"{_HIDDEN} {number}"
    person = Person(name=name, username=match["who"] or "", platform_id=number)
    key = number or folder_name(name)
    return found.setdefault(key, _Found(person, is_group=not number))


def _submission(download: Download, id_: str, one: _Found) -> HandIn:
    notes = ("handed in by a group: the download does not say who is in it",) * one.is_group
    fault = ""
    if len(one.folders) == 1 and not one.files:
        gathered = download.whole(one.folders[0])
    else:
        files = dict(one.files)
        for folder in one.folders:
            paths, is_complete = download.files(folder)
            fault = fault if is_complete else TOO_MANY
            files.update((path.removeprefix(f"{folder}/"), path) for path in paths)
        gathered = download.gather(files)
    return hand_in(gathered, id=folder_name(id_), people=(one.person,), notes=notes, fault=fault)
