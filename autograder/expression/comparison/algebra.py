"""The search for a difference between rational expressions, modulo a random prime."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import log2
from random import Random

from autograder.expression.arithmetics.field import Field, random_prime
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undefined, Unsupported
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.anchors import Anchors
from autograder.expression.comparison.detours import is_affordable
from autograder.expression.comparison.findings import (
    Disagreement,
    Finding,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.comparison.regularity import has_steps
from autograder.expression.comparison.tally import NOWHERE
from autograder.expression.comparison.undefined_parts import lies_within
from autograder.expression.evaluation.averages import AnyFunctional
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.degree import Degrees, DegreeSource, degree_of_difference
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.program import Program
from autograder.expression.evaluation.sampling import ResidueSource

__all__ = ["search_in_field"]

_ATTEMPTS = 4
_STEPS_OF_ANCHOR = 15_000
_WEAKEST = 20  # bits


def search_in_field(pair: Pair, meter: Meter) -> Finding:
    """Compare two expressions at random residues, for all small integers.

    Raises:
        Unsupported: They are not rational.
        OverBudget: It takes too many steps.
    """
    setting = pair.setting
    random = Random(setting.seed)
    field = Field(random_prime(random), random)
    model = Model(setting, field, AnyFunctional(random), meter)
    expected, submitted = model.program(pair.expected), model.program(pair.submitted)
    integers = IntegerNames.of(
        pair.roots,
        setting.symbols,
        defined=setting.defined,
        only_exact=True,
        conditions=setting.conditions,
    )
    plan = integers.plan(random, large=not setting.definitions)
    planned = len(plan)
    plan += _rows_of_anchors(pair, integers, plan, random)
    agreed, failed = [], []
    for number, sizes in enumerate(plan):
        try:
            with meter.share(_STEPS_OF_ANCHOR if number >= planned else meter.left):
                finding = _at(model, field, expected, submitted, sizes)
        except OverBudget:
            if number >= planned:
                break
            raise
        if isinstance(finding, Disagreement):
            if not finding.undefined:
                return finding
            failed.append(finding)
        elif finding:
            agreed.append(sizes)
    if len(failed) > len(agreed):
        return failed[0]
    hole = _part_without_values(
        model, failed, partial(_at, model, field, expected, submitted), random
    )
    if hole:
        return hole
    if not agreed:
        return Undetermined(NOWHERE, is_expected=True)
    return Sameness(_bound(pair, agreed, meter) + integers.describe(agreed))


def _rows_of_anchors(
    pair: Pair, integers: IntegerNames, plan: Sequence[Mapping[str, int]], random: Random
) -> list[dict[str, int]]:
    """Return the integers at which the numbers in the expressions say to look."""
    if pair.setting.definitions or not any(map(has_steps, pair.roots)):
        return []
    rows = []
    for place in Anchors.of(pair, integers.names, ()).places(random):
        whole = {name: value for name, value in place.items() if isinstance(value, int)}
        row = {**random.choice(plan), **whole}
        if is_affordable(pair.setting.symbols, row):
            rows.append(row)
    return rows


def _part_without_values(
    model: Model,
    failed: Sequence[Disagreement],
    compare: Callable[[Mapping[str, int]], Disagreement | bool],
    random: Random,
) -> Disagreement | None:
    """Return a hole in the answer that is no exception, but a part of the whole numbers."""

    def fails(sizes: Mapping[str, int]) -> bool | None:
        found = compare(sizes)
        return True if isinstance(found, Disagreement) else None if not found else False

    try:
        rows = [hole.sizes for hole in failed]
        found = lies_within(rows, model.symbols, fails, random) if rows else None
    except OverBudget:
        return None
    return next((hole for hole in failed if hole.sizes is found), None)


def _at(
    model: Model, field: Field, expected: Program, submitted: Program, sizes: Mapping[str, int]
) -> Disagreement | bool:
    """Return a difference at these sizes, or whether both sides are defined there.

    A denominator that vanishes by chance does not do so twice.
    """
    undefined = ""
    for _ in range(_ATTEMPTS):
        model.enter(Point(model.symbols, sizes, ResidueSource(field)))
        try:
            value = expected.run()
        except Undefined:
            continue
        try:
            other = submitted.run()
        except Undefined as absence:
            undefined = str(absence)
            continue
        return _same(field, value, other) or Disagreement(sizes)
    return Disagreement(sizes, undefined=undefined) if undefined else False


def _same(field: Field, expected: Value, submitted: Value) -> bool:
    if isinstance(expected, Matrix):
        return all(map(field.equal, expected.entries, submitted.entries))
    return field.equal(expected, submitted)


def _bound(pair: Pair, agreed: Sequence[Mapping[str, int]], meter: Meter) -> str:
    """Return the probability that different expressions would have agreed."""
    largest = max(agreed, key=lambda sizes: sum(sizes.values()))
    model = Model(pair.setting, Degrees(), AnyFunctional(Random(0)), meter)
    model.enter(Point(pair.setting.symbols, largest, DegreeSource()))
    values = [model.program(root).run() for root in (pair.expected, pair.submitted)]
    degree = degree_of_difference(*values)
    # A random prime divides a coefficient of the difference about as rarely as a random point is
    # a zero of it; the factor of 64 covers both for coefficients of 64 bits a degree.
    bits = int(60 - log2(64 * (degree + 1)))
    if bits < _WEAKEST:
        raise Unsupported("a polynomial of so large a degree")
    return f"2**-{bits}"
