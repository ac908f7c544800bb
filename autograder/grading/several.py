"""Tells a folder with the submissions of several people from one submission.

Grading such a folder as one would give somebody else's points, or none. There are several where
at least two folders beside each other have every question file that there is, and they differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .finding import Candidates

__all__ = ["submissions_beside_each_other"]


def submissions_beside_each_other(
    candidates: Candidates, placed: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the folders that are a submission each; none where there is one submission.

    Args:
        candidates: The files that stand for question files.
        placed: The paths of those that are graded.
    """
    held: dict[str, dict[str, str]] = {}
    for path in sorted(candidates.standings, key=lambda path: (path.count("/"), path)):
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            paths = held.setdefault("/".join(parts[:depth]), {})
            paths.setdefault(candidates.standings[path].file, path)
    files = {standing.file for standing in candidates.standings.values()}
    beside: dict[str, list[str]] = {}
    for folder, paths in held.items():
        if paths.keys() == files and not all(path in candidates.blank for path in paths.values()):
            beside.setdefault(folder.rpartition("/")[0], []).append(folder)
    for folders in sorted(map(sorted, beside.values())):
        if _are_graded(folders, files, placed) and _differ(folders, held, candidates):
            return tuple(folders)
    return ()


def _are_graded(
    folders: Collection[str], files: Collection[str], placed: Mapping[str, str]
) -> bool:
    """Return whether some question file has no other answer than what lies in these folders."""
    within = tuple(f"{folder}/" for folder in folders)
    return any(placed.get(file, within[0]).startswith(within) for file in files)


def _differ(
    folders: Collection[str], held: Mapping[str, Mapping[str, str]], candidates: Candidates
) -> bool:
    """Return whether two of the folders answer a question file in two ways."""
    answers: dict[str, bytes] = {}
    for folder in folders:
        for file, path in held[folder].items():
            if path not in candidates.blank:
                content = candidates.content(path)
                if answers.setdefault(file, content) != content:
                    return True
    return False
