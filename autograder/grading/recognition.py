"""Recognises the assignment that a folder answers, from the names of its files.

A document in LaTeX of another name tells by the numbers of what is answered in it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from .archive import is_archive
from .contents import SubmissionError, look
from .documents import answered_numbers
from .file_names import Form, latex_names

__all__ = ["Unrecognised", "recognise"]

# As near as `Q1_norm (1).py` is to `q1_norm.py`; comparing more names would take seconds.
_NEAR = 0.8
_MAX_COMPARED = 500
_NO_LINES: Mapping[str, Collection[str]] = {}


class Unrecognised(SubmissionError):
    """A folder that does not tell which assignment it answers; its text is for students too."""


def recognise(
    folder: Path,
    assignments: Mapping[str, Collection[str]],
    lines: Mapping[str, Collection[str]] = _NO_LINES,
) -> str:
    """Return the assignment whose question files are in the folder.

    Where there are none, names that are nearly right tell as well: the lines say what to rename.

    Args:
        folder: The student's folder.
        assignments: The names of the question files of each assignment, and of its documents.
        lines: The numbers of each assignment's lines.

    Raises:
        Unrecognised: No file of any is there, or files of several are.
        SubmissionError: The folder cannot be read.
    """
    found = look(folder, [name for files in assignments.values() for name in files], {})
    standings = found.candidates.standings.values()
    for forms in ((Form.ITSELF, Form.NOTEBOOK), tuple(Form)):
        there = {standing.file for standing in standings if standing.form in forms}
        fitting = [name for name, files in assignments.items() if there.intersection(files)]
        if fitting:
            break
    else:
        fitting = _answered_in_latex(found.candidates.contents, lines)
    if not fitting:
        paths = [*found.candidates.contents, *found.others, *found.left_out]
        fitting = _nearest([path.rpartition("/")[2] for path in paths[:_MAX_COMPARED]], assignments)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Unrecognised(
            f"There are files of {' and '.join(fitting)} here: hand in those of one assignment."
        )
    names = "; ".join(f"{a}: {', '.join(_named(f))}" for a, f in sorted(assignments.items()))
    archives = [name for name in found.others if is_archive(name)]
    hint = f" `{archives[0]}` is an archive: hand in the files that are in it." if archives else ""
    if archives and archives[0] in found.left_out:
        hint = f" The archive `{archives[0]}` was not read: {found.left_out[archives[0]]}."
    raise Unrecognised(f"No file of a known assignment is here ({names}).{hint}")


def _named(files: Collection[str]) -> list[str]:
    """Return the names of question files, and that of the document that may hold all answers."""
    return [*sorted(set(files).difference(latex_names(files))), *latex_names(files)[:1]]


def _answered_in_latex(
    contents: Mapping[str, bytes], lines: Mapping[str, Collection[str]]
) -> list[str]:
    """Return the assignments of which documents answer the most lines."""
    numbers: set[str] = set()
    for path, source in contents.items():
        if path.lower().endswith(".tex"):
            numbers |= answered_numbers(source)
    counts = {name: len(numbers.intersection(known)) for name, known in lines.items()}
    most = max(counts.values(), default=0)
    return [name for name, count in counts.items() if count == most > 0]


def _nearest(present: Collection[str], assignments: Mapping[str, Collection[str]]) -> list[str]:
    """Return the assignments whose files' names are nearest to those that are there."""
    names = [name.lower() for name in present]
    nearness = {a: sum(_nearness(file, names) for file in f) for a, f in assignments.items()}
    most = max(nearness.values(), default=0.0)
    return [name for name, value in nearness.items() if value == most > 0]


def _nearness(file: str, names: Sequence[str]) -> float:
    """Return how near the nearest name is, from 0 to 1; 0 where none is as near as a slip."""
    nearest = difflib.get_close_matches(file, names, 1, _NEAR)
    return difflib.SequenceMatcher(None, nearest[0], file).ratio() if nearest else 0.0
