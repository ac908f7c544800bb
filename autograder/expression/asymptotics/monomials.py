"""Monomials with rational exponents, and exact sums of them.

What a growth bound is made of. The factors of a monomial are sizes (``n``), their logarithms
(``log(n)``, ``log(log(n))``), exponential functions of monomials (``2**n`` is ``exp(log(2)*n)``,
``N**T`` is ``exp(T*log(N))``) and numbers that are not rational (``log(2)``); each is a `Generator`
and is treated as if it were independent of the others. What ties them together (a power outgrows
its exponent, a size its logarithm) is the business of `regime`, what the numbers are worth that of
`numbers`.
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
        kind: ``"symbol"``, ``"log"``, ``"power"`` or ``"number"``; ``"written"`` for what is kept
            as it is written, of which nothing is known but that it is not negative.
        name: The symbol, the logarithm's, or the number: ``"pi"``, a prime such as ``"2"`` (of
            which only roots occur), or a prime's logarithm such as ``"log(2)"``.
        exponent: For a power, the factors of the monomial of which it is the exponential function,
            sorted.
        times: How often the logarithm is taken.
    """

    kind: str
    name: str = ""
    exponent: tuple[tuple[Generator, Fraction], ...] = ()
    times: int = 1

    @property
    def symbols(self) -> set[str]:
        """The names of the symbols that it is made of."""
        if self.kind in ("symbol", "log"):
            return {self.name}
        return set[str]().union(*(generator.symbols for generator, _ in self.exponent))

    @property
    def depth(self) -> int:
        """How often a logarithm is taken in it, at most."""
        if self.kind == "log":
            return self.times
        return max((generator.depth for generator, _ in self.exponent), default=0)

    @property
    def height(self) -> int:
        """How many exponential functions are nested in it."""
        if self.kind != "power":
            return 0
        return 1 + max(generator.height for generator, _ in self.exponent)

    @property
    def logarithm(self) -> Monomial:
        """Its logarithm, where it is a size, a logarithm or a power."""
        if self.kind == "power":
            return Monomial(frozenset(self.exponent))
        times = self.times + 1 if self.kind == "log" else 1
        return Monomial(frozenset({(Generator("log", self.name, times=times), Fraction(1))}))

    def __str__(self) -> str:
        if self.kind == "log":
            return "log(" * self.times + self.name + ")" * self.times
        return self._power(()) if self.kind == "power" else self.name

    def written(self, names: Sequence[str]) -> str:
        """Return it as text, with the symbols of an exponent in the order of these names."""
        return self._power(names) if self.kind == "power" else str(self)

    def _power(self, names: Sequence[str]) -> str:
        """Write exp(log(2)*n) as 2**n and exp(T*log(N)) as N**T."""
        bases = [
            generator
            for generator, power in self.exponent
            if power == 1
            and (
                generator.kind == "log"
                or (generator.kind, generator.name[:4]) == ("number", "log(")
            )
        ]
        if not bases:
            return f"exp({self.logarithm.written(names)})"
        base = min(bases, key=lambda generator: generator.kind != "number")
        rest = self.logarithm / Monomial(frozenset({(base, Fraction(1))}))
        exponent = rest.written(names)
        text = str(base)[len("log(") : -1]
        return f"{text}**{exponent}" if exponent.isidentifier() else f"{text}**({exponent})"


@dataclass(frozen=True, slots=True)
class Monomial:
    """A product of powers.

    Attributes:
        powers: Generators with their exponents, none of which is 0.
    """

    powers: frozenset[tuple[Generator, Fraction]] = frozenset()

    @classmethod
    def of(cls, kind: str, name: str, times: int = 1) -> Monomial:
        """Return the first power of a symbol, a logarithm or a number."""
        return cls(frozenset({(Generator(kind, name, times=times), Fraction(1))}))

    @classmethod
    def exp(cls, exponent: Monomial) -> Monomial:
        """Return the exponential function of a monomial; of log(n) it is n."""
        if len(exponent.powers) == 1:
            ((generator, power),) = exponent.powers
            if generator.kind == "log" and power == 1:
                if generator.times == 1:
                    return cls.of("symbol", generator.name)
                return cls.of("log", generator.name, generator.times - 1)
        return cls(
            frozenset({(Generator("power", "", tuple(sorted(exponent.powers))), Fraction(1))})
        )

    @property
    def numbers(self) -> Monomial:
        """The factors that are numbers."""
        return Monomial(frozenset(f for f in self.powers if f[0].kind == "number"))

    @property
    def sizes(self) -> Monomial:
        """The factors that are no numbers."""
        return Monomial(frozenset(f for f in self.powers if f[0].kind != "number"))

    @property
    def symbols(self) -> frozenset[str]:
        """The names of the symbols that it is made of."""
        return frozenset[str]().union(*(generator.symbols for generator in self.generators))

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
            first = min((place.get(name, len(place)) for name in generator.symbols), default=-1)
            return generator.kind == "log", first, generator

        factors = []
        for generator, power in sorted(self.powers, key=key):
            base = generator.written(names)
            base = f"({base})" if generator.kind == "power" and power != 1 else base
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
        """The value, where it is rational and depends on no symbol."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(ONE) if len(self.terms) == 1 else None

    @property
    def is_constant(self) -> bool:
        """Whether it depends on no symbol."""
        return not any(monomial.sizes.powers for monomial in self.terms)

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
    for product, factor in terms:
        monomial, value = _without_whole_roots(product, factor)
        total = sums.get(monomial, Fraction(0)) + value
        if max(abs(total.numerator), total.denominator).bit_length() > _MAX_BITS:
            raise TooLarge("a coefficient that is too long")
        sums[monomial] = total
        if len(sums) > MAX_TERMS:
            raise TooLarge(f"more than {MAX_TERMS} terms")
    return Polynomial({monomial: value for monomial, value in sums.items() if value})


def _without_whole_roots(monomial: Monomial, value: Fraction) -> tuple[Monomial, Fraction]:
    """Write sqrt(2)**3 as 2*sqrt(2), so that equal numbers are written in one way only."""
    for generator, power in monomial.powers:
        if generator.kind == "number" and generator.name.isdigit() and not 0 <= power < 1:
            whole = power.numerator // power.denominator
            if abs(whole) > _MAX_BITS:
                raise TooLarge("a coefficient that is too long")
            root = Monomial(frozenset({(generator, Fraction(whole))}))
            return _without_whole_roots(
                monomial / root, value * Fraction(int(generator.name)) ** whole
            )
    return monomial, value
