"""Arrays that came back from a student's code, beside what is expected and how far it may be off.

What is expected is computed on the grader's side in closed form, with a bound for each entry that
says what rounding explains. Every failure is a `Broken` whose text a student reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checkers.common.promises import Broken
from autograder.sandbox.values import Tensor, type_name

__all__ = ["Array", "Expected", "Readings", "differs", "read_tensor", "require_close"]

Array = npt.NDArray[np.float64]

#: Values that are wrong in a known way: the note that is left → the values, and what is said.
Readings = Mapping[str, tuple[Array, str]]


@dataclass(frozen=True, slots=True)
class Expected:
    """An array in float64, and by how much each entry may be off in the precision under test."""

    values: Array
    bound: Array


def read_tensor(value: Any, noun: str, shape: tuple[int, ...], dtype: str) -> Array:
    """Return the numbers of a tensor that has to have a shape and a dtype, in float64.

    Args:
        value: What came.
        noun: What it is, for the message.
        shape: As it is to be.
        dtype: As it is to be.

    Raises:
        Broken: It is no such tensor.
    """
    if not isinstance(value, Tensor) or value.device == "numpy":
        raise Broken(f"Expected a tensor for {noun}, got `{type_name(value)}`.", "type")
    if value.shape != shape:
        raise Broken(f"The shape of {noun} is {value.shape}, not {shape}.", "shape")
    if value.dtype != dtype:
        raise Broken(f"The dtype of {noun} is {value.dtype}, not {dtype}.", "dtype")
    return np.asarray(value.array(), np.float64)


def differs(values: Array, expected: Expected) -> bool:
    """Whether any entry is further off than rounding explains; what is no number always is."""
    with np.errstate(all="ignore"):  # numbers of any size, from a student's code
        return not bool((np.abs(values - expected.values) <= expected.bound).all())


def require_close(values: Array, expected: Expected, noun: str, readings: Readings) -> None:
    """Compare entry by entry.

    Args:
        values: What came.
        expected: What is right.
        noun: What it is, for the message.
        readings: Other values to name.

    Raises:
        Broken: They differ.
    """
    if not differs(values, expected):
        return
    if not np.isfinite(values).all():
        raise Broken(f"In {noun} there are numbers that are infinite or not a number.", "finite")
    for note, (other, text) in readings.items():
        if not differs(values, Expected(other, expected.bound)):
            raise Broken(f"{noun[0].upper()}{noun[1:]} is not right. {text}", note)
    with np.errstate(all="ignore"):
        excess = np.abs(values - expected.values) - expected.bound
    worst = np.unravel_index(int(np.argmax(excess)), excess.shape)
    wrong = int((excess > 0).sum())
    off = abs(values[worst] - expected.values[worst])
    place = ", ".join(str(int(index)) for index in worst)
    raise Broken(
        f"In {noun}, {wrong} of {values.size} numbers are not right. The one at [{place}] is off "
        f"by {off:.2g}; rounding explains {expected.bound[worst]:.1g}.",
        "values",
    )
