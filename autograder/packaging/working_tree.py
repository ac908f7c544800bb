"""What of a package is not committed: it is made of the files as they lie there, not of git's."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

__all__ = ["uncommitted"]


def uncommitted(folders: Iterable[Path]) -> list[Path]:
    """Return the files below some folders that git does not have as they are, sorted.

    Files that git is told to ignore are left out, as a secret may be. Outside of a checkout, and
    without git, there are none.

    Args:
        folders: Files or folders; all of one checkout, or of several.
    """
    return sorted({path for folder in folders if folder.exists() for path in _changed(folder)})


def _changed(folder: Path) -> list[Path]:
    inside = folder if folder.is_dir() else folder.parent
    top = _git(inside, "rev-parse", "--show-toplevel").removesuffix("\n")
    if not top:
        return []
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
    entries = _git(inside, "status", *options, "--", str(folder)).split("\0")
    # Two letters and a blank stand before each path.
    return [Path(top, entry[3:]) for entry in entries if entry]


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing where it refuses, or is not there."""
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""
