"""Reading an answer: what is no expression, and what would make it one."""

import pytest

from autograder.checkers.common.line import Unanswered
from autograder.checkers.symbolic.reading import read_answer
from autograder.sandbox.values import Tensor


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


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (4, "4"), (Tensor.of(4), "4"), (Tensor.of(-4, "int8"), "-4"), (Tensor.of(4, "uint8"), "4"),
        (4.0, "4.0"), (Tensor.of(4.0), "4.0"), (Tensor.of(4.0, "bfloat16"), "4.0"),
        (Tensor.of(4 + 0j), "4.0"),
    ],
)  # fmt: skip
def test_a_number_may_come_as_a_tensor_without_sides(line, value, name):
    assert read_answer(line(value, 0)).name == name


@pytest.mark.parametrize("value", [True, Tensor.of(True), Tensor.of([4]), Tensor.of(4j)], ids=repr)
def test_a_truth_value_and_an_array_with_sides_are_no_number(line, value):
    with pytest.raises(Unanswered):
        read_answer(line(value, 0))
