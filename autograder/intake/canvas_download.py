"""Canvas' download of an assignment's submissions: files beside each other, with names in front.

``doejane_LATE_956227_46792176_q1.py`` has the name, the person's number, that of the file, and the
file's name. Only the latest attempt is in the download.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from autograder.records.people import Person

from .download import Download
from .hand_in import HandIn, hand_in
from .identity import folder_name
from .recognised import Named, named_files

__all__ = ["read_canvas"]

_NAME = re.compile(
    r"(?:(?P<name>\w+?)(?P<late>_LATE)?_(?P<user>\d+)|(?P<late_too>LATE_)?anon_(?P<anonymous>\w+?))"
    r"_(?:(?P<number>\d+)_(?P<file>.+)|(?P<entry>text|link)\.html)"
)
_LATE = "handed in late, says Canvas; its download does not say by how much"


@dataclass(slots=True)
class _Found:
    """What belongs to one person: the file of each name with its number, the latest."""

    person: Person
    is_late: bool
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_canvas(download: Download, top: str) -> list[HandIn] | None:
    """Return the submissions of a download from Canvas; None if it is none.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.
    """
    files = named_files(download, top, _NAME, "Canvas")
    if files is None:
        return None
    found: dict[str, _Found] = {}
    for file in files:
        _add(found, file)
    return [
        hand_in(
            download.gather({name: path for name, (_, path) in one.files.items()}),
            id=folder_name(id_),
            people=(one.person,),
            notes=(*((_LATE,) if one.is_late else ()), *one.notes),
        )
        for id_, one in found.items()
    ]


def _add(found: dict[str, _Found], file: Named) -> None:
    match = file.match
    if match["anonymous"]:
        id_ = f"anon_{match['anonymous']}"
        person = Person(name=id_, platform_id=match["anonymous"])
    else:
        id_ = match["user"]
        person = Person(name=match["name"], platform_id=id_)
    one = found.setdefault(id_, _Found(person, is_late=False))
    one.is_late = one.is_late or bool(match["late"] or match["late_too"])
    name = match["file"] or f"{match['entry']}.html"
    number = int(match["number"] or 0)
    if name in one.files:
        one.notes.append(f"`{name}` was handed in more than once: the latest counts")
        number, path = max((number, file.path), one.files[name])
        one.files[name] = (number, path)
    else:
        one.files[name] = (number, file.path)
