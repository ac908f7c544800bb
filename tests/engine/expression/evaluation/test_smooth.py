"""Smooth functions know their derivatives."""

import pytest
import sympy
from flint import arb, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.evaluation.smooth import Smooth, random_function, readable_function

_BALLS = Balls()


def _rational(value):
    return sympy.Rational(int(value.p), int(value.q))


def _value(function, order, x):
    return float(arb(function(order, arb(x), _BALLS)))


@pytest.mark.parametrize("order", [0, 1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("positive", [False, True])
def test_derivatives_are_those_that_sympy_finds(order, positive, rng):
    function = random_function(rng, positive=positive)
    x = sympy.Symbol("x")
    formula = sum(_rational(c) * x**k for k, c in enumerate(function.coefficients))
    formula += sum(
        _rational(amplitude) * sympy.sin(_rational(frequency) * x + _rational(phase))
        for amplitude, frequency, phase in function.waves
    )
    expected = formula.diff(x, order).subs(x, sympy.Rational(3, 8))
    assert _value(function, order, 0.375) == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


def test_positive_functions_are_positive(rng):
    for turn in range(20):
        for function in (
            random_function(rng, positive=True),
            readable_function(turn, positive=True),
        ):
            assert all(_value(function, 0, x / 4) > 0 for x in range(-40, 40))


def test_other_functions_have_both_signs_somewhere(rng):
    values = [
        _value(random_function(rng, positive=False), 0, x) for _ in range(20) for x in range(-5, 5)
    ]
    assert min(values) < 0 < max(values)


def test_a_function_is_written_as_a_formula():
    assert str(readable_function(0, positive=False)) == "x**2 + x"
    assert str(readable_function(1, positive=False)) == "x**2 - x + 2"
    assert str(Smooth((fmpq(1, 2),), ((fmpq(3), fmpq(2), fmpq(1, 4)),))) == "1/2 + 3*sin(2*x + 1/4)"


def test_derivatives_of_polynomials_end_in_zero():
    function = readable_function(0, positive=False)
    assert [function(order, fmpq(3), _BALLS) for order in range(4)] == [12, 7, 2, 0]
