"""Powers, exponential powers and logarithms of quantities that grow."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import (
    MAX_TERMS,
    ONE,
    Generator,
    Monomial,
    Polynomial,
)
from autograder.expression.asymptotics.orders import CONSTANT, Order, Quantity, Undecided, order_of
from autograder.expression.asymptotics.regime import Regime

__all__ = ["EULER", "exponential", "exponential_function", "logarithm", "power", "product"]

#: The base of the exponential function, as the name of a power's base.
EULER = "exp(1)"

_MAX_BITS = 4_096
_MAX_ROOT = 10**9
_ZERO = Polynomial({})


def product(left: Quantity, right: Quantity, regime: Regime) -> Quantity:
    """Return the product of two quantities, exactly if both are exact."""
    if isinstance(left, Polynomial) and isinstance(right, Polynomial):
        return left * right
    if left.is_zero or right.is_zero:
        return _ZERO
    return order_of(left, regime) * order_of(right, regime)


def power(base: Quantity, exponent: Fraction, regime: Regime) -> Quantity:
    """Return a power whose exponent is a number.

    Raises:
        Undecided: It is a division by zero, or a root of what is negative.
    """
    if isinstance(base, Polynomial):
        exact = _exact_power(base, exponent)
        if exact is not None:
            return exact
    order = order_of(base, regime)
    if not order.negative:
        return order**exponent
    if exponent.denominator != 1:
        raise Undecided("a root of a negative quantity")
    result = (-order) ** exponent
    return -result if exponent % 2 else result


def _exact_power(base: Polynomial, exponent: Fraction) -> Polynomial | None:
    """Return the power where it is an exact sum of moderate size."""
    if exponent == 0:
        return Polynomial.of(1)
    if not base.terms:
        if exponent < 0:
            raise Undecided("a division by zero")
        return base
    if len(base.terms) == 1:
        ((monomial, coefficient),) = base.terms.items()
        if coefficient == 1:
            return Polynomial.of(monomial**exponent)
        bits = max(abs(coefficient.numerator), coefficient.denominator).bit_length()
        if exponent.denominator == 1 and abs(exponent) * bits <= _MAX_BITS:
            return base ** int(exponent)
        return None
    if exponent.denominator != 1 or not 0 < exponent <= MAX_TERMS:
        return None
    count = math.comb(int(exponent) + len(base.terms) - 1, len(base.terms) - 1)
    return base ** int(exponent) if count <= MAX_TERMS else None


def exponential(base: Quantity | str, exponent: Polynomial, regime: Regime) -> Quantity:
    """Return a power whose exponent grows, as a monomial in powers such as ``N**T``.

    Args:
        base: A quantity with a single term, or the name of a number above 1.
        exponent: The exponent, exactly.
        regime: For what has to be read up to constant factors.

    Raises:
        Undecided: The base is a sum or negative, or something in the exponent is no symbol.
    """
    result: Quantity = Polynomial.of(1)
    for term, coefficient in exponent.terms.items():
        if term == ONE:
            factor = CONSTANT if isinstance(base, str) else power(base, coefficient, regime)
        else:
            factor = Polynomial.of(_to_the(base, _plain_powers(term)) ** coefficient)
        result = product(result, factor, regime)
    return result


def exponential_function(exponent: Polynomial, regime: Regime) -> Quantity:
    """Return exp of an exact exponent; of T*log(N) it is N**T, and of 3*log(N) it is N**3.

    Raises:
        Undecided: As for `exponential`, or it has a power or a product of logarithms.
    """
    result: Quantity = Polynomial.of(1)
    for term, coefficient in exponent.terms.items():
        logarithms = [(g, p) for g, p in term.powers if g.kind == "log"]
        base: Quantity | str = EULER
        if len(logarithms) == 1 and logarithms[0][1] == 1:
            ((generator, _),) = logarithms
            base = Polynomial.of(Monomial.of("symbol", generator.name))
            term /= Monomial.of("log", generator.name)
        factor = exponential(base, Polynomial({term: coefficient}), regime)
        result = product(result, factor, regime)
    return result


def _plain_powers(exponent: Monomial) -> dict[str, int]:
    """Return the symbols in an exponent with their powers."""
    for generator, power_ in exponent.powers:
        if generator.kind != "symbol" or power_ < 0 or power_.denominator != 1:
            raise Undecided(f"a power with the exponent {exponent}")
    return {generator.name: int(power_) for generator, power_ in exponent.powers}


def _to_the(base: Quantity | str, exponent: dict[str, int]) -> Monomial:
    if isinstance(base, str):
        return Monomial.of("power", base, tuple(sorted(exponent.items())))
    if isinstance(base, Order) or len(base.terms) != 1:
        raise Undecided("a sum to a power that grows")
    ((monomial, coefficient),) = base.terms.items()
    return reduce(
        Monomial.__mul__,
        (_generator_to_the(generator, exponent) ** p for generator, p in monomial.powers),
        _number_to_the(coefficient, exponent),
    )


def _generator_to_the(generator: Generator, exponent: dict[str, int]) -> Monomial:
    if generator.kind == "log":
        raise Undecided("a logarithm to a power that grows")
    combined = dict(generator.exponent)
    for name, p in exponent.items():
        combined[name] = combined.get(name, 0) + p
    return _to_the(generator.name, combined)


def _number_to_the(number: Fraction, exponent: dict[str, int]) -> Monomial:
    """Return a number's power; 8**n as (2**n)**3 and 1/2 as 2**-1, so that equal powers meet."""
    if number <= 0:
        raise Undecided("a power of a number that is not positive")
    if number == 1:
        return ONE
    if number < 1:
        return _number_to_the(1 / number, exponent) ** Fraction(-1)
    if number.denominator == 1 and number <= _MAX_ROOT:
        for k in range(int(number).bit_length(), 1, -1):
            root = round(int(number) ** (1 / k))
            if root**k == number:
                return _to_the(str(root), exponent) ** Fraction(k)
    if number > _MAX_ROOT or number.denominator > _MAX_ROOT:
        raise Undecided("a large number to a power that grows")
    return _to_the(str(number), exponent)


def logarithm(argument: Quantity, regime: Regime) -> Quantity:
    """Return the logarithm: exactly, where the argument is a product of powers of symbols.

    Raises:
        Undecided: It is not certain that the argument is above 1 where all symbols are large.
    """
    if isinstance(argument, Polynomial):
        if (number := argument.number) is not None:
            if number <= 0:
                raise Undecided("the logarithm of a number that is not positive")
            return _ZERO if number == 1 else CONSTANT if number > 1 else -CONSTANT
        if list(argument.terms.values()) == [1] and not _has_number_base(argument):
            (monomial,) = argument.terms
            return Polynomial.total(
                Polynomial({_logarithm_of(generator): p}) for generator, p in monomial.powers
            )
    order = order_of(argument, regime)
    exponents = [p for term in order.numerator for _, p in term.powers]
    if order.negative or len(order.denominator) > 1 or not exponents or min(exponents) < 0:
        raise Undecided("the logarithm of a quantity that is not certain to grow")
    # log(max of monomials) is the largest of sums of logarithms, each with a positive factor.
    generators = dict.fromkeys(g for term in order.numerator for g in sorted(term.generators))
    return Order(tuple(_logarithm_of(g) for g in generators), everywhere=False)


def _has_number_base(argument: Polynomial) -> bool:
    return any(
        generator.kind == "power" and not generator.name.isidentifier()
        for term in argument.terms
        for generator in term.generators
    )


def _logarithm_of(generator: Generator) -> Monomial:
    if generator.kind == "log":
        raise Undecided("the logarithm of a logarithm")
    exponent = Monomial(
        frozenset((Generator("symbol", name), Fraction(p)) for name, p in generator.exponent)
    )
    if not generator.name.isidentifier():
        return exponent
    return exponent * Monomial.of("log", generator.name)
