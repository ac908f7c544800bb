"""Two expressions, and what a search for a difference between them finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from flint import arb, fmpq

from autograder.expression.arithmetics.intervals import contains_zero, is_infinite
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.evaluation.point import Point
from autograder.expression.tree import Node

__all__ = [
    "Agreement",
    "Disagreement",
    "Finding",
    "Pair",
    "Sameness",
    "Undetermined",
    "compare_values",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two expressions of the same shape, with declared symbols.

    Attributes:
        expected: The reference's.
        submitted: The answer.
        setting: The question.
    """

    expected: Node
    submitted: Node
    setting: ComparisonSetting

    @property
    def roots(self) -> tuple[Node, ...]:
        """Both, and the bodies of the question's definitions."""
        bodies = (definition.body for definition in self.setting.definitions)
        return (self.expected, self.submitted, *bodies)


@dataclass(frozen=True, slots=True)
class Sameness:
    """No difference was found.

    Attributes:
        bound: How sure that makes it.
    """

    bound: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The expressions certainly differ.

    Attributes:
        sizes: The values of dimensions and other integers.
        point: The values of the other symbols, where there are readable ones.
        expected: The value of the reference's expression there.
        submitted: The value of the answer there; none where the answer is not defined.
        undefined: Why the answer has no value there; empty where it has one.
        is_outside: Whether it has none because a function's argument lies outside its domain.
    """

    sizes: Mapping[str, int]
    point: Point | None = None
    expected: Value = None
    submitted: Value = None
    undefined: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Neither could be established.

    Attributes:
        reason: Why, for the person who looks at it.
        is_expected: Whether it is the expected expression that nothing can be equal to.
    """

    reason: str
    is_expected: bool = False


Finding = Sameness | Disagreement | Undetermined


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
