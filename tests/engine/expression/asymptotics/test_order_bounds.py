"""Between which orders an expression lies, and what is the same as it is written."""

import pytest

from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.order_bounds import OrderBounds, same_as_written
from autograder.expression.asymptotics.orders import Order
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.text import parse

n = Order((Monomial.of("symbol", "n"),))


def test_an_expression_has_an_order_or_lies_between_two_or_says_why_not():
    assert OrderBounds.of(parse("2*n"), Regime()) == OrderBounds(n, n)
    assert OrderBounds.of(parse("-2*n"), Regime()) == OrderBounds(n, n, negative=True)
    assert OrderBounds.of(parse("n - n"), Regime()).is_zero
    between = OrderBounds.of(parse("abs(n - d)"), Regime())
    assert between.lower is None
    assert set(between.upper.numerator) == {Monomial.of("symbol", name) for name in "nd"}
    assert "neither side is certain" in OrderBounds.of(parse("n - d"), Regime()).reason


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("n - d", "2*n - 2*d", True),
        ("n - d", "d - n", False),
        ("n - d", "n - 2*d", False),
        ("n*abs(n - d)", "abs(d - n)*n + abs(2*n - 2*d - n + d)", True),
        ("abs(n - d)", "abs(n - 2*d)", False),
        ("n*abs(n - d)", "d*abs(n - d)", False),
        ("floor(n/d)*n", "floor(n/d)*n**2/n", True),
        ("floor(n/d)", "floor(n/(2*d))", False),
        ("log(n/d + 1)", "3*log(1 + n/d)", True),
        ("log(n/d)", "log(n/d)**2", False),
        ("(n + 1)**d + n", "2*(n + 1)**d", False),
        ("n - n", "n - n", False),
        ("n + n*floor(n/d)", "n*floor(n/d)", False),
        ("n*floor(n/d)", "n*floor(n/d)**2", False),
        # Each term of a sum is another one: these are n*log(n) and log(n).
        ("Sum(floor(n/i), (i, 1, n))", "Sum(floor(n/i), (i, 1, n**2))/n", False),
    ],
)
def test_what_is_kept_as_it_is_written_is_equal_to_itself_alone(left, right, same):
    trees = (parse(text) for text in (left, right))
    assert same_as_written(*trees, Regime()) is same
