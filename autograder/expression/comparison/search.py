"""The search for a difference between two expressions, by the arithmetic that fits them.

Rational expressions are compared modulo a prime. Others are compared in balls of real numbers, and
so are rational ones that differ, in order to find a point that a reader can check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.complex_balls import ComplexBalls
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.algebra import search_in_field
from autograder.expression.comparison.analysis import search_in_balls
from autograder.expression.comparison.findings import (
    Disagreement,
    Finding,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.comparison.reduction import reduced
from autograder.expression.comparison.regularity import has_steps
from autograder.expression.evaluation.averages import AnyFunctional
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.quadrature import Quadrature
from autograder.expression.evaluation.special import ISOLATED_KINDS
from autograder.expression.tree import AVERAGES, free_symbols, postorder

__all__ = ["has_no_values", "search"]


def search(pair: Pair, meter: Meter) -> Finding:
    """Look for a point at which two expressions differ.

    Args:
        pair: The expressions.
        meter: Counts steps.
    """
    try:
        if _has(pair, *AVERAGES):
            return _search_averages(pair, meter)
        return _search_algebra(pair, meter) or _search_balls(pair, meter)
    except OverBudget as excess:
        return Undetermined(str(excess))
    except Unsupported as gap:
        return Undetermined(f"{gap} cannot be decided")


def has_no_values(pair: Pair, meter: Meter) -> Undetermined | None:
    """Return why an expression is equal to nothing, itself included, if it is defined nowhere.

    Args:
        pair: The expression, as both.
        meter: Counts steps.
    """
    try:
        finding = search_in_balls(
            pair,
            arithmetic=_balls(pair),
            averages=ClosedFormRules(meter),
            meter=meter,
            is_one_enough=True,
        )
    except (OverBudget, Unsupported):
        return None  # what is written in the same way needs no evaluation
    if isinstance(finding, Undetermined) and finding.is_expected:
        return finding
    return None


def _search_algebra(pair: Pair, meter: Meter) -> Finding | None:
    """Compare modulo a prime; none if the expressions are not rational."""
    if _has_function_of_reals(pair) or _has_steps_of_integers(pair) or _has_few_values(pair):
        return None
    try:
        finding = search_in_field(pair, meter)
    except Unsupported:
        return None
    if not isinstance(finding, Disagreement):
        return finding
    # Residues know no order: what the question states of real numbers has to hold at the witness.
    stated = frozenset[str]().union(*map(free_symbols, pair.setting.conditions))
    is_certain = stated <= finding.sizes.keys()
    try:
        witness = search_in_balls(
            pair,
            arithmetic=Balls(),
            averages=AnyFunctional(Random(pair.setting.seed)),
            meter=Meter(min(meter.left, _STEPS_OF_WITNESS)),
            sizes=finding.sizes,
        )
    except (OverBudget, Unsupported):
        if not is_certain:
            raise
        return finding
    return witness if isinstance(witness, Disagreement) or not is_certain else finding


def _has_function_of_reals(pair: Pair) -> bool:
    """Return whether residues would certainly be refused: a function, or a root, of a real symbol.

    The refusal itself comes only when both programs have been made.
    """
    symbols = pair.setting.symbols
    reals = {name for name, domain in symbols.items() if domain.kind in _REAL_KINDS}
    found = False
    for root in (pair.expected, pair.submitted):
        for node in postorder(root):
            if node.operation == "piecewise":  # the case may never be taken
                return False
            inexact = node.children[1:] if node.operation == "pow" else node.children
            if node.operation in ("call", "pow") and not found:
                found = any(not reals.isdisjoint(free_symbols(child)) for child in inexact)
    return found


def _has_steps_of_integers(pair: Pair) -> bool:
    """Return whether all values are exact in balls too, where many more points are looked at."""
    integers = IntegerNames.of(pair.roots, pair.setting.symbols, defined=pair.setting.defined)
    free = frozenset[str]().union(*map(free_symbols, pair.roots))
    return free <= set(integers.names) and any(map(has_steps, pair.roots))


def _has_few_values(pair: Pair) -> bool:
    """Return whether a symbol's values do not fill a space, so that residues are no values of it.

    Polynomials that differ can agree at all of them, as y[1]*y[2] and 0 do for a one-hot y.
    """
    names = frozenset[str]().union(*map(free_symbols, pair.roots))
    domains = (pair.setting.symbols[name] for name in names & set(pair.setting.symbols))
    return any((domain.item or domain).kind in ISOLATED_KINDS for domain in domains)


def _search_balls(pair: Pair, meter: Meter) -> Finding:
    averages = ClosedFormRules(meter)
    return search_in_balls(pair, arithmetic=_balls(pair), averages=averages, meter=meter)


def _search_averages(pair: Pair, meter: Meter) -> Finding:
    """Compare expectations: in closed form, by linearity alone, by quadrature."""
    finding = _with_a_share(_search_balls, pair, meter, Fraction(2, 3))
    if finding:
        return finding
    finding = _with_a_share(_search_functional, pair, meter, Fraction(1, 2))
    if isinstance(finding, Sameness):
        return Sameness(finding.bound + ", for every linear functional in place of the average")
    finding = _search_quadrature(reduced(pair), meter)
    return _completed(finding, pair) if isinstance(finding, Disagreement) else finding


def _with_a_share(
    search: Callable[[Pair, Meter], Finding], pair: Pair, meter: Meter, part: Fraction
) -> Finding | None:
    """Return what a search finds with a part of the steps; none if it cannot tell."""
    share = Meter(int(meter.left * part))
    granted = share.left
    try:
        return search(pair, share)
    except (OverBudget, Unsupported):
        return None
    finally:
        meter.left -= granted - max(share.left, 0)


def _search_functional(pair: Pair, meter: Meter) -> Finding:
    averages = AnyFunctional(Random(pair.setting.seed))
    return search_in_balls(pair, arithmetic=_balls(pair), averages=averages, meter=meter)


def _search_quadrature(pair: Pair, meter: Meter) -> Finding:
    averages = Quadrature()
    try:
        return search_in_balls(pair, arithmetic=_balls(pair), averages=averages, meter=meter)
    except Unsupported as gap:
        line = _on_a_line(pair)
        finding = search_in_balls(
            pair, arithmetic=_balls(pair), averages=averages, meter=meter, sizes=line
        )
        if isinstance(finding, Disagreement):
            return finding
        return Undetermined(f"{gap} cannot be decided")


def _completed(difference: Disagreement, pair: Pair) -> Disagreement:
    """Return a difference with sizes for all dimensions, those that it does not depend on too."""
    sizes = _integers(pair).first(known=difference.sizes)
    if difference.point is not None:
        difference.point.sizes = sizes
    return replace(difference, sizes=sizes)


def _on_a_line(pair: Pair) -> Mapping[str, int]:
    """Return integers at which all that is averaged over has one dimension."""
    symbols = pair.setting.symbols
    averaged = {node.name for root in pair.roots for node in postorder(root)} & set(symbols)
    dimensions = set[str]().union(
        *(symbols[name].dimension_names for name in averaged if symbols[name].kind == "gaussian")
    )
    return _integers(pair).first(ones=dimensions)


def _integers(pair: Pair) -> IntegerNames:
    setting = pair.setting
    return IntegerNames.of(
        pair.roots, setting.symbols, defined=setting.defined, conditions=setting.conditions
    )


def _balls(pair: Pair) -> Arithmetic:
    return ComplexBalls() if _has(pair, "I") else Balls()


def _has(pair: Pair, *operations: str) -> bool:
    """Return whether one of the expressions has such an operation or constant."""
    return any(
        node.operation in operations or (node.operation == "constant" and node.name in operations)
        for root in (pair.expected, pair.submitted)
        for node in postorder(root)
    )


_REAL_KINDS = frozenset({"nonnegative", "positive", "real", "unit"})
_STEPS_OF_WITNESS = 300_000
