"""Where a line's code runs, and in which precision: on the CPU in float64, unless it runs again.

Points hang on float64 on the CPU. Where there is a GPU, the lines that are marked ``@code`` run
there again in float32 and in bfloat16, with no points. A checker serves both by three habits:

- it draws real inputs through `Setting.rounded`, so that the reference, which always computes in
  float64, gets the very numbers that the code under test gets;
- it sends them as float64: the student's side turns float64 into the setting's dtype, in
  arguments, in what the grader answers, and as torch's default dtype;
- it expects `Setting.dtype` in results, and takes the bound on rounding errors from
  `Setting.epsilon`.

What says nothing about another device is left out unless `Setting.is_graded`: cases in a dtype of
their own, and cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.sandbox.values import Features, Tensor

__all__ = ["GRADED", "Setting", "epsilon_of"]

_DIGITS = {"float64": 52, "float32": 23, "float16": 10, "bfloat16": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The device and the precision of one line's run.

    Args:
        device: ``"cpu"`` or ``"cuda"``.
        dtype: What float64 stands for: ``"float64"``, ``"float32"`` or ``"bfloat16"``.
        judged: The precision that results in float64 are judged by, where it is a coarser one.
        own_dtypes: Whether there are cases in a dtype of their own.
    """

    device: str = "cpu"
    dtype: str = "float64"
    judged: str = "float64"
    own_dtypes: bool = True

    @property
    def is_graded(self) -> bool:
        """Whether points hang on it."""
        return self.device == "cpu" and self.dtype == "float64"

    @property
    def tries_own_dtypes(self) -> bool:
        """Whether cases in a dtype of their own are tried."""
        return self.is_graded and self.own_dtypes

    def judged_by(self, dtype: str) -> str:
        """Return the precision that a result of a dtype is judged by."""
        return self.judged if dtype == "float64" else dtype

    @property
    def epsilon(self) -> float:
        """The distance from 1 to the next number of the dtype: twice the unit round-off."""
        return epsilon_of(self.dtype)

    def rounded(self, values: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the nearest numbers that the dtype has, as float64."""
        return _tensor(np.asarray(values, np.float64), self.dtype).array().astype(np.float64)

    def cast(self, value: Any) -> Any:
        """Return a value for the student's side, with every float64 tensor in the dtype."""
        if self.dtype == "float64":
            return value
        if isinstance(value, Tensor) and value.dtype == "float64":
            cast = _tensor(value.array(), self.dtype)
            return replace(value, dtype=cast.dtype, data=cast.data)
        if isinstance(value, Features):
            return Features(self.cast(value.weights))
        if isinstance(value, (list, tuple)):
            return type(value)(self.cast(item) for item in value)
        if isinstance(value, dict):
            return {key: self.cast(item) for key, item in value.items()}
        return value

    def name_for(self, dtype: str) -> str:
        """Return the dtype that code gets where the checker says ``dtype``."""
        return self.dtype if dtype == "float64" else dtype


#: Where points hang.
GRADED = Setting()


def _tensor(values: npt.NDArray[Any], dtype: str) -> Tensor:
    # What is too large for the dtype is infinite in it, as it would be in torch.
    with np.errstate(over="ignore"):
        return Tensor.of(values, dtype)


def epsilon_of(dtype: str) -> float:
    """Return the distance from 1 to the next number of a dtype, 2⁻⁵² for float64.

    Raises:
        KeyError: It is no floating-point dtype.
    """
    return float(2.0 ** -_DIGITS[dtype])
