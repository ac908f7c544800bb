"""Data that is written in LaTeX as Python would write it."""

from fractions import Fraction

import pytest

from autograder.latex.asked import read_asked
from autograder.latex.literals import NoLiteral, literal
from autograder.latex.setting import Setting
from autograder.latex.tokens import tokenize

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('("the red hat", -9.7)', ("the red hat", Fraction(-97, 10))),
        ("``the red hat'', -9.7", ("the red hat", Fraction(-97, 10))),
        (r"\{1: True, 2: False\}", {1: True, 2: False}),
        ("[[1, 2], [3, 1/2]]", [[1, 2], [3, HALF]]),
        (
            r'$\{"T": 2, "p": \{(): [0.5, 1/2], (0,): [1, 0]\}\}$',
            {"T": 2, "p": {(): [HALF, HALF], (0,): [1, 0]}},
        ),
        ('[("x1", "h1", "W"), ("h1", "h2", "U")]', [("x1", "h1", "W"), ("h1", "h2", "U")]),
    ],
)
def test_data_as_the_docstring_writes_it(written, meant):
    """What would be returned in Python can be written as it is."""
    assert read_asked(tokenize(written), Setting("1")).readings[0].value == meant


@pytest.mark.parametrize(
    "text",
    ["", "the red hat", "1 2", "(1", "[1,,2]", "__import__('os')", "{1: 2, 3}", "1/0", "[" * 500],
)
def test_what_is_no_data(text):
    """Anything else is read in another way, and nothing is evaluated."""
    with pytest.raises(NoLiteral):
        literal(text)


def test_a_power_is_no_literal():
    """Signs of TeX are not left out as if they said nothing."""
    value = read_asked(tokenize("$9^2$"), Setting("1")).readings[0].value
    assert value == 81
