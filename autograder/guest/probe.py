"""Tries, in a worker, what a worker must not be able to do, and what it must."""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import time
from collections.abc import Callable
from functools import partial

import sympy

__all__ = ["probe"]

_SHARED_FOLDERS = ("/dev/shm", "/tmp", "/var/tmp")


def probe(secrets: list[str], grader: int) -> dict[str, list[str]]:
    """Try each thing: what is forbidden, and what is needed.

    Args:
        secrets: Files and folders of the grader's that must not be readable.
        grader: The grader's process id.

    Returns:
        What was ``possible`` of the forbidden, which of the secrets were ``read``, and what is
        ``lacking`` of the needed.
    """
    forbidden: dict[str, Callable[[], object]] = {
        "read the grader's memory": partial(_read, f"/proc/{grader}/mem"),
        "read the grader's environment": partial(_read, f"/proc/{grader}/environ"),
        "signal the grader": partial(os.kill, grader, 0),
        "slow the grader down": partial(os.sched_setaffinity, grader, os.sched_getaffinity(0)),
        "write outside its folder": _write_outside,
        "start a process": _fork,
        "run a program": _execute,
        "open a socket": _open_socket,
        "change a file's mode": partial(os.chmod, ".", 0o700),
        "make memory that no limit counts": _share_memory,
        "go on while it is stopped": _continue,
    }
    needed: dict[str, Callable[[], object]] = {
        "read the standard library": partial(_read, os.__file__),
        "read the installed packages": partial(_read, str(sympy.__file__)),
        "write in its folder": partial(_write_in, "."),
    }
    return {
        "possible": [what for what, attempt in forbidden.items() if _possible(attempt)],
        "read": [path for path in secrets if _possible(partial(_read, path))],
        "lacking": [what for what, attempt in needed.items() if not _possible(attempt)],
    }


def _possible(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _read(path: str) -> None:
    os.close(os.open(path, os.O_RDONLY))


def _write_in(folder: str) -> None:
    path = os.path.join(folder, f".autograder-{os.getpid()}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    os.unlink(path)


def _write_outside() -> None:
    if not any(_possible(partial(_write_in, folder)) for folder in _SHARED_FOLDERS):
        raise PermissionError


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _execute() -> None:
    # A program that is there would replace this process.
    try:
        os.execv("/nonexistent", ["nonexistent"])
    except FileNotFoundError:
        return


def _open_socket() -> None:
    socket.socket(socket.AF_UNIX).close()


def _share_memory() -> None:
    if _possible(lambda: os.close(os.memfd_create("autograder"))):
        return
    mmap.mmap(-1, mmap.PAGESIZE).close()  # shared, without a file


def _continue() -> None:
    # Either undoes a stop: a timer whose signal is SIGCONT, a thread that sends it all the time.
    if not _possible(_make_timer):
        os.kill(os.getpid(), signal.SIGCONT)


def _make_timer() -> None:
    libc, timer = ctypes.CDLL(None, use_errno=True), ctypes.c_void_p()
    if libc.timer_create(time.CLOCK_MONOTONIC, None, ctypes.byref(timer)) != 0:
        raise OSError(ctypes.get_errno(), "no timer")
    libc.timer_delete(timer)
