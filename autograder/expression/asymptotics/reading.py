"""An expression, read as a quantity that grows.

Sums, products and powers of sizes are kept exactly for as long as they can be (`Polynomial`), since
terms may cancel: ``(n + 1)**2 - n**2``. Roots, maxima, roundings and quotients of sums are kept up
to constant factors (`Order`). What cannot be read with certainty raises `Undecided`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import Monomial, Polynomial, TooLarge
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    Quantity,
    Undecided,
    order_of,
    total,
)
from autograder.expression.asymptotics.powers import (
    exponential,
    exponential_function,
    logarithm,
    power,
    product,
)
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.asymptotics.summation import exact_sum, order_of_sum
from autograder.expression.tree import Node, postorder

__all__ = ["read"]

#: Pairs of terms that may meet; about a second.
_MAX_STEPS = 200_000


def read(root: Node, regime: Regime) -> Quantity:
    """Read an expression whose symbols are sizes.

    Raises:
        Undecided: Its growth is not clear, or it is too large to read.
    """
    values: dict[int, Quantity] = {}
    steps = 0
    for node in postorder(root):
        children = [values[id(child)] for child in node.children]
        steps += 100 + sum(map(_size, children)) ** 2
        if steps > _MAX_STEPS:
            raise Undecided("an expression that is too large")
        reader = _READERS.get(node.name if node.operation == "call" else node.operation)
        if reader is None:
            raise Undecided(f"`{node.name or node.operation}`, which is no size")
        try:
            values[id(node)] = reader(node, children, regime)
        except TooLarge as error:
            raise Undecided(str(error)) from error
    return values[id(root)]


def _size(quantity: Quantity) -> int:
    if isinstance(quantity, Polynomial):
        return len(quantity.terms)
    return len(quantity.numerator) + len(quantity.denominator)


# Atoms.


def _number(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    return Polynomial.of(node.fraction())


def _symbol(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    return Polynomial.of(Monomial.of("symbol", node.name))


def _constant(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    if node.name != "pi":
        raise Undecided(f"`{node.name}`, which is no size")
    return CONSTANT


# Arithmetic.


def _add(_: Node, terms: Sequence[Quantity], regime: Regime) -> Quantity:
    exact = Polynomial.total(term for term in terms if isinstance(term, Polynomial))
    orders = [term for term in terms if isinstance(term, Order)]
    return total(exact, orders, regime) if orders else exact


def _neg(_: Node, children: Sequence[Quantity], __: Regime) -> Quantity:
    return -children[0]


def _mul(_: Node, factors: Sequence[Quantity], regime: Regime) -> Quantity:
    return reduce(lambda left, right: product(left, right, regime), factors)


def _div(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    numerator, denominator = children
    return product(numerator, power(denominator, Fraction(-1), regime), regime)


def _pow(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    base, exponent = children
    if not isinstance(exponent, Polynomial):
        raise Undecided("a power whose exponent is not exact")
    if (number := exponent.number) is not None:
        return power(base, number, regime)
    return exponential(base, exponent, regime)


# Functions.


def _sqrt(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return power(children[0], Fraction(1, 2), regime)


def _exp(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    exponent = children[0]
    if exponent == CONSTANT or exponent == -CONSTANT:
        return CONSTANT
    if not isinstance(exponent, Polynomial):
        raise Undecided("the exponential function of a quantity that is not exact")
    return exponential_function(exponent, regime)


def _log(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return logarithm(children[0], regime)


def _abs(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    if isinstance(children[0], Polynomial) and (number := children[0].number) is not None:
        return Polynomial.of(abs(number))
    order = order_of(children[0], regime)
    return -order if order.negative else order


def _max(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    orders = [order_of(child, regime) for child in children if not child.is_zero]
    positive = [order for order in orders if not order.negative]
    if not positive:
        raise Undecided("a maximum that is not certain to be positive")
    return reduce(Order.__add__, positive)


def _min(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    orders = [order_of(child, regime) for child in children]
    if any(order.negative for order in orders):
        raise Undecided("a minimum that is negative")
    return reduce(Order.minimum, orders)


def _ceiling(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    if isinstance(children[0], Polynomial) and (number := children[0].number) is not None:
        return Polynomial.of(math.ceil(number))
    order = order_of(children[0], regime)
    if order.negative:
        raise Undecided("a negative quantity, rounded")
    return order + CONSTANT


def _floor(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    if isinstance(children[0], Polynomial) and (number := children[0].number) is not None:
        return Polynomial.of(math.floor(number))
    order = order_of(children[0], regime)
    if order.negative or not _grows(order, regime):
        raise Undecided("a quantity that may be below 1, rounded down")
    return replace(order, everywhere=False)


def _grows(order: Order, regime: Regime) -> bool:
    return all(regime.negligible(term, order.numerator) for term in order.denominator)


# Sums and products.


def _sum(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    body, _, last = children
    first = _first_index(node, children, regime)
    if isinstance(body, Polynomial) and isinstance(last, Polynomial):
        closed_form = exact_sum(body, node.name, first, last)
        if closed_form is not None:
            return closed_form
    return order_of_sum(order_of(body, regime), node.name, first, last, regime)


def _product(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    body, _, last = children
    count = Polynomial.of(1 - _first_index(node, children, regime))
    if not isinstance(body, Polynomial) or not isinstance(last, Polynomial):
        raise Undecided("a product of what is not exact")
    if any(node.name in generator.symbols for term in body.terms for generator in term.generators):
        raise Undecided("a product of factors that differ")
    if any(coefficient.denominator != 1 for coefficient in last.terms.values()):
        raise Undecided("a product whose last index may be no integer")
    return exponential(body, last + count, regime)


def _first_index(node: Node, children: Sequence[Quantity], regime: Regime) -> int:
    """Return the first index of a sum or product, a number, whose last index grows."""
    _, first, last = children
    start = first.number if isinstance(first, Polynomial) else None
    if start is None or start.denominator != 1 or node.name in regime.symbols:
        raise Undecided(f"a {node.operation} whose first index is not a number")
    is_number = isinstance(last, Polynomial) and last.number is not None
    if is_number or not _grows(order_of(last, regime), regime):
        raise Undecided(f"a {node.operation} whose last index does not grow")
    return int(start)


_READERS: Mapping[str, Callable[[Node, Sequence[Quantity], Regime], Quantity]] = {
    "rational": _number,
    "decimal": _number,
    "symbol": _symbol,
    "constant": _constant,
    "add": _add,
    "neg": _neg,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "product": _product,
    "sum": _sum,
    "Abs": _abs,
    "Max": _max,
    "Min": _min,
    "ceiling": _ceiling,
    "exp": _exp,
    "floor": _floor,
    "log": _log,
    "sqrt": _sqrt,
}
