"""What a class earned, in numbers: for summary.json and for the end of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import fmean, median
from typing import Any

from autograder.grading.ledger import LineResult
from autograder.grouping.contradictions import Contradiction
from autograder.records.graded import GradedSubmission
from autograder.records.manifest import Manifest
from autograder.report.summary import waiting
from autograder.verdict import State

__all__ = ["Statistics"]


@dataclass(slots=True)
class _Line:
    """How a line ended for all."""

    states: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    total: Fraction = Fraction(0)
    count: int = 0

    def add(self, result: LineResult) -> None:
        self.states[result.verdict.state.value] += 1
        self.notes.update(result.verdict.notes)
        self.total += result.verdict.share
        self.count += 1


class Statistics:
    """Adds up submissions one at a time.

    Args:
        manifest: What the run is about.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._lines = {line.number: _Line() for line in manifest.lines}
        self._scores: list[float] = []
        self.states: Counter[str] = Counter()
        #: The lines that wait for a person: the line's number and the submission.
        self.waiting: list[tuple[str, str]] = []
        #: How many lines are not graded yet.
        self.ungraded = 0
        #: The submissions with files that were not read, or are in doubt.
        self.doubtful: list[str] = []
        #: The same answers with two verdicts: faults of the run.
        self.contradictions: list[Contradiction] = []

    def add(self, graded: GradedSubmission) -> None:
        """Add a submission; one that nobody has worked on says nothing about the questions."""
        self.states[graded.state] += 1
        if graded.state == "graded":
            self._scores.append(float(graded.score))
            for result in graded.lines:
                self._lines[result.line.number].add(result)
        if graded.state == "not graded" and not graded.lines:
            self.ungraded += len(self._lines)
        for result in waiting(graded.lines):
            if result.verdict.state is State.NOT_REACHED:
                self.ungraded += 1
            else:
                self.waiting.append((result.line.number, graded.id))

    @property
    def mean(self) -> float | None:
        """The mean of the totals; None where there are none."""
        return fmean(self._scores) if self._scores else None

    @property
    def median(self) -> float | None:
        """The median of the totals; None where there are none."""
        return median(self._scores) if self._scores else None

    def data(self) -> dict[str, Any]:
        """Return all of it for summary.json."""
        manifest = self._manifest
        return {
            "assignment": manifest.assignment,
            "platform": manifest.platform,
            "made_by": dict(manifest.made_by),
            # They may speak of people.
            "messages": [] if manifest.asked.get("anonymous") else list(manifest.messages),
            "is_complete": manifest.is_complete,
            "submissions": dict(sorted(self.states.items())),
            "missing": len(manifest.missing),
            "maximum": float(sum(line.weight for line in manifest.lines)),
            "mean": _rounded(self.mean),
            "median": _rounded(self.median),
            "lines": {number: _about(line) for number, line in self._lines.items()},
            "contradictions": [
                {"line": fault.line, "submissions": [*fault.submissions]}
                for fault in self.contradictions
            ],
            "not_graded": self.ungraded,
            "doubtful": self.doubtful,
            "waiting": [{"line": line, "submission": who} for line, who in self.waiting],
        }


def _about(line: _Line) -> dict[str, Any]:
    return {
        "mean_share": _rounded(float(line.total / line.count)) if line.count else None,
        "states": dict(sorted(line.states.items())),
        "notes": dict(sorted(line.notes.items(), key=lambda item: (-item[1], item[0]))),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
