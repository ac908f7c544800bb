"""Tries, in a worker, what a worker must not be able to do, and what it must."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

import sympy

__all__ = ["probe"]


def probe(secret: str, grader: int) -> dict[str, list[str]]:
    """Try each thing; return what was ``possible`` of the forbidden and ``lacking`` of the needed.

    Args:
        secret: A file of the grader's that must not be readable.
        grader: The grader's process id.
    """
    attempts: dict[str, Callable[[], object]] = {
        "read the grader's files": lambda: _read(secret),
        "read the grader's memory": lambda: _read(f"/proc/{grader}/mem"),
        "read the grader's environment": lambda: _read(f"/proc/{grader}/environ"),
        "signal the grader": lambda: os.kill(grader, 0),
        "write outside its folder": _write_outside,
        "start a process": _fork,
        "run a program": lambda: os.execv("/bin/true", ["true"]),
        "open a socket": lambda: socket.socket().close(),
        "change a file's mode": lambda: os.chmod(".", 0o777),
    }
    needed: dict[str, Callable[[], object]] = {
        "read the standard library": lambda: _read(os.__file__),
        "read the installed packages": lambda: _read(str(sympy.__file__)),
        "write in its folder": lambda: _write_in("."),
    }
    return {
        "possible": [what for what, attempt in attempts.items() if _possible(attempt)],
        "lacking": [what for what, attempt in needed.items() if not _possible(attempt)],
    }


def _possible(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _read(path: str) -> None:
    with open(path, "rb", buffering=0) as file:
        file.read(0)


def _write_in(folder: str) -> None:
    path = os.path.join(folder, f".autograder-{os.getpid()}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    os.unlink(path)


def _write_outside() -> None:
    folders = ("/dev/shm", "/tmp", "/var/tmp")
    if not any(_possible(lambda folder=folder: _write_in(folder)) for folder in folders):
        raise PermissionError


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()
