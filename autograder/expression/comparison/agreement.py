"""Whether two values are the same, as far as their balls can tell."""

from __future__ import annotations

from enum import Enum

from flint import acb, arb, fmpq

from autograder.expression.arithmetics.arithmetic import Scalar
from autograder.expression.arithmetics.balls import contains_zero, is_infinite
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.evaluation.operations import Value

__all__ = ["Agreement", "compare_values"]


class Agreement(Enum):
    """What two values say."""

    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


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
    if not isinstance(expected, Matrix):
        expected, submitted = Matrix(1, 1, (expected,)), Matrix(1, 1, (submitted,))
    unclear: list[arb] = []
    for x, y in zip(expected.entries, submitted.entries, strict=True):
        if type(x) is fmpq and type(y) is fmpq:
            if x != y:
                return Agreement.DIFFERENT
        elif is_infinite(x) or is_infinite(y):
            if not (is_infinite(x) and is_infinite(y)):
                return _beside_infinity(y if is_infinite(x) else x)
            if (x > 0) != (y > 0):
                return Agreement.DIFFERENT
        else:
            difference = x - y
            if not contains_zero(difference):
                return Agreement.DIFFERENT
            unclear.append(_radius(difference))
    return _within(unclear, expected.entries, relative, absolute)


def _within(
    radii: list[arb], entries: tuple[Scalar, ...], relative: int, absolute: int | None
) -> Agreement:
    if not radii:
        return Agreement.SAME
    widest = radii[0]
    for radius in radii[1:]:
        widest = widest.max(radius)
    if not widest.is_finite():
        return Agreement.UNCLEAR
    if absolute is not None and widest * arb(2) ** absolute < 1:
        return Agreement.SAME
    limit = widest * arb(2) ** relative
    if any(_lower(entry) > limit for entry in entries):
        return Agreement.SAME
    return Agreement.UNCLEAR


def _beside_infinity(value: Scalar) -> Agreement:
    finite = type(value) is fmpq or value.is_finite()
    return Agreement.DIFFERENT if finite else Agreement.UNCLEAR


def _radius(difference: Scalar) -> arb:
    if type(difference) is acb:
        return _radius(difference.real) + _radius(difference.imag)
    magnitude: arb = abs(arb(difference))
    return magnitude.upper()


def _lower(value: Scalar) -> arb:
    magnitude: arb = abs(value if type(value) in (arb, acb) else arb(value))
    return magnitude.lower()
