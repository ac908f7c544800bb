"""An expression, read as a quantity that grows.

Sums, products and powers of sizes are kept exactly for as long as they can be (`Polynomial`), since
terms may cancel: ``(n + 1)**2 - n**2``. Roots, maxima, roundings and quotients of sums are kept up
to constant factors (`Order`). What cannot be read with certainty raises `UndecidedGrowth`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.counters import read_product, read_sum
from autograder.expression.asymptotics.factorials import binomial, factorial
from autograder.expression.asymptotics.indices import Regimes
from autograder.expression.asymptotics.logarithms import difference_of_logarithms
from autograder.expression.asymptotics.monomials import Monomial, Polynomial, TooLarge
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    Quantity,
    Range,
    UndecidedGrowth,
    between,
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
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.asymptotics.roundings import ceiling, floor
from autograder.expression.asymptotics.written import KEPT, is_never_negative, key
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["read"]

_ZERO = Polynomial({})
_Reader = Callable[[Node, Sequence[Quantity], Regime], Quantity]

#: Pairs of terms that may meet; about a second.
_MAX_STEPS = 200_000


def read(root: Node, regime: Regime, *, written: bool = False, positive: bool = False) -> Quantity:
    """Read an expression whose symbols are sizes.

    Args:
        root: The expression.
        regime: What holds for the symbols.
        written: Keep as they are written what is not negative and not known up to constant
            factors, such as ``abs(n - d)``: each is equal to itself, and nothing else is known
            of it.
        positive: Of these keep only what is certainly positive, such as ``(n - 1)**d``.

    Raises:
        UndecidedGrowth: Its growth is not clear, or it is too large to read.
    """
    values: dict[int, Quantity] = {}
    regimes = Regimes(root, regime)
    bound = {node.name for node in postorder(root) if node.operation in COUNTERS}
    steps = 0
    for node in postorder(root):
        children = [values[id(child)] for child in node.children]
        steps += 100 + sum(map(_size, children)) ** 2
        if steps > _MAX_STEPS:
            raise UndecidedGrowth("an expression that is too large")
        name = node.name if node.operation == "call" else node.operation
        reader = _READERS.get(name)
        if reader is None:
            raise UndecidedGrowth(f"`{node.name or node.operation}`, which is no size")
        try:
            value = values[id(node)] = _read_node(reader, node, children, regimes.of(node))
            kept = isinstance(value, Range) and not value.negative and name in KEPT
            kept = kept and not (positive and isinstance(value, Range) and value.lower is None)
        except TooLarge as error:
            raise UndecidedGrowth(str(error)) from error
        except UndecidedGrowth:
            kept = written and not positive and is_never_negative(name, children)
            # What depends on the symbol of a sum is another quantity in each term.
            if not kept or not free_symbols(node).isdisjoint(bound):
                raise
        if kept and written and free_symbols(node).isdisjoint(bound):
            values[id(node)] = Polynomial.of(Monomial.of("written", key(name, children)))
    return values[id(root)]


def _read_node(
    reader: _Reader, node: Node, children: Sequence[Quantity], regime: Regime
) -> Quantity:
    """Read one operation; of what lies between two orders, both ends where it is monotone."""
    name = node.name if node.operation == "call" else node.operation
    if name in _READS_RANGES or not any(isinstance(child, Range) for child in children):
        return reader(node, children, regime)
    if name not in _INCREASING:
        raise UndecidedGrowth(f"`{name}` of what is only known to lie between two orders of growth")
    low, high = (
        reader(node, [c.end(high=high) if isinstance(c, Range) else c for c in children], regime)
        for high in (False, True)
    )
    return between(low, high, regime)


#: What handles what lies between two orders itself.
_READS_RANGES = frozenset({"Abs", "div", "mul", "neg", "pow"})
#: What grows with each of its arguments, up to constant factors. (The limits of sums are exact.)
_INCREASING = frozenset({"add", "Max", "Min", "ceiling", "log", "sqrt", "sum"})


def _size(quantity: Quantity) -> int:
    if isinstance(quantity, Polynomial):
        return len(quantity.terms)
    if isinstance(quantity, Range):
        return _size(quantity.upper)
    return len(quantity.numerator) + len(quantity.denominator)


# Atoms.


def _number(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    return Polynomial.of(node.fraction())


def _symbol(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    return Polynomial.of(Monomial.of("symbol", node.name))


def _constant(node: Node, _: Sequence[Quantity], __: Regime) -> Quantity:
    if node.name != "pi":
        raise UndecidedGrowth(f"`{node.name}`, which is no size")
    return Polynomial.of(Monomial.of("number", "pi"))


# Arithmetic.


def _add(_: Node, terms: Sequence[Quantity], regime: Regime) -> Quantity:
    exact = Polynomial.total(term for term in terms if isinstance(term, Polynomial))
    orders = [term for term in terms if isinstance(term, Order)]
    if not orders:
        return exact
    try:
        return total(exact, orders, regime)
    except UndecidedGrowth:
        found = difference_of_logarithms(exact, orders, regime)
        if found is None:
            raise
        return found


def _neg(_: Node, children: Sequence[Quantity], __: Regime) -> Quantity:
    return -children[0]


def _mul(_: Node, factors: Sequence[Quantity], regime: Regime) -> Quantity:
    return reduce(lambda left, right: product(left, right, regime), factors)


def _div(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    numerator, denominator = children
    return product(numerator, power(denominator, Fraction(-1), regime), regime)


def _pow(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    base, exponent = children
    if isinstance(exponent, Polynomial) and exponent.number is not None:
        return power(base, exponent.number, regime)
    if not isinstance(exponent, Polynomial):
        return _power_to_rounded(base, _without_rounding(node.children[1], regime), regime)
    return exponential(base, exponent, regime)


def _without_rounding(exponent: Node, regime: Regime) -> Polynomial:
    """Return an exponent without its floor or ceiling, exactly."""
    if exponent.operation == "call" and exponent.name in ("floor", "ceiling"):
        value = read(exponent.children[0], regime)
        if isinstance(value, Polynomial):
            return value
    raise UndecidedGrowth("a power whose exponent is only known up to a constant factor")


def _power_to_rounded(base: Quantity, exponent: Polynomial, regime: Regime) -> Quantity:
    """Return a power whose exponent is within 1 of this one."""
    unrounded = exponential(base, exponent, regime)
    below, above = (product(unrounded, power(base, Fraction(s), regime), regime) for s in (-1, 1))
    smaller = order_of(base, regime)
    shrinks = not _is_bounded(CONSTANT, smaller, regime)
    if shrinks and not _is_bounded(smaller, CONSTANT, regime):
        raise UndecidedGrowth("a power with a rounded exponent, whose base may be below 1")
    return between(above, below, regime) if shrinks else between(below, above, regime)


def _is_bounded(smaller: Order, larger: Order, regime: Regime) -> bool:
    """Return whether one order is certainly O(another)."""
    quotient = smaller / larger
    return all(
        isinstance(regime.bounded(term, quotient.denominator), Bounded)
        for term in quotient.numerator
    )


# Functions.


def _sqrt(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return power(children[0], Fraction(1, 2), regime)


def _exp(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    exponent = children[0]
    if exponent in (CONSTANT, -CONSTANT):
        return CONSTANT
    if not isinstance(exponent, Polynomial):
        # Rounding changes the exponential function by a constant factor only.
        exponent = _without_rounding(node.children[0], regime)
        return order_of(exponential_function(exponent, regime), regime)
    return exponential_function(exponent, regime)


def _log(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return logarithm(children[0], regime)


def _abs(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    child = children[0]
    if isinstance(child, Polynomial) and (number := child.number) is not None:
        return Polynomial.of(abs(number))
    try:
        negative = child.negative if isinstance(child, Range) else order_of(child, regime).negative
    except UndecidedGrowth:
        if not isinstance(child, Polynomial):
            raise
        absolute = Polynomial({term: abs(value) for term, value in child.terms.items()})
        return Range(None, order_of(absolute, regime))
    return -child if negative else child


def _max(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    lowers, uppers = [], []
    for child in children:
        try:
            order = None if child.is_zero else order_of(child, regime)
        except UndecidedGrowth:
            if not isinstance(child, Polynomial):
                raise
            # Of a difference that may be negative, the terms that are added are more.
            added = Polynomial({term: value for term, value in child.terms.items() if value > 0})
            uppers.append(order_of(added, regime))
            continue
        if order is None or not order.negative:
            lowers.append(order)
            uppers.extend([order] if order else [])
    if not lowers:
        raise UndecidedGrowth("a maximum that is not certain to be positive")
    if not uppers:
        return _ZERO
    sure = [order for order in lowers if order]
    lower = reduce(Order.__add__, sure) if sure else None
    upper = reduce(Order.__add__, uppers)
    return upper if len(sure) == len(uppers) else Range(lower, upper)


def _min(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    orders = [order_of(child, regime) for child in children if not child.is_zero]
    if any(order.negative for order in orders):
        raise UndecidedGrowth("a minimum that is negative")
    if len(orders) < len(children):
        return _ZERO
    return reduce(Order.minimum, orders)


def _factorial(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return factorial(_exact("factorial", children[0]), regime)


def _gamma(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return factorial(_exact("gamma", children[0]) - Polynomial.of(1), regime)


def _loggamma(node: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    return logarithm(_gamma(node, children, regime), regime)


def _binomial(_: Node, children: Sequence[Quantity], regime: Regime) -> Quantity:
    above, below = (_exact("binomial", child) for child in children)
    return binomial(above, below, regime)


def _exact(name: str, quantity: Quantity) -> Polynomial:
    if not isinstance(quantity, Polynomial):
        raise UndecidedGrowth(f"`{name}` of what is only known up to a constant factor")
    return quantity


_READERS: Mapping[str, _Reader] = {
    "rational": _number,
    "decimal": _number,
    "symbol": _symbol,
    "constant": _constant,
    "add": _add,
    "neg": _neg,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "product": read_product,
    "sum": read_sum,
    "Abs": _abs,
    "Max": _max,
    "Min": _min,
    "binomial": _binomial,
    "ceiling": ceiling,
    "exp": _exp,
    "factorial": _factorial,
    "floor": floor,
    "gamma": _gamma,
    "log": _log,
    "loggamma": _loggamma,
    "sqrt": _sqrt,
}
