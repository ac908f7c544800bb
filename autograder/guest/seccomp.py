"""A seccomp filter for a worker: threads and arithmetic, and little of the rest of the kernel.

Refused are new processes and programs, sockets, signals, limits and priorities of other processes,
changes of owners, modes, times and attributes and watching files (which Landlock does not cover),
locks, leases and notices by which others wait or are signalled, writing out what others have
written, shared memory that no limit counts, descriptors sent over a socket, and the interfaces
through which kernels are attacked; whatever would wake this process while the grader has stopped
it, a timer that sends SIGCONT above all; and what keeps a removed file where the grader does not
see it, or makes it larger than a file may be. The calls fail with EPERM, so that a library that can
do without them does. A few succeed and do nothing: a lock that keeps other processes out, of which
there are none in its folder, and writing to the disk what will not outlive it. The filter checks
the architecture: numbers differ.

For a worker on a GPU, ``accelerated``, the requests of its driver pass too, which go to the devices
that Landlock leaves.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
from collections.abc import Iterable

from .system_calls import ARCHITECTURES, COMMON, Architecture

__all__ = ["SeccompError", "available", "install"]

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_SECCOMP_MODE_FILTER = 2
# A thread, with the open files of the others: those in a table of its own would not be seen.
_THREAD = 0x00010000 | 0x00000400
_CLOSE_RANGE_CLOEXEC = 4
# What a file object asks of its descriptor. Everything else talks to devices, terminals above all
# (TIOCSTI types into one), or hands a descriptor's signals to another process (FIOSETOWN).
_TCGETS, _TCGETS2, _TIOCGWINSZ, _FIONREAD = 0x5401, 0x802C542A, 0x5413, 0x541B
_FIONBIO, _FIONCLEX, _FIOCLEX, _FIOQSIZE = 0x5421, 0x5450, 0x5451, 0x5460
_IOCTLS = [_TCGETS, _TCGETS2, _TIOCGWINSZ, _FIONREAD, _FIONBIO, _FIONCLEX, _FIOCLEX, _FIOQSIZE]
# Requests of NVIDIA's driver: those to the GPU have the letter F in their second byte; those to the
# unified memory are small numbers, except for the first and the last one.
_TYPE_MASK, _DRIVER_TYPE, _MEMORY_REQUESTS = 0xFF00, ord("F") << 8, 0x100
_MEMORY_BEGIN, _MEMORY_END = 0x30000001, 0x30000002
# Of mmap's flags: the bit that both kinds of shared memory have, and that for memory of no file.
_MAP_SHARED_ANONYMOUS = 0x21
# What may be asked of a descriptor: F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK,
# F_DUPFD_CLOEXEC, F_GETPIPE_SZ. By the others a descriptor's owner gets a signal of choice
# (F_SETOWN), everybody who opens a file waits (F_SETLEASE, F_SETDELEG), a folder is watched
# (F_NOTIFY), pipes take more of the kernel's memory, which no limit of a process counts
# (F_SETPIPE_SZ; `setsockopt` is refused for that too), and threads keep files by locks that wait
# for each other (F_OFD_SETLKW).
_FCNTLS = [0, 1, 2, 3, 4, 5, 1030, 1032]
# Locks between processes, which sqlite cannot do without: a file of a package, too, can be locked.
_F_SETLK, _F_SETLKW = 6, 7
# While one file is written out, others that are to be written out wait.
_WRITING_OUT = ("fsync", "fdatasync", "msync")
# Of open's flags: reading, writing or both; all bits together are for requests to devices.
_ACCESS_MODE = 3

_KILL = 0x80000000  # the process, not the thread
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_DONE = _ERRNO  # without an error: the call is not made, and returns 0

# Offsets in struct seccomp_data: number, architecture, instruction pointer, arguments (64 bits).
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_LOAD, _EQUAL, _GREATER_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_AND = 0x54

_CLONE3, _CLOSE_RANGE = 435, 436
# The kernel's table when this was written ends here; newer calls are unknown to old libraries.
_LAST_KNOWN = 470

# Allowed with some arguments only, or refused in another way.
_CONDITIONAL = (
    "clone", "fallocate", "fcntl", "fdatasync", "fsync", "ioctl", "kill", "mmap", "msync", "open",
    "openat", "prctl", "prlimit64", "tgkill",
)  # fmt: skip


class SeccompError(OSError):
    """The filter cannot be installed here; its text says why."""


def available() -> bool:
    """Whether the architecture is known, and the kernel has filters."""
    # Asked with no filter, a kernel that has them objects to the address; another to the request.
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, None, 0, 0)
    return platform.machine() in ARCHITECTURES and ctypes.get_errno() == errno.EFAULT


def install(*, accelerated: bool = False) -> None:
    """Install the filter for this process, for good.

    Args:
        accelerated: Let the requests of a GPU's driver pass.

    Raises:
        SeccompError: The architecture is not known, or the kernel refuses.
    """
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise SeccompError(f"no table of system calls for {platform.machine()}")
    program = _program(architecture, os.getpid(), accelerated=accelerated)
    instructions = ctypes.create_string_buffer(program)

    class FilterProgram(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    count = len(program) // 8
    argument = FilterProgram(count, ctypes.cast(instructions, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise SeccompError(ctypes.get_errno(), "no_new_privs cannot be set")
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(argument), 0, 0) != 0:
        raise SeccompError(ctypes.get_errno(), "the kernel refuses the filter")


def _program(architecture: Architecture, pid: int, *, accelerated: bool = False) -> bytes:
    """Return the filter as classic BPF: checks in a row, each with its own verdict."""
    calls = architecture.calls
    refused = [n for name, n in calls.items() if name not in _CONDITIONAL]
    refused += list(COMMON.values())
    parts = [
        _statement(_LOAD, _ARCHITECTURE),
        _jump(_EQUAL, architecture.audit, 1, 0),
        _statement(_RETURN, _KILL),
        _statement(_LOAD, _NUMBER),
        # Above the table lie x32's numbers, and calls that this filter does not know.
        _jump(_GREATER_EQUAL, _LAST_KNOWN, 0, 1),
        _fail(errno.ENOSYS),
        # ENOSYS makes the C library fall back to clone, whose flags can be seen.
        _jump(_EQUAL, _CLONE3, 0, 1),
        _fail(errno.ENOSYS),
        *(part for number in sorted(refused) for part in _refuse(number)),
        # It passes over the limit of a file's size. This error makes the C library write instead.
        _jump(_EQUAL, calls["fallocate"], 0, 1),
        _fail(errno.EOPNOTSUPP),
        *_only_threads(calls["clone"]),
        *_unless(_CLOSE_RANGE, 2, [(_EQUAL, 0), (_EQUAL, _CLOSE_RANGE_CLOEXEC)]),
        # One thread that sends SIGCONT without end would undo every stop before it takes effect.
        *_refuse_one(calls["kill"], 1, signal.SIGCONT),
        *_refuse_one(calls["tgkill"], 2, signal.SIGCONT),
        *_unless(calls["kill"], 0, [(_EQUAL, pid)]),
        *_unless(calls["tgkill"], 0, [(_EQUAL, pid)]),
        *_unless(calls["prlimit64"], 0, [(_EQUAL, 0), (_EQUAL, pid)]),
        *(_for_driver(calls) if accelerated else ()),
        *_without_uncounted_memory(calls),
        *_unless(calls["ioctl"], 1, [(_EQUAL, request) for request in _IOCTLS]),
        *_if(calls["prctl"], 0, [_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE]),
        *(part for name in _WRITING_OUT for part in _pretend(calls[name])),
        *_pretend_one(calls["fcntl"], 1, _F_SETLK),
        *_pretend_one(calls["fcntl"], 1, _F_SETLKW),
        *_never_truncating(calls["openat"], 2),
        *(_never_truncating(calls["open"], 1) if "open" in calls else ()),
        *_unless(calls["fcntl"], 1, [(_EQUAL, command) for command in _FCNTLS]),
        _statement(_RETURN, _ALLOW),
    ]
    return b"".join(parts)


def _refuse(number: int) -> tuple[bytes, bytes]:
    return _jump(_EQUAL, number, 0, 1), _fail(errno.EPERM)


def _refuse_one(number: int, argument: int, value: int) -> Iterable[bytes]:
    """Refuse a call if an argument is the value; otherwise it goes on to the other checks."""
    yield _jump(_EQUAL, number, 0, 4)
    yield _statement(_LOAD, _ARGUMENTS + 8 * argument)
    yield _jump(_EQUAL, value, 0, 1)
    yield _fail(errno.EPERM)
    yield _statement(_LOAD, _NUMBER)


def _unless(number: int, argument: int, tests: list[tuple[int, int]]) -> Iterable[bytes]:
    """Refuse a call unless one of the tests on an argument holds; then allow it."""
    count = len(tests)
    yield _jump(_EQUAL, number, 0, count + 3)
    yield _statement(_LOAD, _ARGUMENTS + 8 * argument)
    for index, (operator, value) in enumerate(tests):
        yield _jump(operator, value, count - index, 0)
    yield _fail(errno.EPERM)
    yield _statement(_RETURN, _ALLOW)


def _if(number: int, argument: int, values: list[int]) -> Iterable[bytes]:
    """Refuse a call if an argument is one of the values; else allow it."""
    count = len(values)
    yield _jump(_EQUAL, number, 0, count + 3)
    yield _statement(_LOAD, _ARGUMENTS + 8 * argument)
    for index, value in enumerate(values):
        yield _jump(_EQUAL, value, count - index, 0)
    yield _statement(_RETURN, _ALLOW)
    yield _fail(errno.EPERM)


def _pretend(number: int) -> tuple[bytes, bytes]:
    """Say that a call succeeded, without making it."""
    return _jump(_EQUAL, number, 0, 1), _statement(_RETURN, _DONE)


def _pretend_one(number: int, argument: int, value: int) -> Iterable[bytes]:
    """Pretend if an argument is the value; otherwise it goes on to the other checks."""
    yield _jump(_EQUAL, number, 0, 4)
    yield _statement(_LOAD, _ARGUMENTS + 8 * argument)
    yield _jump(_EQUAL, value, 0, 1)
    yield _statement(_RETURN, _DONE)
    yield _statement(_LOAD, _NUMBER)


def _never_truncating(number: int, argument: int) -> Iterable[bytes]:
    """Refuse to open a file that is not written to and becomes empty; the rest goes on.

    Landlock's first versions let it, and `truncate`, empty what may be read.
    """
    yield _jump(_EQUAL, number, 0, 6)
    yield _statement(_LOAD, _ARGUMENTS + 8 * argument)
    yield _statement(_AND, os.O_TRUNC | _ACCESS_MODE)
    yield _jump(_EQUAL, os.O_TRUNC, 1, 0)
    yield _jump(_EQUAL, os.O_TRUNC | _ACCESS_MODE, 0, 1)
    yield _fail(errno.EPERM)
    yield _statement(_LOAD, _NUMBER)


def _only_threads(number: int) -> Iterable[bytes]:
    """Refuse a call unless its first argument makes a thread like all others; then allow it."""
    yield _jump(_EQUAL, number, 0, 5)
    yield _statement(_LOAD, _ARGUMENTS)
    yield _statement(_AND, _THREAD)
    yield _jump(_EQUAL, _THREAD, 0, 1)
    yield _statement(_RETURN, _ALLOW)
    yield _fail(errno.EPERM)


def _for_driver(calls: dict[str, int]) -> Iterable[bytes]:
    """Allow the requests of a GPU's driver; what is none goes on to the other checks."""
    yield _jump(_EQUAL, calls["ioctl"], 0, 8)
    yield _statement(_LOAD, _ARGUMENTS + 8 * 1)
    yield _jump(_EQUAL, _MEMORY_BEGIN, 4, 0)
    yield _jump(_EQUAL, _MEMORY_END, 3, 0)
    yield _jump(_GREATER_EQUAL, _MEMORY_REQUESTS, 0, 2)
    yield _statement(_AND, _TYPE_MASK)
    yield _jump(_EQUAL, _DRIVER_TYPE, 0, 1)
    yield _statement(_RETURN, _ALLOW)
    yield _statement(_LOAD, _NUMBER)


def _without_uncounted_memory(calls: dict[str, int]) -> Iterable[bytes]:
    """Refuse shared memory that belongs to no file; other mappings go on to the other checks.

    As long as one page of it is mapped the kernel keeps all, and only that page is counted.
    """
    yield _jump(_EQUAL, calls["mmap"], 0, 5)
    yield _statement(_LOAD, _ARGUMENTS + 8 * 3)
    yield _statement(_AND, _MAP_SHARED_ANONYMOUS)
    yield _jump(_EQUAL, _MAP_SHARED_ANONYMOUS, 0, 1)
    yield _fail(errno.EPERM)
    yield _statement(_LOAD, _NUMBER)


def _statement(code: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, 0, 0, value)


def _jump(code: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _fail(number: int) -> bytes:
    return _statement(_RETURN, _ERRNO | number)
