"""Sums over a symbol that runs to a size: in closed form, or up to constant factors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import Generator, Monomial, Polynomial
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    Quantity,
    UndecidedGrowth,
    order_of,
)
from autograder.expression.asymptotics.powers import exponential_function, logarithm
from autograder.expression.asymptotics.regime import Regime

__all__ = ["exact_sum", "order_of_sum"]

_MAX_POWER = 12


def exact_sum(body: Polynomial, name: str, first: int, last: Polynomial) -> Polynomial | None:
    """Return the sum of the body, from a first value of the symbol to the last, as a polynomial.

    Returns:
        None unless the body is a polynomial in the symbol of a moderate degree.
    """
    index = Generator("symbol", name)
    parts = []
    for monomial, coefficient in body.terms.items():
        rest, dependent = _split(monomial, name)
        power = dependent.pop(index, Fraction(0))
        if dependent or power.denominator != 1 or not 0 <= power <= _MAX_POWER:
            return None
        before = _power_sum(int(power), Polynomial.of(first - 1))
        parts.append(Polynomial({rest: coefficient}) * (_power_sum(int(power), last) - before))
    return Polynomial.total(parts)


def order_of_sum(body: Order, name: str, first: int, last: Quantity, regime: Regime) -> Order:
    """Return the order of the sum of the body over a symbol whose last value grows.

    Raises:
        UndecidedGrowth: The body may be negative or undefined for small values of the symbol, or
            depends on it in another way than i^a log(i)^l c^i does.
    """
    body = replace(body, denominator=tuple(regime.leading(body.denominator)))
    if not body.everywhere or first < 0:
        raise UndecidedGrowth("a sum of what is known for large values only")
    if len(body.denominator) > 1:
        return _order_of_quotients(body, name, first, last, regime)
    terms = [
        _order_of_term(term / body.denominator[0], name, first, last, regime)
        for term in body.numerator
    ]
    return replace(reduce(Order.__add__, terms), negative=body.negative)


def _order_of_quotients(
    body: Order, name: str, first: int, last: Quantity, regime: Regime
) -> Order:
    """Return the order of a sum over a quotient that changes too slowly for one end to matter.

    Where i**a/(B*i**b + C*i**c + ...) has a - b, a - c, ... above -1, the sum is of the order of
    its last term times the number of terms: Min(i, m) is i*m/(i + m).
    """
    index = Generator("symbol", name)
    end = order_of(last, regime)
    sides: list[Order] = []
    slowest: list[Fraction] = []
    steepest: list[Fraction] = []
    for terms, powers in ((body.numerator, slowest), (body.denominator, steepest)):
        orders = []
        for term in terms:
            rest, dependent = _split(term, name)
            powers.append(dependent.pop(index, Fraction(0)))
            if dependent:
                raise UndecidedGrowth("a sum over a quotient with logarithms or exponential powers")
            orders.append(Order((rest,)) * end ** powers[-1])
        sides.append(reduce(Order.__add__, orders))
    if min(slowest) - max(steepest) <= -1 or first == 0:
        raise UndecidedGrowth("a sum over a quotient that falls quickly")
    return replace(end * sides[0] / sides[1], negative=body.negative)


def _order_of_term(term: Monomial, name: str, first: int, last: Quantity, regime: Regime) -> Order:
    rest, dependent = _split(term, name)
    power = dependent.pop(Generator("symbol", name), Fraction(0))
    log_power = dependent.pop(Generator("log", name), Fraction(0))
    if log_power < 0 or (first == 0 and (power < 0 or log_power)):
        raise UndecidedGrowth("a sum whose first term may be undefined")
    end = order_of(last, regime)
    log_end = order_of(logarithm(last, regime), regime) if log_power or power == -1 else CONSTANT
    if dependent:
        rate = _rate(dependent, name)
        if order_of(rate, regime).negative:
            if log_power or (first == 0 and power):
                raise UndecidedGrowth("a sum whose first term may be zero")
            return Order((rest,)) * _at(rate, Polynomial.of(first), regime)
        # What grows exponentially has a sum of the order of its last term.
        if not isinstance(last, Polynomial):
            raise UndecidedGrowth("an exponential sum whose last index is not exact")
        return Order((rest,)) * end**power * log_end**log_power * _at(rate, last, regime)
    if power < -1:
        return Order((rest,))
    return Order((rest,)) * end ** (power + 1) * log_end ** (log_power + (power == -1))


def _rate(powers: Mapping[Generator, Fraction], name: str) -> Polynomial:
    """Return log(c) for c**i, where c is a number other than 1 or depends on other symbols."""
    index = Monomial.of("symbol", name)
    rate = Polynomial.total(
        Polynomial({generator.logarithm / index: power}) for generator, power in powers.items()
    )
    if any(name in term.symbols or _may_vanish(term) for term in rate.terms):
        raise UndecidedGrowth(f"a sum over {name} of such a power")
    return rate


def _may_vanish(term: Monomial) -> bool:
    return any(power < 0 for _, power in term.sizes.powers)


def _at(rate: Polynomial, index: Polynomial, regime: Regime) -> Order:
    if index.is_zero:
        return CONSTANT
    return order_of(exponential_function(rate * index, regime), regime)


def _split(term: Monomial, name: str) -> tuple[Monomial, dict[Generator, Fraction]]:
    """Separate what does not depend on a symbol from the generators that do, with exponents."""
    dependent = {g: power for g, power in term.powers if name in g.symbols}
    return Monomial(term.powers - frozenset(dependent.items())), dependent


def _power_sum(power: int, last: Polynomial) -> Polynomial:
    """Return Σ k**power over 1 ≤ k ≤ last, by Faulhaber's formula."""
    return Polynomial.total(
        Polynomial.of(number * math.comb(power + 1, j) / (power + 1)) * last ** (power + 1 - j)
        for j, number in enumerate(_bernoulli(power))
    )


def _bernoulli(last: int) -> list[Fraction]:
    """Return the Bernoulli numbers up to the one with this index; that of index 1 is +1/2."""
    numbers = [Fraction(1)]
    for m in range(1, last + 1):
        rest = sum((math.comb(m + 1, j) * b for j, b in enumerate(numbers)), Fraction(0))
        numbers.append(-rest / (m + 1))
    if last:
        numbers[1] = Fraction(1, 2)
    return numbers
