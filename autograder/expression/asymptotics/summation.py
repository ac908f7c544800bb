"""Sums over a symbol that runs to a size: in closed form, or up to constant factors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import Generator, Monomial, Polynomial
from autograder.expression.asymptotics.orders import CONSTANT, Order, Quantity, Undecided, order_of
from autograder.expression.asymptotics.powers import exponential, logarithm
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
        Undecided: The body is a quotient of sums, may be negative or undefined for small values
            of the symbol, or depends on it in another way than i^a log(i)^l c^i does.
    """
    body = replace(body, denominator=tuple(regime.leading(body.denominator)))
    if len(body.denominator) > 1 or not body.everywhere or first < 0:
        raise Undecided("a sum of what is known for large values only")
    terms = [
        _order_of_term(term / body.denominator[0], name, first, last, regime)
        for term in body.numerator
    ]
    return replace(reduce(Order.__add__, terms), negative=body.negative)


def _order_of_term(term: Monomial, name: str, first: int, last: Quantity, regime: Regime) -> Order:
    rest, dependent = _split(term, name)
    power = dependent.pop(Generator("symbol", name), Fraction(0))
    log_power = dependent.pop(Generator("log", name), Fraction(0))
    if log_power < 0 or (first == 0 and (power < 0 or log_power)):
        raise Undecided("a sum whose first term may be undefined")
    end = order_of(last, regime)
    log_end = order_of(logarithm(last, regime), regime) if log_power or power == -1 else CONSTANT
    if dependent:
        # What grows exponentially has a sum of the order of its last term.
        largest = _last_power(dependent, name, last, regime)
        return Order((rest,)) * end**power * log_end**log_power * largest
    if power < -1:
        return Order((rest,))
    return Order((rest,)) * end ** (power + 1) * log_end ** (log_power + (power == -1))


def _last_power(
    powers: Mapping[Generator, Fraction], name: str, last: Quantity, regime: Regime
) -> Order:
    """Return c**last for c**name, the only power among the generators."""
    ((generator, rate), *others) = powers.items()
    if others or rate < 0 or generator.name == name or generator.exponent != ((name, 1),):
        raise Undecided(f"a sum over {name} of such a power")
    if not isinstance(last, Polynomial):
        raise Undecided("an exponential sum whose last index is not exact")
    base = generator.name
    symbol_or_number = Polynomial.of(Monomial.of("symbol", base)) if base.isidentifier() else base
    return order_of(exponential(symbol_or_number, Polynomial.of(rate) * last, regime), regime)


def _split(monomial: Monomial, name: str) -> tuple[Monomial, dict[Generator, Fraction]]:
    """Separate what does not depend on a symbol from the generators that do, with exponents."""
    dependent = {
        generator: power
        for generator, power in monomial.powers
        if generator.name == name or name in dict(generator.exponent)
    }
    return Monomial(monomial.powers - frozenset(dependent.items())), dependent


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
