"""Where the files of one submission lie, and a folder that has them and nothing else.

What lies in a zip, or beside other people's files, is put into a temporary folder for as long as it
is needed. The zip's directory was read once, so that this takes as long as the files are large,
however many submissions there are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from autograder.grading.archive import MAX_ARCHIVE, is_archive
from autograder.grading.contents import SubmissionError
from autograder.grading.reading import MAX_FILE, read_file, shown

__all__ = ["FileOnDisk", "SubmissionFiles", "ZipMember", "may_be_read", "most_read", "read_member"]

_LOCAL_SIZE, _LOCAL_MARK = 30, b"PK\x03\x04"
# What is stored of a member may be a little larger than what is in it.
_MORE_STORED = 4096


@dataclass(frozen=True, slots=True)
class FileOnDisk:
    """A file of a folder.

    Args:
        name: Its name in the submission.
        path: Its path in the folder.
        size: How large it is.
        is_hollow: Whether its content is left out.
    """

    name: str
    path: str
    size: int
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A file in a zip.

    Args:
        name: Its name in the submission.
        path: Its name in the zip.
        size: How large it is.
        offset: Where its header begins.
        stored: How many bytes of the zip it takes.
        checksum: The CRC-32 of its content.
        is_deflated: Whether it is compressed.
        is_hollow: Whether its content is left out.
    """

    name: str
    path: str
    size: int
    offset: int
    stored: int
    checksum: int
    is_deflated: bool
    is_hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFiles:
    """The files of one submission. Another process may open it too.

    Args:
        place: The submission's own folder if ``files`` is None, else the folder or the zip in which
            they lie.
        files: Which they are; none of their names leads out of a folder.
        scratch: Where temporary folders are made.
    """

    place: Path
    files: tuple[FileOnDisk, ...] | tuple[ZipMember, ...] | None = None
    scratch: Path

    @contextmanager
    def open(self) -> Iterator[Path]:
        """Give a folder that holds this submission alone; what was made for it is removed again.

        A file that grading does not read has its name there, and may have nothing in it.

        Raises:
            SubmissionError: The files are damaged, or are not what they were.
            OSError: There is no room for them, or the download is gone.
        """
        if self.files is None:
            yield self.place
            return
        self.scratch.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="submission-", dir=self.scratch) as name:
            folder = Path(name)
            self._fill(folder)
            yield folder

    def _fill(self, folder: Path) -> None:
        members = [file for file in self.files or () if isinstance(file, ZipMember)]
        if members:
            with self.place.open("rb") as archive:
                for member in members:
                    _write(folder, member, _content(archive, member))
        for file in self.files or ():
            if isinstance(file, FileOnDisk):
                _write(folder, file, self._read(file))

    def _read(self, file: FileOnDisk) -> bytes:
        if file.is_hollow:
            return b""
        content = read_file(self.place / file.path, most_read(file.name))
        if isinstance(content, str):
            raise SubmissionError(f"`{shown(file.path)}` cannot be read: {content}")
        return content


def _content(archive: BinaryIO, member: ZipMember) -> bytes:
    """Return the content of a member; where grading does not read it, damage is nobody's loss."""
    if member.is_hollow:
        return b""
    try:
        return read_member(archive, member)
    except SubmissionError:
        if may_be_read(member.name):
            raise
        return b""


def most_read(name: str) -> int:
    """Return how large a file may be that grading reads, going by its name."""
    return MAX_ARCHIVE if is_archive(name) else MAX_FILE


def may_be_read(name: str) -> bool:
    """Return whether grading reads a file of this name, if it is not too large."""
    file = name.rpartition("/")[2].lower()
    return "py" in file or ".tex" in file or file.endswith((".sty", ".zip"))


def _write(folder: Path, file: FileOnDisk | ZipMember, content: bytes) -> None:
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        out = target.open("xb")
    except FileExistsError:
        raise SubmissionError(
            f"`{shown(file.path)}` has the name of another file of it, as this system takes it"
        ) from None
    with out:
        out.write(content)
        if file.is_hollow:
            # It takes no room, and is too large for grading if it was so before.
            out.truncate(min(file.size, most_read(file.name) + 1))


def read_member(archive: BinaryIO, member: ZipMember) -> bytes:
    """Read one file of a zip, whatever its size.

    Args:
        archive: The zip.
        member: Which one.

    Raises:
        SubmissionError: It is damaged.
    """
    content = b""
    archive.seek(member.offset)
    header = archive.read(_LOCAL_SIZE)
    if header.startswith(_LOCAL_MARK) and member.stored <= member.size + _MORE_STORED:
        lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        archive.seek(member.offset + _LOCAL_SIZE + lengths)
        content = archive.read(member.stored)
        if member.is_deflated:
            try:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.size + 1)
            except zlib.error:
                content = b""
    if len(content) != member.size or zlib.crc32(content) != member.checksum:
        raise SubmissionError(
            f"`{shown(member.path)}` is damaged in the download: download it again"
        )
    return content
