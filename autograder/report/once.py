"""What concerns a whole file is said at one of its lines; the others refer to that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from autograder.grading.ledger import LineResult
from autograder.verdict import FILE_NOTES

from .summary import shown_at_once

__all__ = ["messages"]


def messages(lines: Sequence[LineResult]) -> dict[str, str]:
    """Return what the student reads at each line, by the lines' numbers."""
    texts = {result.line.number: result.message for result in lines}
    for group in _by_file(lines):
        # The shortest is the file's alone: others may have it as the outcome of a clause.
        text = min((result.message for result in group), key=len)
        group = [result for result in group if text in result.message]
        # Nobody is referred to a line that is not shown yet.
        teller = (shown_at_once(group) or group)[0].line
        reference = f"As said at {teller.number}: `{teller.question_file}` cannot be graded."
        for result in group if text else ():
            if result.line is not teller:
                told = result.message.replace(text, reference)
                texts[result.line.number] = told
    return texts


def _by_file(lines: Iterable[LineResult]) -> Iterator[list[LineResult]]:
    """Yield the lines of each file that is missing or cannot be imported."""
    files: dict[str, list[LineResult]] = {}
    for result in lines:
        if not FILE_NOTES.isdisjoint(result.verdict.notes):
            files.setdefault(result.line.question_file, []).append(result)
    yield from files.values()
