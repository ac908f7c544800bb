"""One run of a decoding algorithm: its problem, and what is looked at afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.rubric import Line

from .decoding_case import Case, Problem, pose
from .decoding_result import check_calls, check_result, check_words
from .language_model import Conversation

__all__ = ["Run", "runs_of"]


@dataclass(frozen=True, slots=True)
class Run:
    """One problem, and how its model was asked; whether that counts."""

    problem: Problem
    asked: Conversation
    counted: bool

    def __str__(self) -> str:
        return str(self.problem.case)

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the algorithm is called with."""
        return self.problem.case.arguments(self.asked)

    @property
    def dtype(self) -> str:
        """Torch's default dtype meanwhile."""
        return self.problem.case.dtype

    def promises(self, answer: Any) -> Iterator[Callable[[], None]]:
        """Yield what is looked at in the answer, the plainest first."""
        case = self.problem.case
        yield lambda: check_result(answer, self.problem)
        yield lambda: check_words(answer, case)
        if self.counted:
            yield lambda: check_calls(self.asked.rows, case)


def runs_of(line: Line, cases: Sequence[Case], *, counted: bool) -> Iterator[Run]:
    """Yield a run for each case that the line's setting allows.

    Args:
        line: The line.
        cases: What is tried, in this order.
        counted: Whether it matters how often the model is asked.
    """
    under = [case.under(line.setting) for case in cases]
    for case in [case for case in under if case is not None]:
        problem = pose(case, line.reference, line.random(str(case)))
        yield Run(problem, Conversation(problem.model), counted)
