"""Values at many points in floating point, against Python's own mathematics at each of them."""

import math

import numpy as np
import pytest

from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.floats import Evaluation
from autograder.expression.text import parse
from autograder.expression.tree import Node

_X = np.array([-7.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.0, 9.0])


def _tree(text):
    return parse(text, dict.fromkeys("nxy", parse_domain("real")))


def _values(text, **symbols):
    return Evaluation(symbols).value(_tree(text))


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("x**2 - 3*x + 1/4", lambda x: x * x - 3 * x + 0.25),
        ("-x/(1 + x**2)", lambda x: -x / (1 + x * x)),
        ("pi*x + 0.125", lambda x: math.pi * x + 0.125),
        ("2**x", lambda x: 2**x),
        ("exp(-x)", lambda x: math.exp(-x)),
        ("sin(x) + cos(x)*tan(x)", lambda x: math.sin(x) + math.cos(x) * math.tan(x)),
        ("sinh(x) + cosh(x)*tanh(x)", lambda x: math.sinh(x) + math.cosh(x) * math.tanh(x)),
        ("asinh(x) + atan(x)", lambda x: math.asinh(x) + math.atan(x)),
        ("erf(x) - 2*erfc(x)", lambda x: math.erf(x) - 2 * math.erfc(x)),
        ("abs(x) + sign(x)", lambda x: abs(x) + (x > 0) - (x < 0)),
        ("floor(x)*ceiling(x/2)", lambda x: math.floor(x) * math.ceil(x / 2)),
        ("Max(x, 1, -x) - Min(x, 2)", lambda x: max(x, 1, -x) - min(x, 2)),
        ("Piecewise((1, x > 3), (2, x >= 1), (x, True))",
         lambda x: 1 if x > 3 else 2 if x >= 1 else x),
    ],
)  # fmt: skip
def test_values_are_those_of_python(text, function):
    np.testing.assert_allclose(_values(text, x=_X), [function(float(x)) for x in _X], 1e-13)


@pytest.mark.parametrize(
    ("text", "is_defined"),
    [
        ("sqrt(x)", lambda x: x >= 0),
        ("x**(1/3)", lambda x: x >= 0),
        ("log(x - 20)", lambda _: False),
        ("acos(x) + asin(x)", lambda x: abs(x) <= 1),
        ("acosh(x)", lambda x: x >= 1),
        ("Piecewise((1, x > 0))", lambda x: x > 0),
    ],
)
def test_where_there_is_no_value_there_is_no_number(text, is_defined):
    values = _values(text, x=_X)
    np.testing.assert_array_equal(~np.isnan(values), [is_defined(x) for x in _X])


def test_symbols_of_one_value_and_of_many_go_together():
    values = _values("x*n + y", x=_X, n=np.array(3.0), y=2 * _X)
    np.testing.assert_array_equal(values, 5 * _X)


def test_overflow_anywhere_in_an_expression_is_remembered():
    evaluation = Evaluation({"x": _X})
    evaluation.value(_tree("exp(100*x)/(1 + exp(100*x))"))
    np.testing.assert_array_equal(evaluation.overflowed, _X * 100 > 709.8)


def test_conditions_are_combined():
    x, zero, two = map(_tree, ("x", "0", "2"))
    between = Node("and", "", (Node("gt", "", (x, zero)), Node("lt", "", (x, two))))
    outside = Node("or", "", (Node("not", "", (between,)), Node("eq", "", (x, two))))
    cases = Node("piecewise", "", (zero, outside, two, Node("true")))
    np.testing.assert_array_equal(Evaluation({"x": _X}).value(cases), 2 * ((_X > 0) & (_X < 2)))


@pytest.mark.parametrize(
    "text", ["Sum(x*i, (i, 1, 3))", "gamma(x)", "1" + "0" * 400, "oo", "y", "trace(eye(3))"]
)
def test_what_has_no_such_form_is_left_to_others(text):
    with pytest.raises(Unsupported):
        _values(text, x=_X)


def test_very_long_expressions_are_left_to_others():
    with pytest.raises(Unsupported):
        _values("+".join(f"sin(x*{k})" for k in range(2000)), x=_X)
