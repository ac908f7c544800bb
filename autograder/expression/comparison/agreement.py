"""Whether two values are the same, as far as their balls can tell."""

from __future__ import annotations

from enum import Enum

from flint import arb, fmpq

from autograder.expression.arithmetics.intervals import contains_zero, is_infinite
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar

__all__ = ["Agreement", "compare_values"]


class Agreement(Enum):
    """What two values say."""

    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"
    ISOLATED = "isolated"  # the expected one has a value there, and none nearby
    OPEN = "open"  # so close to a step, as of a floor, that it cannot be told which side it is on


def compare_values(
    expected: Value, submitted: Value, *, relative: int, absolute: int | None
) -> Agreement:
    """Compare two values, entry by entry.

    Args:
        expected: A scalar or a matrix.
        submitted: Another of the same shape.
        relative: Values are the same if their difference is 0 up to this many bits, relatively to
            the largest entry.
        absolute: The same, absolutely; none if that is not enough.

    Returns:
        DIFFERENT only if the values certainly are.
    """
    if isinstance(expected, Matrix):
        entries, others = expected.entries, submitted.entries
    else:
        entries, others = (expected,), (submitted,)
    widest: arb | None = None
    for x, y in zip(entries, others, strict=True):
        if type(x) is fmpq and type(y) is fmpq:
            if x != y:
                return Agreement.DIFFERENT
            continue
        difference = x - y
        if not contains_zero(difference):
            return Agreement.DIFFERENT
        width = difference.abs_upper()
        if not width.is_finite():
            return _at_infinity(x, y)
        widest = width if widest is None else widest.max(width)
    if widest is None:
        return Agreement.SAME
    if absolute is not None and widest * 2**absolute < 1:
        return Agreement.SAME
    limit = widest * 2**relative
    close = any(_abs_lower(entry) > limit for entry in entries)
    return Agreement.SAME if close else Agreement.UNCLEAR


def _abs_lower(value: Scalar) -> arb:
    return arb(value if type(value) is fmpq else value.abs_lower())


def _at_infinity(x: Scalar, y: Scalar) -> Agreement:
    """Compare values one of which is infinite, or of no known size."""
    if is_infinite(x) and is_infinite(y):
        return Agreement.SAME if (x > 0) == (y > 0) else Agreement.DIFFERENT
    other = y if is_infinite(x) else x if is_infinite(y) else None
    if other is not None and (type(other) is fmpq or other.is_finite()):
        return Agreement.DIFFERENT
    return Agreement.UNCLEAR
