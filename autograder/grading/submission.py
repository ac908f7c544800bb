"""What a student handed in: read into memory, with the file that answers each question file.

The files are read by `contents`; `finding` says which answers what, and `imports` what a worker
sees of them. Nothing of a submission is imported or executed here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .contents import Contents, SubmissionError, look
from .documents import LatexDocument, find_documents
from .file_names import is_package_of, stands_for
from .finding import find
from .imports import Imports, imported_names
from .notebook import Notebook
from .reading import shown
from .several import submissions_beside_each_other

__all__ = ["Submission", "SubmissionError", "read_submission"]

_MAX_NOTES = 20
_MAX_NUMBERS = 10


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in.

    Args:
        sources: Python files by their path, with ``/`` between its parts; of a notebook, the code
            of its cells.
        others: Names of the other files.
        notes: What was left out or not where it should be, for the student.
        placed: Where the file that answers each question file lies; None where all lie at the top.
        doubtful: The files of which none is graded, since several stand for one question file.
        notebooks: The notebooks among the sources.
        untouched: The question files that answer nothing: as they were handed out, or empty.
        left_out: Why files were not read that should have been.
        several: The folders that seem to be a submission each, where there is more than one.
        documents: The documents in LaTeX, by their names.
    """

    sources: Mapping[str, bytes]
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    placed: Mapping[str, str] | None = None
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notebooks: Mapping[str, Notebook] = field(default_factory=dict)
    untouched: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    several: tuple[str, ...] = ()
    documents: Mapping[str, LatexDocument] = field(default_factory=dict)

    @property
    def answered(self) -> Mapping[str, str]:
        """The path at which each question file that is there was handed in."""
        if self.placed is not None:
            return self.placed
        return {path: path for path in self.sources if "/" not in path}

    def source(self, file: str) -> bytes | None:
        """Return what is graded of a question file; None where it was not handed in."""
        path = self.answered.get(file)
        return None if path is None else self.sources[path]

    @property
    def answers_nothing(self) -> bool:
        """Whether all that stands for question files is as it was handed out, or empty."""
        written = (document for document in self.documents.values() if not document.is_blank)
        return not set(self.answered) - set(self.untouched) and not any(written)

    def imports(self, file: str) -> Imports:
        """Return what the worker of a question file that is there can import."""
        return Imports.around(file, self.sources, self.answered, self.notebooks)

    @property
    def digest(self) -> bytes:
        """A digest of all that is graded: one byte changed, another digest."""
        total = hashlib.sha256()
        for part in self._parts():
            total.update(len(part).to_bytes(8, "big") + part)
        return total.digest()

    def _parts(self) -> Iterator[bytes]:
        contents = {path: hashlib.sha256(data).digest() for path, data in self.sources.items()}
        if not self.placed:
            for path in sorted(contents):
                yield from (_encoded(path), contents[path])
            yield from self._latex_parts()
            return
        for file in sorted(self.placed):
            known, _ = imported_names(file, self.sources, self.placed)
            yield _encoded(f"{file}/")
            for name in sorted(known):
                yield from (_encoded(name), contents[known[name]])
        yield from self._latex_parts()

    def _latex_parts(self) -> Iterator[bytes]:
        for name, document in sorted(self.documents.items()):
            yield from (_encoded(f"{name}/"), hashlib.sha256(document.source).digest())
            for companion, content in sorted(document.companions.items()):
                yield from (_encoded(companion), hashlib.sha256(content).digest())


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def read_submission(
    folder: Path,
    expected: Collection[str] = (),
    templates: Mapping[str, bytes] | None = None,
    documents: Collection[str] = (),
) -> Submission:
    """Read a student's folder, and find in it what answers each question file.

    Args:
        folder: The folder.
        expected: The names of the question files; without them the folder is taken as it is.
        templates: What was handed out for each, as far as it is known: what is as it was gives way.
        documents: The names that documents in LaTeX may have, that of the assignment first.

    Raises:
        SubmissionError: There is no such folder, or it cannot be read.
    """
    found = look(folder, (*expected, *documents), templates or {})
    candidates = found.candidates
    if not expected:
        sources = {path: data for path, data in candidates.contents.items() if _is_python(path)}
        notes = tuple(_left_out(found))
        return Submission(sources, tuple(found.others), notes, left_out=found.left_out)
    finding = find(candidates)
    latex = find_documents(candidates, finding)
    placed = {file: path for file, path in finding.placed.items() if file in expected}
    graded = set(placed.values())
    replaced = {
        path
        for path in candidates.blank
        if path not in graded
        and finding.placed.get(candidates.standings[path].file) not in candidates.blank
    }
    kept = {
        path: data
        for path, data in candidates.contents.items()
        if path in graded or (_is_python(path) and path not in replaced)
    }
    read = {*kept, *(document.path for document in latex.documents.values())}
    told = [
        *finding.notes,
        *latex.notes,
        *_notebook_notes(found.notebooks, graded),
        *_package_notes(candidates.contents, placed),
        *_left_out(found),
    ]
    return Submission(
        kept,
        (*found.others, *(path for path in candidates.contents if path not in read)),
        tuple(told),
        placed,
        {**finding.doubtful, **latex.doubtful},
        {path: book for path, book in found.notebooks.items() if path in graded},
        tuple(file for file, path in placed.items() if path in candidates.blank),
        found.left_out,
        submissions_beside_each_other(candidates, finding.placed),
        latex.documents,
    )


def _is_python(path: str) -> bool:
    return path.endswith(".py")


def _notebook_notes(notebooks: Mapping[str, Notebook], graded: Collection[str]) -> Iterator[str]:
    for path in sorted(graded & notebooks.keys()):
        book = notebooks[path]
        if book.without_lines:
            where = _numbers(book.without_lines)
            yield f"`{path}`: lines for IPython alone, such as %… or !…, are left out ({where})."
        if book.without:
            yield f"`{path}`: cells that begin with %% are left out ({_numbers(book.without)})."


def _numbers(cells: Sequence[int]) -> str:
    shown_cells = ", ".join(map(str, cells[:_MAX_NUMBERS]))
    more = ", …" * (len(cells) > _MAX_NUMBERS)
    return f"cell{'s' * (len(cells) > 1)} {shown_cells}{more}"


def _package_notes(contents: Mapping[str, bytes], placed: Mapping[str, str]) -> Iterator[str]:
    for file in placed:
        for path in contents:
            if is_package_of(path, file):
                yield f"`{path}` is not graded: `{placed[file]}` is."


def _left_out(found: Contents) -> Iterator[str]:
    """Say what was left out, beginning with what stands for a question file."""
    expected = found.candidates.expected
    order = sorted(
        found.left_out, key=lambda path: stands_for(path.rpartition("/")[2], expected) is None
    )
    for path in order[:_MAX_NOTES]:
        yield f"`{shown(path)}` was left out: {found.left_out[path]}"
    if len(order) > _MAX_NOTES:
        yield f"{len(order) - _MAX_NOTES} more files were left out"
    if not found.complete:
        yield "there are more files than are looked at; the deepest were left out"
