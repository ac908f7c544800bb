"""A derivation that goes on from the student's own answers: as hard as with the right ones.

Restated with a wrong answer, what is to be proved may be false, and then nothing of it counts; or
it may need fewer of the facts, and then it counts no more than what stands on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from autograder.checkers.common.line import Line
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.submitted_proof import judge_of
from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.links import Failure, Judge, Outcome
from autograder.expression.tree import free_symbols
from autograder.sandbox.values import WireDerivation as Steps
from autograder.verdict import State, Verdict, partial, pending

from .earlier import Stated, better, dimensions, routes, strangers

__all__ = ["proof_going_on"]


def proof_going_on(checker: Derivation, line: Line, verdict: Verdict) -> Verdict:
    """Return the better of a derivation's verdict and of those that go on from other answers."""
    false: list[tuple[str, ...]] = []
    for numbers, other in routes(line):
        if not _can_be_stated(checker, other):
            continue
        found = checker.check(other)
        if found.share > verdict.share or (found.state.ours and not verdict.state.ours):
            found = _as_hard(checker, line, other, found)
            if found.notes == (_FALSE,):
                false.append(numbers)
                continue
        verdict = better(verdict, found, numbers)
        if verdict.state is State.PASSED:
            return verdict
    if verdict.state.ours:
        return verdict
    text = ""
    if false:
        answers = " and ".join(false[0])
        text = f"With your answer to {answers} the statement itself is not true."
    elif strange := strangers(line):
        answers = " and ".join(strange)
        text = f"From your answer to {answers} nothing goes on here: {_UNLIKE}."
    return replace(verdict, message=f"{verdict.message}\n{text}".rstrip())


_FALSE = "false statement"
#: What milestones alone can earn.
_MILESTONES = Fraction(1, 2)
_UNLIKE = "it is of another shape, or made of other things, than a right one"


def _as_hard(checker: Derivation, line: Line, other: Line, found: Verdict) -> Verdict:
    """Return what a derivation is worth that starts or ends with the student's answers."""
    judge, names = _judge(checker, other), list(checker.facts)
    holds = _proves(checker, other, judge, names)
    if isinstance(holds, Undetermined):
        return pending(f"whether the followed statement holds: {holds.reason}")
    if isinstance(holds, Failure):
        return partial(0, "", notes=(_FALSE,))
    if found.share <= _MILESTONES:
        return found
    right = _judge(checker, line)
    for name in names:
        others = [fact for fact in names if fact != name]
        if isinstance(_proves(checker, line, right, others), Sameness):
            continue  # it is not needed with the right answers either
        lacking = _proves(checker, other, judge, others)
        if isinstance(lacking, Undetermined):
            return pending(f"whether {name!r} is needed: {lacking.reason}")
        if isinstance(lacking, Sameness):
            return _of_milestones(checker, other)
    return found


def _can_be_stated(checker: Derivation, line: Line) -> bool:
    """Return whether what is to be proved has no symbols but the question's."""
    task, symbols = checker.task(line), line.question.symbols
    return free_symbols(task.start) | free_symbols(task.target) <= {*symbols} | dimensions(symbols)


def _judge(checker: Derivation, line: Line) -> Judge:
    return judge_of(checker.theory(line), line)


def _proves(checker: Derivation, line: Line, judge: Judge, names: Sequence[str]) -> Outcome:
    """Decide whether what is to be proved follows from some facts."""
    task = checker.task(line)
    return judge.decide(task.start, task.relation, task.target, names)


def _of_milestones(checker: Derivation, line: Line) -> Verdict:
    """Return the verdict on a whole derivation for what stands on the way alone."""
    value = line.submitted.answer()
    assert isinstance(value, Steps)
    short: Any = Stated(Steps(value.start, value.steps[:-1]), line.submitted)
    reached = checker.check(replace(line, submitted=short))
    share = min(reached.share, _MILESTONES)
    text = (
        "With your answer this is easier to prove than what is asked for: what stands on the way "
        "counts alone."
    )
    return partial(share, text, notes=("fewer facts",))
