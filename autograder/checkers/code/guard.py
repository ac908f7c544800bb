"""A constant that code adds to what it divides by: which one it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.sandbox.values import Tensor

from .inputs import Inputs

__all__ = ["SMALL", "constant_in"]

#: What is larger changes more than the last digits that are printed.
SMALL = 1e-5

_TRIED = 1e-6
# A constant that somebody writes: few digits, or what a dtype says of itself.
_WRITTEN = (
    *(float(f"{digit}e-{power}") for power in range(2, 15) for digit in (1, 2, 5)),
    2.0**-23,
)
# So near is the estimate, which is of first order.
_NEAR = 0.03


def constant_in(line: Line, inputs: Inputs, guarded: Target) -> float | None:
    """Return the constant that explains a result, to first order; none if no usual one does.

    Args:
        line: The line.
        inputs: Of a call whose result is wrong.
        guarded: The reference's function with the constant as one more argument.
    """
    try:
        given = line.submitted.trial(*inputs.sent(), dtype=inputs.case.dtype).value
    except Unanswered:
        return None
    exact = inputs.exact()
    right, moved = (
        line.reference.call(*exact, constant, function=guarded.name).array()
        for constant in (0.0, _TRIED)
    )
    if not _is_like(given, right):
        return None
    slope = (moved - right) / _TRIED
    with np.errstate(all="ignore"):  # numbers of any size, from a student's code
        estimate = float(((given.array() - right) * slope).sum() / (slope**2).sum())
    near = [value for value in _WRITTEN if abs(estimate - value) <= _NEAR * value]
    return near[0] if near else None


def _is_like(given: Any, right: Any) -> bool:
    return isinstance(given, Tensor) and given.shape == right.shape and "float" in given.dtype
