"""Directions of products, empty sums, and nesting."""

import pytest

from autograder.expression.budget import OverBudget
from autograder.expression.domain import SCALAR, parse_domain
from autograder.expression.evaluation.binders import check_nesting, descends, empty
from autograder.expression.evaluation.world import Point
from autograder.expression.text import parse
from autograder.expression.tree import Node


@pytest.mark.parametrize(
    ("first", "last", "down"),
    [
        ("T", "1", True),
        ("T + 2", "1", True),
        ("1", "T", False),
        ("1", "T - 1", False),
        ("2*T", "T", True),
        ("T - 2", "1", True),
        ("T + s", "s", True),
        ("5", "1", True),
        ("T", "7", False),
        ("T + 2", "s", False),
        ("2*T", "s", False),
        ("T", "T + 1", False),
        ("a*b*c*d*e*f*g", "1", False),
        ("1", "0", False),
        ("sin(T)", "1", False),
    ],
)
def test_limits_run_down_if_they_do_for_all_but_the_smallest_values(first, last, down):
    assert descends(parse(first), parse(last)) is down


def test_an_empty_sum_is_zero_and_an_empty_product_the_identity():
    point = Point({}, {"d": 2}, None)
    square = parse_domain("matrix[d,d]").shape
    assert empty(SCALAR, point, True) == 0
    assert empty(SCALAR, point, False) == 1
    assert empty(square, point, True).entries == (0, 0, 0, 0)
    assert empty(square, point, False).entries == (1, 0, 0, 1)


def test_binders_within_binders_are_limited():
    one, tree = Node("rational", "1"), Node("symbol", "x")
    for depth in range(20):
        if depth == 12:
            check_nesting(tree)
        tree = Node("sum", f"i{depth}", (tree, one, one))
    with pytest.raises(OverBudget, match="inside one another"):
        check_nesting(tree)
