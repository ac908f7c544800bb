"""What lies in a student's folder: what may answer a question file, and everything else.

Where no file answers anything, the zip archives are looked into. Notebooks are read as the code of
their cells from here on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .archive import MAX_ARCHIVE, Archive, ArchiveError
from .documents import answers_nothing
from .file_names import Form, latex_names, stands_for
from .finding import Candidates
from .notebook import Notebook, NotebookError, read_notebook
from .reading import TOO_LARGE, Basket, read_file, walk
from .untouched import is_untouched

__all__ = ["Contents", "SubmissionError", "look"]

_MAX_ARCHIVES = 20
# Looking at all of thousands would take minutes; nobody has that many versions.
_MAX_LOOKED_AT = 64
_BESIDE = "archives are read only where no question file lies beside them; hand in what is in it"


class SubmissionError(ValueError):
    """A folder that cannot be graded at all; its text says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in a folder.

    Args:
        candidates: The files that were read, and those among them that may be question files.
        notebooks: The notebooks among them.
        others: The names of the other files.
        left_out: Why files were not read that should have been.
        complete: Whether all of the folder was looked at.
    """

    candidates: Candidates
    notebooks: Mapping[str, Notebook]
    others: Sequence[str]
    left_out: Mapping[str, str]
    complete: bool


def look(folder: Path, expected: Collection[str], templates: Mapping[str, bytes]) -> Contents:
    """Read a folder; and the archives in it, where no file beside them answers anything.

    Args:
        folder: The folder.
        expected: The names of the question files, and of documents in LaTeX.
        templates: What was handed out for each, as far as it is known.

    Raises:
        SubmissionError: There is no such folder, or it cannot be read.
    """
    basket = Basket(lambda name: stands_for(name, expected) is not None)
    complete = _fill(basket, folder)
    notebooks: dict[str, Notebook] = {}
    candidates = _candidates(basket, notebooks, expected, templates)
    answered = {
        standing.file
        for path, standing in candidates.standings.items()
        if path not in candidates.blank and standing.file.endswith(".py")
    }
    archives = [name for name in basket.others if name.lower().endswith(".zip")]
    if archives and not answered.issuperset(set(expected).difference(latex_names(expected))):
        for name in archives[:_MAX_ARCHIVES]:
            _open(basket, folder, name, expected, answered)
        candidates = _candidates(basket, notebooks, expected, templates)
    left_out = {path: _with_remedy(path, reason) for path, reason in basket.left_out.items()}
    return Contents(candidates, notebooks, basket.others, left_out, complete)


def _with_remedy(path: str, reason: str) -> str:
    if path.endswith(".ipynb") and reason == TOO_LARGE:
        return f"{reason}; clear its outputs, save it, and hand it in again"
    return reason


def _fill(basket: Basket, folder: Path) -> bool:
    """Read a folder; return whether all of it was looked at."""
    if not folder.exists():
        raise SubmissionError(f"{folder}: there is no such folder")
    if not folder.is_dir():
        raise SubmissionError(f"{folder}: not a folder (give the folder that has the files)")
    try:
        paths, complete = walk(folder)
    except PermissionError as error:
        raise SubmissionError(f"{error.filename}: may not be read") from None
    basket.fill(paths, lambda path, limit: read_file(folder / path, limit))
    return complete


def _open(
    basket: Basket, folder: Path, name: str, expected: Collection[str], answered: Collection[str]
) -> None:
    """Read an archive with question files or LaTeX, if no file that answers anything is beside it.

    Otherwise what it has of the question files that are not answered is left out.
    """
    content = read_file(folder / name, MAX_ARCHIVE)
    try:
        if isinstance(content, str):
            raise ArchiveError(content)
        archive = Archive(content)
    except ArchiveError as error:
        basket.left_out[name] = str(error)
        return
    reasons = {
        member: why
        for member, why in archive.left_out.items()
        if member.endswith(".py") or stands_for(member.rpartition("/")[2], expected)
    }
    members = [*archive.paths, *reasons]
    standing = [m for m in members if stands_for(m.rpartition("/")[2], expected)]
    if answered:
        missing = [file for file in expected if file not in answered]
        reasons = {m: _BESIDE for m in standing if stands_for(m.rpartition("/")[2], missing)}
    elif standing or any(member.lower().endswith(".tex") for member in archive.paths):
        basket.others.remove(name)
        basket.fill(archive.paths, archive.read, prefix=f"{name}/")
    if standing:
        basket.left_out.update((f"{name}/{member}", why) for member, why in reasons.items())


def _candidates(
    basket: Basket,
    notebooks: dict[str, Notebook],
    expected: Collection[str],
    templates: Mapping[str, bytes],
) -> Candidates:
    """Return what may be a question file, with notebooks as the code of their cells."""
    candidates = Candidates.among(basket.contents, expected)
    for path, standing in candidates.standings.items():
        if standing.form in (Form.NOTEBOOK, Form.COPY_OF_NOTEBOOK) and path not in notebooks:
            try:
                notebooks[path] = read_notebook(basket.contents[path])
                basket.contents[path] = notebooks[path].source
            except NotebookError as error:
                basket.left_out[path] = str(error)
                del basket.contents[path]
    candidates = Candidates.among(basket.contents, expected)
    return replace(candidates, blank=_blank(candidates, templates))


def _blank(candidates: Candidates, templates: Mapping[str, bytes]) -> frozenset[str]:
    """Return the paths of the files that answer nothing; each content is looked at once."""
    looked_at: dict[tuple[str, bytes], bool] = {}
    for path, standing in candidates.standings.items():
        key = (standing.file, candidates.contents[path])
        if key not in looked_at and len(looked_at) < _MAX_LOOKED_AT:
            template = templates.get(standing.file, b"")
            is_latex = standing.file.endswith(".tex")
            looked_at[key] = answers_nothing(key[1]) if is_latex else is_untouched(key[1], template)
    return frozenset(
        path
        for path, standing in candidates.standings.items()
        if looked_at.get((standing.file, candidates.contents[path]), False)
    )
