"""A worker's own folder: made for one user, watched for its size, removed whatever is in it.

`shutil.rmtree` fails on trees that are very deep, and on folders without permissions; what a
submission leaves behind may be both.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from collections.abc import Iterator

__all__ = ["Scratch"]

_MAX_DEPTH = 64
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Scratch:
    """A folder below the system's temporary folder.

    It lies in another one that stays the grader's: its user cannot put anything in its place.

    Args:
        user: Whose folder it is; None for the grader's own user.
    """

    def __init__(self, user: int | None = None) -> None:
        self._outer = tempfile.mkdtemp(prefix="autograder-")
        self.path = os.path.join(self._outer, "folder")
        os.mkdir(self.path, 0o700)
        if user is not None:
            os.chmod(self._outer, 0o711)
            os.chown(self.path, user, user)

    def exceeds(self, size: int, entries: int) -> bool:
        """Whether the files take more than ``size`` bytes, or are more than ``entries``.

        The folder may change while it is looked at; a tree that is very deep counts as too much.
        """
        total = count = 0
        stack = [(self.path, 0)]
        while stack:
            path, depth = stack.pop()
            try:
                with os.scandir(path) as listing:
                    for entry in listing:
                        count += 1
                        if count > entries or depth > _MAX_DEPTH:
                            return True
                        with contextlib.suppress(OSError):
                            total += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            stack.append((entry.path, depth + 1))
            except OSError:
                continue
        return total > size

    def remove(self) -> None:
        """Remove the folder and all that is in it. Nobody else may be using it."""
        with contextlib.suppress(FileNotFoundError):
            outer = os.open(self._outer, _FOLDER)
            try:
                _empty(outer)
            finally:
                os.close(outer)
            os.rmdir(self._outer)


def _empty(top: int) -> None:
    """Remove everything in a folder: what lies deeper is moved up first, so depth is no matter."""
    names = (f"-{number}" for number in itertools.count())
    while True:
        entries = os.listdir(top)
        if not entries:
            return
        for entry in entries:
            try:
                os.unlink(entry, dir_fd=top)
            except (IsADirectoryError, PermissionError):
                _lift(top, entry, names)


def _lift(top: int, folder: str, names: Iterator[str]) -> None:
    """Move a folder's subfolders to the top, remove its files and then itself."""
    # A folder without permissions cannot be opened by its owner. (No link comes here: those can
    # be unlinked.)
    os.chmod(folder, 0o700, dir_fd=top)
    inside = os.open(folder, _FOLDER, dir_fd=top)
    try:
        for entry in os.listdir(inside):
            try:
                os.unlink(entry, dir_fd=inside)
            except (IsADirectoryError, PermissionError):
                _move_up(inside, entry, top, names)
    finally:
        os.close(inside)
    os.rmdir(folder, dir_fd=top)


def _move_up(inside: int, entry: str, top: int, names: Iterator[str]) -> None:
    # Moving a folder changes its entry "..", for which its owner must be able to write in it.
    os.chmod(entry, 0o700, dir_fd=inside)
    for name in names:
        try:
            os.stat(name, dir_fd=top, follow_symlinks=False)
        except FileNotFoundError:
            os.rename(entry, name, src_dir_fd=inside, dst_dir_fd=top)
            return
