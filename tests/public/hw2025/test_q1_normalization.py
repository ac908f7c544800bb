"""Q1: can the numbers be read, and are there as many as there should be?"""

import numpy as np
import pytest
import sympy

import q1_normalization as q1


def entries(value):
    """Return how many numbers there are, whatever holds them."""
    if isinstance(value, sympy.MatrixBase):
        return len(value)
    array = np.asarray(value, dtype=object)
    for entry in array.ravel():
        assert np.isfinite(float(entry)), f"{entry!r} is not a number"
    return array.size


@pytest.mark.parametrize(
    ("function", "count"),
    [
        ("batch_mean", 2),
        ("batch_variance", 2),
        ("layer_mean", 4),
        ("layer_variance", 4),
        ("instance_mean", 8),
        ("instance_variance", 8),
    ],
)
def test_the_numbers_can_be_read(ask, function, count):
    value = ask(getattr(q1, function))
    assert value is not None, "The function returns None: is a `return` missing?"
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    found = entries(value)
    assert found == count, f"expected {count} numbers, got {found}"


@pytest.mark.parametrize("function", ["batch_variance", "layer_variance", "instance_variance"])
def test_variances_are_not_negative(ask, function):
    value = ask(getattr(q1, function))
    assert value is not None, "The function returns None: is a `return` missing?"
    if hasattr(value, "detach"):
        value = value.detach().numpy()
    assert all(float(entry) >= 0 for entry in np.asarray(value, dtype=object).ravel())
