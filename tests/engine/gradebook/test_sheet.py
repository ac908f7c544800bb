"""Numbers as gradebooks write them."""

from decimal import Decimal

import pytest

from autograder.gradebook.sheet import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9.50", Decimal("9.5")),
        (" 10 ", Decimal(10)),
        ("9,5", Decimal("9.5")),
        ("-1", Decimal(-1)),
        ("1,234.5", None),
        ("EX", None),
        ("N/A", None),
        ("NaN", None),
        ("Infinity", None),
        ("(read only)", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_number_in_a_cell(text, number):
    assert number_in(text) == number
