"""Landlock: which files a worker may open, enforced by the kernel (5.13 or later).

Nothing may be opened beyond the paths that are given; nothing at all may be connected to; signals
and abstract sockets end at the worker itself where the kernel knows how. What Landlock does not
cover (modes, owners, times) is the business of `seccomp`.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence

__all__ = ["LandlockError", "restrict", "version"]

# The numbers of these calls are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_CREATE_RULESET_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38

# Rights on files, in the order of their bits, with the version that brought the later ones.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_ALL_OF_VERSION_1 = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
# Mapping a library needs no more than reading it; nothing may be run as a program.
_READ = _READ_FILE | _READ_DIR
# Devices, sockets and FIFOs are of no use to arithmetic.
_NEVER = _EXECUTE | 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11
# What applies to a file that is no directory.
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_NET_BIND_TCP, _NET_CONNECT_TCP = 1, 2
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1, 2


class LandlockError(OSError):
    """The kernel has no Landlock, or refuses."""


class _RulesetAttribute(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def version() -> int:
    """Return the kernel's Landlock version, 0 where it has none."""
    try:
        return _call(_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION)
    except LandlockError:
        return 0


def restrict(readable: Sequence[str], writable: Sequence[str]) -> None:
    """Restrict this process, for good, to reading some paths and using some.

    Paths that do not exist are left out.

    Args:
        readable: Files and folders that may be read and mapped.
        writable: Files and folders that may also be written; in folders files may be made.

    Raises:
        LandlockError: The kernel has no Landlock, or refuses.
    """
    known = version()
    rights = _ALL_OF_VERSION_1
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEVICE)):
        if known >= since:
            rights |= right
    attribute = _RulesetAttribute(
        rights,
        _NET_BIND_TCP | _NET_CONNECT_TCP if known >= 4 else 0,
        _SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if known >= 6 else 0,
    )
    # Older kernels know a shorter structure, and refuse a longer one unless its rest is zero.
    ruleset = _call(_CREATE_RULESET, ctypes.byref(attribute), ctypes.sizeof(attribute), 0)
    try:
        for path in readable:
            _allow(ruleset, path, rights & _READ)
        for path in writable:
            _allow(ruleset, path, rights & ~_NEVER)
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise LandlockError(ctypes.get_errno(), "no_new_privs cannot be set")
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # nothing there, nothing to allow
        return
    try:
        if not os.path.isdir(path):
            rights &= _OF_FILES
        rule = _PathBeneath(rights, descriptor)
        _call(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(libc.syscall(ctypes.c_long(number), *wide))
    if result < 0:
        number = ctypes.get_errno()
        raise LandlockError(number, f"Landlock: {os.strerror(number)}")
    return result
