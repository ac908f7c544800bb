"""In which numbers code is tried whose expected results are computed in closed form.

Random arrays are ones that the dtype under test holds exactly, so that the closed form, in float64,
is computed from the very numbers that the student's code gets.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.setting import Setting, epsilon_of
from autograder.sandbox.values import Tensor

from .closeness import Array

__all__ = ["Precision", "RandomArrays", "found_in"]


@dataclass(frozen=True, slots=True)
class Precision:
    """In which dtype code is tried.

    Args:
        setting: Where the line runs.
        dtype: Of what is sent, and torch's default dtype at the same time.
    """

    setting: Setting
    dtype: str

    @property
    def expected(self) -> str:
        """The dtype of what comes back."""
        return self.setting.name_for(self.dtype)

    @property
    def eps(self) -> float:
        """The distance from 1 to the next number."""
        return epsilon_of(self.setting.judged_by(self.expected))

    def tensor(self, values: Array, *, strided: bool = False) -> Tensor:
        """Return a tensor to send, laid out in memory with gaps if it is to be strided."""
        return replace(Tensor.of(values, self.dtype), strided=strided)


class RandomArrays:
    """Random arrays, from a seed, that the dtype under test holds exactly.

    Args:
        seed: What they follow from.
        precision: The dtype.
    """

    def __init__(self, seed: int, precision: Precision) -> None:
        self._source = np.random.default_rng(seed)
        self._precision = precision

    def normal(self, *shape: int, scale: float = 1.0) -> Array:
        """Draw numbers around 0."""
        values = scale * self._source.standard_normal(shape)
        if self._precision.dtype != "float64":
            values = values.astype(self._precision.dtype).astype(np.float64)
        return self._precision.setting.rounded(values)


@contextmanager
def found_in(line: Line, case: object) -> Iterator[None]:
    """Say of a broken promise, and of an exception, in which case it was found.

    Args:
        line: The line.
        case: As text, what the student reads after "Found with".
    """
    where = f"\nFound with {case} (seed {line.seed})."
    try:
        yield
    except Broken as broken:
        raise Broken(f"{broken}{where}", broken.note, broken.share) from None
    except Unanswered as reason:
        verdict = reason.verdict
        if "exception" not in verdict.notes:
            raise
        raise Unanswered(replace(verdict, message=f"{verdict.message}{where}")) from None
