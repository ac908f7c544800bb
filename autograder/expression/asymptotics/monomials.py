"""Monomials with rational exponents, and exact sums of them.

What a growth bound is made of. The factors of a monomial are sizes (``n``), their logarithms
(``log(n)``) and exponential powers (``N**T``); each is a `Generator` and is treated as if it were
independent of the others. What ties them together (a power outgrows its exponent, a size its
logarithm) is the business of `regime`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["MAX_TERMS", "ONE", "Generator", "Monomial", "Polynomial", "TooLarge"]

_MAX_EXPONENT = 10_000
MAX_TERMS = 200
_MAX_BITS = 8_192


class TooLarge(ValueError):
    """An expansion with too many terms, or with numbers that are too long."""


@dataclass(frozen=True, slots=True, order=True)
class Generator:
    """What a monomial takes powers of.

    Attributes:
        kind: ``"symbol"``, ``"log"`` or ``"power"``.
        name: The symbol, or the logarithm's. For a power its base: a symbol, a number above 1
            such as ``"2"`` or ``"3/2"``, or ``"exp(1)"``.
        exponent: For a power, the symbols in its exponent, sorted, with their powers.
    """

    kind: str
    name: str
    exponent: tuple[tuple[str, int], ...] = ()

    @property
    def symbols(self) -> list[str]:
        """The names of the symbols that it is made of."""
        in_exponent = [name for name, _ in self.exponent]
        return [self.name, *in_exponent] if self.name.isidentifier() else in_exponent

    def __str__(self) -> str:
        if self.kind == "symbol":
            return self.name
        if self.kind == "log":
            return f"log({self.name})"
        factors = "*".join(f"{name}**{p}" if p > 1 else name for name, p in self.exponent)
        base = f"({self.name})" if "/" in self.name else self.name
        return f"{base}**({factors})" if "*" in factors else f"{base}**{factors}"


@dataclass(frozen=True, slots=True)
class Monomial:
    """A product of powers.

    Attributes:
        powers: Generators with their exponents, none of which is 0.
    """

    powers: frozenset[tuple[Generator, Fraction]] = frozenset()

    @classmethod
    def of(cls, kind: str, name: str, exponent: tuple[tuple[str, int], ...] = ()) -> Monomial:
        """Return the first power of a generator."""
        return cls(frozenset({(Generator(kind, name, exponent), Fraction(1))}))

    @property
    def generators(self) -> frozenset[Generator]:
        """What occurs in the product."""
        return frozenset(generator for generator, _ in self.powers)

    def __mul__(self, other: Monomial) -> Monomial:
        if not self.powers or not other.powers:
            return self if self.powers else other
        powers = dict(self.powers)
        for generator, exponent in other.powers:
            powers[generator] = powers.get(generator, Fraction(0)) + exponent
        return _monomial(powers)

    def __pow__(self, exponent: Fraction) -> Monomial:
        return _monomial({generator: power * exponent for generator, power in self.powers})

    def __truediv__(self, other: Monomial) -> Monomial:
        return self * other ** Fraction(-1)

    def __str__(self) -> str:
        return self.written(())

    def written(self, names: Sequence[str]) -> str:
        """Return the product as text, with the symbols in the order of these names."""
        place = {name: i for i, name in enumerate(names)}

        def key(factor: tuple[Generator, Fraction]) -> tuple[bool, int, Generator]:
            generator = factor[0]
            return generator.kind == "log", place.get(generator.name, len(place)), generator

        factors = []
        for generator, power in sorted(self.powers, key=key):
            base = f"({generator})" if generator.kind == "power" and power != 1 else str(generator)
            exponent = str(power) if _is_plain(power) else f"({power})"
            factors.append(base if power == 1 else f"{base}**{exponent}")
        return "*".join(factors) or "1"


def _is_plain(power: Fraction) -> bool:
    return power > 0 and power.denominator == 1


def _monomial(powers: Mapping[Generator, Fraction]) -> Monomial:
    for power in powers.values():
        if abs(power.numerator) > _MAX_EXPONENT or power.denominator > _MAX_EXPONENT:
            raise TooLarge("an exponent that is too large")
    return Monomial(frozenset((generator, p) for generator, p in powers.items() if p))


ONE = Monomial()


@dataclass(frozen=True, slots=True)
class Polynomial:
    """An exact sum of monomials with rational coefficients.

    Attributes:
        terms: Monomials with their coefficients, none of which is 0.
    """

    terms: Mapping[Monomial, Fraction]

    @classmethod
    def of(cls, value: Fraction | int | Monomial) -> Polynomial:
        """Return the sum with a single term: a number, or a monomial."""
        if isinstance(value, Monomial):
            return cls({value: Fraction(1)})
        return _polynomial([(ONE, Fraction(value))])

    @classmethod
    def total(cls, summands: Iterable[Polynomial]) -> Polynomial:
        """Return the sum of all."""
        return _polynomial(term for summand in summands for term in summand.terms.items())

    @property
    def number(self) -> Fraction | None:
        """The value, where it depends on no symbol."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(ONE) if len(self.terms) == 1 else None

    @property
    def is_zero(self) -> bool:
        """Whether no term is left."""
        return not self.terms

    def __add__(self, other: Polynomial) -> Polynomial:
        return Polynomial.total([self, other])

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -value for monomial, value in self.terms.items()})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        return _polynomial(
            (left * right, a * b)
            for left, a in self.terms.items()
            for right, b in other.terms.items()
        )

    def __pow__(self, exponent: int) -> Polynomial:
        """Return the power; negative ones exist only of a single term."""
        if exponent < 0:
            ((monomial, coefficient),) = self.terms.items()
            inverse = Polynomial({monomial ** Fraction(-1): 1 / coefficient})
            return inverse**-exponent
        result, square = Polynomial.of(1), self
        while exponent:
            if exponent & 1:
                result *= square
            exponent >>= 1
            if exponent:
                square *= square
        return result


def _polynomial(terms: Iterable[tuple[Monomial, Fraction]]) -> Polynomial:
    sums: dict[Monomial, Fraction] = {}
    for monomial, value in terms:
        total = sums.get(monomial, Fraction(0)) + value
        if max(abs(total.numerator), total.denominator).bit_length() > _MAX_BITS:
            raise TooLarge("a coefficient that is too long")
        sums[monomial] = total
        if len(sums) > MAX_TERMS:
            raise TooLarge(f"more than {MAX_TERMS} terms")
    return Polynomial({monomial: value for monomial, value in sums.items() if value})
