"""What was downloaded, whether it is a zip or a folder: what lies where, and who can have what.

Nobody's files are opened for this. Paths have ``/`` between their parts; what tools leave behind,
such as ``__MACOSX``, is not there at all.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.grading.reading import MAX_DEPTH, in_environment, is_ignored, shown

from .source import FileOnDisk, SubmissionFiles, ZipMember, may_be_read, most_read

__all__ = [
    "MOST_OF_ALL",
    "TOO_MANY",
    "Download",
    "Gathered",
    "IntakeError",
    "Listing",
    "is_noise",
    "named",
    "readable",
]

#: How many files a whole download may have.
MOST_OF_ALL = 500_000

_MAX_NAME = 255
_MOST_FILES = 20_000
#: Why a submission that has more is not read.
TOO_MANY = f"it has more than {_MOST_FILES} files to be read"
_MOST_UNPACKED = 256 << 20
# Of what grading does not read.
_MOST_DATA = 64 << 20
_MOST_ENTRIES = 200_000
# So deep that grading sees what lies too deep for it, and says so.
_DEEPEST = MAX_DEPTH + 1
_MOST_NAMED = 3
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOISE = ("thumbs.db", "desktop.ini")


class IntakeError(ValueError):
    """A download, or a roster, that cannot be read at all; its text says why, and what helps."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a folder: the paths of the folders and of the files in it, sorted."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files of one submission, what was left out of them, and why they cannot be read."""

    source: SubmissionFiles
    notes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class Download(ABC):
    """A zip or a folder that somebody downloaded.

    Args:
        place: Where it is.
        scratch: Where temporary folders are made.
        messages: What was left out that belongs to nobody.
    """

    place: Path
    scratch: Path
    messages: list[str] = field(default_factory=list)

    @abstractmethod
    def listing(self, folder: str = "") -> Listing:
        """Return what lies in a folder; without one, at the top."""

    @abstractmethod
    def read(self, path: str, limit: int) -> bytes | str:
        """Return the content of a file, or why it is not read."""

    @abstractmethod
    def file(self, path: str, name: str) -> FileOnDisk | ZipMember | str:
        """Return a file under the name that it has in its submission, or why it is left out."""

    def whole(self, folder: str) -> Gathered:
        """Return a folder as a submission."""
        paths, is_complete = self.files(folder)
        if not is_complete:
            return Gathered(self._source(()), fault=TOO_MANY)
        return self.gather({path.removeprefix(f"{folder}/"): path for path in paths})

    def _source(self, files: tuple[FileOnDisk, ...] | tuple[ZipMember, ...]) -> SubmissionFiles:
        # Another process may have another working folder.
        return SubmissionFiles(
            place=self.place.absolute(), scratch=self.scratch.absolute(), files=files
        )

    def gather(self, files: Mapping[str, str]) -> Gathered:
        """Return some files as a submission.

        Args:
            files: Their paths, by the names that they have in it.
        """
        notes = []
        if len(files) > _MOST_FILES:
            notes.append(
                f"it has {len(files)} files: those that grading does not read are left out"
            )
            files = {name: path for name, path in files.items() if may_be_read(name)}
        found = {name: self._file(path, name) for name, path in files.items()}
        notes += [
            f"`{shown(name)}` was left out: {why}"
            for name, why in found.items()
            if isinstance(why, str)
        ]
        taken = _within_bounds([file for file in found.values() if not isinstance(file, str)])
        size = sum(file.size for file in taken if not file.is_hollow)
        fault = TOO_MANY if len(files) > _MOST_FILES else _fault([f.name for f in taken], size)
        source = self._source(tuple(taken))  # type: ignore[arg-type]
        return Gathered(source, _first(notes), fault)

    def files(self, folder: str, *, most: int = _MOST_ENTRIES) -> tuple[list[str], bool]:
        """Return all files below a folder, and whether these are all: there may be too many.

        Args:
            folder: The folder; nothing for the whole download.
            most: How many there may be.
        """
        found: list[str] = []
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            listing = self.listing(path)
            if path != folder and in_environment([*listing.files, *listing.folders])(f"{path}/"):
                continue  # grading leaves an installed Python out too
            found += listing.files
            if len(found) + len(waiting) + len(listing.folders) > most:
                return found, False
            waiting += (f for f in listing.folders if f.count("/") <= folder.count("/") + _DEEPEST)
        return sorted(found), True

    def _file(self, path: str, name: str) -> FileOnDisk | ZipMember | str:
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts):
            return "its name leads out of the submission"
        if any(len(part.encode("utf-8", "surrogateescape")) > _MAX_NAME for part in parts):
            return "its name is too long"
        return self.file(path, name)


def _within_bounds(files: Iterable[FileOnDisk | ZipMember]) -> list[FileOnDisk | ZipMember]:
    """Return files, of which some have no content: what is too large, and data beyond some size."""
    told: list[FileOnDisk | ZipMember] = []
    data = 0
    for file in files:
        is_hollow = file.size > most_read(file.name)
        if not is_hollow and not may_be_read(file.name):
            data += file.size
            is_hollow = data > _MOST_DATA
        told.append(replace(file, is_hollow=is_hollow))
    return told


def _fault(names: Iterable[str], size: int) -> str:
    if size > _MOST_UNPACKED:
        return f"what is to be read of it is larger than {_MOST_UNPACKED >> 20} MiB"
    known = set(names)
    for name in sorted(known):
        parts = name.split("/")
        if any("/".join(parts[:depth]) in known for depth in range(1, len(parts))):
            return f"`{shown(name)}` lies in a folder that is a file too"
    return ""


def _first(notes: list[str]) -> tuple[str, ...]:
    """Return some notes; a submission that is hostile has thousands."""
    most = 2 * _MOST_NAMED
    more = [f"{len(notes) - most} more files were left out"] * (len(notes) > most)
    return (*notes[:most], *more)


def is_noise(name: str) -> bool:
    """Return whether tools leave a file or folder of this name behind."""
    return is_ignored(name) or name.lower() in _NOISE


def readable(text: str) -> str:
    """Return a text in one line, without what is no text: names of folders may be any bytes."""
    plain = _CONTROL.sub(" ", text.encode("utf-8", "backslashreplace").decode())
    return plain.strip()


def named(names: Iterable[str], *, most: int = _MOST_NAMED) -> str:
    """Return names for a sentence: the first few, and that there are more."""
    known = [f"`{shown(name)}`" for name in names]
    return ", ".join(known[:most]) + ", …" * (len(known) > most)
