"""Expectations of one variable by quadrature, against scipy; balls contain the value."""

import numpy as np
import pytest
from flint import arb, ctx
from scipy import integrate, special

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Undecided, Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.quadrature import Quadrature
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "gaussian",
        "u": "gaussian",
        "w": "gaussian[d]",
        "s": "function",
    }.items()
}


@pytest.fixture
def value(rng):
    def evaluate(text, size=2, steps=10**6):
        model = Model(
            ComparisonSetting(_SYMBOLS, (), 0, Budget()), Balls(), Quadrature(), Meter(steps)
        )
        source = RealSource(rng, [])
        source.begin(100)
        model.enter(Point(_SYMBOLS, {"d": size}, source))
        with ctx.workprec(128):
            return model.program(parse(text, _SYMBOLS)).run()

    return evaluate


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("tanh(x)**2", lambda x: np.tanh(x) ** 2),
        ("Max(x, 0)", lambda x: np.maximum(x, 0)),
        ("abs(x - 1)", lambda x: np.abs(x - 1)),
        ("log(1 + exp(x))", lambda x: np.logaddexp(0, x)),
        ("1/(1 + x**2)", lambda x: 1 / (1 + x**2)),
        ("atan(x)*x", lambda x: np.arctan(x) * x),
        ("sqrt(1 + x**2)", lambda x: np.sqrt(1 + x**2)),
        ("erf(x)*x", lambda x: special.erf(x) * x),
        ("(1 + x**2)**(1/3)", lambda x: (1 + x**2) ** (1 / 3)),
        ("asinh(x)**2", lambda x: np.arcsinh(x) ** 2),
    ],
)
def test_values_are_those_that_scipy_finds(value, text, function):
    ball = value(f"E({text}, x)")
    weighted = lambda x: function(x) * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)  # noqa: E731
    expected, _ = integrate.quad(weighted, -15, 15, points=[0, 1], epsabs=1e-13, limit=200)
    assert float(ball.rad()) < 1e-9
    assert float(ball.mid()) == pytest.approx(expected, rel=1e-9, abs=1e-10)


def test_a_jump_is_integrated_too(value):
    ball = value("E(sign(x - 1), x)")
    assert float(ball.mid()) == pytest.approx(1 - 2 * special.ndtr(1), abs=1e-6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Piecewise((1, x > 1), (0, True))", special.ndtr(-1)),
        ("Piecewise((x, x >= 2), (0, True))", np.exp(-2) / np.sqrt(2 * np.pi)),
        ("Piecewise((1, x**2 < 1), (0, True))", 2 * special.ndtr(1) - 1),
        ("Piecewise((1, 0 < x and x < 1), (0, True))", special.ndtr(1) - 0.5),
        ("Piecewise((1, x < -1 or x > 2), (0, True))", special.ndtr(-1) + special.ndtr(-2)),
        (
            "Piecewise((2, x > 1), (x, x > 0), (0, True))",
            2 * special.ndtr(-1) + (1 - np.exp(-0.5)) / np.sqrt(2 * np.pi),
        ),
        (
            "Piecewise((exp(x) - 1, x < 0), (x, True))",
            np.exp(0.5) * special.ndtr(-1) - 0.5 + 1 / np.sqrt(2 * np.pi),
        ),
        ("Piecewise((7, x == 1), (x**2, True))", 1),
        ("Piecewise((sqrt(x), x > 0), (0, True))", special.gamma(0.75) * 2**-0.75 / np.sqrt(np.pi)),
        # max(x, 2x − 1, 0) = max(x, 0) + max(x − 1, 0)
        ("Max(x, Max(2*x - 1, 0))", (1 + np.exp(-0.5)) / np.sqrt(2 * np.pi) - special.ndtr(-1)),
        # ||x| − 1| = |x| − 1 + 2 max(1 − |x|, 0)
        ("abs(abs(x) - 1)", np.sqrt(2 / np.pi) * (2 * np.exp(-0.5) - 1) + 4 * special.ndtr(1) - 3),
        ("floor(x)", -0.5),
        ("floor(x)**2", sum(k * k * (special.ndtr(k + 1) - special.ndtr(k)) for k in range(-9, 9))),
    ],
)
def test_steps_are_integrated_as_closely_as_what_has_none(value, text, expected):
    ball = value(f"E({text}, x)")
    assert float(ball.rad()) < 1e-12
    assert float(ball.mid()) == pytest.approx(expected, rel=1e-11)


def test_a_step_beyond_all_that_is_looked_at_is_not_called_zero(value):
    """P(x > 6656) is about 10**(−9 620 131), and no expression of that size differs from it."""
    ball = value("E(Piecewise((1, x > 6656), (0, True)), x)")
    assert ball.contains(arb(0))
    assert ball.rad() > 0
    assert ball.contains((-(arb(6656) ** 2) / 2).exp())


def test_a_small_integrand_is_integrated_as_closely_as_a_large_one(value):
    """E[Max(x − 9, 0)] = φ(9) − 9 (1 − Φ(9))."""
    ball = value("E(Max(x - 9, 0), x)")
    expected = np.exp(-81 / 2) / np.sqrt(2 * np.pi) - 9 * special.ndtr(-9)
    assert float(ball.rad()) < 1e-6 * expected
    assert float(ball.mid()) == pytest.approx(expected, rel=1e-5)


def test_steps_are_rounded_both_ways(value):
    total = value("E(ceiling(x) + floor(-x), x)")
    assert total.contains(arb(0))
    assert float(total.rad()) < 1e-3


def test_a_vector_of_one_entry_counts_as_a_variable(value):
    ball = value("E(tanh(w)**2, w)", size=1)
    assert abs(ball.entries[0] - value("E(tanh(x)**2, x)")) < 1e-15
    assert abs(value("E(tanh(w.T*w), w)", size=1) - value("E(tanh(x**2), x)")) < 1e-15


@pytest.mark.parametrize("side", ["x", "-x"])
def test_tails_that_matter_are_bounded(value, side):
    """Beyond the edge lies e**(−5) of this integral, on one side more than on the other."""
    ball = value(f"E(exp(99*x**2/200)*(2 + tanh({side})), x)")
    assert 1e-3 < float(ball.rad()) < 1e3
    assert ball.contains(arb(20))


def test_integrands_that_grow_are_integrated_closely(value):
    ball = value("E(exp(9*x**2/20 + x/10), x)")
    assert float(ball.rad()) < 1e-15
    assert float(ball.mid()) == pytest.approx(np.sqrt(10) * np.exp(0.05))


def test_arbitrary_functions_are_integrated(value):
    assert value("E(tanh(x)*s(x), x)").is_finite()


@pytest.mark.parametrize("text", ["E(sqrt(x), x)", "E(log(x), x)", "E(1/x, x)"])
def test_what_is_not_defined_for_all_numbers_is_undecided(value, text):
    with pytest.raises(Undecided):
        value(text)


@pytest.mark.parametrize(
    "text",
    ["E(tanh(w[1]), w)", "integral(tanh(x), x)", "E(loggamma(x), x)", "E(E(tanh(x + u), x), u)"],
)
def test_what_it_cannot_do_it_says(value, text):
    with pytest.raises(Unsupported):
        value(text)


def test_an_integrand_that_takes_many_steps_ends(value):
    with pytest.raises(OverBudget):
        value("E(tanh(x)**2, x)", steps=200)
