"""Every rubric line proves itself: each variant earns what it says, and each line can be lost.

A variant is one file, ``tests/variants/<assignment>/<line>/right_*.py`` or ``wrong_*.py``, that
defines what it answers differently; the rest of the submission is the reference. Where it is about
going on from a wrong answer, it defines the answer to the earlier line as well. The first line of
its docstring says what it earns, and after a colon the note that must be left:
``earns half: transpose``. A wrong derivation also says at which step it fails:
``earns nothing: missing fact at step 1``.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from autograder.checkers.choice import Choice
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import State
from rubric_lines import (
    ASSIGNMENTS,
    PROJECT,
    check_of,
    line_of,
    read_variant,
    reference_of,
    rubric_of,
    sources_with,
)


def variants_of(assignment):
    folder = PROJECT / "tests" / "variants" / assignment
    return [read_variant(assignment, path) for path in sorted(folder.glob("*/*.py"))]


VARIANTS = [variant for assignment in ASSIGNMENTS for variant in variants_of(assignment)]


# What a message says of a clause: how much of it is earned.
CLAUSE = re.compile(r" \(\{points:([0-9/]+)\}(?: of \{points:([0-9/]+)\})?\)")


def first_bad_step(message):
    """Return the number of a derivation's first step that is not valid, by its mark, or 0."""
    marks = [text[0] for text in message.splitlines() if text[:2] in ("✓ ", "✗ ", "~ ", "? ")]
    return next((number for number, mark in enumerate(marks, 1) if mark in "✗~"), 0)


def sources_of(variant):
    """Return the submission: what the variant defines, the rest from the reference."""
    return sources_with(variant.assignment, variant.number, variant.path.read_bytes())


@pytest.mark.parametrize(
    "variant", VARIANTS, ids=lambda v: f"{v.assignment}-{v.number}-{v.path.stem}"
)
def test_a_variant_earns_what_it_says(grade, variant):
    """The verdict is the one that the variant's docstring announces."""
    verdict = grade(variant.assignment, variant.number, sources_of(variant))
    assert (verdict.share, verdict.message) == (variant.earns, verdict.message)
    assert not verdict.state.ours, verdict.review
    assert first_bad_step(verdict.message) == variant.step, verdict.message
    if variant.note:
        assert variant.note in verdict.notes
    found = CLAUSE.findall(verdict.message)
    clauses = [(Fraction(share), Fraction(worth or share)) for share, worth in found]
    if clauses and "too many" not in verdict.notes:
        shown = sum(share for share, _ in clauses), sum(worth for _, worth in clauses)
        assert shown == (verdict.share, 1), verdict.message


# What is so nearly right that random numbers could decide it. `benchmarks/verdicts_over_seeds.py`
# tries all variants of code with many seeds.
DELICATE = (
    "3.2.code/wrong_epsilon", "3.3.code/wrong_clamped_normaliser",
    "3.3.standard_code/wrong_blocks_clamped", "3.3.standard_code/wrong_epsilon",
    "3.3.standard_code/wrong_softmax_in_single", "3.4.code/wrong_growing",
    "4.4a.attention/wrong_float_tensor", "4.4a.attention/wrong_guard",
)  # fmt: skip


@pytest.mark.parametrize("name", DELICATE)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_nearly_right_earns_the_same_whatever_the_seed(grade, name, seed):
    (variant,) = (v for v in VARIANTS if f"{v.number}/{v.path.stem}" == name)
    verdict = grade(variant.assignment, variant.number, sources_of(variant), seed=seed)
    assert (verdict.share, verdict.message) == (variant.earns, verdict.message)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_line_has_right_and_wrong_variants(assignment):
    """At least two right ones and three that lose points; for a choice, every other option."""
    lacking = []
    for line in rubric_of(assignment).lines:
        if not line.weight:
            continue  # asked for, and nothing can be lost
        _, checker = check_of(assignment, line.number)
        here = [v for v in VARIANTS if (v.assignment, v.number) == (assignment, line.number)]
        right = sum(variant.earns == 1 for variant in here)
        wrong = len(here) - right
        is_choice = isinstance(checker, Choice)
        needed = (0, max(1, len(checker.options) - 1)) if is_choice else (2, 3)
        if right < needed[0] or wrong < needed[1]:
            lacking.append(f"{line.number}: {right} right, {wrong} wrong")
    assert not lacking


@pytest.mark.parametrize(
    ("assignment", "number"),
    [(a, line.number) for a in ASSIGNMENTS for line in rubric_of(a).lines],
)
def test_the_reference_earns_every_line(grade, assignment, number):
    """The reference is a right answer."""
    verdict = grade(assignment, number, reference_of(assignment).sources)
    assert verdict.share == 1, f"{verdict.message} {verdict.review}"


# What runs again on a GPU; on the processor it rounds as much. Code that leaves torch is right
# where points hang, and cannot run there: numpy has no bfloat16.
AGAIN = ("float32", "bfloat16")
RIGHT_CODE = [
    variant
    for variant in VARIANTS
    for line in [line_of(variant.assignment, variant.number)]
    if line.code and variant.earns == 1 and "numpy" not in variant.path.read_text()
]


@pytest.mark.parametrize("dtype", AGAIN)
@pytest.mark.parametrize(
    ("assignment", "number"),
    [(a, line.number) for a in ASSIGNMENTS for line in rubric_of(a).lines if line.code],
)
def test_the_references_code_is_right_in_coarser_precisions(grade, assignment, number, dtype):
    """Its own float64 is the oracle: what is tried is the bound on rounding errors."""
    sources = reference_of(assignment).sources
    verdict = grade(assignment, number, sources, dtype)
    assert verdict.share == 1, f"{verdict.message} {verdict.review}"


@pytest.mark.parametrize("dtype", AGAIN)
@pytest.mark.parametrize(
    "variant", RIGHT_CODE, ids=lambda v: f"{v.assignment}-{v.number}-{v.path.stem}"
)
def test_right_code_is_right_in_coarser_precisions(grade, variant, dtype):
    """Another algorithm rounds in another way, and is as right; it may be left open."""
    verdict = grade(variant.assignment, variant.number, sources_of(variant), dtype)
    assert verdict.state in (State.PASSED, State.UNDECIDED), f"{verdict.message} {verdict.review}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_untouched_template_earns_nothing(zygote, layers, running, assignment):
    """Nothing was answered, and every line says so."""
    folder = PROJECT / "student_template" / assignment
    sources = {path.name: path.read_bytes() for path in folder.glob("*.py")}
    with Session(zygote, running(assignment), Submission(sources), layers=layers) as session:
        for line in rubric_of(assignment).lines:
            verdict = session.grade(line, *check_of(assignment, line.number))
            assert (line.number, verdict.share) == (line.number, 0)
            assert "unanswered" in verdict.notes, f"{line.number}: {verdict.message}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_variant_is_for_a_line_that_does_not_exist(assignment):
    """A folder of variants is named after its line."""
    numbers = {line.number for line in rubric_of(assignment).lines}
    assert {v.number for v in VARIANTS if v.assignment == assignment} <= numbers
