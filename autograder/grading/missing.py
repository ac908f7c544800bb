"""What a student reads about a file or a function that is not there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from ..checkers.line import names
from .submission import Submission, is_archive

__all__ = ["missing_file", "missing_function"]

# Looking for the nearest of all names that a folder can have would take seconds for each line.
_MAX_COMPARED = 500


def missing_file(file: str, submission: Submission) -> str:
    """Say that a question file was not handed in, and what may have become of it."""
    present = [*submission.sources, *submission.others][:_MAX_COMPARED]
    notebooks = [name for name in present if name.endswith(".ipynb")]
    if notebooks:
        return (
            f"There is no file `{file}`, but a notebook ({names(notebooks[:3])}). Notebooks are "
            f"not graded: export it as .py, named `{file}`."
        )
    archives = [name for name in present if is_archive(name)]
    if archives and not submission.sources:
        return (
            f"There is no file `{file}`, but an archive ({names(archives[:3])}). Archives are not "
            "opened: hand in the files that are in it."
        )
    for note in submission.notes:
        if f"`{file}`" in note:
            return f"There is no file `{file}` to grade: {note}."
    lowered = {name.lower(): name for name in present}
    nearest = difflib.get_close_matches(file, lowered, 1, 0.7)
    hint = f" Is it `{lowered[nearest[0]]}`? Rename it." if nearest else ""
    elsewhere = [path for path in present if path.endswith(f"/{file}")]
    if elsewhere:
        hint = f" `{elsewhere[0]}` has its name, but lies in a folder: move it to the top."
    return f"There is no file `{file}` in your submission.{hint}"


def missing_function(file: str, name: str, callables: Iterable[str], source: str = "") -> str:
    """Say that a file has no function of a name, and which one may be meant."""
    within = _within(source, name)
    if within:
        return (
            f"`{file}` has no function `{name}` of its own. There is one within {within}: move it "
            "out of there, to the beginning of the line, as in the template."
        )
    known = list(callables)[:_MAX_COMPARED]
    nearest = difflib.get_close_matches(name, known, 1, 0.6)
    nearest += [other for other in known if _is_part(name, other) or _is_most(other, name)]
    hint = f" Is it `{nearest[0]}`? The name has to be the template's." if nearest else ""
    return f"`{file}` has no function `{name}`.{hint}"


def _within(source: str, name: str) -> str:
    """Return what a definition of a name is written within, or nothing."""
    inner = re.search(
        rf"^[ \t]+(?:async +)?(?:def|class) +{re.escape(name)}\b", source, re.MULTILINE
    )
    if inner is None:
        return ""
    outer = re.findall(r"^(class|def|if|try|with|for|while)\b *(\w*)", source[: inner.start()],
                       re.MULTILINE)  # fmt: skip
    if not outer:
        return ""
    kind, title = outer[-1]
    names = {"class": f"the class `{title}`", "def": f"the function `{title}`"}
    return names.get(kind, f"an `{kind}`")


def _is_part(part: str, name: str) -> bool:
    """Return whether a name has another one in it, word by word."""
    return f"_{part}_" in f"_{name}_"


def _is_most(part: str, name: str) -> bool:
    """Return whether a name is part of another and more than half of it; a helper's is not."""
    return _is_part(part, name) and 2 * len(part) > len(name)
