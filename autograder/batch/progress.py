"""How far a run has come: on one line of a terminal, elsewhere on a new line now and then."""

from __future__ import annotations

import sys
import time
from typing import IO

from .submission_grader import Done

__all__ = ["ProgressLine", "time_left"]

_SECONDS_BETWEEN = 15.0
_CLEAR = "\r\033[K"


class ProgressLine:
    """Says how many submissions are done, how fast, and how long the rest will take.

    Args:
        total: How many there are.
        quiet: Say nothing.
        file: Where to; standard error by default.
    """

    def __init__(self, total: int, *, quiet: bool = False, file: IO[str] | None = None) -> None:
        self._total = total
        self._quiet = quiet
        self._file = file or sys.stderr
        self._is_terminal = self._file.isatty()
        self._begun = self._said = time.monotonic()
        # What was kept from before takes no time, and says nothing about the rest.
        self._fresh = 0
        self._workers: int | None = None

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_terminal and not self._quiet:
            self._file.write(_CLEAR)
            self._file.flush()

    def say(self, text: str) -> None:
        """Say a sentence that is not about how far it has come."""
        self._file.write(f"{_CLEAR if self._is_terminal else ''}{text}\n")
        self._file.flush()

    def on(self, workers: int) -> None:
        """Take note of how many workers of a cluster grade."""
        self._workers = workers

    def __call__(self, done: Done, count: int, total: int) -> None:
        """Take note of one more submission."""
        self._fresh += done.graded > 0
        now = time.monotonic()
        is_due = self._is_terminal or now - self._said >= _SECONDS_BETWEEN or count == total
        if self._quiet or not is_due:
            return
        self._said = now
        text = self._text(done, count, total, now - self._begun)
        self._file.write(f"{_CLEAR}{text}" if self._is_terminal else f"{text}\n")
        self._file.flush()

    def _text(self, done: Done, count: int, total: int, seconds: float) -> str:
        again = "" if total == self._total else " once more, with nothing beside it"
        text = f"{count} of {total} graded{again}"
        if self._workers is not None:
            text += f", on {self._workers} worker{'s' * (self._workers != 1)}"
        if self._fresh and seconds > 0:
            rate = self._fresh / seconds
            text += f", {60 * rate:.3g} a minute"
            if count < total:
                text += f", {time_left((total - count) / rate)} left"
        return f"{text} ({done.id})" if self._is_terminal else text


def time_left(seconds: float) -> str:
    """Return a time as people say it: ``40 s``, ``12 min``, ``2 h 05 min``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
