"""Any linear functional: linear, and 1 for the constant 1 under an expectation."""

import pytest
from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.budget import Budget, Meter
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.averages import AnyFunctional
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {"x": "gaussian", "y": "gaussian", "w": "gaussian[d]", "a": "real"}.items()
}


@pytest.fixture
def value(rng):
    model = Model(
        ComparisonSetting(_SYMBOLS, (), 0, Budget()), Balls(), AnyFunctional(rng), Meter(10**5)
    )
    source = RealSource(rng, ["a"])
    source.begin(100)
    model.enter(Point(_SYMBOLS, {"d": 2}, source))
    return lambda text: model.program(parse(text, _SYMBOLS)).run()


def test_more_precision_makes_it_more_precise():
    assert AnyFunctional.is_exact


def test_it_is_linear(value):
    assert value("E(a*x**2 + 3*x, x)") == value("a*E(x**2, x) + 3*E(x, x)")
    assert value("integral(a*x**2 + 3*x, x)") == value("a*integral(x**2, x) + 3*integral(x, x)")


def test_the_expectation_of_a_constant_is_the_constant(value):
    assert value("E(1, x)") == 1
    assert value("E(a, w)") == value("a")


def test_the_integral_of_a_constant_is_not(value):
    assert value("integral(1, x)") != 1


def test_equal_distributions_have_equal_expectations(value):
    assert value("E(x**3, x)") == value("E(y**3, y)")


def test_it_is_not_multiplicative_and_not_the_gaussian(value):
    assert value("E(x**2, x)") != value("E(x, x)**2")
    assert value("E(x**2, x)") != 1


def test_vectors_are_averaged_entry_by_entry(value):
    outer, inner = value("E(w*w.T, w)"), value("E(w.T*w, w)")
    assert outer.entries[0] + outer.entries[3] == inner
    assert type(inner) is fmpq
