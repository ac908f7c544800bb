"""An algorithm of the student's that asks a model, which the grader answers.

A model is any function that the algorithm gets as an argument and cannot look into: a language
model, a function whose root is looked for, a noisy measurement. Each call of it ends in the
grader's own process, so its code and its state are out of the student's reach, and how often it was
called is what the grader has counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.checkers.common.line import Line, Side, Unanswered
from autograder.checkers.common.promises import Promise, first_broken
from autograder.sandbox.values import OracleName
from autograder.verdict import Verdict, earned, partial

__all__ = ["AlgorithmRun", "BlackBox", "judge_runs", "run_algorithm"]


@dataclass(frozen=True, slots=True)
class BlackBox:
    """A model: among the arguments of an algorithm, a function that the grader answers.

    Args:
        name: What tells it from the others of the same call.
        function: Called with what the algorithm passes, which a student chose. It raises `Refused`
            where that makes no sense; the student's code gets its text as a ``ValueError``.
    """

    name: str
    function: Callable[..., Any]


class AlgorithmRun(Protocol):
    """One run of an algorithm; as text it is what "Found with …" says."""

    @property
    def arguments(self) -> Sequence[Any]:
        """What the algorithm is called with: values, and each `BlackBox`."""

    @property
    def dtype(self) -> str:
        """Torch's default dtype meanwhile."""

    def promises(self, answer: Any) -> Iterable[Promise]:
        """Return what is looked at in the answer, the plainest first."""


def run_algorithm(side: Side, *arguments: Any, dtype: str = "float64") -> Any:
    """Call the question's function with models that the grader answers.

    Args:
        side: The student's, or the reference's.
        arguments: Values, and each `BlackBox`.
        dtype: torch's default dtype meanwhile.

    Raises:
        Unanswered: There is no value.
    """
    models = {item.name: item.function for item in arguments if isinstance(item, BlackBox)}
    sent = [OracleName(item.name) if isinstance(item, BlackBox) else item for item in arguments]
    return side.call(*sent, oracles=models, dtype=dtype)


def judge_runs(line: Line, runs: Iterable[AlgorithmRun]) -> Verdict:
    """Run the student's algorithm; the first run in which a promise is broken is reported.

    Runs are made one after the other, small ones first. A slip is reported if nothing else is.

    Args:
        line: The line.
        runs: What is tried; each is asked for when those before it are through.

    Raises:
        Unanswered: A limit was exceeded, or there is no value for another reason than an exception.
    """
    nearly = None
    for run in runs:
        found = f"Found with {run} (seed {line.seed})."
        try:
            answer = run_algorithm(line.submitted, *run.arguments, dtype=run.dtype)
        except Unanswered as reason:
            if "exception" not in reason.verdict.notes:
                raise
            return replace(reason.verdict, message=f"{reason.verdict.message}\n{found}")
        broken = first_broken(run.promises(answer))
        if broken is not None:
            verdict = partial(broken.share, f"{broken}\n{found}", notes=(broken.note,))
            if not verdict.share:
                return verdict
            nearly = verdict if nearly is None else nearly
    return earned() if nearly is None else nearly
