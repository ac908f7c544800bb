"""The regime that a question states."""

import pytest

from autograder.expression.asymptotics.stated import GrowthError, no_size, stated_regime
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

SYMBOLS = {**dict.fromkeys("nmdN", parse_domain("size")), "p": parse_domain("unit")}


def stated(*lines, conditions=()):
    return stated_regime(lines, SYMBOLS, [parse(text, SYMBOLS) for text in conditions])


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        ("d <= n", "d <= n"),
        ("n >= d", "d <= n"),
        ("d < n", "d <= n"),
        ("N > 1", "1 <= N"),
        ("2*d*m <= n", "2*d*m <= n"),
    ],
)
def test_a_condition_is_an_inequality_of_the_regime(condition, line):
    assert stated(conditions=[condition]).constraints == stated(line).constraints


def test_conditions_that_hold_together_all_count():
    both = stated(conditions=["d <= n and 2 <= N"])
    assert both.constraints == stated("d <= n", "2 <= N").constraints


@pytest.mark.parametrize("condition", ["n + d <= m", "p < 1", "n != d", "d <= n or n <= d"])
def test_a_condition_that_is_no_inequality_between_monomials_says_nothing(condition):
    assert not stated(conditions=[condition]).constraints


@pytest.mark.parametrize("line", ["n", "n <= d + m", "p <= n", "n <= (", "N <= 4"])
def test_a_line_that_is_none_is_a_mistake_of_the_question(line):
    with pytest.raises(GrowthError):
        stated(line)


def test_conditions_under_which_nothing_grows_are_a_mistake_of_the_question():
    with pytest.raises(GrowthError):
        stated(conditions=["N <= 4"])


def test_symbols_that_are_no_sizes_are_named():
    assert no_size(parse("n*d"), SYMBOLS) == ""
    assert "x" in no_size(parse("n*x"), SYMBOLS)
    assert "p (unit)" in no_size(parse("n*p", SYMBOLS), SYMBOLS)
