"""Reads a student's folder into memory: the bytes that are graded are the bytes that were read.

Nothing of it is imported or executed here. Links are not followed; what is no regular file, or
too large, is left out with a reason. What lies nearest the top is read first, and before all else
what may be a question file: no data set and no library takes its room.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

__all__ = [
    "MAX_DEPTH",
    "MAX_FILE",
    "TOO_LARGE",
    "Basket",
    "Reader",
    "in_environment",
    "is_ignored",
    "legible",
    "read_file",
    "shown",
    "walk",
]

MAX_FILE = 2 << 20
MAX_DEPTH = 8
#: Why most files that are left out are.
TOO_LARGE = f"it is larger than {MAX_FILE >> 20} MiB"

_MAX_TOTAL = 16 << 20
_MAX_FILES = 500
_MAX_ENTRIES = 200_000
_LATEX = (".tex", ".sty")
_IGNORED = {
    "__MACOSX", "__pycache__", ".git", ".ipynb_checkpoints", ".venv", "node_modules",
    "site-packages", "venv",
}  # fmt: skip
_ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")

#: Returns the content of a file that is at most so many bytes long, or why it is not read.
Reader = Callable[[str, int], "bytes | str"]


class Basket:
    """Collects contents, as many and as large as somebody writes by hand.

    `contents` has what was read, by its path; `others` the names of all other files, and
    `left_out` the reasons for those that should have been read.

    Args:
        wanted: Whether a file of this name is read first, whatever its ending; Python files are
            read in any case, and last those in LaTeX.
    """

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self._wanted = wanted
        self._total = 0
        self._files = 0
        self._is_full = False
        self.contents: dict[str, bytes] = {}
        self.others: list[str] = []
        self.left_out: dict[str, str] = {}

    def fill(self, paths: Collection[str], read: Reader, *, prefix: str = "") -> None:
        """Read what matters of some files.

        Args:
            paths: The files, nearest first; a folder that cannot be entered ends with ``/``.
            read: Reads one.
            prefix: What they get in front of their paths.
        """
        wanted = [path for path in paths if self._wanted(path.rpartition("/")[2])]
        first = frozenset(wanted)
        latex = [path for path in paths if path not in first and path.lower().endswith(_LATEX)]
        last = frozenset(latex)
        code = (path for path in paths if path not in first and path not in last)
        for path in (*wanted, *code, *latex):
            if path.endswith("/"):
                self.left_out[legible(prefix + path)] = "it may not be read, or lies too deep"
            elif path in first or path in last or path.endswith(".py"):
                # A library beside an archive leaves room for what is in it.
                most = 2 * _MAX_FILES if path in first else _MAX_FILES
                self._add(path, read, prefix, most)
            else:
                self.others.append(legible(prefix + path))

    def _add(self, path: str, read: Reader, prefix: str, most: int) -> None:
        # A folder's name may be any bytes; that of a file is imported.
        name = legible(prefix + path)
        if self._files >= most:
            # Once: the others go without saying.
            if not self._is_full:
                self.left_out[name] = f"there are more than {_MAX_FILES} Python files"
            self._is_full = True
            return
        is_text = _is_text(path.rpartition("/")[2])
        content = read(path, MAX_FILE) if is_text else "its name is not valid text"
        if isinstance(content, bytes) and self._total + len(content) > _MAX_TOTAL:
            content = f"all files together exceed {_MAX_TOTAL >> 20} MiB"
        if isinstance(content, str):
            self.left_out[name] = content
            return
        self._total += len(content)
        self._files += 1
        self.contents[name] = content


def walk(top: Path) -> tuple[list[str], bool]:
    """Return the files' paths, nearest first, and whether these are all.

    Folders that cannot be entered have a final ``/``.

    Raises:
        PermissionError: The folder itself may not be read.
    """
    found: list[str] = []
    level = [""]
    for depth in range(MAX_DEPTH + 1):
        below: list[str] = []
        for prefix in level:
            for is_folder, path in _entries(top, prefix):
                if len(found) + len(below) >= _MAX_ENTRIES:
                    return found, False
                if not is_folder:
                    found.append(path)
                elif depth < MAX_DEPTH:
                    below.append(f"{path}/")
                else:
                    found.append(f"{path}/")
        level = below
    return found, True


def _entries(top: Path, prefix: str) -> Iterator[tuple[bool, str]]:
    try:
        with os.scandir(top / prefix) as scan:
            entries = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in scan)
    except OSError:
        if not prefix:
            raise
        yield False, prefix
        return
    for name, is_folder in entries:
        path = f"{prefix}{name}"
        if is_ignored(name) or (is_folder and _is_environment(top / path)):
            continue
        yield is_folder, path


def _is_environment(folder: Path) -> bool:
    """Return whether a folder holds an installed Python, whatever its name."""
    return any(os.path.exists(folder / mark) for mark in _ENVIRONMENT_MARKS)


def in_environment(paths: Collection[str]) -> Callable[[str], bool]:
    """Return what tells whether a path lies in an installed Python, going by all paths."""
    folders = tuple(
        f"{'/'.join(parts[:index])}/"
        for parts in (path.split("/") for path in paths)
        for index, part in enumerate(parts)
        if index and part in _ENVIRONMENT_MARKS
    )
    return lambda path: path.startswith(folders)


def is_ignored(name: str) -> bool:
    """Return whether tools leave a file or folder of this name behind."""
    return name in _IGNORED or name.startswith(".")


def read_file(path: Path, limit: int) -> bytes | str:
    """Return the content of a regular file, or why it is not read."""
    try:
        # Without O_NONBLOCK, opening a FIFO would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return "it is a link" if error.errno == errno.ELOOP else f"{error.strerror}"
    with open(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return "it is not a regular file"
        if status.st_size > limit:
            return f"it is larger than {limit >> 20} MiB"
        try:
            return file.read(limit + 1)[:limit]
        except OSError as error:
            return f"{error.strerror}"


def legible(path: str) -> str:
    """Return a path as text of one line: what is no text, or a control, is written out."""
    text = path.encode("utf-8", "backslashreplace").decode()
    return "".join(c if _is_plain(c) else repr(c)[1:-1] for c in text)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _is_plain(character: str) -> bool:
    # Systems put spaces of several kinds into the names of copies.
    return character.isprintable() or unicodedata.category(character) == "Zs"


def shown(path: str) -> str:
    """Return a path for a message, not too long."""
    return legible(path)[:200]
