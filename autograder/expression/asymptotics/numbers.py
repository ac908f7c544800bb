"""The numbers in a growth bound: roots and logarithms of primes, and what they are worth.

Sums of them are exact as long as they are only added up and multiplied; which of two is larger is
decided by balls of real numbers. Where a ball holds zero, that is not decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from flint import arb, ctx

from autograder.expression.asymptotics.monomials import ONE, Generator, Monomial, Polynomial

__all__ = ["LARGEST", "factored", "logarithm_of_number", "quotient_below", "root", "sign"]

#: The largest number that is factored.
LARGEST = 10**9
_BITS = 192
_QUOTIENT_BITS = 48


def sign(terms: Iterable[tuple[Monomial, Fraction]]) -> int | None:
    """Return the sign of a sum of products of numbers; None where it is not decided."""
    summed = [(monomial, factor) for monomial, factor in terms if factor]
    if all(monomial == ONE for monomial, _ in summed):
        total = sum((factor for _, factor in summed), Fraction(0))
        return (total > 0) - (total < 0)
    with ctx.workprec(_BITS):
        ball = sum((_value(monomial) * _ball(factor) for monomial, factor in summed), arb(0))
        return 1 if ball > 0 else -1 if ball < 0 else None


def quotient_below(left: Monomial, right: Monomial) -> Fraction:
    """Return a fraction just below the quotient of two products of numbers; 1 if they are equal."""
    if left == right:
        return Fraction(1)
    with ctx.workprec(_BITS):
        scaled = (_value(left) / _value(right) * arb(2) ** _QUOTIENT_BITS).floor() - 1
        return Fraction(max(0, int(scaled.unique_fmpz() or 0)), 2**_QUOTIENT_BITS)


def _value(monomial: Monomial) -> arb:
    value = arb(1)
    for generator, power in monomial.powers:
        value *= _number(generator) ** _ball(power)
    return value


def _number(generator: Generator) -> arb:
    if generator.name == "pi":
        return arb.pi()
    if generator.name.isdigit():
        return arb(int(generator.name))
    return arb(int(generator.name[len("log(") : -1])).log()


def _ball(fraction: Fraction) -> arb:
    return arb(fraction.numerator) / fraction.denominator


def factored(number: Fraction) -> dict[int, int] | None:
    """Return the primes of a positive fraction with their powers, or None where it is too long."""
    if max(number.numerator, number.denominator) > LARGEST:
        return None
    powers: dict[int, int] = {}
    for part, direction in ((number.numerator, 1), (number.denominator, -1)):
        divisor = 2
        while part > 1:
            if divisor * divisor > part:
                divisor = part
            while part % divisor == 0:
                part //= divisor
                powers[divisor] = powers.get(divisor, 0) + direction
            divisor += 1
    return powers


def root(number: Fraction, exponent: Fraction) -> Polynomial | None:
    """Return a fractional power of a positive fraction, exactly, or None."""
    primes = factored(number)
    if primes is None:
        return None
    product = ONE
    for prime, power in primes.items():
        product *= Monomial.of("number", str(prime)) ** (power * exponent)
    return Polynomial.total([Polynomial({product: Fraction(1)})])


def logarithm_of_number(number: Polynomial) -> Polynomial | None:
    """Return the logarithm of a positive fraction times roots of primes, exactly, or None."""
    if len(number.terms) != 1:
        return None
    ((monomial, coefficient),) = number.terms.items()
    primes = factored(coefficient) if coefficient > 0 else None
    if primes is None or not all(generator.name.isdigit() for generator in monomial.generators):
        return None
    parts = [Polynomial({_log(str(prime)): Fraction(power)}) for prime, power in primes.items()]
    parts += [Polynomial({_log(generator.name): power}) for generator, power in monomial.powers]
    return Polynomial.total(parts)


def _log(prime: str) -> Monomial:
    return Monomial.of("number", f"log({prime})")
