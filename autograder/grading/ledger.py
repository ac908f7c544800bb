"""The state of every line of a run, from its first moment to its end.

Lines that depend on each other (a choice that counts only with a right cost, choices that cancel)
are settled here, from all verdicts at once, so that the order of grading does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Protocol

from autograder.verdict import State, Verdict, lost, partial, pending

from .answers import Answered
from .device_runs import Reruns
from .points import filled
from .rubric import Rubric, RubricLine

__all__ = ["Decide", "LeaderboardEntry", "Ledger", "LineResult", "Results", "settle"]

# Of what a right choice earns, each one of its group that is not right takes so much.
_TAKEN = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line with its verdict and the wall seconds it took.

    `submitted` is a digest of the code that answers it: see `autograder.grading.submitted`.
    `answered` is what is kept beside the verdict where many submissions are graded.
    """

    line: RubricLine
    verdict: Verdict
    seconds: float = 0.0
    submitted: str = ""
    answered: Answered = field(default_factory=Answered)

    @property
    def score(self) -> Fraction:
        """The points."""
        return self.line.weight * self.verdict.share

    @property
    def message(self) -> str:
        """What the student reads, with its points."""
        return filled(self.verdict.message, self.line.weight, self.line.clauses, strict=False)


class Decide(Protocol):
    """Replaces verdicts by those that persons have ruled."""

    @property
    def told(self) -> Sequence[str]:
        """What instructors should know of the latest lines: what was not ruled, and why."""

    def __call__(self, lines: tuple[LineResult, ...]) -> tuple[LineResult, ...]:
        """Return lines as persons have ruled them, before they are held against each other."""


@dataclass(frozen=True, slots=True)
class LeaderboardEntry:
    """An entry of Gradescope's leaderboard: ``order`` is ``"asc"`` or ``"desc"``."""

    name: str
    value: float | str
    order: str


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run, as far as it has come.

    Args:
        assignment: Its name.
        lines: Every line of the rubric, in its order.
        messages: What the student reads about the submission as a whole.
        details: What instructors read: seed, versions, isolation, what the code printed.
        seconds: Wall time so far.
        leaderboard: What tests have entered there.
        reruns: How lines of code ended on a GPU, where they ran there again: no points.
    """

    assignment: str
    lines: tuple[LineResult, ...]
    messages: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    leaderboard: tuple[LeaderboardEntry, ...] = ()
    reruns: Reruns | None = None

    @property
    def score(self) -> Fraction:
        """The points of all lines."""
        return sum((result.score for result in self.lines), Fraction(0))

    @property
    def maximum(self) -> Fraction:
        """The points that can be had."""
        return sum((result.line.weight for result in self.lines), Fraction(0))


class Ledger:
    """Collects verdicts and publishes the settled state after each.

    A state that cannot be published, on a disk that is full for instance, ends nothing: the next
    one has all that is in it. `unpublished` says why the latest is not out; it is empty if it is.

    Args:
        rubric: The lines; all are "not reached" at first.
        publish: Called with the `Results` at once, and after every change; may raise OSError.
        clock: Returns the wall seconds since the run began.
        decide: Returns the lines as persons have decided them, before they are settled.
    """

    def __init__(
        self,
        rubric: Rubric,
        publish: Callable[[Results], None],
        clock: Callable[[], float],
        decide: Decide | None = None,
    ) -> None:
        self._decide = decide
        reason = "the grader ended before this line"
        self._assignment = rubric.assignment
        self._lines = {
            line.number: LineResult(line, pending(reason, state=State.NOT_REACHED))
            for line in rubric.lines
        }
        self._publish = publish
        self._messages: list[str] = []
        self._details: dict[str, Any] = {}
        self._clock = clock
        self._standings: list[LeaderboardEntry] = []
        self._reruns: Reruns | None = None
        self.unpublished = ""
        self.publish()

    def record(
        self,
        number: str,
        verdict: Verdict,
        seconds: float = 0.0,
        answered: Answered | None = None,
    ) -> None:
        """Set the verdict of a line; where a test has several cases, the worst one stands."""
        result = self._lines[number]
        if result.verdict.state is not State.NOT_REACHED:
            verdict = _worse(result.verdict, verdict)
        self._lines[number] = replace(
            result,
            verdict=verdict,
            seconds=result.seconds + seconds,
            answered=answered or result.answered,
        )
        self.publish()

    def keep(self, submitted: Mapping[str, str]) -> None:
        """Set the digests of the code that answers the lines, by their numbers."""
        for number, digest in submitted.items():
            self._lines[number] = replace(self._lines[number], submitted=digest)

    def enter(self, standing: LeaderboardEntry) -> None:
        """Add an entry to the leaderboard."""
        self._standings.append(standing)

    def rerun(self, reruns: Reruns) -> None:
        """Set what came of running lines again."""
        self._reruns = reruns
        self.publish()

    def tell(self, messages: Iterable[str]) -> None:
        """Add to what the student reads about the whole submission."""
        self._messages.extend(messages)

    def tell_first(self, messages: Iterable[str]) -> None:
        """Put something before what the student reads about the whole submission so far."""
        self._messages[:0] = messages

    def note(self, details: Mapping[str, Any]) -> None:
        """Add to what instructors read."""
        self._details.update(details)

    @property
    def lines(self) -> tuple[LineResult, ...]:
        """Every line now, before lines are held against each other."""
        return tuple(self._lines.values())

    @property
    def results(self) -> Results:
        """The state now, settled."""
        lines, details = self.lines, dict(self._details)
        if self._decide is not None:
            lines = self._decide(lines)
            details["rulings"] = list(self._decide.told)
        return Results(
            self._assignment,
            settle(lines),
            tuple(self._messages),
            details,
            self._clock(),
            tuple(self._standings),
            self._reruns,
        )

    def publish(self) -> None:
        """Hand out the state now, or note why that cannot be done."""
        results = self.results
        try:
            self._publish(results)
        except OSError as error:
            self.unpublished = str(error)
        else:
            self.unpublished = ""


def _worse(first: Verdict, second: Verdict) -> Verdict:
    if first.state.ours or second.state.ours:
        return first if first.state.ours else second
    return first if first.share <= second.share else second


def settle(results: tuple[LineResult, ...]) -> tuple[LineResult, ...]:
    """Apply what lines mean for each other."""
    by_number = {result.line.number: result for result in results}
    groups = _net_shares(results)
    return tuple(
        replace(result, verdict=_settled(result, by_number, groups.get(result.line.cancels)))
        for result in results
    )


def _settled(
    result: LineResult, by_number: Mapping[str, LineResult], net: Fraction | None
) -> Verdict:
    verdict = result.verdict
    if verdict.share == 0:
        return verdict
    needed = by_number.get(result.line.counts_with)
    if needed is not None and not needed.verdict.share:
        if needed.verdict.state.ours:
            return pending(f"it waits for {needed.line.number}", understood=verdict.understood)
        text = f"It counts only together with an answer to {needed.line.number} that earns points."
        return lost(
            text,
            notes=("counts with another line",),
            understood=verdict.understood,
            review=verdict.review,
        )
    if net is not None and net < verdict.share:  # a part is what a person has ruled
        text = (
            "A choice of the same question that is not right takes away half of what a right one "
            "earns."
        )
        return partial(
            net,
            text,
            notes=("cancelled",),
            understood=verdict.understood,
            review=verdict.review,
        )
    return verdict


def _net_shares(results: tuple[LineResult, ...]) -> dict[str, Fraction]:
    """For each group of choices, the share of a right one that is left beside the others.

    What is wrong, left out or no choice at all takes away the same: who tries loses nothing by it.
    """
    right: dict[str, Fraction] = {}
    other: dict[str, Fraction] = {}
    for result in results:
        group = result.line.cancels
        if not group or result.verdict.state.ours:
            continue
        points = right if result.verdict.state is State.PASSED else other
        points[group] = points.get(group, Fraction(0)) + result.line.weight
    return {
        group: max(Fraction(0), 1 - _TAKEN * other.get(group, Fraction(0)) / total)
        for group, total in right.items()
    }
