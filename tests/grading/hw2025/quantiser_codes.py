"""What the codes of a matrix are by their definition, in exact fractions, and what they are not.

    codes = ⌊W / Δ⌋,   Δ = max|W| / (2^{m−1} − 1)

(Dettmers et al., QLoRA, 2023, eq. 1, with the floor in the place of rounding.) The only tolerance
is that for the rounding of Δ and of W/Δ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isfinite

import numpy as np

from .quantiser_case import Array

__all__ = ["MISREADINGS", "Codes", "Definition"]

_DIVISOR = "The number that max|W| is divided by is wrong."
#: What a step that is wrong in a known way has, by its note.
MISREADINGS = {
    "max without abs": "It has the largest number of W, not of |W|.",
    "steps": _DIVISOR,
    "all steps": _DIVISOR,
    "always 127": "It is that of 8 bits, whatever m is.",
    "min and max": "It has max W − min W in the place of max|W|.",
    "mean": "It has the mean of |W| in the place of its maximum.",
    "inverse": "It is upside down: 1/Δ.",
}


@dataclass(frozen=True, slots=True)
class Codes:
    """What a quantiser returned: the codes and their step."""

    codes: Array
    delta: float


@dataclass(frozen=True, slots=True)
class Definition:
    """A matrix and its number of bits.

    Args:
        W: The matrix.
        bits: The bits of a code.
        eps: The distance from 1 to the next number of the precision.
        is_exact: Whether no quotient W/Δ is rounded.
    """

    W: Array
    bits: int
    eps: float
    is_exact: bool = False

    @property
    def delta(self) -> Fraction:
        """The step."""
        exact: Fraction = self._largest / (2 ** (self.bits - 1) - 1)
        return exact

    @property
    def _largest(self) -> Fraction:
        return Fraction(float(np.abs(self.W).max()))

    @property
    def step_room(self) -> Fraction:
        """By how much of its size a step may be off."""
        return 4 * Fraction(self.eps)

    def ratio(self, place: tuple[int, ...]) -> Fraction:
        """Return W/Δ at a place."""
        exact: Fraction = Fraction(float(self.W[place])) / self.delta
        return exact

    def wrong_entries(self, codes: Array, rounding: str) -> Iterator[tuple[int, int]]:
        """Yield where the code is not that of W/Δ, rounded; near a jump both sides are right.

        In a coarse precision there are several jumps within the rounding of W/Δ.

        Args:
            codes: The codes.
            rounding: ``"floor"``, ``"nearest"`` or ``"toward zero"``.
        """
        rounded = int if rounding == "toward zero" else floor
        shift = Fraction(1, 2) if rounding == "nearest" else Fraction(0)
        for row, column in np.ndindex(*self.W.shape):
            ratio, code = self.ratio((row, column)) + shift, int(codes[row, column])
            if not rounded(ratio - self._room) <= code <= rounded(ratio + self._room):
                yield row, column

    @property
    def _room(self) -> Fraction:
        """By how much W/Δ may be off."""
        return Fraction(0) if self.is_exact else 2**self.bits * self.step_room

    def fits(self, note: str, found: Codes) -> bool:
        """Tell whether a mistake explains what was found; for a matrix of zeros any does."""
        if not self.delta:
            return True
        if note == "unsigned":
            return not (found.codes < 0).any()
        if note == "truncated":
            return not any(self.wrong_entries(found.codes, "toward zero"))
        other = self._steps()[note]
        if not other or not isfinite(found.delta):
            return not other  # it is none to divide by: the code does something else there
        room = (16 + self.W.size) * Fraction(self.eps) * abs(other)
        return abs(Fraction(found.delta) - other) <= room

    def _steps(self) -> Mapping[str, Fraction]:
        """Return the steps that are wrong in a known way."""
        values = [Fraction(float(value)) for value in self.W.flat]
        side = 2 ** (self.bits - 1) - 1
        return {
            "max without abs": max(values) / side,
            "steps": self._largest / 2 ** (self.bits - 1),
            "all steps": self._largest / (2**self.bits - 1),
            "always 127": self._largest / 127,
            "min and max": (max(values) - min(values)) / (2**self.bits - 1),
            "mean": sum(map(abs, values), Fraction(0)) / len(values) / side,
            "inverse": 1 / self.delta,
        }
