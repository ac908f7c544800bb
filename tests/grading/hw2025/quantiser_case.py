"""The matrices that a quantiser is tried on: each of a kind on which some mistake shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.rubric import RandomArrays

__all__ = ["CASES", "GRADED_ALONE", "Array", "Case"]

Array = npt.NDArray[np.float64]

_ALL_ZEROS = "all zeros"
_ADD_UP_TO_ZERO = "whose numbers add up to 0"
_INTEGERS = "every W/Δ an integer"
_BELOW_INTEGERS = "most W/Δ just below an integer"
_SCALES = {
    "all of them small": 2.0**-8,
    "all of them large": 2.0**20,
    "numbers around 1e-4": 1e-4,
    "numbers around 1e-9": 1e-9,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A matrix to quantise: its sides, its kind, the bits, and dtypes."""

    rows: int
    columns: int
    bits: int
    kind: str = "of both signs"
    dtype: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        dtypes = f" in {self.dtype}" if self.dtype != "float64" else ""
        if self.strided:
            dtypes += ", not contiguous"
        shape = (self.rows, self.columns)
        return f"m = {self.bits} and W of shape {shape}, {self.kind}{dtypes}"

    @property
    def is_exact(self) -> bool:
        """Whether Δ is a power of two, so that no quotient W/Δ is rounded."""
        return self.kind in (_INTEGERS, _BELOW_INTEGERS)

    def matrix(self, numbers: RandomArrays) -> Array:
        """Draw the matrix."""
        W = numbers.normal(self.rows, self.columns, scale=_SCALES.get(self.kind, 1.0))
        if self.is_exact:
            return self._multiples(W)
        if self.kind == _ADD_UP_TO_ZERO:  # in whatever order: they are multiples of 1/4
            half = np.round(8 * W[:, ::2]) / 4
            return np.concatenate([half, -half], axis=1)
        if self.kind == _ALL_ZEROS:
            return 0 * np.abs(W)
        if self.kind.startswith(("all negative", "all positive")):
            W = np.abs(W) * (-1 if self.kind.startswith("all negative") else 1)
        if self.kind.startswith("the largest"):
            sign = -1 if self.kind.endswith("negative") else 1
            W[1, 2] = sign * 2 * np.abs(W).max()
        return _with_zeros(W, self.kind)

    def _multiples(self, W: Array) -> Array:
        """Turn random numbers into multiples of Δ = 1/8, or into a little less than those."""
        top = 2 ** (self.bits - 1) - 1
        ratios = np.clip(np.round(top / 2 * W), -top, top)
        if self.kind == _BELOW_INTEGERS:
            ratios = np.maximum(ratios, 1 - top)
            ratios[:, ::2] -= 2.0**-16
            ratios[:, 1::2] -= 2.0**-32
        ratios[0, :2] = -top, top
        return np.asarray(ratios / 8)


def _with_zeros(W: Array, kind: str) -> Array:
    if kind.endswith("some of them zero"):
        W[0, 0] = W[1, 2] = 0
    if kind.endswith("a row of zeros"):
        W[0] = 0
    if kind.endswith("a column of zeros"):
        W[:, 0] = 0
    return W


CASES = (
    Case(rows=2, columns=3, bits=3),
    Case(rows=1, columns=1, bits=4),
    Case(rows=3, columns=3, bits=8, kind="all negative"),
    Case(rows=4, columns=3, bits=5, kind="the largest of them negative"),
    Case(rows=4, columns=3, bits=6, kind="the largest of them positive"),
    Case(rows=5, columns=7, bits=2),
    Case(rows=3, columns=4, bits=4, kind="of both signs, some of them zero"),
    Case(rows=4, columns=3, bits=3, kind="all negative but for a row of zeros"),
    Case(rows=3, columns=4, bits=5, kind="all positive but for a column of zeros"),
    Case(rows=3, columns=4, bits=6, kind=_ADD_UP_TO_ZERO),
    Case(rows=5, columns=7, bits=4, kind="all of them small"),
    Case(rows=5, columns=7, bits=7, kind="all of them large"),
    Case(rows=16, columns=24, bits=8),
    Case(rows=4, columns=6, bits=5, strided=True),
    *(Case(rows=2, columns=3, bits=bits, kind=_ALL_ZEROS) for bits in (2, 4, 8)),
)
#: Those that say nothing about another device, or are of another kind in coarser numbers.
GRADED_ALONE = (
    Case(rows=3, columns=4, bits=4, kind=_INTEGERS),
    Case(rows=3, columns=4, bits=4, kind=_BELOW_INTEGERS),
    Case(rows=3, columns=5, bits=4, kind="numbers around 1e-4"),
    Case(rows=3, columns=5, bits=8, kind="numbers around 1e-9"),
    Case(rows=3, columns=5, bits=4, dtype="float32"),
    Case(rows=2, columns=3, bits=4, kind=_ALL_ZEROS, dtype="float32"),
)
