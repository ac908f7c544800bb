"""What stands on the page of an earlier run over the class: its lines, beside whose they are now.

What is called by a number is a place in a list of the page, or of the earlier run where it says so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from autograder.grading.ledger import LineResult
from autograder.records.graded import GradedSubmission
from autograder.records.manifest import Manifest
from autograder.records.same_people import SamePeople
from autograder.report.text import shown

from .pool import TextPool
from .writing import STATES, named, people_data, points_number

__all__ = ["Answers", "EarlierPart", "answers_of"]

#: By the lines' numbers: the digest of the code that answers it, and the answer as it was read.
Answers = dict[str, tuple[str, str]]

# What a verdict depends on beside the answer: as it is called, by what a run says it was made by.
_MADE_BY = {"rubric": "the rubric or the reference", "engine": "the grader"}


class EarlierPart:
    """Collects what the page shows of an earlier run, one submission at a time.

    Args:
        name: What it is called.
        manifest: What it was about.
        now: What the run is about that it stands beside.
    """

    def __init__(self, name: str, manifest: Manifest, now: Manifest) -> None:
        self._name = name
        self._manifest = manifest
        self._now = now
        self._graded: list[GradedSubmission] = []
        self._same = SamePeople((), ())
        self._data: dict[str, Any] | None = None

    def add(self, graded: GradedSubmission) -> None:
        """Add a submission of the earlier run."""
        self._graded.append(graded)

    def put_beside(self, same: SamePeople) -> None:
        """Say whose submissions they are now."""
        self._same = same

    def data(self, latest: list[Answers], texts: TextPool) -> dict[str, Any]:
        """Return all of it; it is made once, since nothing of it changes.

        Args:
            latest: What is handed in now, by line, of each submission of the page.
            texts: Where texts get their numbers.
        """
        if self._data is None:
            self._data = self._made(latest, texts)
        return self._data

    def _made(self, latest: list[Answers], texts: TextPool) -> dict[str, Any]:
        before = self._manifest
        pairs = []
        for then, now in self._same.pairs:
            handed_in, nothing = answers_of(self._graded[then].lines), ("", "")
            other = [
                place
                for place, line in enumerate(self._now.lines)
                if not _is_same(
                    handed_in.get(line.number, nothing), latest[now].get(line.number, nothing)
                )
            ]
            pairs.append([then, now, other])
        return {
            "name": named(self._name),
            "complete": before.is_complete,
            "maximum": points_number(sum((line.weight for line in before.lines), Fraction(0))),
            "lines": [
                {
                    "number": line.number,
                    "name": shown(line.name),
                    "worth": points_number(line.weight),
                }
                for line in before.lines
            ],
            "changed": [*self._changed()],
            "submissions": [self._submission(graded, texts) for graded in self._graded],
            "pairs": pairs,
            "doubtful": [*self._same.doubtful],
        }

    def _changed(self) -> list[str]:
        """Return what the two runs were made by that is not the same."""
        then, now = self._manifest.made_by, self._now.made_by
        names = dict.fromkeys((*then, *now))
        others = [name for name in names if then.get(name) != now.get(name)]
        if "engine" in others and "version" in others:
            others.remove("version")
        return [_MADE_BY.get(name, named(name)) for name in others]

    def _submission(self, graded: GradedSubmission, texts: TextPool) -> dict[str, Any]:
        handed_in = graded.handed_in
        return {
            "id": named(graded.id),
            "people": people_data(handed_in.people),
            "state": graded.state,
            "score": points_number(graded.score) if graded.lines else None,
            "late": None if handed_in.late is None else int(handed_in.late.total_seconds()),
            "lines": [_row(result, texts) for result in graded.lines],
        }


def answers_of(lines: tuple[LineResult, ...]) -> Answers:
    """Return what was handed in for each line: the digest of its code, and the answer as read.

    Args:
        lines: The lines of a submission.
    """
    found = ((result, result.verdict.understood) for result in lines)
    return {
        result.line.number: (result.submitted, "" if read is None else read.plain)
        for result, read in found
    }


def _is_same(then: tuple[str, str], now: tuple[str, str]) -> bool:
    """Return whether two answers are one: one of them may not have been read to its end."""
    return then == now or any(text and text == other for text, other in zip(then, now, strict=True))


def _row(result: LineResult, texts: TextPool) -> list[Any]:
    """Return state, points, notes, and the answer as it was read."""
    verdict = result.verdict
    read = "" if verdict.understood is None else verdict.understood.plain
    return [
        STATES.index(verdict.state.value),
        points_number(result.score),
        texts.number("; ".join(verdict.notes)),
        texts.number(read),
    ]
