"""Every row of the table, in every arithmetic, against mpmath and against one another."""

import inspect
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.analytic_balls import AnalyticBalls
from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.complex_balls import ComplexBalls
from autograder.expression.arithmetics.exact_balls import ExactBalls
from autograder.expression.arithmetics.functions import FUNCTIONS, Smoothness, Steps
from autograder.expression.arithmetics.known_numbers import plain

_POINTS = {
    **dict.fromkeys(FUNCTIONS, (("0.375",), ("0.75",))),
    **dict.fromkeys(("Abs", "ceiling", "erf", "floor", "sign", "sin"), (("-2.25",), ("3.125",))),
    **dict.fromkeys(("Max", "Min"), (("0.375", "-1.5", "0.75"),)),
    **dict.fromkeys(("Mod", "atan2"), (("7.25", "1.5"), ("-7.25", "1.5"))),
    "acosh": (("1.25",), ("3",)),
    "binomial": (("4", "2"), ("4.5", "1.75")),
}
_NAMES = {
    "Abs": abs, "Max": max, "Min": min, "Mod": lambda x, y: x % y, "ceiling": mpmath.ceil,
}  # fmt: skip
_ARITHMETICS = {
    "balls": (Balls, arb), "complex": (ComplexBalls, acb), "known": (ExactBalls, arb),
    "analytic": (AnalyticBalls, acb),
}  # fmt: skip


def by_mpmath(name, *point):
    function = _NAMES.get(name) or getattr(mpmath, name)
    return function(*map(mpmath.mpf, point))


CASES = [(name, point) for name in sorted(FUNCTIONS) for point in _POINTS[name]]


@pytest.mark.parametrize("arithmetic", _ARITHMETICS)
@pytest.mark.parametrize(("name", "point"), CASES)
def test_a_ball_contains_the_value(arithmetic, name, point):
    kind, number = _ARITHMETICS[arithmetic]
    if arithmetic == "analytic" and FUNCTIONS[name].analytic is None:
        kind, number = kind, arb  # what is no integrand has its real values
    if arithmetic == "complex" and FUNCTIONS[name].of_complex is None:
        number = arb
    value = plain(kind().function(name)(*(number(float(x)) for x in point)))
    expected = by_mpmath(name, *point)
    real = value.real if isinstance(value, acb) else value
    assert float(arb(real)) == pytest.approx(float(expected), rel=1e-12, abs=1e-12)
    assert not isinstance(value, acb) or value.imag.contains(0)


@pytest.mark.parametrize(("name", "point"), CASES)
def test_values_at_many_points_are_the_same(name, point):
    of_floats = FUNCTIONS[name].of_floats
    if of_floats is not None:
        value = of_floats(*(np.array([float(x)]) for x in point))
        assert value[0] == pytest.approx(float(by_mpmath(name, *point)), rel=1e-12)
    else:
        assert name in ("binomial", "factorial", "gamma", "loggamma")


@pytest.mark.parametrize(("name", "point"), CASES)
def test_exact_values_are_the_values(name, point):
    of_rationals, of_fractions = FUNCTIONS[name].of_rationals, FUNCTIONS[name].of_fractions
    fractions = [Fraction(x) for x in point]
    exact = of_rationals and of_rationals(*(fmpq(x.numerator, x.denominator) for x in fractions))
    if exact is not None:
        expected = float(by_mpmath(name, *point))
        assert float(Fraction(int(exact.p), int(exact.q))) == pytest.approx(expected)
    if of_fractions is not None:
        assert of_fractions(*fractions) == Fraction(int(exact.p), int(exact.q))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_principal_values_are_those_of_mpmath(name):
    principal = FUNCTIONS[name].of_complex
    for z in (0.4 + 0.3j, -1.5 - 0.7j) if principal else ():
        value = complex(principal(acb(z.real, z.imag)))
        assert value == pytest.approx(complex(getattr(mpmath, name)(mpmath.mpc(z))), rel=1e-12)


def is_analytic_around(function, center, radius):
    """Return whether a function's mean on a circle is its value in the middle."""
    turns = [mpmath.expjpi(2 * mpmath.mpf(k) / 64) for k in range(64)]
    mean = sum(function(center + radius * turn) for turn in turns) / 64
    return abs(mean - function(mpmath.mpc(center))) < 1e-9


SMOOTH = {
    name: row.smoothness
    for name, row in FUNCTIONS.items()
    if row.smoothness is not Smoothness.PIECEWISE and row.arguments == (1, 1)
}
_OF_POSITIVE = (Smoothness.OF_POSITIVE, Smoothness.POSITIVE_OF_POSITIVE)
_POSITIVE = (Smoothness.POSITIVE, Smoothness.POSITIVE_OF_POSITIVE)


@pytest.mark.parametrize("name", sorted(SMOOTH))
def test_what_is_called_smooth_is_analytic(name):
    smoothness, function = SMOOTH[name], getattr(mpmath, name)
    centers = [0.5, 2.25] if smoothness in _OF_POSITIVE else [-2.25, 0.5, 2.25]
    assert all(is_analytic_around(function, center, 0.1) for center in centers)
    if smoothness in _POSITIVE:
        assert all(function(center) > 0 for center in centers)
    if smoothness in (Smoothness.QUOTIENT, Smoothness.WHOLE, Smoothness.POSITIVE):
        # Nor has it branches elsewhere.
        assert all(is_analytic_around(function, c, 0.1) for c in (-2.25 + 0.5j, 0.3 + 2j, -2j))


@pytest.mark.parametrize("name", sorted(SMOOTH))
def test_what_is_regular_has_a_value_around_every_number(name):
    if SMOOTH[name] in (Smoothness.WHOLE, Smoothness.POSITIVE, Smoothness.REGULAR):
        for center in range(-8, 9):
            assert FUNCTIONS[name].of_balls(arb(center, 0.6)).is_finite()


def test_what_has_steps_is_not_called_smooth():
    pieces = {name for name, row in FUNCTIONS.items() if row.steps}
    assert pieces == {"Abs", "Max", "Min", "Mod", "ceiling", "floor", "sign"}
    assert pieces.isdisjoint(SMOOTH)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_changes_at_its_steps(name):
    steps, of_floats = FUNCTIONS[name].steps, FUNCTIONS[name].of_floats
    sides = {Steps.AT_ZERO: (-0.25, 0.25), Steps.AT_INTEGERS: (1.75, 2.25)}.get(steps)
    if sides:
        below, above = (np.array([side - 0.1, side, side + 0.1]) for side in sides)
        slopes = [np.diff(of_floats(points), 1) for points in (below, above)]
        jump = of_floats(np.array(sides))
        assert not np.allclose(*slopes) or jump[0] != jump[1]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_formula_has_a_place_for_every_argument(name):
    row = FUNCTIONS[name]
    if not isinstance(row.latex, str):
        assert row.arguments == (len(row.latex) - 1,) * 2


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_what_it_is_of_balls_or_made_of_others(name):
    row = FUNCTIONS[name]
    assert (row.of_balls is None) != (row.made_of is None)
    if row.made_of is not None:
        assert next(iter(inspect.signature(row.made_of).parameters)) == "arithmetic"


def test_what_everybody_knows_of_a_function_is_true():
    for name, row in FUNCTIONS.items():
        if row.known_value:
            point, value = row.known_value
            assert by_mpmath(name, point) == mpmath.mpf(value)
