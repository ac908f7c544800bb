"""A float's digits are read as the number that was meant."""

import math
from fractions import Fraction

import pytest

from autograder.expression.arithmetics.decimals import as_fraction, simplest_between


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.25", Fraction(1, 4)),
        ("-2.5", Fraction(-5, 2)),
        (repr(1 / 3), Fraction(1, 3)),
        (repr(0.1 + 0.2), Fraction(3, 10)),
        (repr(2 / 7), Fraction(2, 7)),
        (repr(-1e6 / 999983), Fraction(-(10**6), 999983)),
        ("1e3", 1000),
        ("1e-6", Fraction(1, 10**6)),
        ("0.0", 0),
        ("1.7159", Fraction(17159, 10000)),
        ("1234567.891", Fraction(1234567891, 1000)),
    ],
)
def test_a_short_fraction_is_meant_exactly(text, meant):
    assert as_fraction(text) == (meant, True)


@pytest.mark.parametrize("value", [math.pi, math.sqrt(2), math.e, 1e-9 * math.pi, 1e-7])
def test_other_numbers_are_kept_as_printed(value):
    assert as_fraction(repr(value)) == (Fraction(repr(value)), False)


def test_the_simplest_fraction_has_the_smallest_denominator(rng):
    for _ in range(300):
        low = Fraction(rng.randint(-300, 300), rng.randint(1, 40))
        high = low + Fraction(rng.randint(0, 60), rng.randint(1, 300))
        found = simplest_between(low, high)
        assert low <= found <= high
        for denominator in range(1, found.denominator):
            assert math.floor(high * denominator) < low * denominator
