"""Lists requests for another look beside what the lines have earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from autograder.grading.ledger import LineResult
from autograder.grading.points import share_text
from autograder.records.kept import KeptSubmission
from autograder.records.people import Person
from autograder.report.text import shown

from .applying import RULED
from .requests import Request
from .ruling import folded

__all__ = ["Beside"]

_MOST_WORDS = 400


class Beside:
    """Finds the lines that requests are about, while a class goes by.

    Args:
        requests: What was asked for.
    """

    def __init__(self, requests: Sequence[Request]) -> None:
        self._requests = requests
        self._by_person: dict[str, list[int]] = defaultdict(list)
        for index, request in enumerate(requests):
            self._by_person[folded(request.email)].append(index)
        self._found: dict[int, str] = {}

    def see(self, submission: KeptSubmission, lines: Sequence[LineResult]) -> None:
        """Look whether a submission is one that a request is about.

        Args:
            submission: The submission.
            lines: Its lines, as they count in the end.
        """
        by_number = {result.line.number: result for result in lines}
        for name in _ids(submission.handed_in.people):
            for index in self._by_person.get(name, ()):
                result = by_number.get(self._requests[index].line)
                text = _earned(result) if result is not None else "there is no such line"
                self._found[index] = text

    def listed(self, missing: Iterable[Person]) -> Iterator[str]:
        """Yield the requests, in the order of the lines that they are about.

        Args:
            missing: Who handed in nothing.
        """
        absent = set(_ids(missing))
        if self._requests:
            yield "Requests for another look:"
        order = sorted(range(len(self._requests)), key=lambda i: (self._requests[i].line, i))
        for index in order:
            request = self._requests[index]
            nobody = "nobody is called so here"
            if folded(request.email) in absent:
                nobody = "they have handed in nothing"
            text, words = self._found.get(index, nobody), " ".join(request.words.split())
            who = shown(f"{request.line or 'no line'}  {request.email or 'nobody'}")
            yield f"  {who}: {text}: “{shown(words[:_MOST_WORDS])}” ({request.place})"


def _earned(result: LineResult) -> str:
    """Say what a line has earned, and who has ruled on it."""
    verdict = result.verdict
    text = "waits for a person" if verdict.state.ours else f"earns {share_text(verdict.share)}"
    return f"{text}, {verdict.review.split(';')[0]}" if RULED in verdict.notes else text


def _ids(people: Iterable[Person]) -> Iterator[str]:
    return (folded(name) for person in people for name in person.ids)
