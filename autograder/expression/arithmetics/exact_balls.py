"""Balls that remember how their number is written, where a step hangs on it.

Slower than `Balls`, and the same but for one thing: that two numbers are equal is known not only
of rationals, but of all that have a common form (`exact_forms`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

from autograder.expression.arithmetics.arithmetic import Scalar, Undecided, Undefined
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.exact_forms import (
    Form,
    TooLong,
    exponential,
    logarithm,
    of_rational,
    power,
)
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.real_functions import floor_of

__all__ = ["ExactBalls", "plain"]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A ball and the form of the number in it; arithmetic outside of `ExactBalls` forgets it."""

    ball: arb
    form: Form

    def __neg__(self) -> _Known:
        return _Known(-self.ball, -self.form)

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
    return value.ball if type(value) is _Known else value


class ExactBalls(Balls):
    """Real numbers, some of them with forms."""

    def shorten(self, value: Scalar) -> Scalar:
        """Return a value that does not grow; a long rational is remembered in its form."""
        short = super().shorten(value)
        return short if short is value else self.inexact(value)

    def inexact(self, value: fmpq) -> Scalar:
        """Return a ball around a rational that is remembered."""
        return _Known(super().inexact(value), of_rational(value))

    def constant(self, name: str) -> Scalar:
        """Return π or infinity."""
        value = super().constant(name)
        return _Known(value, Form.pi()) if name == "pi" else value

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a sum."""
        if type(left) is fmpq and type(right) is fmpq:
            return super().add(left, right)
        form = _combined(Form.__add__, left, right)
        return _known(form, super().add(plain(left), plain(right)))

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a product."""
        if type(left) is fmpq and type(right) is fmpq:
            return super().multiply(left, right)
        form = _combined(Form.__mul__, left, right)
        return _known(form, super().multiply(plain(left), plain(right)))

    def divide(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        if type(left) is fmpq or type(right) is not fmpq or not right:
            return super().divide(left, right)
        return self.multiply(left, 1 / right)

    def divide_inexact(self, left: Scalar, right: Scalar) -> Scalar:
        """Return a quotient."""
        divisor = _form(right)
        if divisor and divisor.is_zero:
            raise Undefined("a division by zero")
        form = _combined(Form.__truediv__, left, right)
        return _known(form, super().divide_inexact(plain(left), plain(right)))

    def power_of_inexact(self, base: Scalar, exponent: int) -> Scalar:
        """Return a whole power."""
        ball = super().power_of_inexact(plain(base), exponent)
        form = _form(base)
        return _known(form and _made(lambda: form**exponent), ball)

    def power_inexact(self, base: Scalar, exponent: Scalar) -> Scalar:
        """Return a power whose exponent is no integer, or not known to be one."""
        ball = super().power_inexact(plain(base), plain(exponent))
        return _known(_combined(power, base, exponent), ball) if base > 0 else ball

    def function_inexact(self, name: str) -> Callable[..., Scalar]:
        """Return a function of balls."""
        beyond = super().function_inexact(name)
        if name == "Mod":
            return self._modulo
        if name in ("Max", "Min"):
            return lambda *values: self._extreme(name, beyond, *values)
        exact = _OF_FORMS.get(name)

        def function(*arguments: Scalar) -> Scalar:
            if exact is None:
                return beyond(*map(plain, arguments))
            return exact(beyond, arguments[0])

        return function

    def _modulo(self, value: Scalar, modulus: Scalar) -> Scalar:
        whole = self.function("floor")(self.divide(value, modulus))
        return self.add(value, -self.multiply(modulus, whole))

    def _extreme(self, name: str, beyond: Callable[..., Scalar], *values: Scalar) -> Scalar:
        """Return the value that is known to be the largest, or the smallest."""
        for value in values:
            try:
                if all(
                    other is value
                    or (self.less_or_equal(other, value) if name == "Max"
                        else self.less_or_equal(value, other))
                    for other in values
                ):  # fmt: skip
                    return value
            except Undecided:
                continue
        return beyond(*map(plain, values))

    def equal_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether two values are equal, where balls or forms can tell."""
        return _are_equal(left, right) or super().equal_inexact(plain(left), plain(right))

    def less_inexact(self, left: Scalar, right: Scalar) -> bool:
        """Return whether one value is less than another, where balls or forms can tell."""
        return not _are_equal(left, right) and super().less_inexact(plain(left), plain(right))

    def root_of_squares(self, value: Scalar) -> Scalar:
        """Return the square root of what is not negative."""
        if type(value) is _Known:
            return self.function("sqrt")(value)
        return super().root_of_squares(value)

    def inverse(self, matrix: Matrix) -> Matrix:
        """Return the inverse of a square matrix."""
        return super().inverse(plain(matrix))

    def determinant(self, matrix: Matrix) -> Scalar:
        """Return the determinant of a square matrix."""
        return super().determinant(plain(matrix))

    def largest_eigenvalue(self, matrix: Matrix) -> Scalar:
        """Return the largest eigenvalue of a symmetric matrix."""
        return super().largest_eigenvalue(plain(matrix))


def _form(value: Scalar) -> Form | None:
    if type(value) is fmpq:
        return of_rational(value)
    return value.form if type(value) is _Known else None


def _known(form: Form | None, ball: Scalar) -> Scalar:
    """Return a value with its form, or the short rational that it is."""
    if form is None or type(ball) is fmpq:
        return ball
    exact = form.fraction
    if exact is not None and exact.height_bits() <= _SHORT:
        return exact
    return _Known(plain(ball), form)


def _made(make: Callable[[], Form]) -> Form | None:
    try:
        return make()
    except (TooLong, ZeroDivisionError):
        return None


def _combined(operation: Callable[[Form, Form], Form], *values: Scalar) -> Form | None:
    left, right = map(_form, values)
    if left is None or right is None:
        return None
    return _made(lambda: operation(left, right))


def _are_equal(left: Scalar, right: Scalar) -> bool:
    difference = _combined(Form.__sub__, left, right)
    return difference is not None and difference.is_zero


def _of_form(function: Callable[[Form], Form]) -> _Exact:
    """Return a function that has a form where its argument has one."""

    def exact(beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
        form = _form(x)
        return _known(form and _made(lambda: function(form)), beyond(plain(x)))

    return exact


def _floor(beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
    """Return the value of a floor, at an integer too."""
    form = _form(x)
    if form is None:
        return beyond(plain(x))
    exact = form.fraction
    if exact is not None:
        return fmpq(exact.floor())
    nearest = (plain(x) + fmpq(1, 2)).floor().unique_fmpz()
    if nearest is not None and (form - of_rational(fmpq(nearest))).is_zero:
        return fmpq(nearest)
    return beyond(plain(x))


def _ceiling(_beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
    return -_floor(floor_of, -x)


def _sign(beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
    return fmpq(0) if type(x) is _Known and x.form.is_zero else beyond(plain(x))


def _absolute(_beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
    return abs(x)


def _wave(quarter: int) -> _Exact:
    """Return a sine, or a cosine after a quarter of a turn, at multiples of π/2 too."""

    def exact(beyond: Callable[..., Scalar], x: Scalar) -> Scalar:
        form = _form(x)
        turns = _made(lambda: form / Form.pi()) if form else None
        halves = turns.fraction if turns else None
        if halves is None or (2 * halves).q != 1:
            return beyond(plain(x))
        return fmpq((0, 1, 0, -1)[(int((2 * halves).p) + quarter) % 4])

    return exact


_SHORT = 512
_Exact = Callable[[Callable[..., Scalar], Scalar], Scalar]
_OF_FORMS: dict[str, _Exact] = {
    "Abs": _absolute,
    "ceiling": _ceiling,
    "cos": _wave(1),
    "exp": _of_form(exponential),
    "floor": _floor,
    "log": _of_form(logarithm),
    "sign": _sign,
    "sin": _wave(0),
    "sqrt": _of_form(lambda form: power(form, of_rational(fmpq(1, 2)))),
}
