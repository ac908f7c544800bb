"""What holds between exponential powers, and between them and sizes: which outgrows which.

Both ``2**n`` and ``N**T`` are exponential functions, so they compare as their exponents do, which
are monomials of sizes and logarithms again. Of two whose exponents differ in growth the larger
outgrows every power of the smaller one; of two whose exponents are in a constant proportion each is
at least a power of the other, with an exponent that is a fraction just below the proportion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from autograder.expression.asymptotics.monomials import ONE, Generator, Monomial, TooLarge
from autograder.expression.asymptotics.numbers import quotient_below

__all__ = ["Constraint", "facts_of_powers", "outgrows"]

#: Stands for "every power": larger than the quotients of exponents that occur.
_STEEP = Fraction(10**9)
_MAX_POWERS = 12
_MAX_HEIGHT = 2


@dataclass(frozen=True, slots=True)
class Constraint:
    """A monomial that is at least 1, or that is bounded from below by a positive constant.

    Attributes:
        ratio: The monomial: for ``r <= d``, ``d/r``.
        grows: Whether it exceeds every constant in the end, as ``n/d`` does under ``d << n``.
        literal: Whether it is at least 1 in the end, as ``d/r`` need not be under ``r <= 2*d``.
    """

    ratio: Monomial
    grows: bool
    literal: bool = True


class _Comparing(Protocol):
    """What tells which monomials bound which: a regime."""

    def negligible(self, monomial: Monomial, terms: Sequence[Monomial]) -> bool:
        """Return whether the monomial is o(the sum of the terms)."""

    def at_most(self, monomial: Monomial, other: Monomial) -> bool:
        """Return whether the monomial is at most the other, without a constant factor."""


def outgrows(large: Monomial, small: Monomial, *, grows: bool = True) -> Constraint:
    """Return that one generator outgrows every power of another."""
    ((generator, _),) = small.powers
    return Constraint(Monomial(large.powers | {(generator, -_STEEP)}), grows)


def facts_of_powers(
    regime: _Comparing, powers: Sequence[Generator], names: Sequence[str], depth: int
) -> list[Constraint]:
    """Return what holds for exponential powers.

    Args:
        regime: Compares the exponents.
        powers: The powers.
        names: The symbols with which they are compared.
        depth: How often their logarithms are taken.

    Raises:
        TooLarge: There are too many powers, or they are nested too deeply.
    """
    if len(powers) > _MAX_POWERS or any(power.height > _MAX_HEIGHT for power in powers):
        raise TooLarge("too many exponential powers, or too many inside one another")
    facts = []
    for power in powers:
        exponent = power.logarithm.sizes
        facts.append(Constraint(_first(power), regime.negligible(ONE, [exponent])))
        if regime.at_most(exponent, ONE):
            facts.append(Constraint(_first(power) ** Fraction(-1), False))
    for i, power in enumerate(powers):
        for other in powers[:i]:
            facts.extend(_compared(regime, power, other))
        for name in names:
            facts.extend(_beside_sizes(regime, power, name, depth))
    return facts


def _first(generator: Generator) -> Monomial:
    return Monomial(frozenset({(generator, Fraction(1))}))


def _beside_sizes(
    regime: _Comparing, power: Generator, name: str, depth: int
) -> Iterator[Constraint]:
    """Compare with a symbol, and with its logarithms for as long as those are larger."""
    sizes = [Generator("symbol", name)]
    sizes += [Generator("log", name, times=times) for times in range(1, depth + 1)]
    for size in sizes:
        facts = list(_compared(regime, power, size))
        yield from facts
        if not any((size, Fraction(1)) in fact.ratio.powers for fact in facts):
            return


def _compared(regime: _Comparing, left: Generator, right: Generator) -> Iterator[Constraint]:
    """Compare two generators by their logarithms."""
    logarithms = (left.logarithm, right.logarithm)
    for (large, above), (small, below) in (
        ((left, logarithms[0]), (right, logarithms[1])),
        ((right, logarithms[1]), (left, logarithms[0])),
    ):
        if regime.negligible(below.sizes, [above.sizes]):
            grows = regime.negligible(ONE, [above.sizes])
            yield outgrows(_first(large), _first(small), grows=grows)
            return
        if above.sizes == below.sizes or regime.at_most(below.sizes, above.sizes):
            proportion = quotient_below(above.numbers, below.numbers)
            # A quotient that is no fraction is above the one that was taken for it.
            tight = above.sizes == below.sizes and above.numbers == below.numbers
            grows = not tight and above.numbers != below.numbers
            grows = grows and regime.negligible(ONE, [above.sizes])
            if proportion:
                ratio = _first(large).powers | {(small, -proportion)}
                yield Constraint(Monomial(ratio), grows)
