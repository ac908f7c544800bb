"""Slips by their names."""

import pytest

from autograder.expression.comparison.slips import SLIPS
from autograder.expression.domain import parse_domain
from autograder.expression.near_misses import WORDING
from autograder.expression.render import plain
from autograder.expression.text import parse

SYMBOLS = {
    "V": parse_domain("matrix[d,d]"),
    "W": parse_domain("matrix[d,d]"),
    "A": parse_domain("matrix[d,r]"),
    "z": parse_domain("sequence[vector[d]]"),
    "t": parse_domain("natural"),
    "n": parse_domain("natural"),
    "x": parse_domain("real"),
}


def edited(tag, text, other=""):
    roots = (parse(each, SYMBOLS) for each in (text, other or text))
    return {plain(tree, symbols=SYMBOLS) for tree in SLIPS[tag](*roots, SYMBOLS)}


@pytest.mark.parametrize(
    ("tag", "text", "other", "found"),
    [
        ("off_by_one", "z[t] - z[t]", "", "z[t + 1] - z[t + 1]"),
        ("off_by_one", "z[t] - z[t]", "", "z[t] - z[t - 1]"),
        ("transposed_factor", "V*A", "", "V.T*A"),
        ("symbol", "V*z[t]", "W*z[t]", "W*z[t]"),
        ("symbol", "V*V", "V*W", "W*W"),
    ],
)
def test_an_expression_with_the_slip_is_among_them(tag, text, other, found):
    assert (found in edited(tag, text, other)) == (found != "W*W")


def test_a_factor_that_is_no_count_is_not_moved():
    assert edited("off_by_one", "t*x") == set()


def test_only_square_matrices_are_transposed():
    assert edited("transposed_factor", "A*x") == set()


def test_no_symbol_is_exchanged_for_one_that_swallows_the_expression():
    """Of Min(t, 2n) it would leave t, which explains nothing."""
    assert edited("symbol", "Min(t, 2*n)", "t") == set()


def test_a_symbol_alone_is_not_exchanged():
    assert edited("symbol", "t", "n") == set()


def test_every_slip_has_a_wording():
    assert SLIPS.keys() <= WORDING.keys()
