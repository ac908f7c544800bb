"""What a student reads about a file or a function that is not there.

Of what may have become of a file the likeliest story is told, and no other.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from .archive import is_archive
from .file_names import is_package_of, nearest_name, stands_for
from .finding import some
from .reading import shown
from .submission import Submission

__all__ = ["missing_file", "missing_function", "unanswered_file"]

# Looking for the nearest of all names that a file can define would take seconds for each line.
_MAX_COMPARED = 500
_MOST_NAMED = 5


def missing_file(file: str, submission: Submission) -> str:
    """Say that a question file was not handed in, and what may have become of it."""
    if file in submission.doubtful:
        return _doubtful(file, submission.doubtful[file])
    if path := _left_out(file, submission):
        reason = submission.left_out[path]
        return f"There is no file `{file}` to grade: `{shown(path)}` was left out: {reason}."
    story = next(_stories(file, submission), "")
    return f"There is no file `{file}` in your submission.{story}"


def unanswered_file(file: str, submission: Submission) -> str:
    """Say of a question file that is as it was handed out where its answers may be; or nothing."""
    if _left_out(file, submission):
        return ""  # which is told anyway
    story = next(_stories(file, submission), "")
    return f"`{file}` answers nothing yet.{story}" if story else ""


def _doubtful(file: str, paths: tuple[str, ...]) -> str:
    """Say that several files are meant to be a question file, and differ."""
    return (
        f"There are several files for `{file}` that differ, so none is graded: "
        f"{some(paths, _MOST_NAMED)}. Hand in one of them, as `{file}`."
    )


def _left_out(file: str, submission: Submission) -> str:
    """Return the path of what stands for a question file and was left out; empty if nothing was."""
    standing = (p for p in submission.left_out if stands_for(p.rpartition("/")[2], [file]))
    return next(standing, "")


def _stories(file: str, submission: Submission) -> Iterator[str]:
    """Yield what may have become of a question file, the likeliest first."""
    stem = file.removesuffix(".py")
    taken = submission.placed or {}
    others = [name for name in (*taken, *submission.doubtful) if name != file]
    present = (*submission.sources, *submission.others, *submission.left_out)
    # What stands for another question file is not this one.
    free = [
        path
        for path in present
        if path not in taken.values() and not stands_for(path.rpartition("/")[2], others)
    ]
    for path in free:
        if is_package_of(path, file):
            yield f" `{path}` is a package: put its code into one file, `{file}`."
    code = [path for path in free if _may_be_code(path)]
    if nearest := nearest_name(file, code):
        yield f" Is it `{nearest}`? Rename it."
    notebooks = [path for path in free if path.lower().endswith(".ipynb")]
    if notebooks:
        path = nearest_name(file, notebooks) or notebooks[0]
        yield f" Is it in the notebook `{path}`? Name that `{stem}.ipynb`."
    for path in submission.left_out:
        if is_archive(path):
            yield f" The archive `{shown(path)}` was not read: {submission.left_out[path]}."
    # A .zip has been looked into.
    archives = [path for path in free if is_archive(path) and not path.lower().endswith(".zip")]
    nearest = nearest_name(file, archives)
    if archives and (nearest or not taken):
        yield (
            f" Is it in `{nearest or archives[0]}`? Such archives are not opened: hand in the "
            "files that are in it, or all of them as a .zip."
        )


def _may_be_code(path: str) -> bool:
    """Return whether a file may be a question file, going by its ending."""
    name = path.rpartition("/")[2]
    return name.lower().endswith((".py", ".txt")) or "." not in name


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
