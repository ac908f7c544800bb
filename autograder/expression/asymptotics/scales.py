"""How monomials grow where every symbol runs along a path: exactly, and one beside another.

Along a path a symbol is a power of a parameter s, an exponential function of it, or stays at a
value K that is as large as need be. So everything becomes a product of s, log(s), K, log(K) and
exponential functions of such products, and its logarithm a sum of such products: the largest of
them says how it grows. Of two products the one whose quotient by the other grows is the larger;
whatever depends on s outgrows whatever depends on K alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cmp_to_key, reduce

from autograder.expression.asymptotics.monomials import Generator, Monomial, Polynomial
from autograder.expression.asymptotics.numbers import logarithm_of_number, sign

__all__ = ["HELD", "PARAMETER", "Scales", "Unclear"]

#: The names of s and K; no symbol of a question is called so.
PARAMETER, HELD = "s ", "K "

#: A coefficient: a sum of numbers, each with a factor.
_Sum = tuple[tuple[Monomial, Fraction], ...]


class Unclear(ValueError):
    """What is not known exactly along a path, so that the path proves nothing."""


class Scales:
    """The growth of monomials along one path."""

    def __init__(self, paths: Mapping[str, Monomial], generators: list[Generator]) -> None:
        """Find how these generators grow.

        Args:
            paths: For every symbol what it is, a monomial in the two parameters.
            generators: Whatever will be asked for.

        Raises:
            Unclear: One of them is not known exactly.
        """
        self._paths = paths
        self._logarithms = {g: _grouped(self._logarithm(g)) for g in generators}
        monomials = set[Monomial]().union(*(logs for logs in self._logarithms.values()))
        ordered = sorted(monomials, key=cmp_to_key(_compared), reverse=True)
        growing = [monomial for monomial in ordered if _sign_of_growth(monomial) > 0]
        #: Those that depend on s come first; beyond them everything is fixed.
        self._scales = growing
        self._moving = [monomial for monomial in growing if PARAMETER in monomial.symbols]

    def outcome(self, monomial: Monomial) -> int:
        """Return 1 if the monomial grows, -1 if its inverse does, 0 if neither.

        Raises:
            Unclear: The sign of a coefficient is not certain.
        """
        return self._sign(monomial, self._moving)

    def is_at_least_one(self, monomial: Monomial) -> bool:
        """Return whether a monomial without exponential powers is at least 1 along the path.

        Raises:
            Unclear: The sign of a coefficient is not certain.
        """
        return self._sign(monomial, self._scales) > 0 or self.is_one(monomial)

    def _sign(self, monomial: Monomial, scales: list[Monomial]) -> int:
        for scale in scales:
            coefficient = [
                (number, factor * power)
                for generator, power in monomial.powers
                for number, factor in self._logarithms[generator].get(scale, ())
            ]
            if coefficient and (direction := _certain_sign(coefficient)):
                return direction
        return 0

    def is_one(self, monomial: Monomial) -> bool:
        """Return whether a monomial without exponential powers is 1 along the path, exactly."""
        logarithms = Polynomial.total(
            Polynomial({number * scale: factor * power})
            for generator, power in monomial.powers
            for scale, terms in self._logarithms[generator].items()
            for number, factor in terms
        )
        exact = all(generator.kind == "symbol" for generator in monomial.generators)
        return exact and logarithms.is_zero

    def _logarithm(self, generator: Generator) -> Polynomial:
        """Return the logarithm of a generator along the path, up to a bounded difference."""
        if generator.kind == "power":
            return self.exact(generator.logarithm)
        if generator.kind == "symbol":
            return _logarithm_of(self._paths[generator.name])
        if generator.kind == "log":
            value = _logarithm_of(self._paths[generator.name])
            for _ in range(generator.times - 1):
                value = _logarithm_of(_leading(value))
            return _logarithm_of(_leading(value))
        raise Unclear(f"`{generator}`")

    def exact(self, monomial: Monomial) -> Polynomial:
        """Return the value of a monomial along the path, exactly."""
        factors = [
            _raised(self._value(generator), power) for generator, power in monomial.sizes.powers
        ]
        return reduce(Polynomial.__mul__, factors, Polynomial.of(monomial.numbers))

    def power(self, generator: Generator) -> Monomial:
        """Return the value of an exponential power along the path.

        Raises:
            Unclear: Its exponent is a sum.
        """
        exponent = self.exact(generator.logarithm)
        if len(exponent.terms) != 1:
            raise Unclear("an exponential power of a sum")
        ((monomial, factor),) = exponent.terms.items()
        return Monomial.exp(monomial) ** factor

    def _value(self, generator: Generator) -> Polynomial:
        if generator.kind == "symbol":
            return Polynomial.of(self._paths[generator.name])
        if generator.kind == "power":
            return Polynomial.of(self.power(generator))
        if generator.kind != "log":
            raise Unclear(f"`{generator}`")
        value = _logarithm_of(self._paths[generator.name])
        for _ in range(generator.times - 1):
            if len(value.terms) != 1:
                raise Unclear("the logarithm of a sum")
            ((monomial, factor),) = value.terms.items()
            number = logarithm_of_number(Polynomial.of(factor))
            if number is None or monomial.numbers.powers:
                raise Unclear("the logarithm of a number")
            value = number + _logarithm_of(monomial)
        return value


def _raised(base: Polynomial, power: Fraction) -> Polynomial:
    if len(base.terms) == 1:
        ((monomial, factor),) = base.terms.items()
        if factor == 1:
            return Polynomial.of(monomial**power)
        if power.denominator == 1:
            return base ** int(power)
    if power.denominator != 1 or power < 0:
        raise Unclear("a root of a sum")
    return base ** int(power)


def _logarithm_of(monomial: Monomial) -> Polynomial:
    return Polynomial.total(
        Polynomial({generator.logarithm: power}) for generator, power in monomial.powers
    )


def _grouped(logarithm: Polynomial) -> dict[Monomial, _Sum]:
    """Return the monomials of a sum without their numbers, each with its coefficient."""
    groups: dict[Monomial, _Sum] = {}
    for term, factor in logarithm.terms.items():
        key = term.sizes
        groups[key] = (*groups.get(key, ()), (term.numbers, factor))
    return groups


def _leading(logarithm: Polynomial) -> Monomial:
    """Return the largest monomial of a positive sum, without its coefficient."""
    if logarithm.is_zero:
        raise Unclear("the logarithm of a constant")
    groups = _grouped(logarithm)
    largest = max(groups, key=cmp_to_key(_compared))
    if _certain_sign(groups[largest]) != 1 or not _sign_of_growth(largest):
        raise Unclear("the logarithm of what does not grow")
    return largest


def _certain_sign(terms: _Sum | list[tuple[Monomial, Fraction]]) -> int:
    sums: dict[Monomial, Fraction] = {}
    for number, factor in terms:
        sums[number] = sums.get(number, Fraction(0)) + factor
    found = sign(sums.items())
    if found is None:
        raise Unclear("a number that may be zero")
    return found


def _compared(left: Monomial, right: Monomial) -> int:
    return _sign_of_growth(left / right)


def _sign_of_growth(monomial: Monomial) -> int:
    """Return whether a monomial in the parameters grows (1), vanishes (-1), or is 1."""
    if not any(generator.kind == "power" for generator in monomial.generators):
        for _, power in sorted(monomial.powers, key=lambda factor: _rank(factor[0])):
            return 1 if power > 0 else -1
        return 0
    groups = _grouped(_logarithm_of(monomial))
    for largest in sorted(groups, key=cmp_to_key(_compared), reverse=True):
        direction = _certain_sign(groups[largest])
        if direction:
            return direction if _sign_of_growth(largest) > 0 else 0
    return 0


def _rank(generator: Generator) -> tuple[bool, int]:
    return generator.name == HELD, generator.times if generator.kind == "log" else 0
