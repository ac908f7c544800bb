"""Says sizes: one in a few figures, and those of a package's parts in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

__all__ = ["size", "table_of_parts"]

_UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def size(count: int) -> str:
    """Return a number of bytes in its unit, as in ``2.1 MB``."""
    for unit, one in _UNITS:
        if count >= one:
            return f"{count / one:.1f} {unit}"
    return f"{count} B"


def table_of_parts(sizes: Iterable[tuple[str, int]], whole: int) -> str:
    """Return what takes how much: a row for each part, the largest first, and one for the whole.

    Args:
        sizes: The path and the size of each file.
        whole: The size of the zip.
    """
    files: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for path, count in sizes:
        files[_part(path)] += 1
        taken[_part(path)] += count
    rows = [(part, f"{files[part]} files", size(count)) for part, count in taken.most_common()]
    rows.append(("the zip", "", size(whole)))
    width = max(len(part) for part, _, _ in rows)
    return "\n".join(f"  {part:{width}}  {count:>10}  {taken:>8}" for part, count, taken in rows)


def _part(path: str) -> str:
    """Return what a file is counted with: the part of a course, or the engine, that it is of."""
    parts = PurePosixPath(path).parts
    if parts[0] == "autograder":
        return "autograder/"
    if len(parts) == 1 or parts[0].endswith(".dist-info"):
        return "scripts and versions"
    depth = 3 if parts[0] == "tests" else 2
    return "/".join(parts[:depth]) + "/" * (len(parts) > depth)
