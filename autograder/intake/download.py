"""What was downloaded, whether it is a zip or a folder: what lies where, and who can have what.

Nobody's files are opened for this. Paths have ``/`` between their parts; what tools leave behind,
such as ``__MACOSX``, is not there at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.reading import MAX_DEPTH, in_environment, is_ignored, shown

from .source import FileOnDisk, SubmissionFiles, ZipMember, most_read

__all__ = [
    "MOST_OF_ALL",
    "TOO_MANY",
    "Download",
    "Gathered",
    "IntakeError",
    "Listing",
    "is_noise",
    "named",
]

#: How many files a whole download may have.
MOST_OF_ALL = 500_000

_MOST_FILES = 20_000
#: Why a submission that has more is not read.
TOO_MANY = f"it has more than {_MOST_FILES} files"
_MOST_UNPACKED = 256 << 20
_MAX_NAME = 255
# So deep that grading sees what lies too deep for it, and says so.
_DEEPEST = MAX_DEPTH + 1
_MOST_NAMED = 3
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
        found = {name: self._file(path, name) for name, path in files.items()}
        taken = [file for file in found.values() if not isinstance(file, str)]
        notes = [
            f"`{shown(name)}` was left out: {why}"
            for name, why in found.items()
            if isinstance(why, str)
        ]
        source = self._source(tuple(taken))  # type: ignore[arg-type]
        size = sum(file.size for file in taken if file.size <= most_read(file.name))
        fault = _fault([file.name for file in taken], size)
        return Gathered(source, _first(notes), TOO_MANY if len(files) > _MOST_FILES else fault)

    def files(self, folder: str, *, most: int = _MOST_FILES) -> tuple[list[str], bool]:
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


def _fault(names: Iterable[str], size: int) -> str:
    if size > _MOST_UNPACKED:
        return f"its files are larger than {_MOST_UNPACKED >> 20} MiB together"
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


def named(names: Iterable[str], *, most: int = _MOST_NAMED) -> str:
    """Return names for a sentence: the first few, and that there are more."""
    known = [f"`{shown(name)}`" for name in names]
    return ", ".join(known[:most]) + ", …" * (len(known) > most)
