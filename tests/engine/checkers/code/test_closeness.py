"""What is said of tensors that came back: type, shape, dtype, then values, the worst of them."""

import numpy as np
import pytest

from autograder.checkers.code.closeness import Expected, differs, read_tensor, require_close
from autograder.checkers.common.promises import Broken
from autograder.sandbox.values import Handle, Tensor

EXPECTED = Expected(np.array([[1.0, 2.0], [3.0, 4.0]]), np.full((2, 2), 0.25))


@pytest.mark.parametrize(
    ("value", "note", "text"),
    [
        (None, "type", "Expected a tensor for it, got `None`."),
        (Handle(1, "Sequential"), "type", "Expected a tensor for it, got `Sequential`."),
        (Tensor.of([1.0]), "shape", "The shape of it is (1,), not (2,)."),
        (Tensor.of([1.0, 2.0], "float32"), "dtype", "The dtype of it is float32, not float64."),
        (Tensor("float64", (2,), bytes(16), device="numpy"), "type", "got `numpy array`"),
    ],
)
def test_what_is_no_such_tensor_is_named(value, note, text):
    with pytest.raises(Broken) as caught:
        read_tensor(value, "it", (2,), "float64")
    assert caught.value.note == note
    assert text in str(caught.value)


def test_a_tensor_is_read_in_float64():
    array = read_tensor(Tensor.of([0.5, 2.0], "float32"), "it", (2,), "float32")
    assert (array.dtype, array.tolist()) == (np.float64, [0.5, 2.0])


def test_what_rounding_explains_is_no_difference():
    require_close(EXPECTED.values + 0.25, EXPECTED, "the output", {})
    assert differs(EXPECTED.values + np.array([[0, 0.3], [0, 0]]), EXPECTED)


def test_the_worst_number_is_named_with_what_was_allowed():
    with pytest.raises(Broken) as caught:
        require_close(EXPECTED.values + np.array([[0, 1.0], [-3.0, 0]]), EXPECTED, "the output", {})
    assert str(caught.value) == (
        "In the output, 2 of 4 numbers are not right. The one at [1, 0] is off by 3; rounding "
        "explains 0.2."
    )


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_what_is_no_number_is_always_a_difference(number):
    values = EXPECTED.values.copy()
    values[0, 0] = number
    assert differs(values, EXPECTED)
    with pytest.raises(Broken, match="infinite or not a number"):
        require_close(values, EXPECTED, "the output", {})


def test_a_misreading_is_named():
    readings = {"negative": (-EXPECTED.values, "It has the opposite sign.")}
    with pytest.raises(Broken) as caught:
        require_close(-EXPECTED.values, EXPECTED, "the output", readings)
    assert (str(caught.value), caught.value.note) == (
        "The output is not right. It has the opposite sign.", "negative",
    )  # fmt: skip
