"""Growth bounds, compared exactly: whether an answer is Θ of what is expected.

    >>> symbols = {name: parse_domain("size") for name in "ndr"}
    >>> growth(parse("n**2*d"), parse("n**2*d + n*d*r"), symbols=symbols)
    GrowthOutcome(verdict='loose', direction='r -> oo, n = d = 1', dominated=(), reason='')

Symbols are sizes: they are at least 1, and bounds are meant for large ones. Constant factors do
not matter, nor do terms that others outgrow within the regime. How that is decided stands in
`asymptotics.regime`; what cannot be decided is "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.expression.asymptotics.cases import without_cases
from autograder.expression.asymptotics.directions import find_direction
from autograder.expression.asymptotics.monomials import TooLarge
from autograder.expression.asymptotics.orders import Order, Undecided, order_of
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Bounded, Constraint, Ray, Regime
from autograder.expression.domain import Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, TreeError, free_symbols, postorder

__all__ = ["BoundOutcome", "GrowthError", "GrowthOutcome", "bound", "growth"]

_SIZES = ("natural", "size")
_RELATION = re.compile(r"(<<|<=|>>|>=)")
_MAX_PAIRS = 4_000


class GrowthError(ValueError):
    """A question that cannot be decided for any answer: its regime, its symbols or its answer."""


@dataclass(frozen=True, slots=True)
class GrowthOutcome:
    """What is known of an answer.

    Attributes:
        verdict: ``"theta"``: of the same order; ``"loose"``: an upper bound that is not tight;
            ``"not_bound"``: no upper bound; ``"unknown"``: undecided; ``"error"``: no answer.
        direction: Where the answer is too large (loose) or too small (not_bound), as in
            ``"h -> oo, n = d = 1"``.
        dominated: The terms of the answer that others outgrow, in the order written.
        reason: Why it is undecided or no answer.
    """

    verdict: Literal["theta", "loose", "not_bound", "unknown", "error"]
    direction: str = ""
    dominated: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BoundOutcome:
    """Whether one quantity is O of another.

    Attributes:
        holds: None if undecided.
        direction: Where the first outgrows the second, if it does.
        reason: Why it is undecided.
    """

    holds: bool | None
    direction: str = ""
    reason: str = ""


def growth(
    expected: Node,
    submitted: Node,
    *,
    symbols: Mapping[str, Domain],
    regime: Sequence[str] = (),
) -> GrowthOutcome:
    """Compare an answer with the expected growth.

    Args:
        expected: The question's answer.
        submitted: The student's.
        symbols: The declared symbols; those that occur are sizes or natural numbers.
        regime: Inequalities between monomials, such as ``"m*k <= n"`` or ``"d << n"``.

    Raises:
        GrowthError: The question's own part is at fault.
    """
    stated = _regime(regime, symbols)
    target = _order_of_question(expected, stated, symbols)
    if wrong := _no_size(submitted, symbols):
        return GrowthOutcome("error", reason=wrong)
    try:
        quantity = read(without_cases(submitted, stated), stated)
        if quantity.is_zero:
            return GrowthOutcome("not_bound", reason="the answer is zero")
        answer = order_of(quantity, stated)
        terms = stated.leading(answer.numerator)
    except (Undecided, TooLarge) as error:
        return GrowthOutcome("unknown", reason=f"the answer contains {error}")
    if answer.negative:
        return GrowthOutcome("not_bound", reason="the answer is negative")
    names = _names_in_order(submitted)
    dominated = tuple(term.written(names) for term in answer.numerator if term not in terms)
    above = _bound(target, answer, stated, [*symbols])
    if above.holds is None:
        return GrowthOutcome("unknown", reason=above.reason)
    if not above.holds:
        return GrowthOutcome("not_bound", above.direction, dominated)
    below = _bound(answer, target, stated, [*symbols])
    if below.holds is None:
        return GrowthOutcome("unknown", reason=f"an upper bound, but {below.reason}")
    return GrowthOutcome("theta" if below.holds else "loose", below.direction, dominated)


def bound(
    smaller: Node,
    larger: Node,
    *,
    symbols: Mapping[str, Domain],
    regime: Sequence[str] = (),
) -> BoundOutcome:
    """Decide whether the smaller quantity is O(the larger one); arguments as for `growth`.

    Raises:
        GrowthError: The regime or one of the quantities is at fault.
    """
    stated = _regime(regime, symbols)
    return _bound(
        _order_of_question(smaller, stated, symbols),
        _order_of_question(larger, stated, symbols),
        stated,
        [*symbols],
    )


def _bound(smaller: Order, larger: Order, regime: Regime, order: Sequence[str]) -> BoundOutcome:
    undecided = BoundOutcome(None, reason="it was not decided which side is larger")
    try:
        left = Order.quotient(smaller.numerator) * Order.quotient(larger.denominator)
        right = Order.quotient(larger.numerator) * Order.quotient(smaller.denominator)
    except TooLarge as error:
        return BoundOutcome(None, reason=str(error))
    if len(left.numerator) * len(right.numerator) > _MAX_PAIRS:
        return BoundOutcome(None, reason="there are too many terms")
    outcomes = {term: regime.bounded(term, right.numerator) for term in left.numerator}
    open_terms = [term for term, outcome in outcomes.items() if not isinstance(outcome, Bounded)]
    if not open_terms:
        return BoundOutcome(True)
    rays = [outcome for outcome in outcomes.values() if isinstance(outcome, Ray)]
    direction = find_direction(open_terms, right.numerator, regime, rays=rays, order=order)
    if direction is None:
        return undecided
    # Below its threshold a difference may vanish, and a logarithm does at 1.
    plain = smaller.everywhere and larger.everywhere and not regime.sets_minimum
    logarithms = any(
        generator.kind != "symbol"
        for term in [*left.numerator, *right.numerator]
        for generator in term.generators
    )
    still = " = 1" if plain and not logarithms else " fixed"
    return BoundOutcome(False, direction=direction.describe(still=still))


def _order_of_question(root: Node, regime: Regime, symbols: Mapping[str, Domain]) -> Order:
    if wrong := _no_size(root, symbols):
        raise GrowthError(wrong)
    try:
        order = order_of(read(without_cases(root, regime), regime), regime)
    except (Undecided, TooLarge) as error:
        raise GrowthError(f"the expected growth contains {error}") from error
    if order.negative:
        raise GrowthError("the expected growth is negative")
    return order


def _no_size(root: Node, symbols: Mapping[str, Domain]) -> str:
    """Return what is wrong with the symbols of an expression, or nothing."""
    dimensions = frozenset[str]().union(*(d.dimension_names for d in symbols.values()))
    names = sorted(free_symbols(root))
    unknown = [name for name in names if name not in symbols and name not in dimensions]
    if unknown:
        return f"unknown symbols: {', '.join(unknown)}"
    others = [
        f"{n} ({symbols[n]})" for n in names if n in symbols and symbols[n].kind not in _SIZES
    ]
    return f"symbols that are no sizes: {', '.join(others)}" if others else ""


def _names_in_order(root: Node) -> list[str]:
    return list(dict.fromkeys(n.name for n in postorder(root) if n.operation == "symbol"))


def _regime(lines: Sequence[str], symbols: Mapping[str, Domain]) -> Regime:
    """Read inequalities such as ``2 <= B <= N`` and ``d << n``."""
    constraints = []
    for line in lines:
        first, *rest = _RELATION.split(line)
        if not rest:
            raise GrowthError(f"`{line}` is no inequality (with <=, <<, >= or >>)")
        for relation, right in zip(rest[::2], rest[1::2], strict=True):
            pair = (first, right) if relation.startswith("<") else (right, first)
            constraints.append(_constraint(*pair, relation in ("<<", ">>"), line, symbols))
            first = right
    stated = Regime(tuple(constraints))
    if stated.interior() is None:
        raise GrowthError(f"a regime in which some symbol cannot grow: {', '.join(lines)}")
    return stated


def _constraint(
    smaller: str, larger: str, grows: bool, line: str, symbols: Mapping[str, Domain]
) -> Constraint:
    sides = []
    for text in (smaller, larger):
        try:
            root = parse(text, symbols)
            order = order_of(read(root, Regime()), Regime())
        except (TreeError, Undecided, TooLarge) as error:
            raise GrowthError(f"`{line}`: {error}") from error
        if wrong := _no_size(root, symbols):
            raise GrowthError(f"`{line}`: {wrong}")
        kinds = {generator.kind for term in order.numerator for generator in term.generators}
        if len(order.numerator) != 1 or order.negative or not kinds <= {"symbol"}:
            raise GrowthError(f"`{line}` is no inequality between monomials")
        sides.append(order.numerator[0])
    return Constraint(sides[1] / sides[0], grows)
