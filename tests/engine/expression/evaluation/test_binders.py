"""Empty sums, and nesting."""

import pytest

from autograder.expression.budget import OverBudget
from autograder.expression.domain import SCALAR, parse_domain
from autograder.expression.evaluation.binders import check_nesting, empty
from autograder.expression.evaluation.point import Point
from autograder.expression.tree import Node


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
