"""A product of factorials beside the factorial of a sum of their arguments."""

import pytest

from autograder.expression.asymptotics.multinomials import without_factorials
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.render import plain
from autograder.expression.text import parse


def left(smaller, larger):
    found = without_factorials(parse(smaller), parse(larger), Regime())
    return found and tuple(map(plain, found))


def test_the_factorials_are_taken_away_where_those_of_the_sum_are_larger():
    """The product n! d! is at most (n + d)!, and so at most (n + d + 1)!."""
    for larger in ("factorial(n + d)", "factorial(d + n + 1)", "factorial(2*n + d)"):
        assert left("n*factorial(n)*factorial(d)", f"5*{larger}") == ("1*n", "1*5")


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("factorial(n)*factorial(d)", "factorial(n)"),
        ("factorial(n)*factorial(d)", "factorial(n + d - 1)"),
        ("factorial(n)*factorial(d)", "factorial(n)*factorial(n)"),
        ("factorial(n - d)*factorial(2*d)", "factorial(n + d)"),
        ("n**d", "factorial(n + d)"),
    ],
)
def test_where_that_is_not_certain_nothing_is_taken_away(smaller, larger):
    assert left(smaller, larger) is None
