"""What a line of a rubric proves: the reference, and every variant, earn what they should.

A line has at least two right variants and three that lose something; for a choice, every other
option. Where an assignment has variants in LaTeX at all, each line that asks for neither code nor a
proof has one that is right and two that are wrong there, besides those in Python. Lines without
points are exempt: nothing can be lost there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

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
from .variants import Variant, VariantError, read_variant, variants_of
from .workbench import Workbench

__all__ = ["COARSER", "outcomes_of_line"]

#: What runs again on a GPU; on the processor it rounds as much. The reference's own float64 is the
#: oracle: what is tried is the bound on rounding errors.
COARSER = ("float32", "bfloat16")
_RIGHT, _WRONG = 2, 3
_RIGHT_IN_LATEX, _WRONG_IN_LATEX = 1, 2


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
    for path in variants_of(bench.assignment.variants / line.number):
        try:
            variants.append(_read(path, line))
        except VariantError as error:
            unread.append(Problem(*str(error).split(": ", 1)))
    unread += _contradicting_twins(variants)
    yield from (Outcome(line.number, "variant", (problem,)) for problem in unread)
    yield from _of_reference(bench, line)
    for variant in variants:
        yield from _of_variant(bench, line, variant)
    yield _enough(bench, line, variants)
    if isinstance(check[1], Derivation):
        yield from outcomes_of_facts(bench, line)
    if isinstance(check[1], Equal) and check[1].misreadings:
        yield outcome_of_marks(bench, line, check[1])


def _read(path: Path, line: RubricLine) -> Variant:
    """Read a variant of a line.

    Raises:
        VariantError: It cannot be read, or is not about the line.
    """
    variant = read_variant(path)
    if variant.in_latex and line.code:
        raise VariantError(f"{path}:1: {line.number} is answered by code, which is no LaTeX")
    if variant.in_latex and line.number not in variant.defines:
        raise VariantError(f"{path}:1: there is no answer to {line.number} in it")
    return variant


def _contradicting_twins(variants: Sequence[Variant]) -> Iterator[Problem]:
    """Tell of variants in LaTeX that say something else than those of their name in Python."""
    twins = {variant.path.stem: variant for variant in variants if not variant.in_latex}
    for variant in variants:
        twin = twins.get(variant.path.stem)
        if variant.in_latex and twin is not None and variant.says != twin.says:
            what = f"says {variant.says}, and {twin.path.name} says {twin.says}"
            remedy = (
                "What is written in LaTeX earns what it does in Python; or give it another name."
            )
            yield Problem(f"{variant.path}:1", what, remedy)


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
    graded = bench.grade(line, variant.answer, defines=variant.defines, dtypes=dtypes)
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
            name = f"{variant.path.name.removesuffix('.py')}{_in(dtype)}"
            yield Outcome(line.number, name, tuple(problems), time.monotonic() - begun)
            begun = time.monotonic()


def _enough(bench: Workbench, line: RubricLine, variants: Sequence[Variant]) -> Outcome:
    folder = bench.assignment.variants / line.number
    problems = []
    for suffix, (right, wrong) in _needed(bench, line).items():
        there = [variant for variant in variants if variant.path.suffix == suffix]
        are_right = sum(variant.earns == 1 for variant in there)
        are_wrong = len(there) - are_right
        if line.weight and (are_right < right or are_wrong < wrong):
            what = (
                f"{line.number} has {are_right} right and {are_wrong} wrong variants"
                f"{' in LaTeX' * (suffix == '.tex')}; it needs {right} and {wrong}"
            )
            remedy = (
                f"Add files right_…{suffix} and wrong_…{suffix} to {folder}, "
                "which begin with what they earn"
            )
            problems.append(Problem(line.place, what, remedy))
    return Outcome(line.number, "enough variants", tuple(problems))


def _needed(bench: Workbench, line: RubricLine) -> dict[str, tuple[int, int]]:
    """Return how many right and wrong variants a line needs, by how their files end."""
    check = bench.check(line)
    checker = check[1] if check else None
    python, latex = (_RIGHT, _WRONG), (_RIGHT_IN_LATEX, _WRONG_IN_LATEX)
    if isinstance(checker, Choice):
        others = max(1, len(checker.options) - 1 - len(checker.accepted))
        python, latex = (0, others), (_RIGHT_IN_LATEX, min(_WRONG_IN_LATEX, others))
    if line.code or isinstance(checker, Derivation) or not bench.has_latex:
        latex = (0, 0)
    return {".py": python, ".tex": latex}


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
