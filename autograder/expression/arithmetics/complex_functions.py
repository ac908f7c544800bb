"""Functions of complex numbers, on balls: principal values, and what flint's integrator asks for.

An integrand says besides its value whether it is analytic: where it is not on the whole of a ball
although it has to be, it is not finite.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb

from autograder.expression.arithmetics.intervals import contains_zero
from autograder.expression.arithmetics.scalars import Undecided, Undefined

__all__ = [
    "NOWHERE",
    "Analytic",
    "analytic",
    "analytic_logarithm",
    "analytic_root",
    "folded",
    "off_cut",
    "off_zero",
    "piecewise",
]

#: What is undefined, or not analytic, on a ball.
NOWHERE = acb("nan")

#: An integrand's function: of whether values have to be analytic, and of its arguments.
Analytic = Callable[..., acb]


def analytic(evaluate: Callable[[acb], acb]) -> Analytic:
    """Return a function that is analytic wherever it is finite."""
    return lambda _needed, x: evaluate(x)


def piecewise(evaluate: Callable[..., acb]) -> Analytic:
    """Return a function that is analytic between its kinks or steps."""
    return lambda needed, x: evaluate(x, analytic=needed)


def folded(evaluate: Callable[..., acb]) -> Analytic:
    """Return a function of two arguments or more that is analytic in pieces."""

    def function(needed: bool, first: acb, *others: acb) -> acb:
        total = first
        for other in others:
            total = evaluate(total, other, analytic=needed)
        return total

    return function


def off_cut(evaluate: Callable[[acb], acb]) -> Analytic:
    """Return a function with branch cuts on the imaginary axis, from ±i outwards."""

    def function(needed: bool, x: acb) -> acb:
        is_off = not contains_zero(x.real) or abs(x.imag) < 1
        return evaluate(x) if is_off or not needed else NOWHERE

    return function


def analytic_root(needed: bool, x: acb) -> acb:
    """Return the square root of what is not negative."""
    return NOWHERE if x.real < 0 else x.real_sqrt(analytic=needed)


def analytic_logarithm(_needed: bool, x: acb) -> acb:
    """Return the logarithm of what is positive."""
    return x.log() if x.real > 0 else NOWHERE


def off_zero(evaluate: Callable[[acb], acb]) -> Callable[[acb], acb]:
    """Return a principal value that does not exist at 0.

    Raises:
        Undefined: The argument is 0.
        Undecided: It may be.
    """

    def function(x: acb) -> acb:
        if contains_zero(x):
            raise Undefined("the logarithm of 0") if x == 0 else Undecided
        return evaluate(x)

    return function
