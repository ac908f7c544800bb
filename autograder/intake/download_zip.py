"""A download that is a zip: its directory is read once, and nothing that it says is believed."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from autograder.grading.contents import SubmissionError

from .download import MOST_OF_ALL, Download, IntakeError, Listing, is_noise, named
from .source import ZipMember, most_read, read_member

__all__ = ["ZipDownload"]

_MAX_DIRECTORY = 256 << 20
_MAX_PARTS = 200
_MAX_PATH = 4096
_UTF8 = 0x800
# Bits of a member's flags: encrypted, patched, strongly encrypted, directory encrypted.
_LOCKED = 0x1 | 0x20 | 0x40 | 0x2000
_LOCAL_SIZE = 30
_TAIL = (1 << 16) + 22 + 20 + 56
_END, _LARGE_END = b"PK\x05\x06", b"PK\x06\x06"
# What `zipfile` raises on what is no archive, or a damaged one.
_DAMAGE = (
    EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError, struct.error,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class ZipDownload(Download):
    """A zip as a platform makes it.

    Args:
        place: The zip.
        scratch: Where temporary folders are made.

    Raises:
        IntakeError: It is none, or not all of it, or locked, or made to do harm.
    """

    __slots__ = ("_folders", "_members", "_refused")

    def __init__(self, place: Path, scratch: Path) -> None:
        super().__init__(place, scratch)
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._refused: dict[str, str] = {}
        self._folders: dict[str, tuple[set[str], set[str]]] = {"": (set(), set())}
        members = _members(place)
        _check_overlaps(place, members)
        self._sort(members)

    def listing(self, folder: str = "") -> Listing:
        """Return what lies in a folder; without one, at the top."""
        folders, files = self._folders.get(folder, (set(), set()))
        return Listing(tuple(sorted(folders)), tuple(sorted(files)))

    def read(self, path: str, limit: int) -> bytes | str:
        """Return the content of a file, or why it is not read."""
        member = self.file(path, path)
        if isinstance(member, str):
            return member
        if member.size > limit:
            return f"it is larger than {limit >> 20} MiB"
        try:
            with self.place.open("rb") as archive:
                return read_member(archive, member)
        except SubmissionError as error:
            return str(error)

    def file(self, path: str, name: str) -> ZipMember | str:
        """Return a file under the name that it has in its submission, or why it is left out."""
        if path in self._refused:
            return self._refused[path]
        member = self._members[path]
        deflated = member.compress_type == zipfile.ZIP_DEFLATED
        return ZipMember(
            name, path, member.file_size, member.header_offset, member.compress_size, member.CRC,
            deflated,
        )  # fmt: skip

    def _sort(self, members: list[zipfile.ZipInfo]) -> None:
        """Put each member into its folder; those whose names lead elsewhere are in none."""
        names = [(_name(member), member) for member in members]
        times = Counter(name for name, _ in names)
        outside = []
        for name, member in names:
            parts = name.removesuffix("/").split("/")
            if any(is_noise(part) for part in parts if part != ".."):
                continue
            if "\0" in member.orig_filename or _leads_out(name, parts):
                outside.append(member.orig_filename)
                continue
            self._add_folders(parts if name.endswith("/") else parts[:-1])
            if name.endswith("/"):
                continue
            self._folders["/".join(parts[:-1])][1].add(name)
            self._members[name] = member
            reason = "the zip has it more than once" if times[name] > 1 else _refusal(member)
            if reason:
                self._refused[name] = reason
        if outside:
            self.messages.append(
                f"Left out, since their names lead out of {self.place.name} or too deep: "
                f"{len(outside)} ({named(outside)})."
            )

    def _add_folders(self, parts: list[str]) -> None:
        """Enter a folder, and those in which it lies."""
        above = ""
        for part in parts:
            path = f"{above}/{part}" if above else part
            if path not in self._folders:
                self._folders[path] = (set(), set())
                self._folders[above][0].add(path)
            above = path


def _members(place: Path) -> list[zipfile.ZipInfo]:
    """Read the directory of a zip.

    Raises:
        IntakeError: It has none, or one that is larger than any class needs.
    """
    again = "download it again"
    try:
        _check_directory(place)
        with zipfile.ZipFile(place) as archive:
            members = archive.infolist()
    except OSError as error:
        raise IntakeError(f"{place}: {error.strerror}") from None
    except _DAMAGE as error:
        if isinstance(error, IntakeError):
            raise
        raise IntakeError(f"{place}: this is no zip, or not all of it: {again}") from None
    # Not by `is_dir`, which fails where a name is empty.
    files = [member for member in members if not member.filename.endswith("/")]
    if files and all(member.flag_bits & _LOCKED for member in files):
        raise IntakeError(f"{place}: the zip is encrypted: unpack it, and give the folder")
    return members


def _check_directory(place: Path) -> None:
    """Look at what the end of a zip says of its directory, before anything else reads it."""
    size = place.stat().st_size
    with place.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    start, large = tail.rfind(_END), tail.rfind(_LARGE_END)
    entries, directory = 0, 0
    if start >= 0 and len(tail) - start >= 22:
        entries, directory = struct.unpack_from("<HL", tail, start + 10)
    if large >= 0 and len(tail) - large >= 56:
        entries, directory = struct.unpack_from("<QQ", tail, large + 32)
    if entries > MOST_OF_ALL or directory > _MAX_DIRECTORY:
        raise IntakeError(
            f"{place}: the zip has more than {MOST_OF_ALL:,} files: that is no class; unpack it, "
            "and give the folder"
        )


def _check_overlaps(place: Path, members: list[zipfile.ZipInfo]) -> None:
    """Make sure that no byte of a zip belongs to two of its members, as in one without an end.

    Raises:
        IntakeError: One does.
    """
    if len(members) > MOST_OF_ALL:
        raise IntakeError(f"{place}: the zip has more than {MOST_OF_ALL:,} files")
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise IntakeError(
                f"{place}: the zip's members overlap: it is damaged, or was "
                "made to do harm: download it again"
            )
        end = member.header_offset + _LOCAL_SIZE + member.compress_size
    if end > place.stat().st_size:
        raise IntakeError(f"{place}: this is not all of the zip: download it again")


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 and do not say so."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    name = name.replace("\\", "/")
    while name.startswith("./"):
        name = name[2:]
    return name


def _leads_out(name: str, parts: list[str]) -> bool:
    drive = len(parts[0]) == 2 and parts[0][1] == ":" and parts[0][0].isalpha()
    lost = name.startswith("/") or drive or len(parts) > _MAX_PARTS or len(name) > _MAX_PATH
    return lost or any(part in ("", ".", "..") for part in parts)


def _refusal(member: zipfile.ZipInfo) -> str:
    """Return why a member is not read; empty if it is."""
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "it is a link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is not a regular file"
    if member.flag_bits & _LOCKED:
        return "it is encrypted"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is compressed in an unusual way"
    bound = most_read(member.filename)
    if member.file_size <= bound < member.compress_size - bound:
        return "it is damaged"
    return ""
