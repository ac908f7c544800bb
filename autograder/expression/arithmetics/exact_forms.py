"""Numbers that are written with logarithms, roots, π and powers of e, exactly.

Balls cannot tell that log(8)/log(2) is 3, and a floor or a comparison hangs on it. A form is a
quotient of sums of terms; a term is a rational times powers of primes below 1, logarithms of
primes, π and powers of e. Two forms whose difference has no terms are equal; of others nothing is
said. There is no form of more than a few terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from flint import fmpq, fmpz

from autograder.expression.arithmetics.scalars import rational

__all__ = ["ExactForm", "TooLong", "exponential", "logarithm", "of_rational", "power"]

_MOST_TERMS = 64
_LONGEST = 40_000  # bits of a coefficient
_SMOOTH = 20  # bits of the primes that are split off
_LARGEST_POWER = 10_000

#: What a term is made of: the powers of a prime or of e, the logarithm of a prime, π.
_Atom = tuple[str, int]
_E, _PI = ("power", 0), ("pi", 0)
_Monomial = tuple[tuple[_Atom, Fraction], ...]
_Terms = Mapping[_Monomial, Fraction]
_ONE: _Terms = {(): Fraction(1)}


class TooLong(ArithmeticError):
    """A number that is not written as a form, or not as a short one."""


@dataclass(frozen=True, slots=True)
class ExactForm:
    """A quotient of two sums of terms, reduced where that is easy.

    Attributes:
        above: The numerator: a rational for every product of atoms in it.
        below: The denominator.
    """

    above: _Terms
    below: _Terms

    @classmethod
    def pi(cls) -> ExactForm:
        """Return π."""
        return cls({((_PI, Fraction(1)),): Fraction(1)}, _ONE)

    @property
    def is_zero(self) -> bool:
        """Whether the number is certainly 0."""
        return not self.above

    @property
    def fraction(self) -> fmpq | None:
        """The number as a rational, where the form shows that it is one."""
        if not self.above:
            return fmpq(0)
        if self.below == _ONE and self.above.keys() == {()}:
            return rational(self.above[()])
        return None

    def __neg__(self) -> ExactForm:
        return ExactForm({monomial: -value for monomial, value in self.above.items()}, self.below)

    def __add__(self, other: ExactForm) -> ExactForm:
        if self.below == other.below:
            return _reduced(_sum(self.above, other.above), self.below)
        above = _sum(_product(self.above, other.below), _product(other.above, self.below))
        return _reduced(above, _product(self.below, other.below))

    def __sub__(self, other: ExactForm) -> ExactForm:
        return self + -other

    def __mul__(self, other: ExactForm) -> ExactForm:
        return _reduced(_product(self.above, other.above), _product(self.below, other.below))

    def __truediv__(self, other: ExactForm) -> ExactForm:
        if not other.above:
            raise ZeroDivisionError
        return _reduced(_product(self.above, other.below), _product(self.below, other.above))

    def __pow__(self, exponent: int) -> ExactForm:
        if abs(exponent) > _LARGEST_POWER:
            raise TooLong
        base = self if exponent >= 0 else ExactForm(_ONE, _ONE) / self
        total, exponent = ExactForm(_ONE, _ONE), abs(exponent)
        while exponent:
            if exponent % 2:
                total = total * base
            exponent //= 2
            base = base * base if exponent else base
        return total


def of_rational(value: fmpq) -> ExactForm:
    """Return the form of a rational."""
    fraction = Fraction(int(value.p), int(value.q))
    return ExactForm({(): fraction} if fraction else {}, _ONE)


def logarithm(form: ExactForm) -> ExactForm:
    """Return the logarithm of a positive number that is a single term.

    Raises:
        TooLong: It has none in this form.
    """
    monomial, coefficient = _single(form)
    total: dict[_Monomial, Fraction] = {}
    for prime, times in _factors(coefficient).items():
        total[((("log", prime), Fraction(1)),)] = Fraction(times)
    for (kind, base), exponent in monomial:
        if kind != "power":
            raise TooLong
        key: _Monomial = () if base == 0 else ((("log", base), Fraction(1)),)
        total[key] = total.get(key, Fraction(0)) + exponent
    return ExactForm({key: value for key, value in total.items() if value}, _ONE)


def exponential(form: ExactForm) -> ExactForm:
    """Return e to the power of rationals and rational multiples of logarithms.

    Raises:
        TooLong: It is to the power of another number.
    """
    if form.below != _ONE:
        raise TooLong
    powers: dict[_Atom, Fraction] = {}
    for monomial, value in form.above.items():
        if monomial == ():
            powers[_E] = value
            continue
        ((kind, base), exponent), *others = monomial
        if others or kind != "log" or exponent != 1:
            raise TooLong
        powers["power", base] = value
    return _reduced(_term(powers, Fraction(1)), _ONE)


def power(base: ExactForm, exponent: ExactForm) -> ExactForm:
    """Return a power of a positive number.

    Raises:
        TooLong: It has none in this form.
    """
    return exponential(exponent * logarithm(base))


def _single(form: ExactForm) -> tuple[_Monomial, Fraction]:
    """Return the only term of a form, which is positive."""
    if form.below != _ONE or len(form.above) != 1:
        raise TooLong
    (term,) = form.above.items()
    if term[1] <= 0:
        raise TooLong
    return term


def _factors(value: Fraction) -> dict[int, int]:
    """Return the prime factors of a positive rational, with exponents.

    A large factor that is left over counts as a prime: that can only hide that two are related.
    """
    found: dict[int, int] = {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        if part == 1:
            continue
        if part.bit_length() > _LONGEST:
            raise TooLong
        for prime, exponent in fmpz(part).factor_smooth(_SMOOTH):
            found[int(prime)] = found.get(int(prime), 0) + sign * int(exponent)
    return found


def _term(powers: Mapping[_Atom, Fraction], coefficient: Fraction) -> _Terms:
    """Return a term, with whole powers of primes in its coefficient."""
    kept = []
    for atom, exponent in sorted(powers.items()):
        kind, base = atom
        if kind == "power" and base:
            whole = floor(exponent)
            if abs(whole) * base.bit_length() > _LONGEST:
                raise TooLong
            coefficient *= Fraction(base) ** whole
            exponent -= whole
        if exponent:
            kept.append((atom, exponent))
    size = coefficient.numerator.bit_length() + coefficient.denominator.bit_length()
    if size > _LONGEST:
        raise TooLong
    return {tuple(kept): coefficient}


def _times(left: _Monomial, right: _Monomial, coefficient: Fraction) -> _Terms:
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, Fraction(0)) + exponent
    return _term(powers, coefficient)


def _sum(left: _Terms, right: _Terms) -> _Terms:
    total = dict(left)
    for monomial, value in right.items():
        total[monomial] = total.get(monomial, Fraction(0)) + value
    if len(total) > _MOST_TERMS:
        raise TooLong
    return {monomial: value for monomial, value in total.items() if value}


def _product(left: _Terms, right: _Terms) -> _Terms:
    if right == _ONE:
        return left
    total: _Terms = {}
    for first, value in left.items():
        for second, other in right.items():
            total = _sum(total, _times(first, second, value * other))
    return total


def _inverse(monomial: _Monomial) -> _Monomial:
    return tuple((atom, -exponent) for atom, exponent in monomial)


def _reduced(above: _Terms, below: _Terms) -> ExactForm:
    """Return a quotient with no denominator, if it is a sum of terms."""
    if not above:
        return ExactForm({}, _ONE)
    if below == _ONE:
        return ExactForm(above, _ONE)
    if len(below) == 1:
        ((monomial, value),) = below.items()
        return ExactForm(_product(above, _times((), _inverse(monomial), 1 / value)), _ONE)
    quotient = _quotient(above, below)
    return ExactForm(above, below) if quotient is None else ExactForm(quotient, _ONE)


def _quotient(above: _Terms, below: _Terms) -> _Terms | None:
    """Return a quotient by long division; none if it leaves a remainder.

    Whatever term is divided by whatever other: that nothing is left proves the quotient.
    """
    leading = max(below)
    quotient: _Terms = {}
    rest = above
    for _ in range(len(above)):
        monomial = max(rest)
        step = _times(monomial, _inverse(leading), rest[monomial] / below[leading])
        quotient = _sum(quotient, step)
        rest = _sum(rest, _negative(_product(step, below)))
        if not rest:
            return quotient
    return None


def _negative(terms: _Terms) -> _Terms:
    return {monomial: -value for monomial, value in terms.items()}
