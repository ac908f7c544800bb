"""Writes a file of rulings, and leaves all else in it as it stands: order, comments, layout."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from autograder.files import replace_file

from .reading import RulingsError, parse_rulings
from .ruling import Rulings
from .rulings_text import EditError, RulingsText

__all__ = ["RulingsFile"]

_BOM = b"\xef\xbb\xbf"


class RulingsFile:
    """A file of rulings.

    Args:
        path: The file; there need not be one yet.
        numbers: The lines of the rubric.
    """

    def __init__(self, path: Path, numbers: Collection[str]) -> None:
        self._path = path
        self._numbers = numbers
        self._seen: str | None = None

    def content(self) -> bytes:
        """Return what is in it now; nothing where there is no file.

        Raises:
            OSError: It cannot be read.
        """
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""

    def read(self) -> Rulings:
        """Return what it says now; no rulings where there is no file.

        Raises:
            RulingsError: It has mistakes.
            OSError: It cannot be read.
        """
        self._seen = self.text()
        return self.parsed(self._seen)

    def text(self) -> str:
        """Return its text.

        Raises:
            RulingsError: It is no text.
            OSError: It cannot be read.
        """
        return self.decoded(self.content())

    def decoded(self, content: bytes) -> str:
        """Return the text of what is in the file.

        Raises:
            RulingsError: It is no text.
        """
        try:
            return content.removeprefix(_BOM).decode()
        except UnicodeDecodeError as error:
            raise RulingsError(f"{self._path}: not UTF-8 ({error.reason}): save it so") from None

    def parsed(self, text: str) -> Rulings:
        """Return what a text says that may become that of the file.

        Raises:
            RulingsError: It has mistakes.
        """
        return parse_rulings(text, str(self._path), self._numbers)

    def replace(self, text: str) -> None:
        """Replace the file by a text that was seen to have no mistakes (`parsed`).

        Raises:
            OSError: The file cannot be replaced; it is as it was.
        """
        replace_file(self._path.resolve(), text.encode())  # a link stays one

    def restore(self, content: bytes | None) -> None:
        """Put back what was in the file, byte for byte; None where there was none.

        Raises:
            OSError: It cannot be; the file is as it was.
        """
        if content is None:
            self._path.resolve().unlink(missing_ok=True)
        else:
            replace_file(self._path.resolve(), content)

    def note_answers(self, given_for: Mapping[int, Sequence[str]], on: date) -> None:
        """Note in rulings which answers they are given for, where none are noted yet.

        Args:
            given_for: The digests, by the rulings' places in the file (`Ruled.given_for`).
            on: The day, for rulings that have none.

        Raises:
            RulingsError: The file has a mistake, or rulings in it that are no tables of their own,
                or is another than what was read.
            OSError: The file cannot be read or replaced.
        """
        if not given_for:
            return
        text = self.text()
        if self._seen not in (None, text):
            raise RulingsError(
                f"{self._path}: it has changed meanwhile, so what its rulings are for was not "
                "noted: `autograder apply` does that"
            )
        known, edited = self.parsed(text).rulings, RulingsText(text)
        changes = {
            index: {**({} if known[index].on else {"on": on}), "given_for": list(digests)}
            for index, digests in given_for.items()
        }
        try:
            edited.change("ruling", changes)
        except EditError as error:
            raise RulingsError(
                f"{self._path}: what rulings were given for cannot be noted: {error}"
            ) from None
        self.parsed(edited.text)
        self.replace(edited.text)
