"""The difference that rounding explains: how far two right answers can be apart.

    bound = c · ε · √k · κ · (|value| + response) + underflow

*ε* is the distance from 1 to the next number of the dtype; *k* the length of the longest sum;
*response* what random relative errors of one unit in every operand of every operation do to the
entry (`autograder.guest.noise`: the condition of the function, and what cancels on the way); *κ*
the largest exponent on the way, since code that goes through logarithms is as right and loses that
factor; *c* what is left between one right algorithm and another. Measured on right algorithms for
attention, the difference is below 5 · ε · √k · κ · (|value| + response), so *c* leaves a factor of
12; the smallest mistakes that are known (1e-9 in a denominator) exceed the bound by a thousand
times. ``docs/numerics.md`` has more.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from autograder.checkers.common.setting import epsilon_of

__all__ = ["rounding_bound"]

_SMALLEST = {
    "float64": 2.0**-1022,
    "float32": 2.0**-126,
    "float16": 2.0**-14,
    "bfloat16": 2.0**-126,
}

_FACTOR = 64.0
# No points hang on these, and 64 ε would be half of a number: what is left between one right
# algorithm and another, with a margin of 4.
_COARSE_FACTOR = {"bfloat16": 8.0, "float16": 8.0}
# What has become 0 may have been multiplied by this much afterwards.
_LARGEST_FACTOR = 2.0**20


def rounding_bound(
    value: npt.NDArray[np.float64],
    response: npt.NDArray[np.float64],
    *,
    dtype: str,
    terms: int,
    exponent: float,
) -> npt.NDArray[np.float64]:
    """Return the largest difference from each entry that counts as rounding.

    Args:
        value: The exact entries.
        response: How far each moves for relative errors of one, to first order.
        dtype: In which the code under test computes.
        terms: The length of the longest sum.
        exponent: The largest exponent of an exponential, at least 1.
    """
    factor = _COARSE_FACTOR.get(dtype, _FACTOR)
    unit = factor * epsilon_of(dtype) * np.sqrt(terms) * exponent
    underflow = _SMALLEST[dtype] * _LARGEST_FACTOR
    return np.asarray(unit * (np.abs(value) + response) + underflow)
