"""The case that holds for large symbols."""

import pytest

from autograder.expression.asymptotics.cases import without_cases
from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.orders import UndecidedGrowth
from autograder.expression.asymptotics.regime import Constraint, Regime
from autograder.expression.render import plain
from autograder.expression.text import parse

FAR_BELOW = Regime((Constraint(Monomial.of("symbol", "n") / Monomial.of("symbol", "d"), True),))


def settled(text, regime=FAR_BELOW):
    return plain(without_cases(parse(text), regime))


@pytest.mark.parametrize(
    "condition",
    ["n > 1", "n >= 100", "1 < n", "5 <= n", "n != 1", "n != d", "d < n", "not n == 1", "True",
     "n > 1 and d > 1", "n < 1 or d > 1", "n == n", "n - n <= 0", "d**2 < n*d", "log(n) > 7"],
)  # fmt: skip
def test_a_condition_that_holds_for_large_symbols_selects_its_case(condition):
    assert settled(f"Piecewise((1, {condition}), (2, True))") == "1"
    assert settled(f"Piecewise((1, not ({condition})), (2, True))") == "2"


def test_cases_are_settled_inside_one_another_and_inside_an_expression():
    inner = "Piecewise((0, n == 1), (n, True))"
    assert (
        settled(f"d + sqrt(Piecewise((1, {inner} < 5), ({inner} + 1, True)))") == "d + sqrt(n + 1)"
    )


def test_a_case_that_does_not_hold_need_not_be_readable():
    assert settled("Piecewise((sin(n)/0, n == 1), (n, True))") == "n"


def test_without_cases_the_tree_is_left_as_it_is():
    tree = parse("n + d")
    assert without_cases(tree, FAR_BELOW) is tree


@pytest.mark.parametrize(
    "text",
    [
        "Piecewise((1, n < m), (2, True))",
        "Piecewise((1, sin(n) < 0), (2, True))",
        "Piecewise((1, n < 1))",
        "Piecewise((1, n), (2, True))",
        "Sum(Piecewise((n**5, i < 2), (i, True)), (i, 1, n))",
    ],
)
def test_what_is_not_certain_is_not_settled(text):
    with pytest.raises(UndecidedGrowth):
        settled(text)
