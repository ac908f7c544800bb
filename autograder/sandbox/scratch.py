"""Removes a folder that a worker could write to, whatever it has left there."""

from __future__ import annotations

import os

__all__ = ["remove"]

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


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
