"""Names that a platform gives: a download is its own if nearly all in it is called so.

Nearly: whoever downloaded it may have put something beside it. And nearly all: students choose the
names of their files, and a platform puts others in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .download import Download, named

__all__ = ["Named", "named_files", "named_folders", "say_left_over"]

_FEW, _ONE_IN = 3, 10
# With what stands in front, a name in a zip may be longer than on a disk; no platform writes longer
# ones than this, and a pattern may take long with them.
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Named:
    """What a platform has named: its path, and the parts of its name."""

    path: str
    match: re.Match[str]


def named_files(
    download: Download, top: str, pattern: re.Pattern[str], platform: str
) -> list[Named] | None:
    """Return the files with a platform's names; None where most have others.

    Args:
        download: What was downloaded.
        top: The folder to look at.
        pattern: What names are like.
        platform: How the platform is called in a message about the others.
    """
    listing = download.listing(top)
    found = _among(listing.files, pattern)
    if not _are_nearly_all(found, len(listing.files) + len(listing.folders)):
        return None
    known = {one.path for one in found}
    others = [path for path in (*listing.folders, *listing.files) if path not in known]
    say_left_over(download, others, platform)
    return found


def named_folders(download: Download, top: str, pattern: re.Pattern[str]) -> list[Named] | None:
    """Return the folders with a platform's names; None where most have others.

    Args:
        download: What was downloaded.
        top: The folder to look at.
        pattern: What names are like.
    """
    folders = download.listing(top).folders
    found = _among(folders, pattern)
    return found if _are_nearly_all(found, len(folders)) else None


def say_left_over(download: Download, paths: Iterable[str], platform: str) -> None:
    """Say what was left out since its name is not one that the platform gives."""
    others = list(paths)
    if others:
        download.messages.append(
            f"Left out, since {platform} gives no such names: {len(others)} ({named(others)})."
        )


def _are_nearly_all(found: list[Named], count: int) -> bool:
    others = count - len(found)
    return others < len(found) and (others <= _FEW or _ONE_IN * others <= count)


def _among(paths: Iterable[str], pattern: re.Pattern[str]) -> list[Named]:
    names = ((path, path.rpartition("/")[2]) for path in paths)
    matches = ((path, pattern.fullmatch(name)) for path, name in names if len(name) <= _LONGEST)
    return [Named(path, match) for path, match in matches if match]
