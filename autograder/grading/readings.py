"""Of the ways to read one answer in LaTeX the best one: what a student could have meant counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.checkers.common.line import Unanswered
from autograder.quoting import one_line
from autograder.sandbox.values import UnsupportedValue, WireDerivation, WireExpression
from autograder.verdict import State, Verdict

from .kept_answers import GradedLine
from .latex_calls import LatexCalls
from .plain_values import plain_value, shown_value

__all__ = ["best_reading"]


def best_reading(
    judged: Sequence[tuple[GradedLine, Verdict]], count: int
) -> tuple[GradedLine, Verdict]:
    """Return the best of the verdicts on one answer; it says how the answer was read.

    One that is right comes before one that a person has to decide, and that before all others.

    Args:
        judged: What was graded, in order, with its verdict.
        count: In how many ways the answer can be read.
    """
    graded, verdict = max(judged, key=lambda pair: _rank(pair[1]))
    if isinstance(graded.student, LatexCalls):
        verdict = _with_remarks(verdict, graded.student, count)
    return graded, verdict


def _rank(verdict: Verdict) -> tuple[bool, bool, object]:
    return verdict.state is State.PASSED, verdict.state.ours, verdict.share


def _of_another_kind(read: LatexCalls) -> str:
    """Say how an answer was read that is not of the kind that is asked for.

    What checkers say of such values is how they are written in Python. It is empty where the answer
    says nothing, or the expression itself is at fault.
    """
    try:
        value = read.value
    except Unanswered:
        return ""
    if isinstance(value, (UnsupportedValue, WireExpression, WireDerivation)):
        return ""
    shown = one_line(shown_value(plain_value(value)))
    return f"Your LaTeX was read as {shown}: that is not of the kind that is asked for."


def _with_remarks(verdict: Verdict, read: LatexCalls, count: int) -> Verdict:
    """Return a verdict whose message says what was left out, and which reading is graded."""
    said = _of_another_kind(read) if "unreadable" in verdict.notes else ""
    texts = [said or verdict.message]
    if count > 1:
        texts.append(f"Your LaTeX can be read in {count} ways; it is graded as: {read.how}.")
    texts += [f"In your LaTeX: {remark}" for remark in read.remarks]
    return replace(verdict, message="\n".join(filter(None, texts)))
