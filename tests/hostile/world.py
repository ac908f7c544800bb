"""What attacks are made of: an honest submission, and a file of it that is replaced."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

__all__ = ["World"]

PAPER = """
def count(N, T):
    return N * T

def means():
    return [1.5, 2.5]
"""

ASKS = """
def asks(ask, x):
    return ask(x) + ask(2 * x)
"""

# What an attack finds at the top of its file.
TOOLS = """
import ctypes, os, socket, stat, sys, threading, time

RIGHT = [[1.25, 2.0], [3.0, 4.5]]
libc = ctypes.CDLL(None, use_errno=True)

def call(name, *arguments):
    # A system call by its name, past every library.
    numbers = NUMBERS[os.uname().machine]
    if name not in numbers:
        raise OSError(38, "not on this architecture")
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = libc.syscall(ctypes.c_long(numbers[name]), *values)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result

NUMBERS = {
    "x86_64": dict(
        fork=57, vfork=58, clone=56, clone3=435, execve=59, execveat=322, kill=62, tkill=200,
        tgkill=234, ptrace=101, process_vm_writev=311, process_vm_readv=310, pidfd_open=434,
        pidfd_getfd=438, pidfd_send_signal=424, unshare=272, setns=308, mount=165, chroot=161,
        pivot_root=155, io_uring_setup=425, bpf=321, keyctl=250, add_key=248, userfaultfd=323,
        perf_event_open=298, memfd_create=319, memfd_secret=447, shmget=29, semget=64, msgget=68,
        mq_open=240, personality=135, fcntl=72, ioctl=16, prctl=157, prlimit64=302, setpriority=141,
        sched_setaffinity=203, ioprio_set=251, inotify_init1=294, fanotify_init=300,
        open_by_handle_at=304, name_to_handle_at=303, chmod=90, fchmod=91, fchmodat=268,
        fchmodat2=452, chown=92, utimensat=280, setxattr=188, setxattrat=463, mknodat=259,
        setuid=105, setresuid=117, capset=126, finit_module=313, kexec_load=246, reboot=169,
        syslog=103, quotactl=179, sendmsg=46, vmsplice=278, io_setup=206, seccomp=317, acct=163,
        process_madvise=440, kcmp=312, migrate_pages=256, open_tree=428, fsopen=430, move_mount=429,
        timer_create=222, mq_notify=244, rt_sigqueueinfo=129, rt_tgsigqueueinfo=297,
        exit=60, close_range=436, fallocate=285, sendfile=40, landlock_create_ruleset=444,
        flock=73, sync=162, syncfs=306, semtimedop=220, truncate=76, openat=257, openat2=437,
    ),
    "aarch64": dict(
        clone=220, clone3=435, execve=221, execveat=281, kill=129, tkill=130, tgkill=131,
        ptrace=117, process_vm_writev=271, process_vm_readv=270, pidfd_open=434, pidfd_getfd=438,
        pidfd_send_signal=424, unshare=97, setns=268, mount=40, chroot=51, pivot_root=41,
        io_uring_setup=425, bpf=280, keyctl=219, add_key=217, userfaultfd=282, perf_event_open=241,
        memfd_create=279, memfd_secret=447, shmget=194, semget=190, msgget=186, mq_open=180,
        personality=92, fcntl=25, ioctl=29, prctl=167, prlimit64=261, setpriority=140,
        sched_setaffinity=122, ioprio_set=30, inotify_init1=26, fanotify_init=262,
        open_by_handle_at=265, name_to_handle_at=264, fchmod=52, fchmodat=53, fchmodat2=452,
        utimensat=88, setxattr=5, setxattrat=463, mknodat=33, setuid=146, setresuid=147, capset=91,
        finit_module=273, kexec_load=104, reboot=142, syslog=116, quotactl=60, sendmsg=211,
        vmsplice=75, io_setup=0, seccomp=277, acct=89, process_madvise=440, kcmp=272,
        migrate_pages=238, open_tree=428, fsopen=430, move_mount=429, timer_create=107,
        mq_notify=184, rt_sigqueueinfo=138, rt_tgsigqueueinfo=240,
        exit=93, close_range=436, fallocate=47, sendfile=71, landlock_create_ruleset=444,
        flock=32, sync=81, syncfs=267, semtimedop=192, truncate=45, openat=56, openat2=437,
    ),
}

def refused(*attempts):
    # Every attempt has to fail for lack of permission, or because there is no such thing.
    for index, attempt in enumerate(attempts):
        try:
            value = attempt()
        except (OSError, ValueError, LookupError, ImportError, AttributeError) as error:
            continue
        raise AssertionError(f"attempt {index} went through: {value!r}")

def swallow(attempt):
    try:
        return attempt()
    except BaseException as error:
        return error

def connection():
    for name in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(name).st_mode):
                return name
        except OSError:
            pass

def frame(header, data=b""):
    import json
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(4, "big") + text + data
"""


@dataclass(frozen=True)
class World:
    """Where things are, for attacks to aim at.

    Args:
        secret: A file that the grader alone may read; its content is the canary.
        canary: What must not appear in any result.
        results: The folder with the results of the submission.
        grader: The grader's process id.
        zygote: The zygote's.
        outside: A folder that the grader's user may write to and a worker must not.
        project: The checkout.
    """

    secret: str
    canary: str
    results: str
    grader: int
    zygote: int
    outside: str
    project: str

    def honest(self, folder: Path) -> None:
        """Write a submission that earns everything."""
        (folder / "q1_paper.py").write_text(PAPER)
        source = "def table():\n    return [[1.25, 2.0], [3.0, 4.5]]\n"
        (folder / "q2_code.py").write_text(f"{ASKS}\n{source}")

    def attack(self, folder: Path, source: str, file: str = "q2_code.py") -> None:
        """Replace a file: the tools, what is honest in it, and then the attack.

        In the source ``@secret``, ``@results``, ``@grader``, ``@zygote``, ``@outside`` and
        ``@project`` stand for the world's.
        """
        for name in ("secret", "results", "grader", "zygote", "outside", "project"):
            source = source.replace(f"@{name}", repr(getattr(self, name)))
        honest = ASKS if file == "q2_code.py" else PAPER
        (folder / file).write_text(f"{TOOLS}\n{honest}\n{textwrap.dedent(source)}")

    def latex(self, folder: Path, *, before: str = "", **bodies: str) -> None:
        """Answer Q1 in LaTeX and in nothing else: ``count`` and ``means``, right unless given."""
        (folder / "q1_paper.py").unlink()
        right = {"count": "$N T$", "means": "$1.5, 2.5$"}
        answers = "".join(
            f"\\begin{{answer}}{{1.{name}}}\n{body}\n\\end{{answer}}\n"
            for name, body in {**right, **bodies}.items()
        )
        text = (
            f"\\documentclass{{article}}\n{before}\\begin{{document}}\n{answers}\\end{{document}}\n"
        )
        (folder / "homework.tex").write_text(text)
