"""Balls that remember how their number is written, and functions of them where a step hangs on it.

A function here gets the arithmetic, what it is of balls alone, and its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

from autograder.expression.arithmetics.exact_forms import ExactForm, TooLong, of_rational
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided

__all__ = [
    "Known",
    "KnownFunction",
    "absolute",
    "are_equal",
    "combined",
    "form_of",
    "known",
    "largest",
    "made",
    "modulo",
    "of_form",
    "plain",
    "sign",
    "smallest",
    "wave",
    "whole_above",
    "whole_below",
]

_SHORT = 512

#: Of an arithmetic, of the function of balls, and of the arguments.
KnownFunction = Callable[..., Scalar]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A ball and the form of the number in it; its own operators forget the form.

    Attributes:
        ball: The ball.
        form: The form.
    """

    ball: arb
    form: ExactForm

    def __neg__(self) -> Known:
        return Known(-self.ball, -self.form)

    def __abs__(self) -> Scalar:
        return self if self.ball >= 0 else -self if self.ball <= 0 else abs(self.ball)

    def __add__(self, other: Scalar) -> Scalar:
        return self.ball + plain(other)

    def __sub__(self, other: Scalar) -> Scalar:
        return self.ball - plain(other)

    def __mul__(self, other: Scalar) -> Scalar:
        return self.ball * plain(other)

    def __truediv__(self, other: Scalar) -> Scalar:
        return self.ball / plain(other)

    def __radd__(self, other: Scalar) -> Scalar:
        return other + self.ball

    def __rsub__(self, other: Scalar) -> Scalar:
        return other - self.ball

    def __rmul__(self, other: Scalar) -> Scalar:
        return other * self.ball

    def __rtruediv__(self, other: Scalar) -> Scalar:
        return other / self.ball

    def __lt__(self, other: Scalar) -> bool:
        return bool(self.ball < plain(other))

    def __gt__(self, other: Scalar) -> bool:
        return bool(self.ball > plain(other))


def plain(value: Any) -> Any:
    """Return a value without the forms of its numbers."""
    if isinstance(value, Matrix):
        return value.map(plain)
    return value.ball if type(value) is Known else value


def form_of(value: Scalar) -> ExactForm | None:
    """Return the form of a value, where one is known."""
    if type(value) is fmpq:
        return of_rational(value)
    return value.form if type(value) is Known else None


def known(form: ExactForm | None, ball: Scalar) -> Scalar:
    """Return a value with its form, or the short rational that it is."""
    if form is None or type(ball) is fmpq:
        return ball
    exact = form.fraction
    if exact is not None and exact.height_bits() <= _SHORT:
        return exact
    return Known(plain(ball), form)


def made(make: Callable[[], ExactForm]) -> ExactForm | None:
    """Return a form, unless there is none or it is too long."""
    try:
        return make()
    except (TooLong, ZeroDivisionError):
        return None


def combined(
    operation: Callable[[ExactForm, ExactForm], ExactForm], *values: Scalar
) -> ExactForm | None:
    """Return the form of what an operation makes of two values."""
    left, right = map(form_of, values)
    if left is None or right is None:
        return None
    return made(lambda: operation(left, right))


def are_equal(left: Scalar, right: Scalar) -> bool:
    """Return whether two values are certainly equal by their forms."""
    difference = combined(ExactForm.__sub__, left, right)
    return difference is not None and difference.is_zero


def of_form(function: Callable[[ExactForm], ExactForm]) -> KnownFunction:
    """Return a function that has a form where its argument has one."""

    def of_known(_arithmetic: Any, of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
        form = form_of(x)
        return known(form and made(lambda: function(form)), of_balls(plain(x)))

    return of_known


def wave(quarter: int) -> KnownFunction:
    """Return a sine, or a cosine after a quarter of a turn, at multiples of π/2 too."""

    def of_known(_arithmetic: Any, of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
        form = form_of(x)
        turns = made(lambda: form / ExactForm.pi()) if form else None
        halves = turns.fraction if turns else None
        if halves is None or (2 * halves).q != 1:
            return of_balls(plain(x))
        return fmpq((0, 1, 0, -1)[(int((2 * halves).p) + quarter) % 4])

    return of_known


def whole_below(_arithmetic: Any, of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
    """Return the value of a floor, at an integer too."""
    form = form_of(x)
    if form is None:
        return of_balls(plain(x))
    exact = form.fraction
    if exact is not None:
        return fmpq(exact.floor())
    nearest = (plain(x) + fmpq(1, 2)).floor().unique_fmpz()
    if nearest is not None and (form - of_rational(fmpq(nearest))).is_zero:
        return fmpq(nearest)
    return of_balls(plain(x))


def whole_above(arithmetic: Any, of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
    """Return the value of a ceiling, at an integer too."""
    return -whole_below(arithmetic, lambda negative: -of_balls(-negative), -x)


def sign(_arithmetic: Any, of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
    """Return the sign, of what is zero by its form too."""
    return fmpq(0) if type(x) is Known and x.form.is_zero else of_balls(plain(x))


def absolute(_arithmetic: Any, _of_balls: Callable[..., Scalar], x: Scalar) -> Scalar:
    """Return the absolute value."""
    return abs(x)


def modulo(
    arithmetic: Any, _of_balls: Callable[..., Scalar], value: Scalar, modulus: Scalar
) -> Scalar:
    """Return a remainder, of a multiple too."""
    whole = arithmetic.function("floor")(arithmetic.divide(value, modulus))
    return arithmetic.add(value, -arithmetic.multiply(modulus, whole))


def largest(arithmetic: Any, of_balls: Callable[..., Scalar], *values: Scalar) -> Scalar:
    """Return the value that is known to be the largest."""
    return _first(lambda value, other: arithmetic.less_or_equal(other, value), of_balls, values)


def smallest(arithmetic: Any, of_balls: Callable[..., Scalar], *values: Scalar) -> Scalar:
    """Return the value that is known to be the smallest."""
    return _first(arithmetic.less_or_equal, of_balls, values)


def _first(
    comes_before: Callable[[Scalar, Scalar], bool],
    of_balls: Callable[..., Scalar],
    values: Sequence[Scalar],
) -> Scalar:
    for value in values:
        try:
            if all(other is value or comes_before(value, other) for other in values):
                return value
        except Undecided:
            continue
    return of_balls(*map(plain, values))
