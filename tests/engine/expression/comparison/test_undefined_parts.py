"""Holes at some integers are exceptions; holes at all of a part are not."""

import pytest

from autograder.expression.comparison.undefined_parts import lies_within
from autograder.expression.domain import parse_domain

NATURAL, INTEGER = parse_domain("natural"), parse_domain("integer")


@pytest.mark.parametrize(
    ("rows", "fails", "is_part"),
    [
        ([{"n": n} for n in (1, 2, 3)], lambda row: row["n"] <= 3, False),
        ([{"n": 3}], lambda row: row["n"] == 3, False),
        ([{"n": n} for n in (1, 2, 101)], lambda row: row["n"] > 50, True),
        ([{"n": k, "m": k} for k in (1, 4, 7)], lambda row: row["n"] == row["m"], False),
        ([{"n": 1, "m": 3}, {"n": 1, "m": 101}], lambda row: row["n"] < row["m"], True),
        ([{"n": 4, "m": 2}], lambda row: row["m"] % 2 == 0, False),
    ],
)
def test_all_numbers_nearby_tell(rows, fails, is_part, rng):
    symbols = {"n": NATURAL, "m": NATURAL}
    found = lies_within(rows, symbols, fails, rng)
    assert (found in rows) if is_part else (found is None)


def test_an_integer_has_negative_ones_nearby(rng):
    rows = [{"n": n} for n in (-1, -7, 0, -101)]
    assert lies_within(rows, {"n": INTEGER}, lambda row: row["n"] <= 0, rng) == {"n": -101}


def test_where_the_reference_has_no_value_nothing_is_said(rng):
    rows = [{"n": 101}]
    assert lies_within(rows, {"n": NATURAL}, lambda _row: None, rng) is None
