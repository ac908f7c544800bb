"""What a session keeps of each line beside its verdict: what the answer is, and what it would earn.

It is found after the verdict, for many submissions that are held beside each other, and never costs
one.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from autograder.checkers.common.line import Checker, Line, Question, Unanswered
from autograder.checkers.following.check import check_going_on
from autograder.verdict import State, Verdict

from .answers import Answered
from .cpu_limit import TookTooLong, limited
from .endings import Endings
from .fates import ALONE, choices, fate
from .rubric import RubricLine
from .writings import Side

__all__ = ["GradedLine", "KeptAnswers"]

# So many choices of lines that are decided are foreseen of a line: it rarely waits for two.
_MOST_FATES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedLine:
    """A line that was graded, as far as it came.

    Args:
        line: The rubric's line.
        checker: What graded it.
        seed: For what the reference's code draws itself.
        question: The question, if the reference declares one.
        student: The side that answered.
        laid: What the checker was given.
        alone: The verdict with the reference's answers to all lines that this one follows.
    """

    line: RubricLine
    checker: Checker
    seed: int
    question: Question | None = None
    student: Side | None = None
    laid: Line | None = None
    alone: Verdict | None = None


class KeptAnswers:
    """What is kept of the lines of one session.

    Args:
        endings: How the lines before have ended.
        digests: Digests of the code that answers the lines, by their numbers.
        seconds: CPU seconds for what a line would earn where others are decided.
    """

    def __init__(self, endings: Endings, digests: Mapping[str, str], *, seconds: float) -> None:
        self._endings = endings
        self._digests = digests
        self._seconds = seconds
        self._answered: dict[str, Answered] = {}

    def of(self, number: str) -> Answered:
        """Return what is kept of a line."""
        return self._answered.get(number, Answered())

    def keep(self, graded: GradedLine, verdict: Verdict) -> None:
        """Keep what an answer is, and what its line would earn."""
        self._note_fingerprint(graded, verdict)
        if graded.laid is not None and graded.alone is not None:
            self._foresee(graded, graded.laid, graded.alone, verdict)

    def _note_fingerprint(self, graded: GradedLine, verdict: Verdict) -> None:
        """Keep what an answer is."""
        from . import fingerprints  # one submission alone begins no later for it

        number, student = graded.line.number, graded.student
        value = None
        if student is not None and not graded.line.code:
            value = student.returned if student.answered is None else student.answered
        answer = fingerprints.GradedAnswer(
            question=graded.question,
            checker=graded.checker,
            verdict=verdict,
            value=value,
            submitted=self._digests.get(number, ""),
        )
        try:
            found = fingerprints.fingerprint(answer)
        except Exception:  # ours, whatever it is: the verdict stands, and this answer is by itself
            return
        self._answered[number] = replace(self.of(number), fingerprint=found)

    def _foresee(self, graded: GradedLine, laid: Line, alone: Verdict, verdict: Verdict) -> None:
        """Keep what a line would earn where those that it follows are decided by a person.

        No code of the student's runs again for it; what takes too long is left out.
        """
        line, fates = graded.line, dict[str, Verdict]()
        if alone.state is not State.PASSED and line.follows:
            fates[ALONE] = alone
        waiting = self._endings.undecided(line) if verdict.state.ours else frozenset[str]()
        slips = self._endings.slips(line)
        with suppress(TookTooLong), limited(self._seconds):
            for decided in islice(choices(waiting), _MOST_FATES):
                if line.code and self._endings.slips(line, decided=decided) != slips:
                    continue  # other code would be right
                followed = self._endings.followed(line, graded.seed, decided=decided)
                with suppress(Unanswered):
                    other = replace(laid, followed=followed)
                    fates[fate(decided)] = check_going_on(graded.checker, other, alone)
        self._endings.foresee(line.number, fates)
        self._answered[line.number] = replace(self.of(line.number), conditional=fates)
