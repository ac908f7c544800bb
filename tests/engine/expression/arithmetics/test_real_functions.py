"""Functions on balls, against mpmath, with the edges of their domains."""

import mpmath
import pytest
from flint import arb, fmpq

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.arithmetics.real_functions import floor_of
from autograder.expression.arithmetics.scalars import Undecided, Undefined

_MPMATH = {
    "Abs": abs, "acos": mpmath.acos, "acosh": mpmath.acosh, "asin": mpmath.asin,
    "asinh": mpmath.asinh, "atan": mpmath.atan, "ceiling": mpmath.ceil, "cos": mpmath.cos,
    "cosh": mpmath.cosh, "cot": mpmath.cot, "coth": mpmath.coth, "csc": mpmath.csc,
    "erf": mpmath.erf, "erfc": mpmath.erfc, "exp": mpmath.exp, "floor": mpmath.floor,
    "gamma": mpmath.gamma, "log": mpmath.log, "loggamma": mpmath.loggamma, "sec": mpmath.sec,
    "sech": mpmath.sech, "sign": mpmath.sign, "sin": mpmath.sin, "sinh": mpmath.sinh,
    "sqrt": mpmath.sqrt, "tan": mpmath.tan, "tanh": mpmath.tanh,
}  # fmt: skip


@pytest.mark.parametrize("name", _MPMATH)
@pytest.mark.parametrize("x", [-2.25, -0.5, 0.375, 0.75, 3.125])
def test_values_are_those_of_mpmath_and_real(name, x):
    expected = _MPMATH[name](mpmath.mpf(x))
    if isinstance(expected, mpmath.mpc) or (name == "loggamma" and x < 0):
        with pytest.raises(Undefined):
            FUNCTIONS[name].of_balls(arb(x))
    else:
        assert float(arb(FUNCTIONS[name].of_balls(arb(x)))) == pytest.approx(
            float(expected), rel=1e-12
        )


@pytest.mark.parametrize(
    ("name", "x"),
    [
        ("log", 0), ("log", -1), ("sqrt", -1), ("acos", 2), ("asin", -2), ("acosh", 0),
        ("cot", 0), ("coth", 0), ("csc", 0), ("gamma", 0), ("gamma", -3), ("loggamma", -1),
    ],
)  # fmt: skip
def test_beyond_its_domain_and_at_its_poles_a_function_has_no_value(name, x):
    with pytest.raises(Undefined):
        FUNCTIONS[name].of_balls(fmpq(x))


@pytest.mark.parametrize(
    ("name", "center"),
    [("log", 0), ("sqrt", 0), ("acos", 1), ("gamma", -3), ("cot", 0), ("sign", 0), ("floor", 2)],
)
def test_at_an_edge_precision_has_to_decide(name, center):
    with pytest.raises(Undecided):
        FUNCTIONS[name].of_balls(arb(center, 1e-10))


@pytest.mark.parametrize("name", ["cot", "coth", "csc", "gamma", "sec", "tan"])
def test_beside_their_poles_functions_have_values_at_rationals(name):
    expected = _MPMATH[name](mpmath.mpf(5) / 2)
    assert float(FUNCTIONS[name].of_balls(fmpq(5, 2))) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "x", "limit"),
    [("exp", "-inf", 0), ("tanh", "inf", 1), ("tanh", "-inf", -1), ("sign", "-inf", -1)],
)
def test_limits_at_infinity(name, x, limit):
    assert FUNCTIONS[name].of_balls(arb(x)) == limit


def test_the_exponential_of_something_immense_is_undecided_and_not_undefined():
    with pytest.raises(Undecided):
        FUNCTIONS["exp"].of_balls(arb(10) ** 4000)


@pytest.mark.parametrize("y", [-2, -0.0, 1])
@pytest.mark.parametrize("x", [-3, 0.5, 2])
def test_the_angle_is_that_of_mpmath(y, x):
    value = FUNCTIONS["atan2"].of_balls(arb(y), arb(x))
    assert float(value) == pytest.approx(float(mpmath.atan2(abs(y) if y == 0 else y, x)))


def test_the_origin_has_no_angle():
    with pytest.raises(Undefined):
        FUNCTIONS["atan2"].of_balls(fmpq(0), fmpq(0))


def test_largest_and_smallest_of_many():
    values = (fmpq(1, 3), arb.pi(), arb(-2))
    assert FUNCTIONS["Max"].of_balls(*values).contains(arb.pi())
    assert FUNCTIONS["Min"].of_balls(*values) == -2


def test_an_integer_that_would_fill_the_memory_is_not_written_out():
    with pytest.raises(Undecided):
        floor_of(arb(2) ** 10**10)
