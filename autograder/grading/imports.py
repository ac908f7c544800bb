"""What the worker of a question file can import, and where its lines stand for the student.

The question file's own folder is the top of the worker's files; what lies further up is behind it,
folder by folder, and at last every question file under its own name, wherever it was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.sandbox.worker_replies import Raised, TraceFrame

from .file_names import helper_name
from .notebook import Notebook

__all__ = ["Imports", "imported_names"]

# What is sent to a worker. Every file goes once; under further names as far as there is room.
_MAX_TOTAL = 16 << 20
_SYNTAX = ("SyntaxError", "IndentationError", "TabError")
_LINE = re.compile(r"\bline (\d+)")


@dataclass(frozen=True, slots=True)
class Imports:
    """The files of one worker.

    Args:
        sources: Their content by the path under which the worker has them.
        paths: Where each was handed in, if that is another path.
        notebooks: The notebooks among them, by the worker's path.
    """

    sources: Mapping[str, bytes]
    paths: Mapping[str, str] = field(default_factory=dict)
    notebooks: Mapping[str, Notebook] = field(default_factory=dict)

    @classmethod
    def around(
        cls,
        file: str,
        sources: Mapping[str, bytes],
        placed: Mapping[str, str],
        notebooks: Mapping[str, Notebook],
    ) -> Imports:
        """Return what surrounds a question file.

        Args:
            file: Its name.
            sources: What was handed in.
            placed: Where each question file was found.
            notebooks: The notebooks among the sources.
        """
        first, others = imported_names(file, sources, placed)
        room = _MAX_TOTAL - sum(len(sources[path]) for path in first.values())
        for name, path in others.items():
            room -= len(sources[path])
            if room >= 0:
                first.setdefault(name, path)
        return cls(
            {name: sources[path] for name, path in first.items()},
            {name: path for name, path in first.items() if name != path},
            {name: notebooks[path] for name, path in first.items() if path in notebooks},
        )

    def located(self, failure: Raised) -> Raised:
        """Return an exception with its places as the student knows them."""
        text = failure.text
        where = failure.frames[-1].file if failure.frames else ""
        if failure.type_name in _SYNTAX and where in self.notebooks:
            text = _LINE.sub(lambda m: self._line(where, int(m[1])), text)
        return replace(failure, text=text, frames=tuple(map(self._located, failure.frames)))

    def handed_in(self, name: str) -> str:
        """Return the path at which a file of the worker's was handed in."""
        return self.paths.get(name, name)

    def _located(self, frame: TraceFrame) -> TraceFrame:
        path = self.handed_in(frame.file)
        if frame.file not in self.notebooks or not self.notebooks[frame.file].cells:
            return replace(frame, file=path)
        cell, line = self.notebooks[frame.file].place(frame.line)
        return replace(frame, file=f"{path}, cell {cell}", line=line)

    def _line(self, name: str, line: int) -> str:
        cell, line_of_cell = self.notebooks[name].place(line)
        return f"line {line_of_cell} of cell {cell}"


def imported_names(
    file: str, sources: Mapping[str, bytes], placed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the paths of what surrounds a question file by the names that its worker has.

    The first table has every file once, by the shortest of its names; the second one has further
    names. A file whose name belongs to a nearer one is in neither.
    """
    first, others = {file: placed[file]}, dict[str, str]()
    seen = {placed[file]}
    known = _known(sources, placed)
    folders = placed[file].split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        prefix = "".join(f"{folder}/" for folder in folders[:depth])
        for path, origin in known.items():
            name = path.removeprefix(prefix)
            if path.startswith(prefix) and name not in first and name not in others:
                (others if origin in seen else first)[name] = origin
                seen.add(origin)
    for question_file, path in placed.items():
        if question_file not in first:
            others.setdefault(question_file, path)
    return first, others


def _known(sources: Mapping[str, bytes], placed: Mapping[str, str]) -> dict[str, str]:
    """Return the files by the paths at which they can be imported: a renamed one by both names."""
    known: dict[str, str] = {}
    for question_file, path in placed.items():
        folder, stroke, _ = path.rpartition("/")
        known[f"{folder}{stroke}{question_file}"] = path
    # A package of a question file's name would be imported in its place.
    packages = tuple(f"/{name.removesuffix('.py')}/__init__.py" for name in placed)
    for path in sources:
        if path.endswith(".py") and not f"/{path}".endswith(packages):
            known.setdefault(path, path)
    for path, copies in _copies(known).items():
        if len(copies) == 1:  # else nobody knows which one was meant
            known.setdefault(path, copies[0])
    return known


def _copies(known: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the files that systems have renamed, by the paths that they seem to have had."""
    copies: dict[str, list[str]] = {}
    for path, origin in known.items():
        folder, stroke, name = path.rpartition("/")
        if original := helper_name(name):
            copies.setdefault(f"{folder}{stroke}{original}", []).append(origin)
    return copies
