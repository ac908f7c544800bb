"""Gradescope's export of a programming assignment's submissions.

A folder for each submission, and `submission_metadata.yml` beside them, which says whose they are,
when they were handed in, and what they have earned there. How late that was it does not say, nor
who handed in nothing: the grades' CSV does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from autograder.records.kept import Earlier
from autograder.records.people import Person

from .download import Download, IntakeError, named
from .hand_in import HandIn, hand_in
from .identity import folder_name
from .metadata import MetadataError, read_metadata
from .times import read_time

__all__ = ["METADATA", "read_gradescope", "submission_number"]

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_(\d+)")
_MAX_METADATA = 1 << 30
_MOST_EARLIER = 1_000
_MOST_LINES = 2_000


def submission_number(folder: str) -> str:
    """Return the platform's number of a submission, going by its folder; empty if it is none."""
    found = _FOLDER.fullmatch(folder)
    return found[1] if found else ""


def read_gradescope(download: Download, top: str) -> list[HandIn] | None:
    """Return the submissions of an export; None if it is none.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.

    Raises:
        IntakeError: It is one of another kind of assignment, or cannot be read.
    """
    listing = download.listing(top)
    folders = {path.rpartition("/")[2]: path for path in listing.folders}
    files = {path.rpartition("/")[2]: path for path in listing.files}
    if METADATA in files:
        return _read(download, files[METADATA], folders)
    if "submission_metadata.csv" in files:
        raise IntakeError(
            f"{download.place}: this is the export of an online assignment, which holds no files: "
            "only programming assignments can be graded"
        )
    if folders and all(map(submission_number, folders)):
        download.messages.append(
            f"The export has no {METADATA}, so nobody can say whose its submissions are: download "
            "it again, or give the grades' CSV as --roster."
        )
        return [
            hand_in(download.whole(path), id=folder_name(name), people=())
            for name, path in folders.items()
        ]
    return None


def _read(download: Download, path: str, folders: Mapping[str, str]) -> list[HandIn]:
    content = download.read(path, _MAX_METADATA)
    if isinstance(content, str):
        raise IntakeError(f"{download.place}: {METADATA}: {content}")
    found: dict[str, HandIn] = {}
    try:
        for key, record in read_metadata(content):
            if key.lower().endswith(".pdf"):
                raise IntakeError(
                    f"{download.place}: this is the export of a PDF assignment: only programming "
                    "assignments can be graded"
                )
            if key in found:
                raise MetadataError(f"{key} is in it twice")
            found[key] = _submission(download, key, record, folders.get(key))
    except MetadataError as error:
        raise IntakeError(
            f"{download.place}: {METADATA} cannot be read: {error}: download the export again"
        ) from None
    for name, folder in folders.items():
        if name not in found:
            note = f"{METADATA} does not say whose it is"
            found[name] = _submission(download, name, MetadataError(note), folder)
    if not found:
        raise IntakeError(f"{download.place}: the export holds no submission")
    unknown = [name for name, one in found.items() if not one.handed_in.people]
    if unknown:
        text = (
            f"Submissions that are nobody's, as far as it says: {len(unknown)} ({named(unknown)})."
        )
        download.messages.append(text)
    return list(found.values())


def _submission(
    download: Download, key: str, record: dict[str, Any] | MetadataError, folder: str | None
) -> HandIn:
    if folder is None:
        gathered = download.gather({})
        fault = "the export has no folder of it: download it again"
    else:
        gathered, fault = download.whole(folder), ""
    if isinstance(record, MetadataError):
        note = f"whose it is cannot be read: {record}"
        return hand_in(gathered, id=folder_name(key), people=(), notes=(note,), fault=fault)
    return hand_in(
        gathered,
        id=folder_name(key),
        people=_people(record.get(":submitters")),
        created_at=read_time(_text(record.get(":created_at"))),
        fault=fault,
        earlier=_earlier(record),
        history=_history(record.get(":history")),
    )


def _people(submitters: Any) -> tuple[Person, ...]:
    people = []
    for one in submitters if isinstance(submitters, list) else ():
        if isinstance(one, dict):
            name, email, sid = (_text(one.get(key)) for key in (":name", ":email", ":sid"))
            people.append(Person(name=name, email=email, sid=sid))
    return tuple(dict.fromkeys(person for person in people if person.key))


def _history(records: Any) -> tuple[Earlier, ...]:
    """Return what earlier submissions earned, the latest first."""
    known = [
        one for one in (records if isinstance(records, list) else ()) if isinstance(one, dict)
    ][-_MOST_EARLIER:]
    times = [read_time(_text(one.get(":created_at"))) for one in known]
    order = list(range(len(known)))
    told = [time for time in times if time is not None and time.tzinfo is not None]
    if len(told) == len(known):
        order.sort(key=lambda index: told[index], reverse=True)
    return tuple(_earlier(known[index]) for index in order)


def _earlier(record: Mapping[str, Any]) -> Earlier:
    results = record.get(":results")
    tests = results.get("tests") if isinstance(results, dict) else None
    lines = {}
    for test in (tests or ())[:_MOST_LINES] if isinstance(tests, list) else ():
        if isinstance(test, dict):
            number = _text(test.get("number")) or _text(test.get("name"))
            score = _number(test.get("score"))
            if number and score is not None:
                lines[number] = score
    return Earlier(
        score=_number(record.get(":score")), lines=lines, status=_text(record.get(":status"))
    )


def _text(value: Any) -> str:
    """Return what a record says; YAML's way to say nothing is nothing."""
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in ("~", "null") else text


def _number(value: Any) -> float | None:
    try:
        number = float(_text(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
