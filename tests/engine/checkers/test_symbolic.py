"""Reading an answer: what is no expression, and what would make it one."""

import pytest

from autograder.checkers.line import Unanswered
from autograder.checkers.symbolic import read_answer


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("n**2", "Expected an expression, got `str`. Return the expression itself, without "
         "quotes."),
        ((4,), "Expected an expression, got `tuple`. A comma after the expression makes it a "
         "tuple: take it away."),
        ([4], "Expected an expression, got `list`. Return what is in the list, without the list."),
        ((4, 5), "Expected an expression, got `tuple`."),
        (None, "Expected an expression, got `None`."),
    ],
)  # fmt: skip
def test_what_is_no_expression_is_told_what_would_make_it_one(line, value, message):
    with pytest.raises(Unanswered) as caught:
        read_answer(line(value, 0))
    assert caught.value.verdict.message == message
