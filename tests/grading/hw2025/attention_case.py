"""What multi-head attention with adapters is tried on, and what is expected of it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.rubric import Expected, Line, Precision, RandomArrays, Tensor

from .lora_adapters import MATRICES
from .lora_arithmetic import Adapted, Array, Head, Scores, attention, attention_gradients

__all__ = ["CASES", "IN_OTHER_DTYPES", "Case", "Numbers"]

# Rows of the input on which adapters are told apart: with one, Q and K do not matter; no square.
_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The number of heads, the side of their matrices, the sides of the input, and dtypes."""

    heads: int
    side: int
    rank: int
    rows: tuple[int, ...]
    dtype: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        shape = (*self.rows, self.side)
        dtypes = f" in {self.dtype}" if self.dtype != "float64" else ""
        if self.strided:
            dtypes += ", not contiguous"
        return (
            f"h = {self.heads}, d = {self.side}, rank = {self.rank} and H of shape {shape}{dtypes}"
        )


CASES = (
    Case(heads=2, side=5, rank=3, rows=(4,)),
    Case(heads=1, side=3, rank=5, rows=(7,)),
    Case(heads=3, side=5, rank=1, rows=(1,)),
    Case(heads=2, side=3, rank=1, rows=(1, 4)),
    Case(heads=2, side=4, rank=1, rows=(3, 6, 5)),
    Case(heads=2, side=3, rank=2, rows=(2, 4, 5), strided=True),
)
IN_OTHER_DTYPES = (Case(heads=2, side=5, rank=3, rows=(4,), dtype="float32"),)


class Numbers:
    """The matrices of one case, its adapters and its input, drawn from the line's seed.

    Args:
        line: The line.
        case: Their sides, and their dtype.
        scores: How attention is to make weights.
    """

    def __init__(self, line: Line, case: Case, scores: Scores) -> None:
        self._case = case
        self._scores = scores
        self.precision = Precision(line.setting, case.dtype)
        numbers = RandomArrays(line.random(str(case)).getrandbits(62), self.precision)
        h, d, r = case.heads, case.side, case.rank
        scale = d**-0.5
        self.W = {
            matrix: [numbers.normal(d, d, scale=scale) for _ in range(h)] for matrix in MATRICES
        }
        self.Wo = numbers.normal(h * d, d, scale=scale)
        self.adapters = [numbers.normal(d, r, scale=d**-0.25) for _ in range(6 * h)]
        self.H = numbers.normal(*case.rows, d)
        self.G = numbers.normal(*case.rows, d)
        self.rows = numbers.normal(_ROWS, d)

    @property
    def zeros(self) -> list[Array]:
        """Adapters that do nothing."""
        return [0 * values for values in self.adapters]

    def sent(self, values: Array) -> Tensor:
        """Return a tensor to send in the place of H."""
        return self.precision.tensor(values, strided=self._case.strided)

    def heads(
        self, adapters: Mapping[tuple[int, str], tuple[Array, Array]] | None = None
    ) -> list[Head]:
        """Return the heads with some adapters; those of all others are zero."""
        nothing = np.zeros((self._case.side, self._case.rank))

        def adapted(head: int, matrix: str) -> Adapted:
            A, B = (adapters or {}).get((head, matrix), (nothing, nothing))
            return Adapted(self.W[matrix][head], A, B)

        return [
            Head(*(adapted(head, matrix) for matrix in MATRICES))
            for head in range(self._case.heads)
        ]

    def attention(self, H: Array, heads: Sequence[Head]) -> Expected:
        """Return the output that is expected."""
        return attention(H, heads, self.Wo, self.precision.eps, scores=self._scores)

    def frozen(self) -> Expected:
        """Return the output for `rows` that is expected without adapters."""
        return self.attention(self.rows, self.heads())

    def gradients(
        self, heads: Sequence[Head]
    ) -> tuple[Expected, list[list[tuple[Expected, Expected]]]]:
        """Return the gradients of ``Σ G ∘ output`` with respect to H, and to each A and B."""
        # How exact they are: what a constant does to them depends on what is detached.
        eps = max(self.precision.eps, self._scores.constant)
        return attention_gradients(self.H, self.G, heads, self.Wo, eps, scores=self._scores)
