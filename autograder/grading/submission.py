"""Reads a student's folder into memory: the bytes that are graded are the bytes that were read.

Nothing of it is imported or executed here. Links are not followed; what is no regular file, or
too large, is left out with a note.
"""

from __future__ import annotations

import difflib
import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..quoting import one_line

__all__ = [
    "Submission",
    "SubmissionError",
    "Unrecognised",
    "is_archive",
    "read_submission",
    "recognise",
]

_MAX_FILE = 2 << 20
_MAX_TOTAL = 16 << 20
_MAX_FILES = 500
_MAX_ENTRIES = 10_000
_MAX_DEPTH = 8
_ARCHIVES = (".7z", ".gz", ".rar", ".tar", ".tgz", ".zip")
# As near as `Q1_norm (1).py` is to `q1_norm.py`; comparing more names would take seconds.
_NEAR = 0.8
_MAX_COMPARED = 500
_IGNORED = {
    "__MACOSX", "__pycache__", ".git", ".ipynb_checkpoints", ".venv", "node_modules",
    "site-packages", "venv",
}  # fmt: skip
_ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")


class SubmissionError(ValueError):
    """A folder that cannot be graded at all; its text says why."""


class Unrecognised(SubmissionError):
    """A folder that does not tell which assignment it answers; its text is for students too."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in.

    Args:
        sources: Python files by their path, with ``/`` between its parts.
        others: Names of the other files.
        notes: What was left out, and why, for the student.
    """

    sources: Mapping[str, bytes]
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        """A digest of all sources: one byte changed, another digest."""
        total = hashlib.sha256()
        for path in sorted(self.sources):
            for part in (path.encode("utf-8", "surrogateescape"), self.sources[path]):
                total.update(len(part).to_bytes(8, "big") + part)
        return total.digest()


def read_submission(folder: Path, expected: Collection[str] = ()) -> Submission:
    """Read a student's folder; a single nested folder is unwrapped.

    Args:
        folder: The folder.
        expected: Names of question files: a nested folder that has one of them is found even
            beside other files.

    Raises:
        SubmissionError: There is no such folder, or it cannot be read.
    """
    if not folder.exists():
        raise SubmissionError(f"{folder}: there is no such folder")
    if not folder.is_dir():
        raise SubmissionError(f"{folder}: not a folder (give the folder that has the files)")
    try:
        top = _unwrap(folder, expected)
        return _read(top)
    except PermissionError as error:
        raise SubmissionError(f"{error.filename}: may not be read") from None


def recognise(folder: Path, assignments: Mapping[str, Collection[str]]) -> str:
    """Return the assignment whose question files are in the folder.

    Where there are none, names that are nearly right tell as well: each line says what to rename.

    Args:
        folder: The student's folder.
        assignments: The names of the question files of each assignment.

    Raises:
        Unrecognised: No file of any is there, or files of several are.
        SubmissionError: The folder cannot be read.
    """
    submission = read_submission(folder, [n for names in assignments.values() for n in names])
    sources = {Path(path).name for path in submission.sources}
    fitting = [name for name, files in assignments.items() if sources.intersection(files)]
    if not fitting:
        present = [*sources, *(Path(path).name for path in submission.others)][:_MAX_COMPARED]
        fitting = _nearest(present, assignments)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Unrecognised(
            f"There are files of {' and '.join(fitting)} here: hand in those of one assignment."
        )
    names = "; ".join(f"{a}: {', '.join(sorted(f))}" for a, f in sorted(assignments.items()))
    archives = [name for name in submission.others if is_archive(name)]
    hint = f" `{archives[0]}` is an archive: hand in the files that are in it." if archives else ""
    raise Unrecognised(f"No file of a known assignment is here ({names}).{hint}")


def is_archive(name: str) -> bool:
    """Return whether a file holds other files, going by its name."""
    return name.lower().endswith(_ARCHIVES)


def _nearest(present: Collection[str], assignments: Mapping[str, Collection[str]]) -> list[str]:
    """Return the assignments whose files' names are nearest to those that are there."""
    names = [name.lower() for name in present]
    nearness = {a: sum(_nearness(file, names) for file in f) for a, f in assignments.items()}
    most = max(nearness.values(), default=0.0)
    return [name for name, value in nearness.items() if value == most > 0]


def _nearness(file: str, names: Sequence[str]) -> float:
    """Return how near the nearest name is, from 0 to 1; 0 where none is as near as a slip."""
    nearest = difflib.get_close_matches(file, names, 1, _NEAR)
    return difflib.SequenceMatcher(None, nearest[0], file).ratio() if nearest else 0.0


def _unwrap(folder: Path, expected: Collection[str]) -> Path:
    for _ in range(_MAX_DEPTH):
        entries = [entry for entry in _entries(folder) if not _ignored(entry.name)]
        files = [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
        folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        if any(entry.name in expected or entry.name.endswith(".py") for entry in files):
            return folder
        within = [f for f in folders if any((Path(f.path) / name).is_file() for name in expected)]
        if len(within) == 1:
            return Path(within[0].path)
        if len(folders) != 1 or files:
            return folder
        folder = Path(folders[0].path)
    return folder


def _read(top: Path) -> Submission:
    sources: dict[str, bytes] = {}
    others: list[str] = []
    notes: list[str] = []
    total = 0
    for count, path in enumerate(_walk(top, "", 0)):
        name = _shown(path)
        if count >= _MAX_ENTRIES:
            notes.append(f"only the first {_MAX_ENTRIES} files were looked at")
            break
        if path.endswith("/"):
            notes.append(f"`{name}` was left out: it may not be read, or lies too deep")
            continue
        if not path.endswith(".py"):
            others.append(name)
            continue
        if len(sources) >= _MAX_FILES:
            notes.append(f"`{name}` was left out: there are more than {_MAX_FILES} Python files")
            break
        content = _read_file(top / path) if name == path[:200] else "its name cannot be printed"
        if isinstance(content, str):
            notes.append(f"`{name}` was left out: {content}")
        elif total + len(content) > _MAX_TOTAL:
            notes.append(f"`{name}` was left out: all files together exceed {_MAX_TOTAL >> 20} MiB")
        else:
            total += len(content)
            sources[path] = content
    return Submission(sources, tuple(others), tuple(notes))


def _walk(top: Path, prefix: str, depth: int) -> Iterator[str]:
    """Yield the files' paths, and with a final ``/`` those of folders that cannot be entered."""
    try:
        entries = _entries(top / prefix)
    except PermissionError:
        if depth == 0:
            raise
        yield prefix
        return
    # Files before folders: a data set or a library must not take the room of the answers.
    for is_folder, entry in sorted(
        ((entry.is_dir(follow_symlinks=False), entry) for entry in entries),
        key=lambda pair: (pair[0], pair[1].name),
    ):
        if _ignored(entry.name) or (is_folder and _is_environment(entry)):
            continue
        path = f"{prefix}{entry.name}"
        if not is_folder:
            yield path
        elif depth < _MAX_DEPTH:
            yield from _walk(top, f"{path}/", depth + 1)
        else:
            yield f"{path}/"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_environment(folder: os.DirEntry[str]) -> bool:
    """Return whether a folder holds an installed Python, whatever its name."""
    return any(os.path.exists(f"{folder.path}/{mark}") for mark in _ENVIRONMENT_MARKS)


def _ignored(name: str) -> bool:
    return name in _IGNORED or name.startswith((".", "._"))


def _read_file(path: Path) -> bytes | str:
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
        if status.st_size > _MAX_FILE:
            return f"it is larger than {_MAX_FILE >> 20} MiB"
        return file.read(_MAX_FILE + 1)[:_MAX_FILE]


def _shown(path: str) -> str:
    return one_line(path.encode("utf-8", "backslashreplace").decode())[:200]
