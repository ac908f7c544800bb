"""What a result earns that is right to single precision, and wrong by no more than its rounding.

A small constant in the wrong place is as far off as float32 on the way is. So the code runs once
more where float32 means float64 (`autograder.guest.widened`): if that makes it right to all digits,
nothing else was wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

from autograder.checkers.common.clauses import without_worth
from autograder.checkers.common.line import Line, Unanswered
from autograder.verdict import Verdict, partial

__all__ = ["NOTE", "SHARE", "TEXT", "forgiven", "judged_coarsely", "widened"]

#: Of what the same code earns without it.
SHARE = Fraction(7, 8)
NOTE = "single precision"
# Notes of verdicts that rounding may explain, whatever is checked.
_BY_ROUNDING = frozenset({"values", "state", "start", "trainable"})
TEXT = (
    "Right to about seven digits: a float32 is on the way, as from `.float()`, "
    "`dtype=torch.float32` or `torch.FloatTensor`, where the arguments are float64."
)


def judged_coarsely(line: Line) -> Line:
    """Return the line where results in float64 need not be more exact than float32."""
    return replace(line, setting=replace(line.setting, judged="float32"))


@contextmanager
def widened(line: Line) -> Iterator[Line]:
    """Yield the line where float32 means float64, for cases in float64."""
    with line.submitted.widened() as submitted:
        setting = replace(line.setting, own_dtypes=False)
        yield replace(line, submitted=submitted, setting=setting)


def forgiven(
    line: Line,
    verdict: Verdict,
    check: Callable[[Line], Verdict],
    *,
    notes: Collection[str] = (),
) -> Verdict:
    """Return the verdict, or what is earned in spite of single precision.

    Args:
        line: The line.
        verdict: What the check says.
        check: The check.
        notes: Those of the check's own that rounding may explain.
    """
    explained = _BY_ROUNDING.union(notes)
    if not line.setting.is_graded or not explained.intersection(verdict.notes):
        return verdict
    coarse = _outcome(check, judged_coarsely(line), verdict)
    if SHARE * coarse.share <= verdict.share:
        return verdict
    with widened(line) as exactly:
        exact = _outcome(check, exactly, verdict)
    share = SHARE * min(coarse.share, exact.share)
    if share <= verdict.share:
        return verdict
    text = "\n".join(filter(None, [TEXT, verdict.message, coarse.message]))
    return partial(share, without_worth(text), notes=(NOTE, *coarse.notes))


def _outcome(check: Callable[[Line], Verdict], line: Line, otherwise: Verdict) -> Verdict:
    try:
        return check(line)
    except Unanswered:
        return otherwise
