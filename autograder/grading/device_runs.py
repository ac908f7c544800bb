"""The code lines once more, on a GPU and in coarser precisions: reported, never scored.

A line that earns nothing on the CPU is not run again. Workers are those of one question file at a
time, and are replaced after anything but a right answer: a device on which a kernel has failed
answers nothing sensible in the same process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from autograder.checkers.common.clauses import without_worth
from autograder.checkers.common.line import Checker
from autograder.checkers.common.ref import Target
from autograder.sandbox.accelerator import Accelerator
from autograder.verdict import State, Verdict

from .rubric import RubricLine
from .session import Session

__all__ = ["CodeCheck", "Rerun", "Reruns", "run_again"]


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """A line of code as it was graded: what compares it with what, and how it ended."""

    line: RubricLine
    target: Target
    checker: Checker
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rerun:
    """How a line ended on the GPU.

    Args:
        line: The line.
        dtype: The precision; empty where it was not run.
        verdict: What the checker says; None where it was not run.
        seconds: Wall time.
    """

    line: RubricLine
    dtype: str = ""
    verdict: Verdict | None = None
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """What the student reads."""
        if self.verdict is None:
            return "not run, since it earns nothing on the CPU"
        if self.verdict.state is State.NOT_REACHED:
            return "not reached before the deadline"
        if self.verdict.state.ours:
            return "not decided"
        if self.verdict.state is State.PASSED:
            return "right"
        if self.verdict.state is State.OUT_OF_MEMORY:
            return f"out of memory. {self.verdict.message}".rstrip()
        return f"{'right in part' if self.verdict.share else 'not right'}. {self.verdict.message}"


@dataclass(frozen=True, slots=True)
class Reruns:
    """All of them, with what they ran on; or why none did."""

    device: str
    results: tuple[Rerun, ...] = ()
    reason: str = ""


def run_again(
    checks: Sequence[CodeCheck],
    session: Session,
    accelerator: Accelerator,
    record: Callable[[Reruns], None],
) -> None:
    """Run every line of code that earns something in each precision of the device.

    Args:
        checks: The lines, as they were graded on the CPU.
        session: One whose workers are on the device.
        accelerator: The device.
        record: Called after every run with the results so far.
    """
    done: list[Rerun] = []
    for _, group in groupby(checks, key=lambda check: check.line.question_file):
        lines = list(group)
        for check in lines:
            if check.verdict.share == 0:
                done.append(Rerun(check.line))
                continue
            for dtype in accelerator.dtypes:
                done.append(_run(check, session, dtype))
                record(Reruns(str(accelerator), tuple(done)))
        session.renew(lines[-1].line)
    record(Reruns(str(accelerator), tuple(done)))


def _run(check: CodeCheck, session: Session, dtype: str) -> Rerun:
    begun = time.monotonic()
    verdict = session.grade(check.line, check.target, check.checker, dtype=dtype)
    if verdict.state is not State.PASSED:
        session.renew(check.line)
    verdict = replace(verdict, message=without_worth(verdict.message))  # no points hang on it
    return Rerun(check.line, dtype, verdict, time.monotonic() - begun)
