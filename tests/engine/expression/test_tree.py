"""Trees that are written in the same way."""

import pytest

from autograder.expression.text import parse
from autograder.expression.tree import Node, are_identical


@pytest.mark.parametrize(
    ("left", "right", "identical"),
    [
        ("x + y*2", "x+y * 2", True),
        ("Sum(i, (i, 1, n))", "Sum(i, (i, 1, n))", True),
        ("x + y", "y + x", False),
        ("x", "y", False),
        ("sin(x)", "cos(x)", False),
        ("x*(y*z)", "(x*y)*z", False),
    ],
)
def test_only_what_is_written_alike_is_identical(left, right, identical):
    assert are_identical(parse(left), parse(right)) is identical


def test_sharing_does_not_matter_and_costs_nothing():
    shared, again = Node("symbol", "x"), Node("symbol", "x")
    for _ in range(1000):
        shared, again = Node("add", "", (shared, shared)), Node("add", "", (again, again))
    assert are_identical(shared, again)
    assert not are_identical(shared, Node("neg", "", (again,)))
