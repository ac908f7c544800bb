"""The file of rulings beside others who write it: each write says which version it has seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.records.folder import RunFolder, RunFolderError
from autograder.rulings.reading import RulingsError
from autograder.rulings.ruling import Rulings
from autograder.rulings.rulings_text import EditError, RulingsText
from autograder.rulings.writing import RulingsFile

from .refusal import Overtaken, ReviewRefused

__all__ = ["Edit", "VersionedRulings"]

_DIGITS = 16
_MOST_STEPS = 200

#: Changes the text of rulings.
Edit = Callable[[RulingsText], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """A write that can be taken back.

    Args:
        before: What was in the file; None where there was none.
        version: Which one it has made.
    """

    before: bytes | None
    version: str


class VersionedRulings:
    """A file of rulings, and the run that it is about.

    Args:
        folder: The run's.
        path: The file; there need not be one yet.
        numbers: The lines of the rubric.

    Attributes:
        path: The file.
        rulings: The rulings in force here.
        version: Which they are: a digest of what is in the file.
        fault: Why the file as it is now cannot be taken; empty if it can.

    Raises:
        RulingsError: The file has mistakes.
        OSError: Something cannot be read.
    """

    def __init__(self, folder: RunFolder, path: Path, numbers: Collection[str]) -> None:
        self.path = path
        self._folder, self._run = folder, folder.stamp()
        self._file = RulingsFile(path, numbers)
        self._steps: list[_Step] = []
        self._text = self.fault = self.version = ""
        self.rulings = Rulings()
        self.read()

    @property
    def undoable(self) -> int:
        """How many writes can be taken back: none once somebody else has written the file."""
        is_ours = self._steps and self._steps[-1].version == self.version
        return len(self._steps) if is_ours else 0

    def read(self) -> None:
        """Take over what the file says.

        Raises:
            RulingsError: It has mistakes; what was taken before stays.
            OSError: It cannot be read.
        """
        content = self._file.content()
        text = self._file.decoded(content)
        self.rulings = self._file.parsed(text)
        self._text, self.version = text, _version(content)

    def refresh(self) -> bool:
        """Read the file again where somebody has written it; return whether that was so.

        One that has mistakes is not taken: `fault` has them, and the rulings before stay in force.
        """
        self.fault, before = "", self.version
        try:
            if _version(self._file.content()) != self.version:
                self.read()
        except (RulingsError, OSError) as error:
            self.fault = str(error)
        return self.version != before

    def check(self, version: str) -> None:
        """See that everything is as it was seen; the file has just been read.

        Raises:
            Overtaken: It is not.
        """
        if self._is_graded_anew():
            raise Overtaken(
                "nothing was written: the class has been graded anew since this was started; end "
                "`autograder review`, and start it again",
                run=True,
            )
        if self.fault:
            raise Overtaken(f"nothing was written: {self.fault}")
        if version != self.version:
            raise Overtaken(
                "nothing was written: the rulings are others by now, from another window or an "
                "editor; look at them, and decide again"
            )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other commands from writing meanwhile.

        Raises:
            Overtaken: One of them does.
            OSError: The folder cannot be written.
        """
        try:
            with self._folder.locked():
                yield
        except RunFolderError as error:
            raise Overtaken(f"nothing was written: {error}") from None

    def edited(self, edit: Edit) -> tuple[str, Rulings]:
        """Return the text after an edit and what it says; nothing is written.

        Raises:
            ReviewRefused: It would be a mistake, or cannot be done in this text.
        """
        text = RulingsText(self._text)
        try:
            edit(text)
            return text.text, self._file.parsed(text.text)
        except EditError as error:
            raise ReviewRefused(f"{self.path}: {error}") from None
        except RulingsError as error:
            raise ReviewRefused(str(error)) from None

    def write(self, edit: Edit) -> None:
        """Change the file; raises as `edited`.

        Raises:
            OSError: It cannot be written; it is as it was.
        """
        text, rulings = self.edited(edit)
        before = self._file.content() if self.path.exists() else None
        self._file.replace(text)
        self.rulings, self._text, self.version = rulings, text, _version(text.encode())
        self._steps = [*self._steps[-_MOST_STEPS:], _Step(before, self.version)]

    def undo(self) -> None:
        """Take back what was written last.

        Raises:
            ReviewRefused: Nothing was, or somebody else has written since.
            OSError: It cannot be written.
        """
        if not self.undoable:
            raise ReviewRefused("there is nothing to undo: nothing was written here since")
        self._file.restore(self._steps[-1].before)
        del self._steps[-1]
        self.read()

    def is_older_than(self, path: Path) -> bool:
        """Return whether a file was written after this one."""
        try:
            return self.path.stat().st_mtime_ns <= path.stat().st_mtime_ns
        except FileNotFoundError:
            return not self.rulings.rulings

    def _is_graded_anew(self) -> bool:
        try:
            return self._folder.stamp() != self._run
        except OSError:
            return True


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
