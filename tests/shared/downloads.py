"""Downloads as platforms write them: what lies where, in a folder or in a zip.

Tests import it by its name.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.intake.read import read_intake

Q1 = b"def spread(x):\n    return x\n"
Q2 = b"def average(x):\n    return x\n"

SUBMITTER = """\
  - :name: {name}
    :sid: '{sid}'
    :email: {email}
"""


def submission(number, *, people, created="2023-09-14 12:31:22.123456000 -07:00", more=""):
    """Return a record of `submission_metadata.yml`, as Ruby writes it.

    ``people`` are ``(name, sid, email)``.
    """
    submitters = "".join(
        SUBMITTER.format(name=name, sid=sid, email=email) for name, sid, email in people
    )
    return (
        f"submission_{number}:\n  :submitters:\n{submitters}"
        f"  :created_at: {created}\n  :score: 30.5\n  :status: processed\n{more}"
    )


def export(*records, files=None, top="assignment_77_export"):
    """Return the files of Gradescope's export: of each submission a `q1.py`, if not told."""
    numbers = [record.split(":", 1)[0].removeprefix("submission_") for record in records]
    if files is None:
        files = {f"submission_{number}/q1.py": Q1 for number in numbers}
    metadata = ("---\n" + "".join(records)).encode()
    found = {"submission_metadata.yml": metadata, **files}
    return {f"{top}/{path}" if top else path: content for path, content in found.items()}


def in_folder(place: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder; a path that ends with ``/`` is an empty folder."""
    place.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = place / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return place


def in_zip(place: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a zip."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return place


class Taken:
    """What `read_intake` makes of a download, and the files that each submission then has."""

    def __init__(self, place: Path, scratch: Path, **options):
        self.intake = read_intake(place, unpack=scratch, **options)
        self.platform = self.intake.platform
        self.messages = "\n".join(self.intake.messages)
        self.handed_in = {one.handed_in.id: one.handed_in for one in self.intake.hand_ins}
        self.sources = {one.handed_in.id: one.source for one in self.intake.hand_ins}

    @property
    def ids(self):
        """The submissions' ids, in order."""
        return list(self.handed_in)

    @property
    def people(self):
        """The people of each submission."""
        return {name: one.people for name, one in self.handed_in.items()}

    def files(self, name: str) -> dict[str, bytes]:
        """Return the files of a submission."""
        with self.sources[name].open() as folder:
            return {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            }
