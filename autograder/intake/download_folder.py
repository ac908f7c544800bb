"""A download that lies unpacked in a folder: looked at as far as asked for; no link is followed."""

from __future__ import annotations

import os

from autograder.grading.reading import read_file

from .download import Download, Gathered, IntakeError, Listing, is_noise
from .source import FileOnDisk, SubmissionFiles

__all__ = ["FolderDownload"]

_MOST_ENTRIES = 200_000


class FolderDownload(Download):
    """A folder; of its own folders, those that are a submission each are graded where they lie."""

    __slots__ = ()

    def listing(self, folder: str = "") -> Listing:
        """Return what lies in a folder; without one, at the top.

        Links are among the files: whoever asks for one hears that it is a link.

        Raises:
            IntakeError: The top folder may not be read, or has more in it than any class.
        """
        own = self._own()
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(self.place / folder) as scan:
                for entry in scan:
                    if is_noise(entry.name):
                        continue
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if own.startswith(f"{path}/"):
                        continue
                    (folders if entry.is_dir(follow_symlinks=False) else files).append(path)
                    if len(folders) + len(files) > _MOST_ENTRIES:
                        break
        except OSError as error:
            if folder:
                return Listing()  # grading it says that it may not be read
            raise IntakeError(f"{self.place}: {error.strerror}") from None
        if not folder and len(folders) + len(files) > _MOST_ENTRIES:
            raise IntakeError(
                f"{self.place}: more than {_MOST_ENTRIES} files lie beside each other"
            )
        return Listing(tuple(sorted(folders)), tuple(sorted(files)))

    def _own(self) -> str:
        """Return where temporary folders are made, if that lies in here: it is no submission."""
        place, scratch = self.place.resolve(), self.scratch.resolve()
        return f"{scratch.relative_to(place)}/" if scratch.is_relative_to(place) else ""

    def read(self, path: str, limit: int) -> bytes | str:
        """Return the content of a file, or why it is not read."""
        return read_file(self.place / path, limit)

    def file(self, path: str, name: str) -> FileOnDisk | str:
        """Return a file under the name that it has in its submission, or why it is left out."""
        where = self.place / path
        try:
            if where.is_symlink():
                return "it is a link"
            if not where.is_file():
                return "it is not a regular file"
            return FileOnDisk(name, path, where.stat().st_size)
        except OSError as error:
            return f"{error.strerror}"

    def whole(self, folder: str) -> Gathered:
        """Return a folder as a submission: where it lies, since grading reads it safely."""
        place = (self.place / folder).absolute()
        return Gathered(SubmissionFiles(place=place, scratch=self.scratch.absolute()))
