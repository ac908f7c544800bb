"""What a line of a rubric proves: the reference, and every variant, earn what they should.

A line has at least two right variants and three that lose something; for a choice, every other
option. Lines without points are exempt: nothing can be lost there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing

from autograder.checkers.answers.choice import Choice
from autograder.checkers.common.setting import GRADED
from autograder.checkers.symbolic.derivation import Derivation
from autograder.checkers.symbolic.equal import Equal
from autograder.grading.points import share_text
from autograder.grading.rubric import RubricLine
from autograder.verdict import State, Verdict

from .facts import outcomes_of_facts
from .marks import outcome_of_marks
from .report import Outcome, Problem
from .variants import Variant, VariantError, read_variant
from .workbench import Workbench

__all__ = ["COARSER", "outcomes_of_line"]

#: What runs again on a GPU; on the processor it rounds as much. The reference's own float64 is the
#: oracle: what is tried is the bound on rounding errors.
COARSER = ("float32", "bfloat16")
_RIGHT, _WRONG = 2, 3


def outcomes_of_line(bench: Workbench, line: RubricLine) -> Iterator[Outcome]:
    """Yield all that is checked of one line.

    Raises:
        RubricError: What grades it cannot be had.
    """
    check = bench.check(line)
    if check is None:
        return  # a test of pytest's own: there is nothing to ask it without a submission
    variants: list[Variant] = []
    unread: list[Problem] = []
    for path in sorted((bench.assignment.variants / line.number).glob("*.py")):
        try:
            variants.append(read_variant(path))
        except VariantError as error:
            unread.append(Problem(*str(error).split(": ", 1)))
    yield from (Outcome(line.number, "variant", (problem,)) for problem in unread)
    yield from _of_reference(bench, line)
    for variant in variants:
        yield from _of_variant(bench, line, variant)
    yield _enough(bench, line, variants)
    if isinstance(check[1], Derivation):
        yield from outcomes_of_facts(bench, line)
    if isinstance(check[1], Equal) and check[1].misreadings:
        yield outcome_of_marks(bench, line, check[1])


def _of_reference(bench: Workbench, line: RubricLine) -> Iterator[Outcome]:
    begun = time.monotonic()
    where = line.place
    remedy = "The reference is a right answer: mend it, or what grades the line."
    dtypes = (GRADED.dtype, *(COARSER if line.code else ()))
    with closing(bench.grade(line, b"", dtypes=dtypes)) as verdicts:
        for dtype, verdict in zip(dtypes, verdicts, strict=True):
            problems = []
            if verdict.share != 1:
                what = f"the reference earns {_earned(verdict)} of {line.number}{_in(dtype)}"
                problems = [Problem(where, f"{what}{_told(verdict)}", remedy)]
            name = f"reference{_in(dtype)}"
            yield Outcome(line.number, name, tuple(problems), time.monotonic() - begun)
            begun = time.monotonic()


def _of_variant(bench: Workbench, line: RubricLine, variant: Variant) -> Iterator[Outcome]:
    begun = time.monotonic()
    # Code that leaves torch is right where points hang; numpy has no bfloat16.
    is_tried = line.code and variant.earns == 1 and b"numpy" not in variant.content
    dtypes = (GRADED.dtype, *(COARSER if is_tried else ()))
    graded = bench.grade(line, variant.content, defines=variant.defines, dtypes=dtypes)
    with closing(graded) as verdicts:
        for dtype, verdict in zip(dtypes, verdicts, strict=True):
            if dtype == GRADED.dtype:
                contradiction = variant.contradicts(verdict)
            else:
                # Another algorithm rounds in another way, and is as right; it may be left open.
                open_or_right = verdict.state in (State.PASSED, State.UNDECIDED)
                contradiction = "" if open_or_right else f"earns {_earned(verdict)}"
            problems = []
            if contradiction:
                what = f"says {variant.says}, and {contradiction}{_in(dtype)}{_told(verdict)}"
                remedy = f"Mend what it says, or what grades the line: {line.place}"
                problems = [Problem(f"{variant.path}:1", what, remedy)]
            name = f"{variant.path.stem}{_in(dtype)}"
            yield Outcome(line.number, name, tuple(problems), time.monotonic() - begun)
            begun = time.monotonic()


def _enough(bench: Workbench, line: RubricLine, variants: Sequence[Variant]) -> Outcome:
    check = bench.check(line)
    right = sum(variant.earns == 1 for variant in variants)
    wrong = len(variants) - right
    checker = check[1] if check else None
    needed = (_RIGHT, _WRONG)
    if isinstance(checker, Choice):
        needed = (0, max(1, len(checker.options) - 1 - len(checker.accepted)))
    problems = []
    if line.weight and (right < needed[0] or wrong < needed[1]):
        what = (
            f"{line.number} has {right} right and {wrong} wrong variants; "
            f"it needs {needed[0]} and {needed[1]}"
        )
        remedy = (
            f"Add files right_….py and wrong_….py to {bench.assignment.variants / line.number}, "
            "which begin with what they earn"
        )
        problems = [Problem(line.place, what, remedy)]
    return Outcome(line.number, "enough variants", tuple(problems))


def _earned(verdict: Verdict) -> str:
    return "nothing yet" if verdict.state.ours else share_text(verdict.share)


def _in(dtype: str) -> str:
    return "" if dtype == GRADED.dtype else f" in {dtype}"


def _told(verdict: Verdict) -> str:
    """Return what the student would read, and what instructors do, below what is said."""
    said = [*verdict.message.splitlines()]
    said += [f"(notes: {', '.join(verdict.notes)})"] if verdict.notes else []
    said += [f"(review: {verdict.review})"] if verdict.review and verdict.state.ours else []
    return "".join(f"\n    {text}" for text in said)
