"""Finds the file that answers each question file, wherever in what was handed in it lies.

A file of the name comes first, then a notebook of it, then copies with what systems add to names;
what answers nothing gives way to all of them. Of several that differ the one nearest the top is
taken if it is alone at its depth. Copies are taken only where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.checkers.common.line import names

from .file_names import Form, Standing, stands_for

__all__ = ["Candidates", "Finding", "find", "some"]

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Candidates:
    """The files that stand for question files.

    Args:
        expected: The question files' names, in order.
        standings: What each path stands for.
        contents: What is graded of each.
        blank: The paths of those that answer nothing.
    """

    expected: tuple[str, ...]
    standings: Mapping[str, Standing]
    contents: Mapping[str, bytes]
    blank: Collection[str] = frozenset()

    @classmethod
    def among(cls, contents: Mapping[str, bytes], expected: Collection[str]) -> Candidates:
        """Find them among files by their names; nothing is known yet of what they answer."""
        found = ((path, stands_for(path.rpartition("/")[2], expected)) for path in contents)
        standings = {path: standing for path, standing in found if standing is not None}
        return cls(tuple(expected), standings, contents)

    def of(self, file: str, form: Form) -> list[str]:
        """Return the paths that stand for a file in a way, those that answer nothing left out."""
        return [
            path
            for path, standing in self.standings.items()
            if standing == Standing(file, form) and path not in self.blank
        ]

    def content(self, path: str) -> bytes:
        """Return a file's content without what editors and systems change."""
        lines = self.contents[path].removeprefix(b"\xef\xbb\xbf").splitlines()
        return b"\n".join(line.rstrip() for line in lines).strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """Which file answers which question file.

    Args:
        placed: The path of each that was found.
        doubtful: The paths of those that were not, since several stand for them and differ.
        notes: What the student should know of it.
    """

    placed: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def find(candidates: Candidates) -> Finding:
    """Find the file that answers each question file."""
    crowd = Counter(_folder(path) for path in candidates.standings)
    placed: dict[str, str] = {}
    doubtful: dict[str, tuple[str, ...]] = {}
    for file in candidates.expected:
        for form in Form:
            if pool := candidates.of(file, form):
                path = _nearest(pool, candidates, crowd, form)
                if path is None:
                    doubtful[file] = tuple(sorted(pool, key=_depth))
                else:
                    placed[file] = path
                break
        else:
            if path := _first_blank(file, candidates):
                placed[file] = path
    notes = (*_moved(placed, candidates), *_passed_over(placed, candidates))
    return Finding(placed, doubtful, notes)


def _nearest(
    pool: Collection[str], candidates: Candidates, crowd: Mapping[str, int], form: Form
) -> str | None:
    """Return the path that is taken; None where several might be meant."""
    top = min(map(_depth, pool))
    copies = form in (Form.COPY, Form.COPY_OF_NOTEBOOK)
    meant = [path for path in pool if copies or _depth(path) == top]
    if len({candidates.content(path) for path in meant}) > 1:
        return None
    # Of equal ones, that which lies beside the most other question files.
    return min(meant, key=lambda path: (_depth(path), -crowd[_folder(path)], path))


def _first_blank(file: str, candidates: Candidates) -> str | None:
    paths = [path for path in candidates.blank if candidates.standings[path].file == file]
    order = {path: (candidates.standings[path].form, _depth(path), path) for path in paths}
    return min(paths, key=order.__getitem__, default=None)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _depth(path: str) -> int:
    return path.count("/")


# ---------------------------------------------------------------------- what the student reads


def _moved(placed: Mapping[str, str], candidates: Candidates) -> Iterator[str]:
    """Say what was not where the template has it."""
    folders: dict[str, list[str]] = {}
    for file, path in placed.items():
        if folder := _folder(path):
            folders.setdefault(folder, []).append(file)
    for folder, files in folders.items():
        what = names(files) if len(files) < len(placed) or len(files) == 1 else "Your files"
        verb = "was" if len(files) == 1 else "were"
        yield f"{what} {verb} found in `{folder}/`, and graded as if at the top."
    for file, path in placed.items():
        form = candidates.standings[path].form
        if form in (Form.NOTEBOOK, Form.COPY_OF_NOTEBOOK):
            yield f"`{path}` is graded as `{file}`: its code cells, in order."
        elif form is Form.COPY:
            yield f"`{path}` is graded as `{file}`: the next time, give it that name."


def _passed_over(placed: Mapping[str, str], candidates: Candidates) -> Iterator[str]:
    """Say what else might have been meant, and is not graded."""
    for file, path in placed.items():
        graded = candidates.content(path)
        others = [
            other
            for other, standing in candidates.standings.items()
            if standing.file == file and other != path and candidates.content(other) != graded
        ]
        blank = [other for other in others if other in candidates.blank]
        if blank and path not in candidates.blank:
            answers = "answers" if len(blank) == 1 else "answer"
            yield f"{some(blank)} {answers} nothing; `{path}` is graded."
        differing = sorted((other for other in others if other not in blank), key=_depth)
        if differing:
            yield f"Of `{file}` there are several that differ: `{path}` is graded, not " + (
                f"{some(differing)}."
            )


def some(paths: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Name the first of some files, and say how many there are."""
    if len(paths) <= most:
        return names(paths)
    return f"{', '.join(f'`{path}`' for path in paths[:most])}, … ({len(paths)} in all)"
