"""What is so nearly right that random numbers could decide it earns the same whatever the seed."""

import pytest

ASSIGNMENT = "hw2025"


@pytest.mark.parametrize(
    "name", ["4.4a.attention/wrong_float_tensor", "4.4a.attention/wrong_guard"]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_nearly_right_earns_the_same(graded_with, name, seed):
    verdict, variant = graded_with(ASSIGNMENT, name, seed)
    assert (verdict.share, verdict.message) == (variant.earns, verdict.message)
