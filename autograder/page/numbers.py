"""The class in numbers: totals, questions, lines. Only what was graded counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from autograder.checkers.following.earlier import FOLLOWED
from autograder.grading.ledger import LineResult
from autograder.grading.rubric import RubricLine
from autograder.records.graded import GradedSubmission
from autograder.records.manifest import Manifest
from autograder.report.summary import question_of, waiting

from .measures import Bin, Discrimination, Spread, discrimination, histogram, spread

__all__ = ["MISSING", "ClassNumbers", "LineNumbers", "QuestionNumbers"]

#: The state of who handed in nothing.
MISSING = "missing"

_MOST_NOTES = 3


@dataclass(slots=True, kw_only=True)
class LineNumbers:
    """How a line ended for all.

    Args:
        line: The line.
        scores: What it earned.
        right: How many earned all.
        part: How many earned a part.
        nothing: How many earned nothing.
        waiting: How many a person has to decide.
        followed: How many earned something by going on from their own earlier answer.
        notes: How often each note was left where it earned less than all.
    """

    line: RubricLine
    scores: list[Fraction] = field(default_factory=list)
    right: int = 0
    part: int = 0
    nothing: int = 0
    waiting: int = 0
    followed: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, result: LineResult, score: Fraction) -> None:
        """Add how it ended for one, and the points."""
        verdict = result.verdict
        self.scores.append(score)
        if verdict.state.ours:
            self.waiting += 1
            return
        self.followed += FOLLOWED in verdict.notes and verdict.share > 0
        if verdict.share == 1:
            self.right += 1
            return
        self.notes.update(verdict.notes)
        self.part += verdict.share > 0
        self.nothing += verdict.share == 0

    @property
    def lost(self) -> int:
        """How many earned less than all."""
        return self.part + self.nothing

    @property
    def mean(self) -> float | None:
        """The mean of what it earned."""
        return spread(self.scores).mean

    @property
    def common_notes(self) -> list[tuple[str, int]]:
        """The notes that were left most often."""
        return sorted(self.notes.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NOTES]


@dataclass(slots=True, kw_only=True)
class QuestionNumbers:
    """How a question went.

    Args:
        number: Its number.
        maximum: Its points.
        scores: What it earned.
    """

    number: str
    maximum: Fraction = Fraction(0)
    scores: list[Fraction] = field(default_factory=list)

    @property
    def spread(self) -> Spread:
        """Where its scores lie."""
        return spread(self.scores)


class ClassNumbers:
    """Adds up submissions one at a time; those that were not graded are counted, and no more.

    Args:
        manifest: What the run is about.

    Attributes:
        missing: How many handed in nothing.
    """

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.states: Counter[str] = Counter()
        self.totals: list[Fraction] = []
        self.missing = self.late = self.waiting = 0
        self._lines = {line.number: LineNumbers(line=line) for line in manifest.lines}
        self._questions: dict[str, QuestionNumbers] = {}
        for line in manifest.lines:
            number = line.number.split(".")[0]
            found = self._questions.setdefault(number, QuestionNumbers(number=number))
            found.maximum += line.weight

    def add(self, graded: GradedSubmission) -> None:
        """Add a submission, or what a person has ruled for somebody who handed in nothing."""
        if graded.state == MISSING:
            self.missing += 1
        else:
            self.states[graded.state] += 1
        self.waiting += len(waiting(graded.lines))
        self.late += bool(graded.handed_in.late)
        if graded.state != "graded":
            return
        scores = dict.fromkeys(self._questions, Fraction(0))
        for result in graded.lines:
            score = result.score
            self._lines[result.line.number].add(result, score)
            scores[question_of(result)] += score
        self.totals.append(sum(scores.values(), Fraction(0)))
        for number, score in scores.items():
            self._questions[number].scores.append(score)

    @property
    def submissions(self) -> int:
        """How many there are, whatever came of them."""
        return sum(self.states.values())

    @property
    def maximum(self) -> Fraction:
        """The points that can be had."""
        return sum((line.weight for line in self.manifest.lines), Fraction(0))

    @property
    def spread(self) -> Spread:
        """Where the totals lie."""
        return spread(self.totals)

    @property
    def bins(self) -> list[Bin]:
        """How the totals are distributed."""
        return histogram(self.totals, self.maximum)

    @property
    def questions(self) -> list[tuple[QuestionNumbers, Discrimination | None]]:
        """The questions, with how well each tells people apart."""
        return [(q, discrimination(q.scores, self.totals)) for q in self._questions.values()]

    @property
    def lines(self) -> list[LineNumbers]:
        """The lines, those first that were most often lost."""
        return sorted(self._lines.values(), key=lambda line: -line.lost)

    @property
    def followed(self) -> int:
        """How often points were given for going on from an own earlier answer."""
        return sum(line.followed for line in self._lines.values())
