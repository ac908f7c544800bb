"""Private users: an id for each worker that nobody else on the machine has."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import pwd
import secrets
import signal
import socket
from collections.abc import Iterator

__all__ = ["PrivateUser", "seen_as"]

# Below what containers map, above what systems give to people and services.
_FIRST, _COUNT = 50_000, 10_000
_ATTEMPTS = 100
# From <linux/prctl.h>.
_SET_DEATH_SIGNAL, _GET_DEATH_SIGNAL = 1, 2
_CLAIM = "\0autograder/private-user/{}"


class PrivateUser:
    """A user that has no account and no process, and that no other grader has at the same time.

    Graders on one machine would otherwise now and then draw the same id, and the one that ends its
    worker first would end the other's. So each holds a socket of the id's name for as long as it
    has the id; the kernel closes it with the process.

    Attributes:
        id: The user's id, and its group's.

    Raises:
        OSError: None was found.
    """

    def __init__(self) -> None:
        for _ in range(_ATTEMPTS):
            number = _FIRST + secrets.randbelow(_COUNT)
            claim = _claim(number)
            if claim is None:
                continue
            if not _has_account(number) and not _processes_of(number):
                self.id = number
                self._claim = claim
                return
            claim.close()
        raise OSError("no free user id was found for a worker")

    def end_processes(self) -> None:
        """Kill whatever still runs as this user; `kill(-1)` would not say when nothing does."""
        while processes := _processes_of(self.id):
            for process in processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def release(self) -> None:
        """Let others have the id: nothing of this user's is left."""
        self._claim.close()


def _claim(user: int) -> socket.socket | None:
    """Return the socket that stands for having an id; none if another grader has it."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(_CLAIM.format(user))
    except OSError as error:
        claim.close()
        if error.errno != errno.EADDRINUSE:
            raise
        return None
    return claim


def _has_account(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


@contextlib.contextmanager
def seen_as(user: int | None) -> Iterator[None]:
    """Open files as a private user does, in this thread: the kernel then shows its processes.

    Whoever may send signals to this process, or trace it, stays the same, and so does the signal
    that it gets when its parent ends: the kernel forgets it when an id changes.

    Args:
        user: The user; None changes nothing.
    """
    if user is None:
        yield
        return
    libc = ctypes.CDLL(None)
    death_signal = ctypes.c_int()
    libc.prctl(_GET_DEATH_SIGNAL, ctypes.byref(death_signal))
    try:
        libc.setfsgid(user)
        libc.setfsuid(user)
        yield
    finally:
        libc.setfsuid(os.geteuid())
        libc.setfsgid(os.getegid())
        libc.prctl(_SET_DEATH_SIGNAL, death_signal.value)


def _processes_of(user: int) -> list[int]:
    found, line = [], b"\nUid:\t%d\t" % user
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                text = _status(entry)
                # A process that has ended and waits for its parent can do nothing any more.
                if line in text and b"\nState:\tZ" not in text:
                    found.append(int(entry))
    return found


def _status(process: str) -> bytes:
    """Return what the kernel says of a process first; all are asked, so a file object is dear."""
    status = os.open(f"/proc/{process}/status", os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(status, 4096)
    finally:
        os.close(status)
