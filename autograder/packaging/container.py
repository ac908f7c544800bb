"""Runs a command as the platform's container does: with half a CPU, 768 MB, and a time limit.

Control groups hold a whole tree of processes to CPU and memory; in either version of them a group
is made where that is allowed, else systemd is asked for one. Where there is neither nothing is
enforced, and what was not is said: limits on single processes would be something else.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO

__all__ = ["Container", "Ended", "find_container", "run"]

_CPUS = 0.5
_MEGABYTES = 768
_PERIOD_US = 100_000
_POLL_SECONDS = 0.05
_CHUNK = 100_000
_TRIAL_SECONDS = 20

# Puts itself into the groups, one an argument, before it becomes the command after "--".
_JOIN = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs"; shift; done; shift; exec "$@"'


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Args:
        code: Its exit status; negative for a signal.
        seconds: On the wall.
        cpu_seconds: Of itself and of what it waited for.
        peak: The most memory in bytes: of all of it where control groups tell, else of its largest
            process.
        killed: How many processes the kernel ended for the lack of memory.
        timed_out: Whether the time limit ended it.
        printed: What it printed.
    """

    code: int
    seconds: float
    cpu_seconds: float
    peak: int
    killed: int
    timed_out: bool
    printed: str


@dataclass(frozen=True, slots=True)
class Container:
    """What holds a command to the platform's limits.

    Args:
        kind: What it is, in words; empty where nothing is enforced.
        parents: The control groups that each command gets one of its own below.
        systemd: What is put before a command where systemd makes its group.
        why_not: Why nothing is enforced.
    """

    kind: str = ""
    parents: tuple[Path, ...] = ()
    systemd: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def counts_all(self) -> bool:
        """Whether a peak is that of all processes, not of the largest."""
        return bool(self.parents)

    def describe(self) -> str:
        """Say what is enforced, or what is not."""
        limits = f"{_CPUS} CPU and {_MEGABYTES} MB for each submission"
        if self.kind:
            return f"{limits}, enforced by {self.kind}"
        return f"not enforced: {limits} ({self.why_not})"


def find_container(root: Path = Path("/")) -> Container:
    """Find out what can hold a command to the platform's limits here.

    Args:
        root: Where ``proc`` and the control groups lie.
    """
    for kind, parents in _parents(root):
        with suppress(OSError), _groups(parents, "trial"):
            return Container(kind, parents)
    options = ("--scope", "--quiet", "--collect")
    properties = (f"MemoryMax={_MEGABYTES}M", "MemorySwapMax=0", f"CPUQuota={_CPUS:.0%}")
    whose = () if os.geteuid() == 0 else ("--user",)
    systemd = ("systemd-run", *whose, *options, *(f"--property={p}" for p in properties))
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run([*systemd, "true"], capture_output=True, check=True, timeout=_TRIAL_SECONDS)
        return Container("a scope of systemd's", systemd=systemd)
    return Container(why_not="no control group can be made here, and systemd makes none")


def _parents(root: Path) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """Yield the kinds of control groups that there are, each with its hierarchies' folders."""
    first: dict[str, Path] = {}
    for line in (root / "proc/self/mounts").read_text().splitlines():
        _, point, kind, options, *_ = line.split()
        folder = root / point.lstrip("/")
        if kind == "cgroup2":
            yield "control groups (version 2)", (folder,)
        elif kind == "cgroup":
            first |= {name: folder for name in ("cpu", "memory") if name in options.split(",")}
    if len(first) == 2:
        yield "control groups (version 1)", tuple(dict.fromkeys(first.values()))


@contextmanager
def _groups(parents: Sequence[Path], name: str) -> Iterator[tuple[Path, ...]]:
    """Make a group with the limits below each parent, and remove them with all that runs there.

    Raises:
        OSError: One cannot be made, or takes no limits.
    """
    groups = tuple(parent / f"autograder-{os.getpid()}-{name}" for parent in parents)
    try:
        for group in groups:
            group.mkdir(exist_ok=True)
        for file, value in _limits():
            found = [group / file for group in groups if (group / file).exists()]
            for path in found:
                path.write_text(value)
        if groups and not all(_is_limited(groups, files) for files in _WANTED):
            raise FileNotFoundError("a group without the controllers")
        yield groups
    finally:
        for group in groups:
            _remove(group)


def _limits() -> Iterator[tuple[str, str]]:
    """Yield the files of a group and what they get: of version 2, then of version 1."""
    memory, quota = _MEGABYTES << 20, int(_CPUS * _PERIOD_US)
    yield "memory.max", str(memory)
    yield "memory.swap.max", "0"
    yield "cpu.max", f"{quota} {_PERIOD_US}"
    yield "memory.limit_in_bytes", str(memory)
    yield "memory.memsw.limit_in_bytes", str(memory)
    yield "cpu.cfs_period_us", str(_PERIOD_US)
    yield "cpu.cfs_quota_us", str(quota)


#: One file of each has to be there: of either version.
_WANTED = (("memory.max", "memory.limit_in_bytes"), ("cpu.max", "cpu.cfs_quota_us"))


def _is_limited(groups: Sequence[Path], files: Sequence[str]) -> bool:
    return any((group / file).exists() for group in groups for file in files)


def _remove(group: Path) -> None:
    """End what still runs in a group, and remove it."""
    until = time.monotonic() + 10
    while group.is_dir() and time.monotonic() < until:
        with suppress(OSError):
            for number in (group / "cgroup.procs").read_text().split():
                os.kill(int(number), signal.SIGKILL)
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(_POLL_SECONDS)


def run(
    container: Container,
    command: Sequence[str],
    *,
    name: str,
    cwd: Path,
    environment: Mapping[str, str],
    seconds: float,
    cancelled: Event | None = None,
) -> Ended:
    """Run a command in a container; what it leaves running is ended with it.

    Args:
        container: What holds it to the limits.
        command: The program and its arguments.
        name: What its groups are named by; another for each that runs at the same time.
        cwd: Its working folder.
        environment: Its variables.
        seconds: The time limit: then it is killed, and as on the platform nobody asks it first.
        cancelled: Set, by another thread, where nobody waits for it any more.
    """
    with tempfile.TemporaryFile() as printed, _groups(container.parents, name) as groups:
        inside = [*("/bin/sh", "-c", _JOIN, "join"), *map(str, groups), "--"] if groups else []
        begun = time.monotonic()
        process = subprocess.Popen(
            [*container.systemd, *inside, *command],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        timed_out = False
        try:
            while True:
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
                if ended:
                    break
                timed_out = timed_out or time.monotonic() - begun > seconds
                if timed_out or (cancelled is not None and cancelled.is_set()):
                    process.kill()
                time.sleep(_POLL_SECONDS)
        finally:
            # Whatever ended the waiting: itself, what it started, and nobody's process by its name.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        taken = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        return Ended(
            code=process.returncode,
            seconds=taken,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak=_peak(groups) or usage.ru_maxrss << 10,
            killed=_kills(groups),
            timed_out=timed_out,
            printed=_tail(printed),
        )


def _peak(groups: Sequence[Path]) -> int:
    """Return the most memory that all processes of a group took together; 0 where nothing tells."""
    for group in groups:
        for file in ("memory.peak", "memory.max_usage_in_bytes"):
            with suppress(OSError):
                return int((group / file).read_text())
    return 0


def _kills(groups: Sequence[Path]) -> int:
    for group in groups:
        for file in ("memory.events", "memory.oom_control"):
            with suppress(OSError):
                entries = dict(line.split() for line in (group / file).read_text().splitlines())
                return int(entries.get("oom_kill", 0))
    return 0


def _tail(file: IO[bytes]) -> str:
    file.seek(max(0, file.seek(0, os.SEEK_END) - _CHUNK))
    return file.read().decode("utf-8", "replace")
