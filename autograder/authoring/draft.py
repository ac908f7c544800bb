"""A copy of an assignment's parts, in which is changed what is to change; then all of it at once.

Whatever goes wrong before that changes nothing. While the files are put in their places, each that
is there is kept until all are, and put back where one of them cannot be written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from autograder.course import Assignment, Course
from autograder.grading.rubric import Rubric, RubricError, read_rubric
from autograder.grading.template import TemplateError, generate

from .refusal import AuthoringError
from .source import text_of

__all__ = ["Draft", "parts_of"]

# What programs leave behind; nobody wrote it, and nobody misses it.
_LEFT_BEHIND = frozenset({"__pycache__", ".pytest_cache"})
_IGNORED = ".gitignore"


def parts_of(assignment: Assignment) -> tuple[Path, ...]:
    """Return the folders of an assignment."""
    return (
        assignment.reference,
        assignment.rubric,
        assignment.public,
        assignment.variants,
        assignment.submissions,
        assignment.rankings,
        assignment.tests,
        assignment.template,
    )


class Draft:
    """A copy of the parts of some assignments; use it as a context manager.

    Args:
        course: The course. Its folder need not be there yet.
        names: The assignments whose parts are read, changed or made.

    Attributes:
        course: The copy.
    """

    def __init__(self, course: Course, names: Sequence[str]) -> None:
        self._there = course.root
        self._names = names
        # Not called as workers' folders are: those that no grader has locked, the next one removes.
        self._folder = tempfile.TemporaryDirectory(prefix="draft-of-a-course-")
        self.course = Course(Path(self._folder.name).resolve())
        self._before: Mapping[Path, bytes] = {}

    def __enter__(self) -> Draft:
        try:
            self._copy()
        except OSError as error:
            self._folder.cleanup()
            told = error.args[0][0] if isinstance(error, shutil.Error) else None
            where, why = (told[0], told[2]) if told else (error.filename, error.strerror)
            raise AuthoringError(f"{where}: cannot be read: {why}. Nothing was changed") from None
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def _copy(self) -> None:
        root = self.course.root
        for mark in (Path("reference"), Path("tests", "grading")):
            (root / mark).mkdir(parents=True)
        for name in self._names:
            for part in parts_of(Assignment(self._there, name)):
                if part.is_dir():
                    target = root / part.relative_to(self._there)
                    ignore = shutil.ignore_patterns(*_LEFT_BEHIND)
                    shutil.copytree(part, target, symlinks=True, ignore=ignore)
        if (self._there / _IGNORED).is_file():
            shutil.copy2(self._there / _IGNORED, root / _IGNORED)
        self._before = dict(_files(root))

    def told(self, text: object) -> str:
        """Return a message in which the files of the copy are those of the course."""
        return str(text).replace(str(self.course.root), str(self._there))

    def read(self, path: Path) -> str:
        """Return the text of a file of the copy; empty if there is none.

        Raises:
            AuthoringError: It is no text.
        """
        try:
            return text_of(path)
        except AuthoringError as error:
            raise AuthoringError(self.told(error)) from None

    def write(self, path: Path, text: str | bytes) -> None:
        """Write a file of the copy, with the folders above it.

        Raises:
            AuthoringError: There is a file where a folder would be, or the other way round.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        except OSError as error:
            where = self.told(error.filename or path)
            raise AuthoringError(
                f"{where}: is in the way ({error.strerror}): move it away. Nothing was changed"
            ) from None

    def rubric(self, name: str) -> Rubric:
        """Read the copy's rubric.

        Raises:
            AuthoringError: It cannot be read.
        """
        try:
            return read_rubric(self.course.assignment(name).rubric)
        except RubricError as error:
            raise AuthoringError(self.told(error)) from None

    def make_template(self, name: str) -> None:
        """Make the student's folder anew, in the copy.

        Raises:
            AuthoringError: The rubric or the reference is not such that one can be made.
        """
        try:
            generate(self.course.assignment(name), self.rubric(name))
        except TemplateError as error:
            raise AuthoringError(self.told(error)) from None

    @property
    def changed(self) -> tuple[list[Path], list[Path]]:
        """The files that publishing writes, and those that it takes away, in the course."""
        after = dict(_files(self.course.root))
        written = sorted(path for path, now in after.items() if self._before.get(path) != now)
        removed = sorted(path for path in self._before if path not in after)
        return (
            [self._there / path for path in written],
            [self._there / path for path in removed],
        )

    def publish(self) -> tuple[list[Path], list[Path]]:
        """Bring the course to what the copy is.

        Returns:
            The files that were written, and those that were taken away.

        Raises:
            AuthoringError: A file cannot be written, or is not what was copied; nothing is changed.
        """
        written, removed = self.changed
        self._require_same([*written, *removed])
        moves = _Moves()
        try:
            for path in written:
                moves.bring(self.course.root / path.relative_to(self._there), path)
            for path in removed:
                moves.take(path)
        except OSError as error:
            moves.undo()
            where = error.filename2 or error.filename or self._there
            raise AuthoringError(
                f"{moves.clear(where)}: cannot be written: {error.strerror or error}. Nothing was "
                "changed"
            ) from None
        except BaseException:
            moves.undo()
            raise
        moves.finish()
        for path in removed:
            _remove_empty(path.parent, self._there)
        return written, removed

    def _require_same(self, paths: Sequence[Path]) -> None:
        """Make sure that nobody has changed a file since it was copied.

        Raises:
            AuthoringError: Somebody has.
        """
        for path in paths:
            known = self._before.get(path.relative_to(self._there))
            if known is None and not os.path.lexists(path):
                continue
            if known is None:
                raise AuthoringError(
                    f"{path}: is there already, and would be overwritten: move it away, or take "
                    "another name. Nothing was changed"
                )
            is_file = path.is_file() or path.is_symlink()
            if not is_file or _content(path) != known:
                raise AuthoringError(
                    f"{path}: was changed meanwhile. Nothing was changed here: try again"
                )


class _Moves:
    """Files that are brought to their places, or taken away, until that is final."""

    _NEW, _OLD = ".autograder-new", ".autograder-old"

    def __init__(self) -> None:
        self._done: list[tuple[Path, Path | None]] = []
        self._made: list[Path] = []

    def bring(self, source: Path, path: Path) -> None:
        for folder in reversed([path.parent, *path.parent.parents]):
            if not folder.exists():
                folder.mkdir()
                self._made.append(folder)
        new = path.with_name(f".{path.name}{self._NEW}")
        try:
            shutil.copy2(source, new, follow_symlinks=False)
            kept = self._set_aside(path) if os.path.lexists(path) else None
            self._done.append((path, kept))
            new.rename(path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise

    def take(self, path: Path) -> None:
        self._done.append((path, self._set_aside(path)))

    def _set_aside(self, path: Path) -> Path:
        old = path.with_name(f".{path.name}{self._OLD}")
        path.rename(old)
        return old

    def undo(self) -> None:
        """Put everything back."""
        for path, kept in reversed(self._done):
            with suppress(OSError):
                if kept is not None:
                    kept.replace(path)
                else:
                    path.unlink()
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()

    def finish(self) -> None:
        """Forget what was there."""
        for _, kept in self._done:
            if kept is not None:
                with suppress(OSError):
                    kept.unlink()

    def clear(self, path: object) -> str:
        """Return a path as its owner knows it."""
        name = Path(str(path)).name
        if name.startswith(".") and name.endswith((self._NEW, self._OLD)):
            return str(Path(str(path)).with_name(name[1 : -len(self._NEW)]))
        return str(path)


def _files(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files below a folder with their content; a link to a folder is one."""
    for folder, folders, names in os.walk(root):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(folder, name)
            yield path.relative_to(root), _content(path)


def _content(path: Path) -> bytes:
    """Return the bytes of a file; of a link, where it leads."""
    return os.readlink(path).encode() if path.is_symlink() else path.read_bytes()


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it, in which nothing is left but what programs leave."""
    while folder != root and folder.is_dir():
        if any(name not in _LEFT_BEHIND for name in os.listdir(folder)):
            return
        with suppress(OSError):
            shutil.rmtree(folder)
        folder = folder.parent
