r"""The documents in LaTeX of a submission: which files they are, and what belongs to them.

Here a file is looked at no further than to tell whether somebody has answered in it; it is read in
a worker. The files beside a document that it names are its companions: of those, macros are read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .file_names import latex_names
from .finding import Candidates, Finding, some

__all__ = [
    "FoundDocuments",
    "LatexDocument",
    "answer_text",
    "answered_numbers",
    "answers_nothing",
    "find_documents",
]

_BEGIN, _END = b"\\begin{answer}", b"\\end{answer}"
_NUMBER = re.compile(rb"\{([^{}\s]{1,100})\}")
_COMMENT = re.compile(rb"(?<!\\)%[^\n]*")
_ENDINGS = (".tex", ".sty")
_MAX_COMPANIONS = 1 << 20


@dataclass(frozen=True, slots=True)
class LatexDocument:
    """A document that answers lines.

    Args:
        path: Where it was handed in.
        source: Its content.
        companions: The files beside it that it names, by their names.
        is_blank: Whether nothing is answered in it.
    """

    path: str
    source: bytes
    companions: Mapping[str, bytes] = field(default_factory=dict)
    is_blank: bool = False


def answered_numbers(source: bytes) -> frozenset[str]:
    """Return the numbers that answers in a file seem to have; whoever reads it knows better."""
    return frozenset(number for number, body in _answers(source) if body)


def answers_nothing(source: bytes) -> bool:
    """Return whether no answer stands in a file, or only empty ones, as in what is handed out."""
    return not answered_numbers(source)


def _answers(source: bytes) -> Iterator[tuple[str, bytes]]:
    _, *parts = source.split(_BEGIN)
    for part in parts:
        number = _NUMBER.match(part.lstrip())
        if number is not None:
            body = part.lstrip()[number.end() :].partition(_END)[0]
            yield number[1].decode("utf-8", "replace"), _COMMENT.sub(b"", body).strip()


def answer_text(source: bytes, number: str) -> str:
    """Return what stands in a file as the answer to a line; empty where nothing does."""
    found = (body for other, body in _answers(source) if other == number and body)
    return next(found, b"").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """The documents of a submission.

    Args:
        documents: Those that are graded, by their names.
        doubtful: The paths of those that are not, since several stand for one name and differ.
        notes: What the student should know of it.
    """

    documents: Mapping[str, LatexDocument]
    doubtful: Mapping[str, tuple[str, ...]]
    notes: Sequence[str]


def find_documents(candidates: Candidates, finding: Finding) -> FoundDocuments:
    """Find the documents that are graded.

    Where none has its name, one that is alone is taken for that of the whole assignment.

    Args:
        candidates: The files that were read; among the names that are expected are documents'.
        finding: Which of them answers what.
    """
    contents = candidates.contents
    expected = latex_names(candidates.expected)
    placed = {name: finding.placed[name] for name in expected if name in finding.placed}
    doubtful = {name: finding.doubtful[name] for name in expected if name in finding.doubtful}
    notes = [
        f"There are several files for `{name}` that differ, so none is graded: {some(paths)}. "
        f"Hand in one of them, as `{name}`."
        for name, paths in doubtful.items()
    ]
    free = {
        path: contents[path]
        for path in contents
        if path.lower().endswith(".tex") and path not in candidates.standings
    }
    answering = [path for path, source in free.items() if not answers_nothing(source)]
    written = [path for path in placed.values() if path not in candidates.blank]
    if answering and expected and not written and not notes:
        name, nearest = expected[0], min(answering, key=lambda path: (path.count("/"), path))
        if len({candidates.content(path) for path in answering}) == 1:
            placed[name] = nearest
            notes.append(f"`{nearest}` is graded as `{name}`: answers in LaTeX stand in it.")
        else:
            doubtful[name] = tuple(answering)
            notes.append(
                f"Answers in LaTeX stand in several files, so none of them is graded: "
                f"{some(answering)}. Hand in one of them, as `{name}`."
            )
    elif answering:
        notes.append(f"Answers in LaTeX stand in {some(answering)} too, which is not graded.")
    documents = {
        name: LatexDocument(
            path, contents[path], _companions(path, contents), answers_nothing(contents[path])
        )
        for name, path in placed.items()
    }
    return FoundDocuments(documents, doubtful, notes)


def _companions(path: str, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files in a document's folder that it names, as far as there is room."""
    folder, stroke, _ = path.rpartition("/")
    source, room = contents[path], _MAX_COMPANIONS
    found: dict[str, bytes] = {}
    for other in sorted(_beside(f"{folder}{stroke}", contents)):
        name = other[len(folder) + len(stroke) :]
        if other != path and name.rpartition(".")[0].encode() in source:
            room -= len(contents[other])
            if room >= 0:
                found[name] = contents[other]
    return found


def _beside(folder: str, paths: Collection[str]) -> Iterator[str]:
    for path in paths:
        if (
            path.lower().endswith(_ENDINGS)
            and path.startswith(folder)
            and "/" not in path[len(folder) :]
        ):
            yield path
