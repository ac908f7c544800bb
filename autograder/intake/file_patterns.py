"""Files with names of somebody's own, read by a pattern that says whose they are.

The pattern is held against the whole path, such as ``doe/ps3_q1.py``, and has the groups
``student_id`` and ``file_id``, the name that the file has in the submission.
"""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.records.people import Person

from .download import MOST_OF_ALL, Download, IntakeError, named
from .folders import person_called
from .hand_in import HandIn, hand_in
from .identity import folder_name

__all__ = ["read_by_names"]

_GROUPS = ("student_id", "file_id")
_EXAMPLE = r"(?P<student_id>[^_/]+)_(?P<file_id>.+)"


def read_by_names(download: Download, pattern: re.Pattern[str]) -> list[HandIn]:
    """Return the submissions that the names of the files tell apart.

    Args:
        download: What was downloaded.
        pattern: What a path is like, with the groups ``student_id`` and ``file_id``.

    Raises:
        IntakeError: A group is missing, or there are files whose names are not like it.
    """
    missing = [group for group in _GROUPS if group not in pattern.groupindex]
    if missing:
        raise IntakeError(
            f"--names has no group {' and no group '.join(missing)}: write it such as '{_EXAMPLE}'"
        )
    paths, is_complete = download.files("", most=MOST_OF_ALL)
    if not is_complete:
        raise IntakeError(f"{download.place} has more than {MOST_OF_ALL:,} files: that is no class")
    found: dict[str, dict[str, str]] = {}
    twice: dict[str, str] = {}
    left = []
    for path in paths:
        match = pattern.fullmatch(path)
        if not match or not match["student_id"] or not match["file_id"]:
            left.append(path)
            continue
        student, name = match["student_id"], match["file_id"]
        files = found.setdefault(student, {})
        if name in files:
            twice[student] = (
                f"{named([files[name], path])} are both called {named([name])}: --names has to "
                "tell them apart"
            )
        files[name] = path
    _refuse_left_over(download, paths, left)
    return [
        hand_in(
            download.gather(files),
            id=folder_name(student),
            people=(_person(student),),
            fault=twice.get(student, ""),
        )
        for student, files in found.items()
    ]


def _refuse_left_over(download: Download, paths: list[str], left: list[str]) -> None:
    if not paths:
        raise IntakeError(f"{download.place} holds no file")
    how = "it is held against the whole path of each file"
    if len(left) == len(paths):
        raise IntakeError(
            f"--names is like none of {len(paths)} files, the first of them {named(paths)}: {how}"
        )
    if left:
        raise IntakeError(
            f"--names leaves over {len(left)} of {len(paths)} files: {named(left)}: {how}. Widen "
            "it, or move these away."
        )


def _person(student: str) -> Person:
    person = person_called(student)
    return person if person.email else replace(person, name="", sid=student)
