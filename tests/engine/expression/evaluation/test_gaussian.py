"""Expectations in closed form, against scipy's quadrature and by hand."""

import numpy as np
import pytest
from flint import arb
from scipy import integrate

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Undefined, Unsupported
from autograder.expression.budget import Budget, Meter
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "gaussian", "y": "gaussian", "w": "gaussian[d]", "b": "vector[d]", "t": "real",
    }.items()
}  # fmt: skip


@pytest.fixture
def value(rng):
    meter = Meter(10**6)
    model = Model(
        ComparisonSetting(_SYMBOLS, (), 0, Budget()), Balls(), ClosedFormRules(meter), meter
    )
    model.enter(Point(_SYMBOLS, {"d": 2}, RealSource(rng, [])))

    def evaluate(text):
        return model.program(parse(text, _SYMBOLS)).run()

    evaluate.point = model.point
    return evaluate


def _float(value):
    return float(arb(value))


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("x**6 - x", lambda x: x**6 - x),
        ("(x + 1)**3*exp(x/2)", lambda x: (x + 1) ** 3 * np.exp(x / 2)),
        ("exp(-3*x**2 + x)*x", lambda x: np.exp(-3 * x**2 + x) * x),
        ("exp(x**2/4)", lambda x: np.exp(x**2 / 4)),
        ("cos(2*x)*sin(x + 1)", lambda x: np.cos(2 * x) * np.sin(x + 1)),
        ("x**2*cos(x)", lambda x: x**2 * np.cos(x)),
        ("cosh(x)**2 - sinh(x)", lambda x: np.cosh(x) ** 2 - np.sinh(x)),
        ("2**x", lambda x: 2**x),
        ("x/exp(x)", lambda x: x / np.exp(x)),
        ("sqrt(exp(x))", lambda x: np.exp(x / 2)),
    ],
)
def test_one_variable_as_scipy_finds(value, text, function):
    density = lambda x: np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)  # noqa: E731 - shorter
    expected, _ = integrate.quad(lambda x: function(x) * density(x), -30, 30, epsabs=1e-12)
    assert _float(value(f"E({text}, x)")) == pytest.approx(expected, rel=1e-8, abs=1e-10)


def test_several_variables_as_scipy_finds(value):
    b = [_float(entry) / 4 for entry in value.point.value("b").entries]

    def integrand(u, v):
        inner = b[0] * u + b[1] * v
        return (u * v + inner**2) * np.exp(inner - (u * u + v * v) / 2) / (2 * np.pi)

    expected, _ = integrate.dblquad(integrand, -12, 12, -12, 12, epsabs=1e-10)
    found = value("E((w[1]*w[2] + (b.T*w/4)**2)*exp(b.T*w/4), w)")
    assert _float(found) == pytest.approx(expected, rel=1e-7)


def test_expectations_may_be_nested_and_coupled(value):
    assert _float(value("E(E(exp(x*y/2), x), y)")) == pytest.approx(2 / np.sqrt(3))
    assert _float(value("E(E((x + y)**2*exp(x*y/2), x), y)")) == pytest.approx(
        integrate.dblquad(
            lambda u, v: (u + v) ** 2 * np.exp(u * v / 2 - (u * u + v * v) / 2) / (2 * np.pi),
            -25, 25, -25, 25,
        )[0],
        rel=1e-6,
    )  # fmt: skip


def test_odd_moments_of_several_variables_vanish(value):
    assert value("E(w[1]*w[2]**2, w)") == 0
    assert value("E(w[1]**2*w[2]**2, w)") == 1
    assert value("E(w[1]**4, w)") == 3


def test_the_density_integrates_to_one(value):
    assert _float(value("integral(exp(-norm(w - b)**2/2), w)/(2*pi)")) == pytest.approx(1)
    assert _float(value("integral(exp(-x**2), x)")) == pytest.approx(np.sqrt(np.pi))


@pytest.mark.parametrize(
    "text", ["E(exp(x**2), x)", "E(exp(x**2/2), x)", "integral(1, x)", "integral(exp(x), x)"]
)
def test_what_does_not_converge_has_no_value(value, text):
    with pytest.raises(Undefined, match="does not exist"):
        value(text)


@pytest.mark.parametrize("text", ["tanh(x)", "abs(x)", "1/(1 + x**2)", "x**99", "exp(x**3)"])
def test_what_has_no_closed_form_is_left_to_others(value, text):
    with pytest.raises(Unsupported):
        value(f"E({text}, x)")
