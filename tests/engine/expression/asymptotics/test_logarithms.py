"""Differences of logarithms, against mpmath at large sizes."""

import mpmath
import pytest

from autograder.expression.asymptotics.orders import UndecidedGrowth, order_of
from autograder.expression.asymptotics.reading import read
from autograder.expression.asymptotics.regime import Bounded, Regime
from autograder.expression.text import parse


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("log(n + 1) - log(n)", "1/n"),
        ("log(n) - log(n + 1)", "-1/n"),
        ("log(n**2 - n) - 2*log(n)", "-1/n"),
        ("log(3*n + 1) - log(n) - log(3)", "1/n"),
        ("log(n**2 + 1) - log(n + 1) - log(n - 1)", "1/n**2"),
        ("log(2*n + 5) - log(n + 5)", "1"),
        ("log(n + sqrt(n)) - log(n)", "1/sqrt(n)"),
    ],
)
def test_the_order_is_that_of_the_relative_difference(text, order):
    found = order_of(read(parse(text), Regime()), Regime())
    expected = order_of(read(parse(order.lstrip("-")), Regime()), Regime())
    assert found.negative == order.startswith("-")
    for quotient in (found / expected, expected / found):
        for term in quotient.numerator:
            assert isinstance(Regime().bounded(term, quotient.denominator), Bounded)
    with mpmath.workdps(60):
        names = {name: getattr(mpmath, name) for name in ("log", "sqrt")}
        values = [
            eval(text, {"__builtins__": {}}, {**names, "n": mpmath.mpf(10) ** k})
            / eval(order, {"__builtins__": {}}, {**names, "n": mpmath.mpf(10) ** k})
            for k in (9, 12)
        ]
    assert values[0] == pytest.approx(values[1], rel=1e-3)


@pytest.mark.parametrize("text", ["log(n + 1) - log(n + 1)", "log(n + d) - log(n)", "log(n - d)"])
def test_what_is_not_certain_is_undecided(text):
    with pytest.raises(UndecidedGrowth):
        order_of(read(parse(text), Regime()), Regime())
