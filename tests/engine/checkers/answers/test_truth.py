"""Truth values are read from every library's, and from numbers that are exactly 1 or 0."""

from fractions import Fraction

import pytest

from autograder.checkers.answers.choice import Choice
from autograder.checkers.answers.claims import Claims
from autograder.checkers.answers.truth import read_truth
from autograder.sandbox.values import Tensor, WireExpression
from autograder.verdict import earned

TRUE = [
    True, 1, 1.0, Fraction(1), Tensor.of(True), Tensor.of(1), Tensor.of(1.0),
    Tensor.of(1.0, "bfloat16"), WireExpression([["true", "", []]]),
    WireExpression([["rational", "1", []]]),
    WireExpression([["decimal", "1.0", []]]),
]  # fmt: skip
FALSE = [
    False, 0, 0.0, -0.0, Fraction(0), Tensor.of(False), Tensor.of(0), Tensor.of(0.0),
    WireExpression([["false", "", []]]), WireExpression([["rational", "0", []]]),
    WireExpression([["decimal", "0.0", []]]),
]  # fmt: skip


@pytest.mark.parametrize("value", TRUE, ids=repr)
def test_true_is_also_a_one(value):
    assert read_truth(value) is True


@pytest.mark.parametrize("value", FALSE, ids=repr)
def test_false_is_also_a_zero(value):
    assert read_truth(value) is False


@pytest.mark.parametrize(
    "value",
    [
        None, "True", 2, -1, 0.5, 1 + 1e-15, float("nan"), Fraction(1, 2), Tensor.of([1]),
        Tensor.of([True]), Tensor.of(0.5), Tensor.of(1.0 + 0j), [True], WireExpression([]),
        WireExpression([["pi", "", []]]), WireExpression([["rational", "1/2", []]]),
        WireExpression([["decimal", "0.5", []]]), WireExpression([["symbol", "x", []]]),
    ],
    ids=repr,
)  # fmt: skip
def test_nothing_else_is_a_truth_value(value):
    assert read_truth(value) is None


@pytest.mark.parametrize(
    "value", [1.0, Tensor.of(1.0), WireExpression([["true", "", []]])], ids=repr
)
def test_a_choice_and_a_claim_are_read_alike(line, value):
    assert Choice().check(line(value, True)) == earned()
    assert Claims().check(line({1: value}, {1: True})) == earned()
