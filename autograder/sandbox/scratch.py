"""A worker's own folder: made for one user, watched for its size, removed whatever is in it.

`shutil.rmtree` fails on trees that are very deep, and on folders without permissions; what a
submission leaves behind may be both. A grader that is killed removes nothing: the next one does.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile

__all__ = ["Scratch", "remove", "remove_abandoned"]

# No name that anybody would give to a folder of their own; what is in it tells as well.
_PREFIX = "autograder-worker-"
_INNER = "folder"

_MAX_DEPTH = 64
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Scratch:
    """A folder below the system's temporary folder.

    It lies in another one that stays the grader's: its user cannot put anything in its place.

    Args:
        user: Whose folder it is; None for the grader's own user.
    """

    def __init__(self, user: int | None = None) -> None:
        self._lock: int | None
        self._outer, self._lock = _make_locked()
        self.path = os.path.join(self._outer, _INNER)
        os.mkdir(self.path, 0o700)
        if user is not None:
            os.chmod(self._outer, 0o711)
            os.chown(self.path, user, user)

    def exceeds(self, size: int, entries: int) -> bool:
        """Whether the files take more than ``size`` bytes, or are more than ``entries``.

        The folder may change while it is looked at. A tree that is very deep counts as too much,
        and so does what cannot be looked at: a folder that its owner made unreadable may hold
        anything.
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
                        with contextlib.suppress(FileNotFoundError):
                            total += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            stack.append((entry.path, depth + 1))
            except (FileNotFoundError, NotADirectoryError):  # it was there a moment ago
                continue
            except OSError:
                return True
        return total > size

    def remove(self) -> None:
        """Remove the folder and all that is in it. Nobody else may be using it.

        What cannot be removed stays: that is no reason to grade nothing.
        """
        with contextlib.suppress(OSError):
            remove(self._outer)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_abandoned() -> None:
    """Remove the folders that graders of this user have left who were killed."""
    folder = tempfile.gettempdir()
    for name in os.listdir(folder):
        if name.startswith(_PREFIX):
            with contextlib.suppress(OSError):  # another one's, or being made, or just removed
                _remove_if_abandoned(os.path.join(folder, name))


def _make_locked() -> tuple[str, int]:
    """Make a folder and lock it for as long as this process lives; return it and the lock.

    Another grader may have taken the folder for abandoned in between: then this makes another.
    """
    while True:
        path = tempfile.mkdtemp(prefix=_PREFIX)
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(path, _FOLDER)
            with contextlib.suppress(OSError):  # not every file system has locks
                fcntl.flock(lock, fcntl.LOCK_EX)
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock), os.stat(path)):
                    return path, lock
            os.close(lock)


def _remove_if_abandoned(path: str) -> None:
    """Remove a folder of this user's that is a worker's, and that no process has locked.

    Raises:
        OSError: It is locked, or cannot be removed.
    """
    lock = os.open(path, _FOLDER)
    try:
        if os.fstat(lock).st_uid == os.geteuid() and set(os.listdir(lock)) <= {_INNER}:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(path)
    finally:
        os.close(lock)


def remove(folder: str) -> None:
    """Remove a folder with everything in it; links are removed, not followed.

    It walks down and up by descriptors, one at a time. So nothing recurses and no path is ever
    written out, however deep the tree is; `shutil.rmtree` gives up on both.

    Raises:
        OSError: Something in it cannot be removed.
    """
    here = os.open(folder, _FOLDER)
    try:
        # Of each folder on the way down: its name, and the subfolders that are still there.
        way = [(folder, _clear(here))]
        while True:
            name, subfolders = way[-1]
            if subfolders:
                here = _move(here, subfolders[-1])
                way.append((subfolders.pop(), _clear(here)))
            elif len(way) > 1:
                here = _move(here, "..")
                os.rmdir(name, dir_fd=here)
                way.pop()
            else:
                break
    finally:
        os.close(here)
    os.rmdir(folder)


def _clear(folder: int) -> list[str]:
    """Remove what is no folder, open up the subfolders and return their names."""
    subfolders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.name, 0o700, dir_fd=folder)
                subfolders.append(entry.name)
            else:
                os.unlink(entry.name, dir_fd=folder)
    return subfolders


def _move(here: int, name: str) -> int:
    there = os.open(name, _FOLDER, dir_fd=here)
    os.close(here)
    return there
