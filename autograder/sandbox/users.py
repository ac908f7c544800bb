"""Private users: an id for each worker that nobody else on the machine has."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import signal
from collections.abc import Iterator

__all__ = ["end_processes_of", "private_user", "seen_as"]

# Below what containers map, above what systems give to people and services.
_FIRST, _COUNT = 50_000, 10_000
_ATTEMPTS = 100


def private_user() -> int:
    """Return the id of a user that has no account and no process.

    Raises:
        OSError: None was found.
    """
    for _ in range(_ATTEMPTS):
        user = _FIRST + secrets.randbelow(_COUNT)
        with contextlib.suppress(KeyError):
            pwd.getpwuid(user)
            continue
        if not _processes_of(user):
            return user
    raise OSError("no free user id was found for a worker")


def end_processes_of(user: int) -> None:
    """Kill whatever still runs as a private user; `kill(-1)` would not say when nothing does."""
    while processes := _processes_of(user):
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def seen_as(user: int | None) -> Iterator[None]:
    """Open files as a private user does, in this thread: the kernel then shows its processes.

    Whoever may send signals to this process, or trace it, stays the same.

    Args:
        user: The user; None changes nothing.
    """
    if user is None:
        yield
        return
    libc = ctypes.CDLL(None)
    try:
        libc.setfsgid(user)
        libc.setfsuid(user)
        yield
    finally:
        libc.setfsuid(os.geteuid())
        libc.setfsgid(os.getegid())


def _processes_of(user: int) -> list[int]:
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{entry}/status") as status:
                text = status.read()
                # A process that has ended and waits for its parent can do nothing any more.
                if f"\nUid:\t{user}\t" in text and "\nState:\tZ" not in text:
                    found.append(int(entry))
    return found
