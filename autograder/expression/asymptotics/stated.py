"""The regime that a question states: inequalities in text, and conditions on its symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from autograder.expression.asymptotics.monomials import Polynomial, TooLarge
from autograder.expression.asymptotics.orders import Quantity, UndecidedGrowth, order_of
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Constraint, Regime
from autograder.expression.domain import Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, TreeError, free_symbols

__all__ = ["GrowthError", "no_size", "stated_regime"]

_SIZES = ("natural", "size")
_RELATION = re.compile(r"(<<|<=|>>|>=)")


class GrowthError(ValueError):
    """A question that cannot be decided for any answer: its regime, its symbols or its answer."""


def stated_regime(
    lines: Sequence[str], symbols: Mapping[str, Domain], conditions: Sequence[Node] = ()
) -> Regime:
    """Read inequalities such as ``2 <= B <= N`` and ``d << n``.

    Args:
        lines: The inequalities, each of which has to be one between monomials.
        symbols: The declared symbols.
        conditions: What the question states besides; what is no such inequality says nothing of
            how its symbols grow.

    Raises:
        GrowthError: A line is none, or some symbol cannot grow.
    """
    constraints = [constraint for line in lines for constraint in _constraints(line, symbols)]
    for smaller, larger in _inequalities(conditions):
        with suppress(GrowthError):
            constraints.append(_constraint(smaller, larger, False, "", symbols))
    stated = Regime(tuple(constraints))
    if stated.interior() is None:
        raise GrowthError(f"a regime in which some symbol cannot grow: {', '.join(lines)}")
    return stated


def no_size(root: Node, symbols: Mapping[str, Domain]) -> str:
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


def _inequalities(conditions: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Yield the sides of inequalities that hold together, the smaller first."""
    for condition in conditions:
        if condition.operation == "and":
            yield from _inequalities(condition.children)
        elif condition.operation in ("le", "lt"):
            yield condition.children[0], condition.children[1]
        elif condition.operation in ("ge", "gt"):
            yield condition.children[1], condition.children[0]


def _constraints(line: str, symbols: Mapping[str, Domain]) -> Iterator[Constraint]:
    first, *rest = _RELATION.split(line)
    if not rest:
        raise GrowthError(f"`{line}` is no inequality (with <=, <<, >= or >>)")
    for relation, right in zip(rest[::2], rest[1::2], strict=True):
        texts = (first, right) if relation.startswith("<") else (right, first)
        try:
            smaller, larger = (parse(text, symbols) for text in texts)
        except TreeError as error:
            raise GrowthError(f"`{line}`: {error}") from error
        yield _constraint(smaller, larger, relation in ("<<", ">>"), line, symbols)
        first = right


def _constraint(
    smaller: Node, larger: Node, grows: bool, line: str, symbols: Mapping[str, Domain]
) -> Constraint:
    sides = []
    factors: list[Fraction | None] = []
    for root in (smaller, larger):
        try:
            quantity = read(root, Regime())
            order = order_of(quantity, Regime())
        except (UndecidedGrowth, TooLarge) as error:
            raise GrowthError(f"`{line}`: {error}") from error
        if wrong := no_size(root, symbols):
            raise GrowthError(f"`{line}`: {wrong}")
        kinds = {generator.kind for term in order.numerator for generator in term.generators}
        if len(order.numerator) != 1 or order.negative or not kinds <= {"symbol", "log"}:
            raise GrowthError(f"`{line}` is no inequality between monomials")
        sides.append(order.numerator[0])
        factors.append(_factor(quantity))
    small, large = factors
    literal = grows or (small is not None and large is not None and small >= large)
    return Constraint(sides[1] / sides[0], grows, literal)


def _factor(quantity: Quantity) -> Fraction | None:
    """Return the rational factor of a monomial, or None where it is another one."""
    if not isinstance(quantity, Polynomial):
        return None
    ((monomial, factor),) = quantity.terms.items()
    return None if monomial.numbers.powers else factor
