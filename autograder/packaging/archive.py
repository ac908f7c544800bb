"""Writes a zip: the same content, the same bytes, on any machine and at any time."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Packed", "read_folder", "write_archive", "zipped"]

# The earliest that a zip can say.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in an archive."""

    content: bytes
    executable: bool = False


def read_folder(folder: Path, into: str) -> dict[str, Packed]:
    """Return the regular files below a folder, but what editors and Python leave there.

    Args:
        folder: Where they lie.
        into: What their paths begin with in the archive.
    """
    return {
        f"{into}/{path.relative_to(folder).as_posix()}": Packed(path.read_bytes())
        for path in _files(folder)
    }


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _is_source(name)]
        paths = (Path(parent, name) for name in names if _is_source(name))
        yield from (path for path in paths if path.is_file())


def _is_source(name: str) -> bool:
    return not (name.startswith(".") or name == "__pycache__")


def zipped(files: Mapping[str, Packed]) -> bytes:
    """Return a zip of files, by their paths in it."""
    buffer = io.BytesIO()
    # Stored, not deflated: compressors of two machines do not agree on the bytes.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _TIME)
            entry.create_system = _UNIX
            entry.external_attr = (0o100755 if files[path].executable else 0o100644) << 16
            archive.writestr(entry, files[path].content)
    return buffer.getvalue()


def write_archive(target: Path, files: Mapping[str, Packed], *, replace: bool) -> None:
    """Write a zip; whatever goes wrong, what was there stays whole.

    Args:
        target: The file.
        files: What it holds.
        replace: Whether a file that is there may be replaced.

    Raises:
        FileExistsError: There is one, and it may not.
        OSError: It cannot be written.
    """
    content = zipped(files)
    if target.exists() and not replace and target.read_bytes() != content:
        raise FileExistsError(f"{target} is there, and is another")
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
