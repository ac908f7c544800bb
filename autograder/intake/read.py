"""Reads what a platform let somebody download: submissions, people, and what had to be decided.

    intake = read_intake(Path("export.zip"), unpack=Path("scratch"))
    for hand_in in intake.hand_ins:
        with hand_in.source.open() as folder:
            ...  # grade the folder

Whose download it is follows from what lies in it, not from what it is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from autograder.records.people import Person

from .attempts import latest_of_each
from .blackboard_download import read_blackboard
from .brightspace_download import read_brightspace
from .canvas_download import read_canvas
from .download import Download, IntakeError
from .download_folder import FolderDownload
from .download_zip import ZipDownload
from .file_patterns import read_by_names
from .folders import read_folders
from .gradescope_export import read_gradescope
from .hand_in import HandIn, Intake
from .identity import with_unique_ids
from .joining import join, with_lateness
from .moodle_download import read_moodle
from .roster import read_roster

__all__ = ["read_intake"]

#: The most particular names first: Canvas' have nothing but underscores in them.
_PLATFORMS: dict[str, Callable[[Download, str], list[HandIn] | None]] = {
    "gradescope": read_gradescope,
    "moodle": read_moodle,
    "blackboard": read_blackboard,
    "brightspace": read_brightspace,
    "canvas": read_canvas,
}


def read_intake(
    path: Path,
    *,
    unpack: Path,
    names: re.Pattern[str] | None = None,
    roster: Path | None = None,
    due: datetime | None = None,
) -> Intake:
    """Read a download: a zip, or the folder that was in one.

    Args:
        path: The download.
        unpack: Where temporary folders are made, one for each submission that is open; in the
            download, the folder in which that is is no submission.
        names: What the paths of files are like, with the groups ``student_id`` and ``file_id``; the
            platforms' own names need none.
        roster: A table of the class: Gradescope's grades of the assignment, or any with a column of
            names, e-mail addresses or student numbers.
        due: Until when it was to be handed in. What the roster says of lateness comes first.

    Raises:
        IntakeError: There are no submissions in it, or the roster has a mistake.
    """
    people = read_roster(roster) if roster is not None else None
    try:
        download = _open(path, unpack)
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror}") from None
    platform, hand_ins = _recognised(download, names)
    messages = list(download.messages)
    missing: tuple[Person, ...] = ()
    if people is not None:
        joined = join(hand_ins, people, platform)
        hand_ins, missing = joined.hand_ins, joined.missing
        messages += joined.messages
    hand_ins, decided = latest_of_each(hand_ins, platform)
    messages += decided
    if due is not None:
        hand_ins, assumed = with_lateness(hand_ins, due)
        messages += assumed
    return Intake(
        platform=platform,
        hand_ins=tuple(with_unique_ids(hand_ins)),
        missing=missing,
        messages=tuple(messages),
    )


def _open(path: Path, unpack: Path) -> Download:
    if path.is_dir():
        return FolderDownload(path, unpack)
    if not path.exists():
        raise IntakeError(f"{path}: there is nothing of that name")
    if not path.is_file():
        raise IntakeError(f"{path} is neither a folder nor a zip")
    with path.open("rb") as file:
        begin = file.read(4)
    if begin[:2] != b"PK":
        raise IntakeError(
            f"{path} is no zip: give what was downloaded, a zip or a folder. One submission is "
            "graded by `autograder grade` with the folder that has its files."
        )
    return ZipDownload(path, unpack)


def _recognised(download: Download, names: re.Pattern[str] | None) -> tuple[str, list[HandIn]]:
    """Find out whose download it is, and read it."""
    if names is not None:
        return "names", read_by_names(download, names)
    listing = download.listing()
    alone = listing.folders if len(listing.folders) == 1 and not listing.files else ()
    for platform, read in _PLATFORMS.items():
        for top in ("", *alone):
            found = read(download, top)
            if found is not None:
                return platform, found
    # Of a folder alone, what is in it may be the class, or it is the only submission.
    is_class = [top for top in alone if len(download.listing(top).folders) > 1]
    return "folders", read_folders(download, is_class[0] if is_class else "")
