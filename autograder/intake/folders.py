"""A folder of folders: each is a submission, and so is a zip that lies beside them.

What is called by a person's name, address or number is theirs; a roster says more of them.
"""

from __future__ import annotations

from autograder.records.people import Person

from .download import Download, IntakeError, named
from .hand_in import HandIn, hand_in
from .identity import folder_name

__all__ = ["person_called", "read_folders"]

_ANSWERS = (".py", ".ipynb", ".tex")


def read_folders(download: Download, top: str) -> list[HandIn]:
    """Return a submission for each folder, and for each zip.

    Args:
        download: What was downloaded.
        top: The folder in it to look at.

    Raises:
        IntakeError: It is one submission, or holds none.
    """
    listing = download.listing(top)
    answers = [path for path in listing.files if path.lower().endswith(_ANSWERS)]
    zips = [path for path in listing.files if path.lower().endswith(".zip")]
    where = download.place
    if answers:
        raise IntakeError(
            f"{where} holds files beside each other ({named(answers)}), no class: one submission "
            f"is graded by `autograder grade {where}`. Names as no platform gives them are read by "
            "--names REGEX."
        )
    if len(zips) == 1 and not listing.folders and not top:
        raise IntakeError(f"{where} holds {named(zips)} alone: give that")
    if not listing.folders and not zips:
        raise IntakeError(f"{where} holds no submission: it should have a folder for each")
    others = [path for path in listing.files if path not in zips]
    if others:
        text = f"Left out, since they lie beside the folders: {len(others)} ({named(others)})."
        download.messages.append(text)
    found = [
        hand_in(download.whole(path), id=folder_name(name), people=(person_called(name),))
        for path in listing.folders
        if (name := path.rpartition("/")[2])
    ]
    for path in zips:
        file = path.rpartition("/")[2]
        name = file[: -len(".zip")].strip() or file
        gathered = download.gather({file: path})
        found.append(hand_in(gathered, id=folder_name(name), people=(person_called(name),)))
    if len(found) == 1:
        download.messages.append(
            f"This is a class of one, {named([found[0].handed_in.id])}: one submission is graded "
            "by `autograder grade`."
        )
    return found


def person_called(text: str) -> Person:
    """Return who is called so: an address, a number or a name."""
    if "@" in text.strip("@"):
        return Person(email=text)
    return Person(sid=text) if text.isdigit() else Person(name=text)
