"""Which lines of a submission have to be graded, and what is kept of them.

A line is graded whose key is another than what was kept, or of which nothing was kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from autograder.grading.ledger import LineResult
from autograder.grading.rubric import Rubric, RubricLine, grading_order
from autograder.grading.submission import Submission
from autograder.records.kept import KeptLine, KeptSubmission
from autograder.verdict import State, Verdict

from .keys import LineKeys, SubmissionDigests

__all__ = ["Work", "with_followed"]

# Such a line was not graded: there is nothing to keep.
_NOT_GRADED = frozenset({State.NOT_REACHED, State.GRADER_ERROR, State.SETUP_ERROR})
# What other processes on the machine may have had a part in.
_OF_THE_MACHINE = frozenset({State.TIMED_OUT, State.KILLED, State.NOT_REACHED})


def with_followed(rubric: Rubric, lines: Sequence[RubricLine]) -> tuple[RubricLine, ...]:
    """Return lines and those that they follow, in the rubric's order."""
    by_number = {line.number: line for line in rubric.lines}
    wanted: set[str] = set()
    waiting = [line.number for line in lines]
    while waiting:
        number = waiting.pop()
        if number not in wanted:
            wanted.add(number)
            waiting += by_number[number].follows
    return tuple(line for line in rubric.lines if line.number in wanted)


class Work:
    """The lines of one submission.

    Args:
        rubric: All lines.
        chosen: The numbers of those that are graded; the others stay as they are.
        keys: Their keys.
        submission: What was handed in.
        before: What was kept of the submission.
        is_alone: Whether no other process of the run grades meanwhile.
    """

    def __init__(
        self,
        rubric: Rubric,
        chosen: Collection[str],
        keys: LineKeys,
        submission: Submission,
        before: KeptSubmission | None,
        *,
        is_alone: bool,
    ) -> None:
        self._lines = rubric.lines
        self._chosen = chosen
        self._keys = keys
        self._digests = SubmissionDigests(submission)
        self._is_alone = is_alone
        kept = before.lines if before is not None else {}
        self._kept = {line.number: kept[line.number] for line in self._lines if line.number in kept}
        self._graded: set[str] = set()
        if is_alone:
            self._forget_disturbed()

    @property
    def lines(self) -> Mapping[str, KeptLine]:
        """What is kept of each line, in the rubric's order."""
        numbers = (line.number for line in self._lines)
        return {number: self._kept[number] for number in numbers if number in self._kept}

    @property
    def graded(self) -> tuple[str, ...]:
        """The numbers of the lines that were graded."""
        return tuple(sorted(self._graded))

    @property
    def is_disturbed(self) -> bool:
        """Whether other processes may have had a part in how a line ended."""
        return any(map(self._may_be_disturbed, self._lines))

    @property
    def left(self) -> int:
        """How many lines that were not chosen are not as they would be graded now."""
        return sum(line.number not in self._chosen and self._is_stale(line) for line in self._lines)

    def stale(self) -> list[RubricLine]:
        """Return the lines to grade now.

        One that was kept waits for those that it follows: only what becomes of them says whether it
        has to be graded again.
        """
        stale: dict[str, RubricLine] = {}
        for line in grading_order(self._lines):
            if line.number not in self._chosen or line.number in self._graded:
                continue
            waits = line.number in self._kept and not stale.keys().isdisjoint(line.follows)
            if not waits and self._is_stale(line):
                stale[line.number] = line
        return list(stale.values())

    def _is_stale(self, line: RubricLine) -> bool:
        kept = self._kept.get(line.number)
        if kept is None or kept.verdict.state in _NOT_GRADED:
            return True
        return kept.key != self._key(line, self._kept)

    def take(self, results: Sequence[LineResult], wanted: Sequence[RubricLine]) -> None:
        """Keep what has become of the lines that were wanted."""
        found = {result.line.number: result for result in results}
        for line in wanted:
            result = found[line.number]
            self._graded.add(line.number)
            self._kept[line.number] = KeptLine(
                key=self._key(line, found),
                verdict=result.verdict,
                seconds=result.seconds,
                submitted=result.submitted,
                answered=result.answered,
                alone=self._is_alone and _of_the_machine(line, result.verdict),
            )

    def _forget_disturbed(self) -> None:
        """Have all lines of a question file graded again where one was disturbed."""
        files = {line.question_file for line in self._lines if self._may_be_disturbed(line)}
        for line in self._lines:
            if line.question_file in files:
                self._kept.pop(line.number, None)

    def _may_be_disturbed(self, line: RubricLine) -> bool:
        kept = self._kept.get(line.number)
        return kept is not None and not kept.alone and _of_the_machine(line, kept.verdict)

    def _key(
        self, line: RubricLine, ended: Mapping[str, KeptLine] | Mapping[str, LineResult]
    ) -> str:
        verdicts = {number: ended[number].verdict for number in line.follows if number in ended}
        return self._keys.key(line, self._digests, verdicts)


def _of_the_machine(line: RubricLine, verdict: Verdict) -> bool:
    """Return whether the machine may have had a part in a verdict."""
    state = verdict.state
    return state in _OF_THE_MACHINE or (line.code and state is State.UNDECIDED)
