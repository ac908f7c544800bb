"""Factorials and binomial coefficients of quantities that grow, by Stirling's formula."""

from __future__ import annotations

import math
from fractions import Fraction

from autograder.expression.asymptotics.monomials import ONE, Polynomial
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    Quantity,
    Range,
    UndecidedGrowth,
    between,
    order_of,
)
from autograder.expression.asymptotics.powers import (
    exact_logarithm,
    exponential,
    exponential_function,
    power,
    product,
)
from autograder.expression.asymptotics.regime import Regime

__all__ = ["binomial", "factorial"]

_MAX_EXACT = 500
_HALF = Fraction(1, 2)


def factorial(argument: Polynomial, regime: Regime) -> Quantity:
    """Return the factorial of what grows.

    With x = a + b it is sqrt(x) times exp(x*log(a) - a + R) up to a constant factor. Whatever the
    sign of b, R is at least 0 and at most b**2/a, as (1 + e)*log(1 + e) - e is between 0 and e**2.

    Raises:
        UndecidedGrowth: It is not certain that the argument grows.
    """
    if (number := argument.number) is not None:
        if number.denominator != 1 or not 0 <= number <= _MAX_EXACT:
            raise UndecidedGrowth("a factorial of a number that is no count, or a large one")
        return Polynomial.of(math.factorial(int(number)))
    order = order_of(argument, regime)
    if order.negative or not regime.negligible(ONE, order.numerator):
        raise UndecidedGrowth("a factorial of what is not certain to grow")
    whole = Polynomial.of(argument.terms.get(ONE, Fraction(0)))
    main = _largest(argument - whole, regime)
    # x! is (x - c)! times x**c, for a number c.
    rest = argument - whole - main
    near = _stirling(main, rest, regime)
    factor = power(main + rest, whole.terms.get(ONE, Fraction(0)) + _HALF, regime)
    return product(near, order_of(factor, regime), regime)


def _largest(argument: Polynomial, regime: Regime) -> Polynomial:
    """Return a positive term, of smaller order than which is as much of the rest as possible."""
    leading = regime.leading([term.sizes for term in argument.terms])
    positive = [term for term, factor in argument.terms.items() if factor > 0]
    term = next((term for term in positive if term.sizes in leading), positive[0])
    return Polynomial({term: argument.terms[term]})


def _stirling(main: Polynomial, rest: Polynomial, regime: Regime) -> Quantity:
    """Return exp(x*log(x) - x) for the sum x of both, up to constant factors."""
    log = exact_logarithm(main)
    if log is None:
        raise UndecidedGrowth("a factorial of what is only known up to a constant factor")
    lower = exponential_function((main + rest) * log - main, regime)
    if rest.is_zero:
        return lower
    squares = rest * rest * main**-1
    excess = Polynomial({term: value for term, value in squares.terms.items() if value > 0})
    return between(lower, product(lower, exponential_function(excess, regime), regime), regime)


def binomial(above: Polynomial, below: Polynomial, regime: Regime) -> Quantity:
    """Return a binomial coefficient; where the lower number is the larger one, it is zero.

    Raises:
        UndecidedGrowth: One of its arguments is not certain to grow, nor a count.
    """
    rest = above - below
    for fixed in (below, rest):
        if (number := fixed.number) is not None:
            return _of_few(above, number, regime)
    try:
        divisor = product(factorial(below, regime), factorial(rest, regime), regime)
        quotient = product(factorial(above, regime), power(divisor, Fraction(-1), regime), regime)
        if isinstance(quotient, Order):
            return quotient
    except UndecidedGrowth:
        pass
    return _of_many(above, below, regime)


def _of_few(above: Polynomial, count: Fraction, regime: Regime) -> Quantity:
    if count.denominator != 1 or not 0 <= count <= _MAX_EXACT:
        raise UndecidedGrowth(
            "a binomial coefficient of numbers that are no counts, or of large ones"
        )
    result: Quantity = Polynomial.of(Fraction(1, math.factorial(int(count))))
    for i in range(int(count)):
        result = product(result, above - Polynomial.of(i), regime)
    return result


def _of_many(above: Polynomial, below: Polynomial, regime: Regime) -> Range:
    """Return bounds that hold for all counts: n**k/k! and 2**n from above, (n/k)**k from below."""
    falling = exponential(above, below, regime)
    most = product(falling, power(factorial(below, regime), Fraction(-1), regime), regime)
    upper = order_of(_upper(most), regime).minimum(
        order_of(exponential(Polynomial.of(2), above, regime), regime)
    )
    lower = None
    if len(above.terms) == len(below.terms) == 1:
        ((n, a),), ((k, b),) = above.terms.items(), below.terms.items()
        if a >= b and not (n * k).numbers.powers and regime.at_most(k, n):
            lower = order_of(exponential(above * below**-1, below, regime), regime) + CONSTANT
    return Range(lower, upper)


def _upper(quantity: Quantity) -> Quantity:
    return quantity.end(high=True) if isinstance(quantity, Range) else quantity
