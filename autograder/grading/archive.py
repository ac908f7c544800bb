"""Reads a zip archive in memory: nothing is unpacked, and no claim of the archive is believed.

Its size and that of its directory are limited before it is opened, what a member takes is limited
while it is read, and members that somebody could hide something in are left out: links, encrypted
ones, those of one name, those with other archives in them. Where members overlap, as in an archive
that is made to grow without end, none is read.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter

from .reading import MAX_DEPTH, in_environment, is_ignored

__all__ = ["MAX_ARCHIVE", "Archive", "ArchiveError", "is_archive"]

MAX_ARCHIVE = 16 << 20

_MAX_DIRECTORY = 1 << 20
_MAX_ENTRIES = 10_000
# All that is taken out of one archive, with what turns out to be too large to be kept.
_MAX_TAKEN = 64 << 20
_PIECE = 1 << 16
_ENDINGS = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zip")

_END = struct.Struct("<4s4H2LH")
_END_MARK, _LARGE_END_MARK = b"PK\x05\x06", b"PK\x06\x07"
_LARGE_END_SIZE = 20
_MAX_COMMENT = 1 << 16
_LOCAL = struct.Struct("<4s22x2H")
_LOCAL_MARK = b"PK\x03\x04"
# Bits of a member's flags: encrypted, patched, strongly encrypted, directory encrypted.
_LOCKED = 0x1 | 0x20 | 0x40 | 0x2000
_DRIVE = re.compile(r"[A-Za-z]:")
# What `zipfile` raises on what is no archive, or a damaged one.
_DAMAGE = (
    EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class ArchiveError(ValueError):
    """An archive that is not read; its text says why."""


def is_archive(name: str) -> bool:
    """Return whether a file holds other files, going by its name."""
    return name.lower().endswith(_ENDINGS)


class Archive:
    """A zip archive: `paths` has the files that can be read, `left_out` why others cannot.

    Args:
        content: The archive's bytes, at most `MAX_ARCHIVE`.

    Raises:
        ArchiveError: It is not read at all.
    """

    def __init__(self, content: bytes) -> None:
        _check_directory(content)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE:
            raise ArchiveError("it is damaged") from None
        members = self._archive.infolist()
        if len(members) > _MAX_ENTRIES:
            raise ArchiveError(f"it has more than {_MAX_ENTRIES} members")
        _check_overlaps(content, members)
        self._taken = 0
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.left_out: dict[str, str] = {}
        self._sort(members)

    @property
    def paths(self) -> list[str]:
        """The files that can be read, nearest the top first."""
        return sorted(self._members, key=lambda path: (path.count("/"), path))

    def read(self, path: str, limit: int) -> bytes | str:
        """Return the content of a file, or why it is not read."""
        pieces, size = [], 0
        try:
            with self._archive.open(self._members[path]) as member:
                # The header may say anything of the size.
                while piece := member.read(_PIECE):
                    size += len(piece)
                    self._taken += len(piece)
                    if size > limit:
                        return f"it is larger than {limit >> 20} MiB"
                    if self._taken > _MAX_TAKEN:
                        return f"the archive holds more than {_MAX_TAKEN >> 20} MiB"
                    pieces.append(piece)
        except _DAMAGE:
            return "it is damaged"
        return b"".join(pieces)

    def _sort(self, members: list[zipfile.ZipInfo]) -> None:
        """Tell what can be read from what is left out, and from what nobody asks for."""
        # Not by `is_dir`, which fails where a name is empty, or has a zero at its beginning.
        found = [(m.filename.replace("\\", "/"), m) for m in members]
        files = [(name, member) for name, member in found if not name.endswith("/")]
        times = Counter(name for name, _ in files)
        installed = in_environment([name for name, _ in files])
        for name, member in files:
            parts = name.split("/")
            if any(is_ignored(part) for part in parts if part != "..") or installed(name):
                continue
            reason = _refusal(name, parts, member)
            if times[name] > 1:
                reason = "the archive has it more than once"
            if reason:
                self.left_out[name] = reason
            else:
                self._members[name] = member


def _refusal(name: str, parts: list[str], member: zipfile.ZipInfo) -> str:
    """Return why a member is not read; empty if it is."""
    mode = member.external_attr >> 16
    if not name:
        return "it has no name"
    if name.startswith("/") or ".." in parts or "" in parts or _DRIVE.match(name):
        return "its name leads out of the archive"
    if len(parts) > MAX_DEPTH + 1:
        return "it lies too deep"
    if stat.S_ISLNK(mode):
        return "it is a link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is not a regular file"
    if member.flag_bits & _LOCKED:
        return "it is encrypted: hand it in without a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is compressed in an unusual way"
    return ""


def _check_directory(content: bytes) -> None:
    """Look at what the end of an archive says of its directory, before anything else does."""
    start = _end(content)
    if start is None:
        raise ArchiveError("it is no zip archive, or not all of it")
    _, _, _, _, entries, size, _, _ = _END.unpack_from(content, start)
    large = content[max(0, start - _LARGE_END_SIZE) :].startswith(_LARGE_END_MARK)
    if large or size > _MAX_DIRECTORY or entries > _MAX_ENTRIES:
        raise ArchiveError(f"its directory is larger than {_MAX_ENTRIES} files need")


def _end(content: bytes) -> int | None:
    """Return where the last record of an archive begins, as `zipfile` finds it."""
    start = len(content) - _END.size
    if start >= 0 and content.startswith(_END_MARK, start) and content.endswith(b"\0\0"):
        return start
    start = content.rfind(_END_MARK, max(0, len(content) - _END.size - _MAX_COMMENT))
    return start if 0 <= start <= len(content) - _END.size else None


def _check_overlaps(content: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Make sure that no byte of an archive belongs to two of its members.

    Raises:
        ArchiveError: One does.
    """
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        start = member.header_offset
        if start < end:
            raise ArchiveError("its members overlap")
        header = content[start : start + _LOCAL.size] if start >= 0 else b""
        if len(header) < _LOCAL.size or not header.startswith(_LOCAL_MARK):
            raise ArchiveError("it is damaged")
        _, name, extra = _LOCAL.unpack(header)
        end = start + _LOCAL.size + name + extra + member.compress_size
    if end > len(content):
        raise ArchiveError("it is damaged")
