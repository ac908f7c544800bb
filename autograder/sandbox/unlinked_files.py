"""Files that a process has removed and still uses: no folder shows them, and they fill the disk.

`/proc` does, among what the process has open and what it has mapped. The kernel lets those look who
are the same user, and root only with a capability that containers lack.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from functools import partial

from .users import seen_as

__all__ = ["held_bytes"]

_REMOVED = b" (deleted)"


def held_bytes(process: int, folder: str, *, user: int | None, largest: int) -> int:
    """Return what a process's removed files take; what the kernel does not show counts nothing.

    The filter of system calls sees to it that all threads have the same files open, that none
    keeps the kernel from showing them, and that nothing else keeps a file.

    Args:
        process: Its id.
        folder: Where it can write. What else it has mapped was there before it: a library that has
            been replaced since is removed too.
        user: Whose it is; None for the grader's own user.
        largest: What one file can take at most. A file that is mapped and not open counts as much:
            its size is not shown, and a single page keeps all of it.
    """
    with seen_as(user):
        threads = _threads(process)
        opened = _first(_opened, threads)
        mapped = _first(partial(_mapped, folder=folder), threads)
    return sum({**dict.fromkeys(mapped, largest), **opened}.values())


def _threads(process: int) -> list[str]:
    folder = f"/proc/{process}/task"
    with contextlib.suppress(FileNotFoundError):  # it has ended
        return [f"{folder}/{thread}" for thread in os.listdir(folder)]
    return []


def _first(look: Callable[[str], dict[int, int] | None], threads: list[str]) -> dict[int, int]:
    """Return what the first thread shows that shows anything: one that has ended does not."""
    for thread in threads:
        with contextlib.suppress(OSError):
            found = look(thread)
            if found is not None:
                return found
    return {}


def _opened(thread: str) -> dict[int, int] | None:
    """Return the sizes of open files that are removed, by their numbers on the disk."""
    names = os.listdir(f"{thread}/fd")
    sizes = {}
    for name in names:
        with contextlib.suppress(FileNotFoundError):  # closed since
            file = os.stat(f"{thread}/fd/{name}")
            if file.st_nlink == 0 and (stat.S_ISREG(file.st_mode) or stat.S_ISDIR(file.st_mode)):
                sizes[file.st_ino] = file.st_blocks * 512
    return sizes if names else None


def _mapped(thread: str, *, folder: str) -> dict[int, int] | None:
    """Return the numbers of mapped files that are removed from a folder, with no sizes."""
    inside = os.fsencode(os.path.realpath(folder)) + b"/"
    with open(f"{thread}/maps", "rb") as file:
        maps = file.read()
    numbers = {}
    for line in maps.splitlines() if _REMOVED in maps else ():
        # Addresses, rights, offset, device, number, and a name that may have spaces.
        number, _, name = line.partition(b":")[2].split(b" ", 1)[1].partition(b" ")
        if line.endswith(_REMOVED) and name.lstrip().startswith(inside):
            numbers[int(number)] = 0
    return numbers if maps else None
