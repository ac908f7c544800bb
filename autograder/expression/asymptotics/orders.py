"""A quantity up to constant factors: a quotient of two sums of monomials.

Sums of positive quantities are as large as their largest term, so coefficients do not matter, a
power of a sum is the sum of the powers, and a quotient of sums holds whatever sums, products,
quotients, rational powers, maxima and minima make of monomials.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import (
    MAX_TERMS,
    ONE,
    Monomial,
    Polynomial,
    TooLarge,
)
from autograder.expression.asymptotics.regime import Regime

__all__ = ["CONSTANT", "Order", "Quantity", "Undecided", "order_of", "total"]

_MAX_SUBTRACTED = 40


class Undecided(ValueError):
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
    """

    numerator: tuple[Monomial, ...]
    denominator: tuple[Monomial, ...] = (ONE,)
    negative: bool = False
    everywhere: bool = True

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
        return replace(
            product,
            negative=self.negative != other.negative,
            everywhere=self.everywhere and other.everywhere,
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
        return replace(power, everywhere=self.everywhere)

    def inverse(self) -> Order:
        """Return the order of the reciprocal."""
        inverse = Order.quotient(self.denominator, self.numerator)
        return replace(inverse, negative=self.negative, everywhere=self.everywhere)

    def minimum(self, other: Order) -> Order:
        """Return the order of the smaller of two positive quantities."""
        return (self.inverse() + other.inverse()).inverse()


def _products(left: tuple[Monomial, ...], right: tuple[Monomial, ...]) -> list[Monomial]:
    if len(left) * len(right) > MAX_TERMS**2:
        raise TooLarge("a product of too many terms")
    return [a * b for a in left for b in right]


CONSTANT = Order((ONE,))

#: What an expression is read as: exact for as long as it can be kept so.
Quantity = Polynomial | Order


def order_of(quantity: Quantity, regime: Regime) -> Order:
    """Return a quantity up to constant factors.

    Raises:
        Undecided: It is zero, or a difference of which neither side is certain to be larger.
    """
    return quantity if isinstance(quantity, Order) else total(quantity, [], regime)


def total(exact: Polynomial, orders: Iterable[Order], regime: Regime) -> Order:
    """Return the order of an exact quantity plus others, of either sign.

    Raises:
        Undecided: As for `order_of`.
    """
    sides: dict[bool, list[Order]] = {False: [], True: []}
    for negative in (False, True):
        terms = [term for term, value in exact.terms.items() if (value < 0) == negative]
        if terms:
            sides[negative].append(replace(Order.quotient(terms), negative=negative))
    for order in orders:
        sides[order.negative].append(order)
    sums = [reduce(Order.__add__, side) for side in sides.values() if side]
    if not sums:
        raise Undecided("a quantity that is zero")
    if len(sums) == 1:
        return sums[0]
    for larger, smaller in (sums, reversed(sums)):
        above = _products(larger.numerator, smaller.denominator)
        below = _products(smaller.numerator, larger.denominator)
        if len(below) > _MAX_SUBTRACTED:
            raise TooLarge("a difference of too many terms")
        if all(regime.negligible(term, above) for term in below):
            return replace(larger, everywhere=False)
    raise Undecided("a difference in which neither side is certain to be larger")
