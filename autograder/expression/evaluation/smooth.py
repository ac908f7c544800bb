"""Concrete smooth functions that stand in for an arbitrary one such as σ.

Each is a polynomial plus waves, so that every derivative is known exactly, and its expectation
under a Gaussian too.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.scalars import Scalar

__all__ = ["Smooth", "random_function", "readable_function"]


#: Mostly ordinary values, and some that are small throughout, or large.
_SCALES = (fmpq(1), fmpq(1), fmpq(1, 16), fmpq(1, 256), fmpq(16))


@dataclass(frozen=True, slots=True)
class Smooth:
    """The function x ↦ Σ cₖ xᵏ + Σ a sin(w x + p).

    Attributes:
        coefficients: The cₖ, from k = 0 on.
        waves: Amplitude a, frequency w and phase p of every wave.
    """

    coefficients: tuple[fmpq, ...]
    waves: tuple[tuple[fmpq, fmpq, fmpq], ...] = ()

    def __call__(self, order: int, x: Scalar, arithmetic: Arithmetic) -> Scalar:
        """Return the value of a derivative; that of order 0 is the function itself."""
        coefficients = self.coefficients
        for _ in range(min(order, len(coefficients))):
            coefficients = tuple(k * c for k, c in enumerate(coefficients) if k)
        total: Scalar = fmpq(0)
        for coefficient in reversed(coefficients):
            total = arithmetic.add(arithmetic.multiply(total, x), coefficient)
        for amplitude, frequency, phase in self.waves:
            sine = arithmetic.function("cos" if order % 2 else "sin")
            sign = -1 if order % 4 > 1 else 1
            factor = arithmetic.power(frequency, fmpq(order)) * amplitude * sign
            total = arithmetic.add(total, factor * sine(frequency * x + phase))
        return total

    def __str__(self) -> str:
        powers = ("", "*x", "*x**2", "*x**3")
        terms = [f"{c}{power}" for c, power in zip(self.coefficients, powers, strict=False) if c]
        terms += [f"{a}*sin({w}*x + {p})" for a, w, p in self.waves]
        text = " + ".join(reversed(terms) if not self.waves else terms) or "0"
        return text.replace("1*x", "x").replace("+ -", "- ")


def readable_function(turn: int, *, positive: bool) -> Smooth:
    """Return a small polynomial; the turns begin with x² + 1 and x² + x."""
    if positive:
        half = fmpq(1, 2**turn)
        return Smooth((half, fmpq(0), half))
    return Smooth(tuple(map(fmpq, ((0, 1, 1), (2, -1, 1), (-1, 2, 0, 1))[turn % 3])))


def random_function(random: Random, *, positive: bool) -> Smooth:
    """Return a smooth function that has no special values, symmetries or zeros."""

    def draw(low: int, high: int) -> fmpq:
        return fmpq(random.randint(8 * low, 8 * high), 8)

    scale = random.choice(_SCALES)
    waves = tuple((scale * draw(-2, 2), draw(0, 2) + fmpq(1, 3), draw(-3, 3)) for _ in range(2))
    if positive:
        coefficients = draw(5, 9), fmpq(0), draw(0, 1)
    else:
        coefficients = draw(-2, 2), draw(-1, 1), draw(-1, 1) / 4
    return Smooth(tuple(scale * coefficient for coefficient in coefficients), waves)
