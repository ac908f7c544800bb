"""Powers, exponential powers and logarithms of quantities that grow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from autograder.expression.asymptotics.monomials import MAX_TERMS, ONE, Monomial, Polynomial
from autograder.expression.asymptotics.numbers import logarithm_of_number, root, sign
from autograder.expression.asymptotics.orders import (
    CONSTANT,
    Order,
    Quantity,
    Range,
    UndecidedGrowth,
    between,
    grows,
    order_of,
    total,
)
from autograder.expression.asymptotics.regime import Regime

__all__ = [
    "exact_logarithm",
    "exponential",
    "exponential_function",
    "logarithm",
    "power",
    "product",
]

_MAX_BITS = 4_096
_ZERO = Polynomial({})
#: How much log(1 + x) may differ from x for small x.
_SLACK = Fraction(1, 1000)


def product(left: Quantity, right: Quantity, regime: Regime) -> Quantity:
    """Return the product of two quantities, exactly if both are exact."""
    if isinstance(left, Polynomial) and isinstance(right, Polynomial):
        return left * right
    if left.is_zero or right.is_zero:
        return _ZERO
    if isinstance(left, Range) or isinstance(right, Range):
        return _product_of_ranges(left, right, regime)
    return order_of(left, regime) * order_of(right, regime)


def _product_of_ranges(left: Quantity, right: Quantity, regime: Regime) -> Quantity:
    """Return the product where one factor is only known to lie between two orders."""
    parts = [part if isinstance(part, Range) else order_of(part, regime) for part in (left, right)]
    first, second = (-part if part.negative else part for part in parts)
    low, high = (product(_end(first, high), _end(second, high), regime) for high in (False, True))
    whole = between(low, high, regime)
    return -whole if parts[0].negative != parts[1].negative else whole


def _end(quantity: Order | Range, high: bool) -> Quantity:
    return quantity.end(high=high) if isinstance(quantity, Range) else quantity


def power(base: Quantity, exponent: Fraction, regime: Regime) -> Quantity:
    """Return a power whose exponent is a number.

    Raises:
        UndecidedGrowth: It is a division by zero, or a root of what is negative.
    """
    if isinstance(base, Polynomial):
        exact = _exact_power(base, exponent)
        if exact is not None:
            return exact
    if isinstance(base, Range) and not base.negative:
        low, high = (power(base.end(high=high), exponent, regime) for high in (False, True))
        return between(low, high, regime) if exponent > 0 else between(high, low, regime)
    order = order_of(base, regime)
    if not order.negative:
        return order**exponent
    if exponent.denominator != 1:
        raise UndecidedGrowth("a root of a negative quantity")
    result = (-order) ** exponent
    return -result if exponent % 2 else result


def _exact_power(base: Polynomial, exponent: Fraction) -> Polynomial | None:
    """Return the power where it is an exact sum of moderate size."""
    if exponent == 0:
        return Polynomial.of(1)
    if not base.terms:
        if exponent < 0:
            raise UndecidedGrowth("a division by zero")
        return base
    if len(base.terms) == 1:
        return _exact_power_of_monomial(*next(iter(base.terms.items())), exponent)
    if exponent.denominator != 1 or not 0 < exponent <= MAX_TERMS:
        return None
    count = math.comb(int(exponent) + len(base.terms) - 1, len(base.terms) - 1)
    return base ** int(exponent) if count <= MAX_TERMS else None


def _exact_power_of_monomial(
    monomial: Monomial, coefficient: Fraction, exponent: Fraction
) -> Polynomial | None:
    bits = max(abs(coefficient.numerator), coefficient.denominator).bit_length()
    if coefficient != 1 and abs(exponent) * bits > _MAX_BITS:
        return None
    raised = Polynomial.total([Polynomial({monomial**exponent: Fraction(1)})])
    if coefficient == 1:
        return raised
    if exponent.denominator == 1:
        return raised * Polynomial.of(coefficient ** int(exponent))
    factor = root(coefficient, exponent) if coefficient > 0 else None
    return factor and raised * factor


# Powers whose exponents grow.


def exponential(base: Quantity, exponent: Polynomial, regime: Regime) -> Quantity:
    """Return a power whose exponent grows, as a monomial in powers such as ``N**T``.

    Args:
        base: A positive quantity.
        exponent: The exponent, exactly.
        regime: For what has to be read up to constant factors.

    Raises:
        UndecidedGrowth: The base is not exact, or a sum of which no term is certain to be the
            largest.
    """
    if base.is_zero:
        raise UndecidedGrowth("a power of zero that grows")
    exact = exact_logarithm(base)
    if exact is not None:
        return exponential_function(exponent * exact, regime)
    if isinstance(base, Order) and base.radicand is not None and not base.negative:
        return exponential(base.radicand, exponent * Polynomial.of(Fraction(1, base.index)), regime)
    if not isinstance(base, Polynomial):
        raise UndecidedGrowth("a power that grows, of what is only known up to constant factors")
    if order_of(base, regime).negative:
        raise UndecidedGrowth("a power that grows, of a negative quantity")
    if len(base.terms) == 1:
        raise UndecidedGrowth("a power that grows, of a number that is too large to be factored")
    result: Quantity = Polynomial.of(1)
    for term, factor in exponent.terms.items():
        result = product(result, _sum_to_the(base, Polynomial({term: factor}), regime), regime)
    return result


def _sum_to_the(base: Polynomial, exponent: Polynomial, regime: Regime) -> Quantity:
    """Return a power of a sum whose exponent has a single term."""
    ((_, factor),) = exponent.terms.items()
    if factor < 0:
        return power(_sum_to_the(base, -exponent, regime), Fraction(-1), regime)
    if exponent.number:
        return power(base, factor, regime)
    for term, coefficient in base.terms.items():
        others = Polynomial({m: c for m, c in base.terms.items() if m != term})
        if coefficient > 0 and all(regime.negligible(m.sizes, [term.sizes]) for m in others.terms):
            largest = Polynomial({term: coefficient})
            return _near(largest, others, exponent, regime)
    if min(base.terms.values()) < 0:
        raise UndecidedGrowth("a difference to a power that grows, of which no term is the largest")
    # The sum is at least its largest term, and at most as often that as there are terms.
    lower = reduce(
        lambda left, right: _add(left, right, regime),
        (exponential(Polynomial({m: c}), exponent, regime) for m, c in base.terms.items()),
    )
    count = exponential(Polynomial.of(len(base.terms)), exponent, regime)
    return between(lower, product(count, lower, regime), regime)


def _add(left: Quantity, right: Quantity, regime: Regime) -> Quantity:
    return order_of(left, regime) + order_of(right, regime)


def _near(
    largest: Polynomial, others: Polynomial, exponent: Polynomial, regime: Regime
) -> Quantity:
    """Return (a + b)**t, which is a**t * exp(t*log(1 + b/a)), where b is small beside a."""
    ratio = exponent * others * largest**-1
    # For small x, log(1 + x) is at most x and at least x - x**2.
    least = {term: value - abs(value) * _SLACK for term, value in ratio.terms.items()}
    lower, upper = (
        product(
            exponential(largest, exponent, regime),
            exponential_function(correction, regime),
            regime,
        )
        for correction in (Polynomial(least), ratio)
    )
    return between(lower, upper, regime)


def exponential_function(exponent: Polynomial, regime: Regime) -> Quantity:
    """Return exp of an exact exponent; of T*log(N) it is N**T, and of 3*log(N) it is N**3.

    Raises:
        UndecidedGrowth: As for `exponential`.
    """
    result: Quantity = Polynomial.of(1)
    for term, coefficient in exponent.terms.items():
        if term.sizes.powers:
            factor: Quantity = Polynomial.of(Monomial.exp(term) ** coefficient)
        else:
            factor = _power_of_number(term, coefficient)
        result = product(result, factor, regime)
    return result


def _power_of_number(numbers: Monomial, coefficient: Fraction) -> Quantity:
    """Return exp of a number; exactly, where it is the logarithm of a prime."""
    if len(numbers.powers) == 1 and abs(coefficient) <= MAX_TERMS:
        ((generator, exponent),) = numbers.powers
        if exponent == 1 and generator.name.startswith("log("):
            prime = Polynomial.of(int(generator.name[len("log(") : -1]))
            return _exact_power(prime, coefficient) or CONSTANT
    return CONSTANT


# Logarithms.


def exact_logarithm(argument: Quantity) -> Polynomial | None:
    """Return the logarithm of a positive product of powers, or of a root of one, exactly."""
    if isinstance(argument, Order) and argument.radicand is not None and not argument.negative:
        inner = exact_logarithm(argument.radicand)
        return inner and inner * Polynomial.of(Fraction(1, argument.index))
    if not isinstance(argument, Polynomial) or len(argument.terms) != 1:
        return None
    if any(g.kind == "written" for term in argument.terms for g in term.generators):
        return None
    ((monomial, coefficient),) = argument.terms.items()
    numbers = logarithm_of_number(Polynomial({monomial.numbers: coefficient}))
    return numbers and numbers + _logarithm_of_sizes(monomial.sizes)


def _logarithm_of_sizes(monomial: Monomial) -> Polynomial:
    return Polynomial.total(
        Polynomial({generator.logarithm: power}) for generator, power in monomial.powers
    )


def logarithm(argument: Quantity, regime: Regime) -> Quantity:
    """Return the logarithm: exactly, where the argument is a product of powers.

    Raises:
        UndecidedGrowth: It is not certain that the argument is above 1 where all symbols are large.
    """
    if argument.is_zero:
        raise UndecidedGrowth("the logarithm of a quantity that may be zero")
    if isinstance(argument, Polynomial) and argument.is_constant:
        return _logarithm_of_constant(argument)
    exact = exact_logarithm(argument)
    if exact is not None:
        return exact
    if isinstance(argument, Range) and not argument.negative and argument.lower:
        low, high = (logarithm(argument.end(high=high), regime) for high in (False, True))
        return between(low, high, regime)
    order = order_of(argument, regime)
    if order.negative:
        raise UndecidedGrowth("the logarithm of a negative quantity")
    parts = [_logarithm_of_sum(regime.leading(order.numerator), regime)]
    if len(order.denominator) > 1:
        parts.append(-_logarithm_of_sum(regime.leading(order.denominator), regime))
    result = total(_ZERO, parts, regime)
    if result.negative or not grows(result, regime):
        raise UndecidedGrowth("the logarithm of a quantity that is not certain to grow")
    antilog = argument if isinstance(argument, Polynomial) else None
    return Order(result.numerator, result.denominator, everywhere=False, antilog=antilog)


def _logarithm_of_constant(argument: Polynomial) -> Quantity:
    if sign(argument.terms.items()) != 1:
        raise UndecidedGrowth("the logarithm of a number that is not positive")
    exact = exact_logarithm(argument)
    if exact is not None:
        return exact
    beyond = sign([*argument.terms.items(), (ONE, Fraction(-1))])
    if not beyond:
        raise UndecidedGrowth("the logarithm of a number that may be 1")
    return CONSTANT if beyond > 0 else -CONSTANT


def _logarithm_of_sum(terms: Sequence[Monomial], regime: Regime) -> Order:
    """Return the logarithm of the largest term, which is the largest of the terms' logarithms."""
    if any(generator.kind == "written" for term in terms for generator in term.generators):
        raise UndecidedGrowth("the logarithm of a quantity that is kept as it is written")
    logarithms = [_logarithm_of_sizes(term) for term in terms if term != ONE]
    orders = [order_of(exact, regime) for exact in logarithms]
    growing = [order for order in orders if not order.negative]
    if not growing:
        raise UndecidedGrowth("the logarithm of a quantity that is not certain to grow")
    return reduce(Order.__add__, growing)
