"""How much memory is left here, and how many processes the kernel has ended for the lack of it.

In a container both are its control group's, in either version of control groups, and those of the
groups above it as far as they can be seen; elsewhere the machine's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["Memory"]


class Memory:
    """What the kernel says about memory; it is read anew at each question.

    Args:
        root: Where ``proc`` and the control groups lie.
    """

    def __init__(self, root: Path = Path("/")) -> None:
        self._root = root
        self._groups = tuple(_groups(root))

    def left(self) -> float:
        """Return how many bytes programs can still take; infinity where nothing tells."""
        machine = _table(self._root / "proc/meminfo").get("MemAvailable:")
        found = [group.left() for group in self._groups]
        return min([*found, math.inf if machine is None else machine << 10])

    def kills(self) -> int:
        """Return how many processes the kernel has ended so far because memory ran out.

        Those of the container, where that is known, else all of the machine.
        """
        for group in self._groups:
            kills = _table(group.folder / group.names.events).get("oom_kill")
            if kills is not None:
                return kills
        return _table(self._root / "proc/vmstat").get("oom_kill", 0)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a version of control groups calls its files, and the entries of its statistics."""

    limits: tuple[str, ...]
    usage: str
    events: str
    prefix: str


_FIRST = _Names(("memory.limit_in_bytes",), "memory.usage_in_bytes", "memory.oom_control", "total_")
_SECOND = _Names(("memory.max", "memory.high"), "memory.current", "memory.events", "")


@dataclass(frozen=True, slots=True)
class _Group:
    """A control group by its folder."""

    folder: Path
    names: _Names

    def left(self) -> float:
        """Return what is left below its limit, with what the kernel would give back."""
        limits = [_number(self.folder / name) for name in self.names.limits]
        usage = _number(self.folder / self.names.usage)
        known = [limit for limit in limits if limit is not None]
        if not known or usage is None:
            return math.inf
        statistics = _table(self.folder / "memory.stat")
        cached, inactive, mapped = (
            statistics.get(f"{self.names.prefix}{name}", 0)
            for name in ("active_file", "inactive_file", "mapped_file")
        )
        mapped = mapped or statistics.get("file_mapped", 0)  # its name in the second version
        # Files that nobody has mapped are only kept in case that they are read again.
        return min(known) - usage + max(0, cached + inactive - mapped)


def _groups(root: Path) -> Iterator[_Group]:
    """Yield this process's control groups that count memory, each with those above it."""
    for mount in _lines(root / "proc/self/mountinfo"):
        fields, _, rest = mount.partition(" - ")
        kind, *_, options = rest.split()
        names = {"cgroup": _FIRST, "cgroup2": _SECOND}.get(kind)
        if names is None or (names is _FIRST and "memory" not in options.split(",")):
            continue
        _, _, _, top, point, *_ = fields.split()
        folder = root / point.lstrip("/")
        own = folder / _below(top, _path(root, names))
        while True:
            yield _Group(own, names)
            if own == folder:
                break
            own = own.parent


def _path(root: Path, names: _Names) -> str:
    """Return the path of this process's group in its hierarchy."""
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, path = line.split(":", 2)
        if ("memory" in controllers.split(",")) if names is _FIRST else not controllers:
            return path
    return "/"


def _below(top: str, path: str) -> PurePosixPath:
    """Return a group's path below the one that is mounted, as a container sees it."""
    try:
        inner = PurePosixPath(path).relative_to(top)
    except ValueError:  # the path is the host's, the mount the container's
        return PurePosixPath()
    return PurePosixPath() if ".." in inner.parts else inner


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []


def _number(path: Path) -> int | None:
    """Return the number in a file; None where there is no such file, or no limit."""
    first = "".join(_lines(path)[:1])
    return int(first) if first.isdecimal() else None


def _table(path: Path) -> dict[str, int]:
    """Return a file's lines of a name and a number."""
    rows = (line.split() for line in _lines(path))
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdecimal()}
