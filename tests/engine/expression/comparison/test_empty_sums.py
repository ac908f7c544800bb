"""Sums without terms."""

import pytest

from autograder.expression.budget import Budget
from autograder.expression.comparison.empty_sums import empty_sum
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.model import ComparisonSetting
from autograder.expression.text import parse

SYMBOLS = {
    **dict.fromkeys(("t", "T", "n"), parse_domain("natural")),
    "g": parse_domain("sequence[real]"),
    "x": parse_domain("real"),
}


def said(text, *conditions):
    stated = tuple(parse(condition, SYMBOLS) for condition in conditions)
    return empty_sum(parse(text, SYMBOLS), ComparisonSetting(SYMBOLS, (), 7, Budget(), stated))


@pytest.mark.parametrize(
    ("text", "conditions", "limits"),
    [
        ("Sum(g[i], (i, T, 1))", (), ("T", "1")),
        ("x + 2*Sum(g[i]**2, (i, n + 1, n - 1))", (), ("n + 1", "n - 1")),
        ("Sum(Sum(g[i], (i, t, 1)), (j, 1, t))", (), ("t", "1")),
        ("Sum(g[i], (i, T, t))", ("t <= T",), ("T", "t")),
        ("Sum(g[i], (i, 3, 1))", (), ("3", "1")),
    ],
)
def test_a_sum_that_runs_downwards_is_named_with_its_limits(text, conditions, limits):
    sentence = said(text, *conditions)
    assert "from {} to {} is empty".format(*limits) in sentence


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Sum(g[i], (i, 1, T))", ()),
        ("Sum(g[i], (i, 1, t - 1))", ()),
        ("Sum(g[i], (i, 2, t))", ()),
        ("Sum(g[i], (i, T, t))", ()),
        ("Sum(g[i], (i, t, t))", ()),
        ("Sum(g[i], (i, t, T))", ("t <= T",)),
        ("Sum(Sum(g[i], (i, j, t)), (j, 1, t))", ()),
        ("Product(g[i], (i, T, 1))", ()),
        ("Sum(g[i], (i, x, T))", ()),
        ("g[t]", ()),
    ],
)
def test_other_sums_are_not(text, conditions):
    """Products run downwards where they are written so; limits need not be known."""
    assert said(text, *conditions) == ""
