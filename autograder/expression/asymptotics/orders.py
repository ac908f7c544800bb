"""A quantity up to constant factors: a quotient of two sums of monomials.

Sums of positive quantities are as large as their largest term, so coefficients do not matter, a
power of a sum is the sum of the powers, and a quotient of sums holds whatever sums, products,
quotients, rational powers, maxima and minima make of monomials. What is known less well lies
between two orders (`Range`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import (
    MAX_TERMS,
    ONE,
    Monomial,
    Polynomial,
    TooLarge,
)
from autograder.expression.asymptotics.numbers import sign
from autograder.expression.asymptotics.regime import Regime

__all__ = [
    "CONSTANT",
    "Order",
    "Quantity",
    "Range",
    "UndecidedGrowth",
    "between",
    "grows",
    "order_of",
    "total",
]

_MAX_SUBTRACTED = 40
_MAX_INDEX = 6
#: The part of a term to which terms of the other sign may be charged.
_CHARGED = Fraction(99, 100)


class UndecidedGrowth(ValueError):
    """A quantity whose growth these modules do not know; its text says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """Every function between two positive multiples of a quotient, or the negative of one.

    Attributes:
        numerator: The terms of the dividend, each once, in the order in which they came.
        denominator: The terms of the divisor; a single one is always 1.
        negative: Whether it is the negative of such a function.
        everywhere: Whether that holds wherever all symbols are at least 1, and not only where
            they are large.
        radicand: The exact sum of which it is a root, where that is known: of sqrt(n + 1) it is
            n + 1, so that differences of roots can be told apart.
        index: Which root of it.
        antilog: The exact sum of which it is the logarithm, where that is known: of log(n + 1) it
            is n + 1.
    """

    numerator: tuple[Monomial, ...]
    denominator: tuple[Monomial, ...] = (ONE,)
    negative: bool = False
    everywhere: bool = True
    radicand: Polynomial | None = field(default=None, compare=False, repr=False)
    index: int = field(default=1, compare=False, repr=False)
    antilog: Polynomial | None = field(default=None, compare=False, repr=False)

    @property
    def is_zero(self) -> bool:
        """Whether it is zero, which no order is."""
        return False

    @classmethod
    def quotient(
        cls, numerator: Iterable[Monomial], denominator: Iterable[Monomial] = (ONE,)
    ) -> Order:
        """Return the positive order that is a quotient of two sums.

        Raises:
            TooLarge: One of the sums has too many terms.
        """
        above, below = tuple(dict.fromkeys(numerator)), tuple(dict.fromkeys(denominator))
        if len(above) > MAX_TERMS or len(below) > MAX_TERMS:
            raise TooLarge(f"more than {MAX_TERMS} terms")
        if len(below) == 1:
            above, below = tuple(term / below[0] for term in above), (ONE,)
        return cls(above, below)

    def __add__(self, other: Order) -> Order:
        """Return the order of a sum; both have the same sign."""
        left = _products(self.numerator, other.denominator)
        right = _products(other.numerator, self.denominator)
        below = _products(self.denominator, other.denominator)
        total = Order.quotient([*left, *right], below)
        return replace(
            total, negative=self.negative, everywhere=self.everywhere and other.everywhere
        )

    def __mul__(self, other: Order) -> Order:
        above = _products(self.numerator, other.numerator)
        product = Order.quotient(above, _products(self.denominator, other.denominator))
        radicand, index = _root_of_product(self, other)
        return replace(
            product,
            negative=self.negative != other.negative,
            everywhere=self.everywhere and other.everywhere,
            radicand=radicand,
            index=index,
        )

    def __neg__(self) -> Order:
        return replace(self, negative=not self.negative)

    def __truediv__(self, other: Order) -> Order:
        return self * other.inverse()

    def __pow__(self, exponent: Fraction) -> Order:
        """Return a rational power of a positive order."""
        if exponent < 0:
            return self.inverse() ** -exponent
        power = Order.quotient(
            (term**exponent for term in self.numerator),
            (term**exponent for term in self.denominator),
        )
        radicand, index = _root_of_power(self, exponent)
        return replace(power, everywhere=self.everywhere, radicand=radicand, index=index)

    def inverse(self) -> Order:
        """Return the order of the reciprocal."""
        inverse = Order.quotient(self.denominator, self.numerator)
        return replace(inverse, negative=self.negative, everywhere=self.everywhere)

    def minimum(self, other: Order) -> Order:
        """Return the order of the smaller of two positive quantities."""
        return (self.inverse() + other.inverse()).inverse()


def _root_of_product(left: Order, right: Order) -> tuple[Polynomial | None, int]:
    """Return the exact sum of which a product of roots is a root, if it is of moderate size."""
    index = math.lcm(left.index, right.index)
    if left.radicand is None or right.radicand is None or index > _MAX_INDEX:
        return None, 1
    if len(left.radicand.terms) * len(right.radicand.terms) > _MAX_SUBTRACTED:
        return None, 1
    powers = left.radicand ** (index // left.index), right.radicand ** (index // right.index)
    return powers[0] * powers[1], index


def _root_of_power(order: Order, exponent: Fraction) -> tuple[Polynomial | None, int]:
    index = order.index * exponent.denominator
    if order.radicand is None or index > _MAX_INDEX or exponent.numerator > _MAX_INDEX:
        return None, 1
    if len(order.radicand.terms) ** exponent.numerator > _MAX_SUBTRACTED:
        return None, 1
    return order.radicand**exponent.numerator, index


def _products(left: tuple[Monomial, ...], right: tuple[Monomial, ...]) -> list[Monomial]:
    if len(left) * len(right) > MAX_TERMS**2:
        raise TooLarge("a product of too many terms")
    return [a * b for a in left for b in right]


CONSTANT = Order((ONE,))


@dataclass(frozen=True, slots=True)
class Range:
    """What is between two positive orders, each up to a constant factor, or the negative of that.

    Attributes:
        lower: What it is at least; None where that is zero.
        upper: What it is at most.
        negative: Whether it is the negative of what is between the two.
    """

    lower: Order | None
    upper: Order
    negative: bool = False

    @property
    def is_zero(self) -> bool:
        """Whether it is certainly zero."""
        return False

    def __neg__(self) -> Range:
        return replace(self, negative=not self.negative)

    def end(self, *, high: bool) -> Quantity:
        """Return the end that is larger, or the one that is smaller."""
        if self.negative:
            return -self.lower if high and self.lower else _ZERO if high else -self.upper
        return self.upper if high else self.lower or _ZERO


_ZERO = Polynomial({})

#: What an expression is read as: exact for as long as it can be kept so.
Quantity = Polynomial | Order | Range


def between(lower: Quantity, upper: Quantity, regime: Regime) -> Quantity:
    """Return what lies between two quantities.

    Raises:
        UndecidedGrowth: Its sign is not certain.
    """
    least = None if lower.is_zero else order_of(lower, regime)
    most = None if upper.is_zero else order_of(upper, regime)
    if least and least.negative and (most is None or most.negative):
        return Range(-most if most else None, -least, negative=True)
    if most is None or most.negative or (least and least.negative):
        raise UndecidedGrowth("a quantity whose sign is not certain")
    return most if least == most else Range(least, most)


def order_of(quantity: Quantity, regime: Regime) -> Order:
    """Return a quantity up to constant factors.

    Raises:
        UndecidedGrowth: It is zero, or known only between two orders, or a difference of which
            neither side is certain to be larger.
    """
    if isinstance(quantity, Range):
        raise UndecidedGrowth("a quantity that is only known to lie between two orders of growth")
    return quantity if isinstance(quantity, Order) else total(quantity, [], regime)


def total(exact: Polynomial, orders: Iterable[Order], regime: Regime) -> Order:
    """Return the order of an exact quantity plus others, of either sign.

    Raises:
        UndecidedGrowth: As for `order_of`.
    """
    sides: dict[bool, list[Order]] = {False: [], True: []}
    signs = _signs(exact)
    for negative in (False, True):
        if terms := [term for term, value in signs.items() if (value < 0) == negative]:
            part = replace(Order.quotient(terms), negative=negative)
            if len(signs) == len(terms):
                part = replace(part, radicand=-exact if negative else exact)
            sides[negative].append(part)
    others = [*orders]
    for order in others:
        sides[order.negative].append(order)
    if not any(sides.values()):
        raise UndecidedGrowth("a quantity that is zero")
    sums = [reduce(Order.__add__, side) for side in sides.values() if side]
    if len(sums) == 1:
        return sums[0]
    for larger, smaller in (sums, reversed(sums)):
        above = _products(larger.numerator, smaller.denominator)
        below = _products(smaller.numerator, larger.denominator)
        if len(below) > _MAX_SUBTRACTED:
            raise TooLarge("a difference of too many terms")
        if all(regime.negligible(term, above) for term in below):
            radicand = None if others else -exact if larger.negative else exact
            return replace(larger, everywhere=False, radicand=radicand, index=1, antilog=None)
    if others:
        found = _difference_of_roots([*sides[False], *sides[True]], regime)
    else:
        found = _outweighing(exact, regime)
    if found is None:
        raise UndecidedGrowth("a difference in which neither side is certain to be larger")
    return found


def _outweighing(exact: Polynomial, regime: Regime) -> Order | None:
    """Return the order of a difference such as 2*n - d where d is at most n.

    Each term of the smaller side is charged to terms of the larger side that are at least as
    large, of each of which something has to be left.
    """
    if any(term.numbers.powers for term in exact.terms):
        return None
    for direction in (1, -1):
        left = {m: c * direction * _CHARGED for m, c in exact.terms.items() if c * direction > 0}
        larger = [*left]
        for term, coefficient in exact.terms.items():
            due = -coefficient * direction
            for other in larger if due > 0 else ():
                if regime.at_most(term, other):
                    paid = min(due, left[other])
                    due, left[other] = due - paid, left[other] - paid
            if due > 0:
                break
        else:
            return replace(Order.quotient(larger), negative=direction < 0, everywhere=False)
    return None


def _difference_of_roots(orders: Sequence[Order], regime: Regime) -> Order | None:
    """Return the order of a - b, which is (a**k - b**k) / (a**(k-1) + ... + b**(k-1))."""
    if len(orders) != 2:
        return None
    (larger, smaller), roots = orders, [order.radicand for order in orders]
    index = math.lcm(larger.index, smaller.index)
    if roots[0] is None or roots[1] is None or index > _MAX_INDEX:
        return None
    difference = roots[0] ** (index // larger.index) - roots[1] ** (index // smaller.index)
    left, right = larger, -smaller
    divisor = reduce(
        Order.__add__,
        (left ** Fraction(j) * right ** Fraction(index - 1 - j) for j in range(index)),
    )
    return replace(total(difference, [], regime) / divisor, everywhere=False)


def grows(order: Order, regime: Regime) -> bool:
    """Return whether an order certainly exceeds every constant in the end."""
    return all(regime.negligible(term, order.numerator) for term in order.denominator)


def _signs(exact: Polynomial) -> dict[Monomial, int]:
    """Return the monomials without their numbers, with the signs of their coefficients."""
    parts: dict[Monomial, list[tuple[Monomial, Fraction]]] = {}
    for term, value in exact.terms.items():
        numbers = term.numbers
        parts.setdefault(term / numbers, []).append((numbers, value))
    signs = {}
    for monomial, coefficient in parts.items():
        found = sign(coefficient)
        if not found:
            raise UndecidedGrowth("a number that may be zero")
        signs[monomial] = found
    return signs
