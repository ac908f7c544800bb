"""Locks the platform's folder before anything of a student is touched.

Below the folder lie the grader's sources and the reference, the results, the submission and the
platform's data on the student. Workers have users of their own; after this none of them reaches
any of it, whatever other layers the kernel has. What is a link is left alone: the submission may
be full of them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

__all__ = ["PLATFORM", "lock"]

#: Where Gradescope keeps everything, in a container of its own.
PLATFORM = Path("/autograder")

_SOURCE = "source"
# Python runs from there as a worker's user too.
_ENVIRONMENT = ".venv"
# What every user can write to, and could leave something in for the next worker. In a container
# that is made for one submission nobody else needs them; on a person's machine they would.
_SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run/lock", "/var/lock", "/var/crash")

_PRIVATE, _PASSABLE = 0o700, 0o711


def lock(root: Path, *, shared: Iterable[str] = _SHARED) -> None:
    """Lock the platform's folder for everybody but its owner.

    Args:
        root: The folder, `PLATFORM` unless somebody tries this out elsewhere.
        shared: Folders that every user can write to; they are closed only where the folder is the
            platform's own, and this process is root.

    Raises:
        OSError: Something cannot be locked.
    """
    _restrict(root, _PASSABLE)
    for path in root.iterdir():
        _restrict(path, _PASSABLE if path.name == _SOURCE else _PRIVATE)
    source = root / _SOURCE
    # A link's target belongs to somebody else.
    if source.is_dir() and not source.is_symlink():
        for path in source.iterdir():
            if path.name != _ENVIRONMENT:
                _restrict(path, _PRIVATE)
                if path.is_dir() and not path.is_symlink():
                    _take_from_others(path)
    if root == PLATFORM and os.geteuid() == 0:
        for folder in shared:
            if os.path.isdir(folder):
                _restrict(Path(folder), _PASSABLE)


def _take_from_others(folder: Path) -> None:
    """Let nobody but the owner write in a folder of the sources: a course is not taken else."""
    for parent, folders, files in os.walk(folder):
        for path in (Path(parent, name) for name in (*folders, *files)):
            found = path.lstat().st_mode
            if not stat.S_ISLNK(found) and found & 0o022:
                _restrict(path, stat.S_IMODE(found) & ~0o022)


def _restrict(path: Path, mode: int) -> None:
    """Give a folder that must be passable this mode, and anything private no more; no links."""
    # A descriptor that nothing can be read from opens FIFOs and devices without touching them.
    descriptor = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor).st_mode
        if not stat.S_ISLNK(found):
            kept = mode if mode == _PASSABLE else stat.S_IMODE(found) & mode
            os.chmod(f"/proc/self/fd/{descriptor}", kept)
    finally:
        os.close(descriptor)
