"""A seccomp filter for a worker: threads and arithmetic, and little of the rest of the kernel.

Refused are new processes and programs, sockets, signals, limits and priorities of other processes,
changes of owners, modes, times and attributes and watching files (which Landlock does not cover),
shared memory that no limit counts, descriptors sent over a socket, and the interfaces through which
kernels are attacked; whatever would wake this process while the grader has stopped it, a timer that
sends SIGCONT above all; and what keeps a removed file where the grader does not see it, or makes it
larger than a file may be. The calls fail with EPERM, so that a library that can do without them
does. The filter checks the architecture: numbers differ.

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
from dataclasses import dataclass

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
# A descriptor's owner gets a signal of choice when there is something to read: SIGKILL too.
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
# What waits in a pipe or a socket is the kernel's memory, which no limit of a process counts: they
# keep the size that they have at first. (So `setsockopt` is refused too.)
_F_SETPIPE_SZ = 1031
# Two threads that wait for each other's locks would keep their files, with no descriptor of them.
_F_OFD_SETLKW = 38

_KILL = 0x80000000  # the process, not the thread
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000

# Offsets in struct seccomp_data: number, architecture, instruction pointer, arguments (64 bits).
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_LOAD, _EQUAL, _GREATER_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_AND = 0x54

# Calls whose numbers are the same on all architectures since they were added.
_COMMON = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426,
    "io_uring_register": 427, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
    "fsmount": 432, "fspick": 433, "pidfd_open": 434, "pidfd_getfd": 438,
    "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443, "memfd_secret": 447,
    "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
    "process_mrelease": 448, "fchmodat2": 452, "statmount": 457, "listmount": 458,
    "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469,
}  # fmt: skip
_CLONE3, _CLOSE_RANGE = 435, 436
# The kernel's table when this was written ends here; newer calls are unknown to old libraries.
_LAST_KNOWN = 470


@dataclass(frozen=True, slots=True)
class _Architecture:
    audit: int
    calls: dict[str, int]


_X86_64 = _Architecture(
    0xC000003E,
    {
        "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "socket": 41,
        "connect": 42, "accept": 43, "bind": 49, "listen": 50, "accept4": 288, "ioctl": 16,
        "prctl": 157, "prlimit64": 302, "tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129,
        "rt_tgsigqueueinfo": 297, "execveat": 322,
        "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94,
        "fchownat": 260, "utime": 132, "utimes": 235, "futimesat": 261, "utimensat": 280,
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
        "lremovexattr": 198, "fremovexattr": 199, "mknod": 133, "mknodat": 259,
        "setuid": 105, "setgid": 106, "setpgid": 109, "setsid": 112, "setreuid": 113,
        "setregid": 114, "setgroups": 116, "setresuid": 117, "setresgid": 119, "setfsuid": 122,
        "setfsgid": 123, "capset": 126, "personality": 135, "modify_ldt": 154, "pivot_root": 155,
        "chroot": 161, "acct": 163, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168,
        "reboot": 169, "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173,
        "init_module": 175, "delete_module": 176, "quotactl": 179, "setns": 308, "unshare": 272,
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "finit_module": 313, "kexec_load": 246, "kexec_file_load": 320, "bpf": 321,
        "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249,
        "keyctl": 250, "syslog": 103, "fanotify_init": 300, "open_by_handle_at": 304,
        "name_to_handle_at": 303, "memfd_create": 319, "shmget": 29, "shmat": 30, "shmctl": 31,
        "semget": 64, "semop": 65, "semctl": 66, "msgget": 68, "msgsnd": 69, "msgrcv": 70,
        "msgctl": 71, "mq_open": 240, "mq_unlink": 241, "settimeofday": 164, "clock_settime": 227,
        "clock_adjtime": 305, "adjtimex": 159, "vhangup": 153, "lookup_dcookie": 212,
        "move_pages": 279, "migrate_pages": 256, "mbind": 237, "set_mempolicy": 238,
        "fcntl": 72, "sendmsg": 46, "sendmmsg": 307, "inotify_init": 253, "inotify_init1": 294,
        "inotify_add_watch": 254, "sched_setparam": 142, "sched_setscheduler": 144,
        "sched_setaffinity": 203, "sched_setattr": 314, "setpriority": 141, "ioprio_set": 251,
        "vmsplice": 278, "splice": 275, "tee": 276, "io_setup": 206, "io_submit": 209,
        "seccomp": 317, "mmap": 9, "timer_create": 222, "mq_notify": 244,
        "fallocate": 285, "sendfile": 40, "setsockopt": 54,
    },
)  # fmt: skip
_AARCH64 = _Architecture(
    0xC00000B7,
    {
        "clone": 220, "execve": 221, "kill": 129, "socket": 198, "connect": 203, "accept": 202,
        "bind": 200, "listen": 201, "accept4": 242, "ioctl": 29, "prctl": 167, "prlimit64": 261,
        "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
        "execveat": 281,
        "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "utimensat": 88,
        "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15,
        "fremovexattr": 16, "mknodat": 33,
        "setregid": 143, "setgid": 144, "setreuid": 145, "setuid": 146, "setresuid": 147,
        "setresgid": 149, "setfsuid": 151, "setfsgid": 152, "setpgid": 154, "setsid": 157,
        "setgroups": 159, "capset": 91, "personality": 92, "pivot_root": 41, "chroot": 51,
        "acct": 89, "mount": 40, "umount2": 39, "swapon": 224, "swapoff": 225, "reboot": 142,
        "sethostname": 161, "setdomainname": 162, "init_module": 105, "delete_module": 106,
        "quotactl": 60, "setns": 268, "unshare": 97, "ptrace": 117, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "finit_module": 273, "kexec_load": 104,
        "kexec_file_load": 294, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
        "add_key": 217, "request_key": 218, "keyctl": 219, "syslog": 116, "fanotify_init": 262,
        "open_by_handle_at": 265, "name_to_handle_at": 264, "memfd_create": 279, "shmget": 194,
        "shmctl": 195, "shmat": 196, "semget": 190, "semctl": 191, "semop": 193, "msgget": 186,
        "msgctl": 187, "msgrcv": 188, "msgsnd": 189, "mq_open": 180, "mq_unlink": 181,
        "settimeofday": 170, "clock_settime": 112, "clock_adjtime": 266, "adjtimex": 171,
        "vhangup": 58, "lookup_dcookie": 18, "move_pages": 239, "migrate_pages": 238,
        "mbind": 235, "set_mempolicy": 237,
        "fcntl": 25, "sendmsg": 211, "sendmmsg": 269, "inotify_init1": 26,
        "inotify_add_watch": 27, "sched_setparam": 118, "sched_setscheduler": 119,
        "sched_setaffinity": 122, "sched_setattr": 274, "setpriority": 140, "ioprio_set": 30,
        "vmsplice": 75, "splice": 76, "tee": 77, "io_setup": 0, "io_submit": 2, "seccomp": 277,
        "mmap": 222, "timer_create": 107, "mq_notify": 184, "fallocate": 47, "sendfile": 71,
        "setsockopt": 208,
    },
)  # fmt: skip
_ARCHITECTURES = {"x86_64": _X86_64, "aarch64": _AARCH64}

# Allowed with some arguments only, or refused in another way.
_CONDITIONAL = (
    "clone", "fallocate", "fcntl", "ioctl", "kill", "mmap", "prctl", "prlimit64", "tgkill",
)  # fmt: skip


class SeccompError(OSError):
    """The filter cannot be installed here; its text says why."""


def available() -> bool:
    """Whether the architecture is known, and the kernel has filters."""
    # Asked with no filter, a kernel that has them objects to the address; another to the request.
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, None, 0, 0)
    return platform.machine() in _ARCHITECTURES and ctypes.get_errno() == errno.EFAULT


def install(*, accelerated: bool = False) -> None:
    """Install the filter for this process, for good.

    Args:
        accelerated: Let the requests of a GPU's driver pass.

    Raises:
        SeccompError: The architecture is not known, or the kernel refuses.
    """
    architecture = _ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise SeccompError(f"no table of system calls for {platform.machine()}")
    program = _program(architecture, os.getpid(), accelerated=accelerated)
    instructions = ctypes.create_string_buffer(program)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    count = len(program) // 8
    argument = Program(count, ctypes.cast(instructions, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise SeccompError(ctypes.get_errno(), "no_new_privs cannot be set")
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(argument), 0, 0) != 0:
        raise SeccompError(ctypes.get_errno(), "the kernel refuses the filter")


def _program(architecture: _Architecture, pid: int, *, accelerated: bool = False) -> bytes:
    """Return the filter as classic BPF: checks in a row, each with its own verdict."""
    calls = architecture.calls
    refused = [n for name, n in calls.items() if name not in _CONDITIONAL]
    refused += list(_COMMON.values())
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
        *_if(calls["fcntl"], 1, [_F_SETOWN, _F_SETSIG, _F_SETOWN_EX, _F_OFD_SETLKW, _F_SETPIPE_SZ]),
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
