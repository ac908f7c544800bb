"""Makes Landlock disappear for a process and everything it starts, as on an older kernel.

python masked.py COMMAND [ARGUMENT ...]
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

__all__ = ["mask_landlock"]

_FIRST, _LAST = 444, 446
_LOAD, _GREATER, _GREATER_EQUAL, _RETURN = 0x20, 0x25, 0x35, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2


def mask_landlock() -> None:
    """Answer its three system calls, which have these numbers everywhere, with ENOSYS."""
    instructions = b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, 0),
            (_GREATER_EQUAL, 0, 2, _FIRST),
            (_GREATER, 1, 0, _LAST),
            (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
            (_RETURN, 0, 0, _ALLOW),
        )
    )

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(instructions) // 8, instructions)
    assert libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the filter was refused")


if __name__ == "__main__":
    mask_landlock()
    os.execv(sys.argv[1], sys.argv[1:])
