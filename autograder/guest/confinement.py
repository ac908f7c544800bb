"""What a worker gives up, for good, before it sees anything of a submission.

The grader decides which layers there are (`autograder.sandbox.isolation`) and sends a plan; a
layer that cannot be had ends the process. Each layer stands on its own: a private user, limits,
Landlock for files, seccomp for the kernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import Any

from . import driver, landlock, seccomp

__all__ = ["confine", "end_with_parent", "readable_paths"]

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CAPABILITY_VERSION_3 = 0x20080522
_M_MMAP_THRESHOLD, _LARGE_BLOCK = -3, 1 << 18

# For the kernel's choice when memory runs out: first a submission's process, then the reference's.
_EXPENDABLE, _NEEDED = "1000", "900"

# What Python and torch read beside themselves. Not all of /usr: the grader may lie there.
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo",
    "/etc/ld.so.cache", "/etc/localtime", "/dev/random", "/dev/urandom", "/dev/zero",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/self", "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)  # fmt: skip


# Where /proc/self/statm has what a limit counts: all that is mapped, what is private and writable.
_PAGES = {"AS": 0, "DATA": 5}


def confine(plan: dict[str, Any]) -> None:
    """Carry out a plan.

    ``folder``, ``limits``, ``user``, ``landlock``, ``seccomp``; ``accelerated``: a GPU may be used;
    ``expendable``: it goes before others when memory runs out.

    Raises:
        OSError: A layer that the plan asks for cannot be had.
    """
    os.umask(0o077)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write(_EXPENDABLE if plan["expendable"] else _NEEDED)
    _limit(plan["limits"])
    if plan["user"]:
        _become(plan["user"])
    elif os.geteuid() == 0:
        _drop_capabilities()
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if plan["landlock"]:
        more, devices = driver.paths() if plan["accelerated"] else ([], [])
        landlock.restrict([*readable_paths(), *more], (plan["folder"], "/dev/null", *devices))
    if plan["seccomp"]:
        seccomp.install(accelerated=plan["accelerated"])


def readable_paths() -> list[str]:
    """Return what a worker may read: the interpreter, its packages, and what those read."""
    installed = [path for path in sys.path if path]
    interpreter = os.path.join(sys.base_prefix, "lib")
    return [*dict.fromkeys([interpreter, *installed, *_SYSTEM])]


def end_with_parent(parent: int) -> None:
    """Let the kernel kill this process when its parent ends; end it if the parent is gone.

    Args:
        parent: The process that started this one.
    """
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before that took effect
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} is refused")


def _limit(limits: dict[str, int]) -> None:
    if not _PAGES.keys().isdisjoint(limits):
        _return_what_is_freed()
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        if name in _PAGES:
            # What is mapped already, torch's libraries above all, is not the student's.
            with open("/proc/self/statm") as statm:
                value += int(statm.read().split()[_PAGES[name]]) * resource.getpagesize()
        resource.setrlimit(kind, (value, value))


def _return_what_is_freed() -> None:
    """Let the allocator map large blocks by themselves, and unmap them when they are freed.

    By itself it soon takes them from its heap, where a small block in a gap that a large one has
    left makes the heap grow: code that holds little would run out of memory, or not, by chance.
    Where the C library is not glibc, nothing is changed.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    parent = os.getppid()
    os.setresuid(user, user, user)
    # A change of user clears both. The second lets a grader that looks as this user see its files.
    end_with_parent(parent)
    _prctl(_PR_SET_DUMPABLE, 1)


def _drop_capabilities() -> None:
    """Stay root by name, without what makes it root: where no other user could read Python."""

    class Header(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

    header = Header(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(ctypes.byref(header), none) != 0:
        raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")
