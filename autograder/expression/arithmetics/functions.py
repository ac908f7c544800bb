"""The functions of numbers: what each is in every arithmetic, and what is known of it.

One more function is one more row. Besides, ``notation.py`` has to offer it, ``sympy_nodes.py`` to
know sympy's class where there is one, and `asymptotics.reading` how it grows, where it may stand in
a bound.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import reduce
from math import ceil, erf, erfc, floor
from typing import Any

import numpy as np
from flint import acb, arb, fmpq

from autograder.expression.arithmetics import exact_functions as exact
from autograder.expression.arithmetics import known_numbers as by_form
from autograder.expression.arithmetics.complex_functions import (
    Analytic,
    analytic,
    analytic_logarithm,
    analytic_root,
    folded,
    off_cut,
    off_zero,
    piecewise,
)
from autograder.expression.arithmetics.exact_forms import exponential, of_rational, power
from autograder.expression.arithmetics.exact_forms import logarithm as logarithm_of_form
from autograder.expression.arithmetics.real_functions import (
    angle,
    binomial_of,
    ceiling_of,
    entire,
    factorial_of,
    floor_of,
    log_gamma,
    logarithm,
    maximum_of,
    minimum_of,
    modulo_of,
    partial,
    sign_of,
    with_poles,
)
from autograder.expression.arithmetics.scalars import Scalar

__all__ = ["FUNCTIONS", "ScalarFunction", "Smoothness", "Steps", "fold"]


class Smoothness(Enum):
    """How smooth a function of one real number is."""

    PIECEWISE = auto()  # it has branches, kinks or steps
    QUOTIENT = auto()  # a quotient of entire functions
    WHOLE = auto()  # and one without poles at real numbers
    POSITIVE = auto()  # and positive at all of them
    REGULAR = auto()  # analytic at real numbers, with branches elsewhere
    OF_POSITIVE = auto()  # analytic at positive numbers
    POSITIVE_OF_POSITIVE = auto()  # and positive at them


class Steps(Enum):
    """Where a function in pieces changes from one to another."""

    AT_ZERO = auto()  # of its argument
    AT_INTEGERS = auto()
    BETWEEN_ARGUMENTS = auto()  # where two of them are equal


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarFunction:
    """A function of numbers, elementwise on vectors and matrices.

    Attributes:
        arguments: The least and the largest number of them.
        of_balls: The function of real numbers, on balls; or
        made_of: what it is made of: of the arithmetic and the arguments.
        of_rationals: Its exact values; none where there is no short one.
        of_complex: Its principal value.
        analytic: What it is as an integrand; without it, it has no expectation by integration.
        of_known: Of numbers that remember how they are written.
        of_gaussian: Of an arithmetic and a form of Gaussian variables.
        of_floats: Of arrays.
        of_fractions: In the conditions that a question states.
        smoothness: How smooth it is.
        steps: Where it changes, if it is in pieces.
        text: How it is written as text, if not by its name.
        latex: A name to be written before its arguments in parentheses, or what stands before,
            between and after them; nothing for its name as it is.
        known_value: A point, and the value there that everybody knows, as texts.
    """

    arguments: tuple[int, int] = (1, 1)
    of_balls: Callable[..., Scalar] | None = None
    made_of: Callable[..., Scalar] | None = None
    of_rationals: Callable[..., fmpq | None] | None = None
    of_complex: Callable[[acb], acb] | None = None
    analytic: Analytic | None = None
    of_known: by_form.KnownFunction | None = None
    of_gaussian: Callable[..., Any] | None = None
    of_floats: Callable[..., Any] | None = None
    of_fractions: Callable[..., Fraction] | None = None
    smoothness: Smoothness = Smoothness.PIECEWISE
    steps: Steps | None = None
    text: str = ""
    latex: str | tuple[str, ...] = ""
    known_value: tuple[str, str] | None = None


def _entrywise(function: Callable[[float], float]) -> Callable[[Any], Any]:
    return np.vectorize(function, otypes=[float])


def fold(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return a function of any number of operands, one after the other, made of one of two."""
    return lambda *operands: reduce(function, operands)


_HALF = fmpq(1, 2)
_MOST = 1000  # arguments

#: By the name in the tree.
FUNCTIONS: Mapping[str, ScalarFunction] = {
    "Abs": ScalarFunction(
        of_balls=abs, of_rationals=abs, analytic=piecewise(acb.real_abs),
        of_known=by_form.absolute, of_floats=np.abs, of_fractions=abs,
        steps=Steps.AT_ZERO, text="abs", latex=(r"\left|", r"\right|"),
    ),
    "Max": ScalarFunction(
        arguments=(1, _MOST),
        of_balls=maximum_of, of_rationals=exact.maximum, analytic=folded(acb.real_max),
        of_known=by_form.largest, of_floats=fold(np.maximum), of_fractions=max,
        steps=Steps.BETWEEN_ARGUMENTS, latex=r"\max",
    ),
    "Min": ScalarFunction(
        arguments=(1, _MOST),
        of_balls=minimum_of, of_rationals=exact.minimum, analytic=folded(acb.real_min),
        of_known=by_form.smallest, of_floats=fold(np.minimum), of_fractions=min,
        steps=Steps.BETWEEN_ARGUMENTS, latex=r"\min",
    ),
    "Mod": ScalarFunction(
        arguments=(2, 2),
        made_of=modulo_of, of_rationals=exact.modulo, of_known=by_form.modulo,
        of_floats=np.mod, of_fractions=operator.mod, steps=Steps.BETWEEN_ARGUMENTS,
    ),
    "acos": ScalarFunction(
        of_balls=partial(arb.acos, lambda x: 1 - x * x, "the arc cosine of a number beyond 1"),
        of_complex=acb.acos, of_floats=np.arccos, latex=r"\arccos",
    ),
    "acosh": ScalarFunction(
        of_balls=partial(
            arb.acosh, lambda x: x - 1, "the inverse hyperbolic cosine of a number below 1"
        ),
        of_complex=acb.acosh, of_floats=np.arccosh,
    ),
    "asin": ScalarFunction(
        of_balls=partial(arb.asin, lambda x: 1 - x * x, "the arc sine of a number beyond 1"),
        of_complex=acb.asin, of_floats=np.arcsin, latex=r"\arcsin",
    ),
    "asinh": ScalarFunction(
        of_balls=entire(arb.asinh), of_complex=acb.asinh, analytic=off_cut(acb.asinh),
        of_floats=np.arcsinh, smoothness=Smoothness.REGULAR,
    ),
    "atan": ScalarFunction(
        of_balls=entire(arb.atan), of_complex=acb.atan, analytic=off_cut(acb.atan),
        of_floats=np.arctan, smoothness=Smoothness.REGULAR, latex=r"\arctan",
    ),
    "atan2": ScalarFunction(arguments=(2, 2), of_balls=angle, of_floats=np.arctan2),
    "atanh": ScalarFunction(
        of_balls=partial(
            arb.atanh, lambda x: 1 - x * x, "the inverse hyperbolic tangent of a number beyond 1"
        ),
        of_complex=acb.atanh, of_floats=np.arctanh,
    ),
    "binomial": ScalarFunction(
        arguments=(2, 2), made_of=binomial_of, of_rationals=exact.binomial,
        smoothness=Smoothness.QUOTIENT, latex=(r"\binom{", "}{", "}"),
    ),
    "ceiling": ScalarFunction(
        of_balls=ceiling_of, of_rationals=exact.ceiling, analytic=piecewise(acb.real_ceil),
        of_known=by_form.whole_above, of_floats=np.ceil, of_fractions=lambda x: Fraction(ceil(x)),
        steps=Steps.AT_INTEGERS, latex=(r"\left\lceil ", r"\right\rceil"),
    ),
    "cos": ScalarFunction(
        of_balls=entire(arb.cos), of_complex=acb.cos, analytic=analytic(acb.cos),
        of_known=by_form.wave(1), of_gaussian=lambda forms, x: forms.wave(x, _HALF, _HALF),
        of_floats=np.cos, smoothness=Smoothness.WHOLE, latex=r"\cos",
    ),
    "cosh": ScalarFunction(
        of_balls=entire(arb.cosh), of_complex=acb.cosh, analytic=analytic(acb.cosh),
        of_gaussian=lambda forms, x: (forms.exponential(x) + forms.exponential(-x)) * _HALF,
        of_floats=np.cosh, smoothness=Smoothness.POSITIVE, latex=r"\cosh",
    ),
    "cot": ScalarFunction(
        of_balls=with_poles(arb.cot, "cot", lambda x: not x), of_complex=acb.cot,
        analytic=analytic(acb.cot), of_floats=lambda x: 1 / np.tan(x),
        smoothness=Smoothness.QUOTIENT, latex=r"\cot",
    ),
    "coth": ScalarFunction(
        of_balls=with_poles(arb.coth, "coth", lambda x: not x), of_complex=acb.coth,
        analytic=analytic(acb.coth), of_floats=lambda x: 1 / np.tanh(x),
        smoothness=Smoothness.QUOTIENT, latex=r"\coth",
    ),
    "csc": ScalarFunction(
        of_balls=with_poles(arb.csc, "csc", lambda x: not x), of_complex=acb.csc,
        analytic=analytic(acb.csc), of_floats=lambda x: 1 / np.sin(x),
        smoothness=Smoothness.QUOTIENT, latex=r"\csc",
    ),
    "erf": ScalarFunction(
        of_balls=entire(arb.erf), of_complex=acb.erf, analytic=analytic(acb.erf),
        of_floats=_entrywise(erf), smoothness=Smoothness.WHOLE,
    ),
    "erfc": ScalarFunction(
        of_balls=entire(arb.erfc), of_complex=acb.erfc, analytic=analytic(acb.erfc),
        of_floats=_entrywise(erfc), smoothness=Smoothness.WHOLE,
    ),
    "exp": ScalarFunction(
        of_balls=entire(arb.exp), of_complex=acb.exp, analytic=analytic(acb.exp),
        of_known=by_form.of_form(exponential), of_gaussian=lambda forms, x: forms.exponential(x),
        of_floats=np.exp, smoothness=Smoothness.POSITIVE, latex=r"\exp", known_value=("0", "1"),
    ),
    "factorial": ScalarFunction(
        made_of=factorial_of, of_rationals=exact.factorial,
        smoothness=Smoothness.QUOTIENT, latex=("", "!"),
    ),
    "floor": ScalarFunction(
        of_balls=floor_of, of_rationals=exact.floor, analytic=piecewise(acb.real_floor),
        of_known=by_form.whole_below, of_floats=np.floor,
        of_fractions=lambda x: Fraction(floor(x)),
        steps=Steps.AT_INTEGERS, latex=(r"\left\lfloor ", r"\right\rfloor"),
    ),
    "gamma": ScalarFunction(
        of_balls=with_poles(arb.gamma, "gamma", lambda x: bool(x.q == 1 and x <= 0)),
        of_rationals=exact.gamma, of_complex=acb.gamma, analytic=analytic(acb.gamma),
        smoothness=Smoothness.QUOTIENT, latex=r"\Gamma",
    ),
    "log": ScalarFunction(
        of_balls=logarithm, of_complex=off_zero(acb.log), analytic=analytic_logarithm,
        of_known=by_form.of_form(logarithm_of_form), of_floats=np.log,
        smoothness=Smoothness.OF_POSITIVE, latex=r"\log", known_value=("1", "0"),
    ),
    "loggamma": ScalarFunction(of_balls=log_gamma, of_complex=off_zero(acb.lgamma)),
    "sec": ScalarFunction(
        of_balls=with_poles(arb.sec, "sec"), of_complex=acb.sec, analytic=analytic(acb.sec),
        of_floats=lambda x: 1 / np.cos(x), smoothness=Smoothness.QUOTIENT, latex=r"\sec",
    ),
    "sech": ScalarFunction(
        of_balls=entire(arb.sech), of_complex=acb.sech, analytic=analytic(acb.sech),
        of_floats=lambda x: 1 / np.cosh(x), smoothness=Smoothness.QUOTIENT,
    ),
    "sign": ScalarFunction(
        of_balls=sign_of, of_rationals=exact.sign, analytic=piecewise(acb.real_sgn),
        of_known=by_form.sign, of_floats=np.sign, steps=Steps.AT_ZERO,
    ),
    "sin": ScalarFunction(
        of_balls=entire(arb.sin), of_complex=acb.sin, analytic=analytic(acb.sin),
        of_known=by_form.wave(0),
        of_gaussian=lambda forms, x: forms.wave(x, acb(0, -1) / 2, acb(0, 1) / 2),
        of_floats=np.sin, smoothness=Smoothness.WHOLE, latex=r"\sin",
    ),
    "sinh": ScalarFunction(
        of_balls=entire(arb.sinh), of_complex=acb.sinh, analytic=analytic(acb.sinh),
        of_gaussian=lambda forms, x: (forms.exponential(x) + -forms.exponential(-x)) * _HALF,
        of_floats=np.sinh, smoothness=Smoothness.WHOLE, latex=r"\sinh",
    ),
    "sqrt": ScalarFunction(
        of_balls=partial(arb.sqrt, lambda x: x, "the square root of a negative number"),
        of_rationals=exact.square_root, of_complex=acb.sqrt, analytic=analytic_root,
        of_known=by_form.of_form(lambda form: power(form, of_rational(_HALF))),
        of_gaussian=lambda forms, x: forms.root(x), of_floats=np.sqrt,
        smoothness=Smoothness.POSITIVE_OF_POSITIVE, latex=(r"\sqrt{", "}"),
    ),
    "tan": ScalarFunction(
        of_balls=with_poles(arb.tan, "tan"), of_complex=acb.tan, analytic=analytic(acb.tan),
        of_floats=np.tan, smoothness=Smoothness.QUOTIENT, latex=r"\tan",
    ),
    "tanh": ScalarFunction(
        of_balls=entire(arb.tanh), of_complex=acb.tanh, analytic=analytic(acb.tanh),
        of_floats=np.tanh, smoothness=Smoothness.WHOLE, latex=r"\tanh",
    ),
}  # fmt: skip
