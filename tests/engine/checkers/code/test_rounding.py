"""The bound on rounding errors: what it is made of, and on which side of it things lie."""

import numpy as np
import pytest

from autograder.checkers.code.rounding import rounding_bound


def bound(value=1.0, response=0.0, *, dtype="float64", terms=1, exponent=1.0):
    one = np.array([value]), np.array([response])
    return float(rounding_bound(*one, dtype=dtype, terms=terms, exponent=exponent)[0])


def test_an_entry_that_is_exact_may_be_off_by_some_units_of_its_last_place():
    assert bound() == pytest.approx(64 * 2**-52, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("change", "factor"),
    [
        ({"value": -3.0}, 3),
        ({"response": 4.0}, 5),
        ({"terms": 9}, 3),
        ({"exponent": 700.0}, 700),
        ({"dtype": "float32"}, 2**29),
        ({"dtype": "bfloat16"}, 2**45 / 8),  # no points hang on it
    ],
    ids=str,
)
def test_each_part_of_the_model_counts(change, factor):
    assert bound(**change) == pytest.approx(factor * bound(), rel=1e-9, abs=0)


def test_where_everything_has_underflowed_a_little_is_rounding_bound():
    assert 0 < bound(value=0.0) < 1e-300
    assert 0 < bound(value=0.0, dtype="float32") < 1e-30


def test_a_sum_in_any_order_is_within_the_bound_and_a_small_mistake_is_not(rng):
    """Sums of a thousand numbers in random order, with the response that a sum has: Σ |x|."""
    for _ in range(50):
        terms = [rng.gauss(0, 1) for _ in range(1000)]
        exact = sum(sorted(terms, key=abs))
        limit = bound(exact, sum(map(abs, terms)), terms=1000)
        rng.shuffle(terms)
        assert abs(sum(terms) - exact) <= limit / 30
        assert 1e-6 * abs(exact) > limit or abs(exact) < 1e-3
