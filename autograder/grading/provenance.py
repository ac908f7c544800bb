"""What a run was made by: the assignment, and digests of the rubric and of the engine.

Two results can be compared if these are the same; a digest is over content and names alone, so a
copy elsewhere, or another checkout of the same files, has the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.course import Assignment

__all__ = ["provenance"]

_PACKAGE = Path(__file__).resolve().parents[1]


def provenance(assignment: Assignment) -> dict[str, str]:
    """Return the assignment, the engine's version, and digests of the rubric and of the engine.

    Args:
        assignment: Where its rubric and its reference lie.

    Raises:
        OSError: A file of them cannot be read.
    """
    folders = [assignment.rubric, assignment.reference]
    return {
        "assignment": assignment.name,
        "version": _version(),
        "rubric": _digest((folder, path) for folder in folders for path in _files(folder)),
        "engine": _digest((_PACKAGE, path) for path in _files(_PACKAGE) if path.suffix == ".py"),
    }


def _version() -> str:
    try:
        return version("autograder")
    except PackageNotFoundError:
        return "not installed"


def _files(folder: Path) -> list[Path]:
    """Return the regular files below a folder, but what editors and Python leave there."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(
            part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts
        )
    ]


def _digest(files: Iterable[tuple[Path, Path]]) -> str:
    total = hashlib.sha256()
    for folder, path in files:
        for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()):
            total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
