"""A call that is measured is one that did its work."""

import pytest

from autograder.checkers.code.samples import require_agreement
from autograder.checkers.common.line import Unanswered
from autograder.sandbox.values import Tensor

RIGHT = Tensor.of([[1.0, -2.0], [0.0, 4.0]])


@pytest.mark.parametrize(
    "value",
    [RIGHT, Tensor.of([[1.0, -2.0], [1e-7, 4.0]]), Tensor.of([[1, -2], [0, 4]], "float32")],
)
def test_a_result_that_rounding_explains_agrees(value):
    require_agreement(value, RIGHT)


@pytest.mark.parametrize(
    "value",
    [
        None, 3.0, [RIGHT, RIGHT], Tensor.of([1.0, -2.0]), Tensor.of([[0.0, 0.0], [0.0, 0.0]]),
        Tensor.of([[1.0, -2.0], [1e-4, 4.0]]), Tensor.of([[1.0, -2.0], [float("nan"), 4.0]]),
        Tensor.of([[1.0, -2.0], [float("inf"), 4.0]]), Tensor.of([[1.0, -2.0], [0.0, -1.7e308]]),
        Tensor.of([[1, -2], [0, 4]], "complex128"), Tensor.of([[1j, -2], [1e308j, 4]]),
        Tensor.of([[1, 1], [0, 1]], "bool"), Tensor.of([[-(2**63), 0], [0, 0]]),
    ],
)  # fmt: skip
def test_another_result_is_lost(value):
    with pytest.raises(Unanswered) as reason:
        require_agreement(value, RIGHT)
    assert reason.value.verdict.notes == ("wrong while measured",)


def test_several_outputs_are_compared_one_by_one():
    require_agreement((RIGHT, RIGHT), (RIGHT, RIGHT))
    with pytest.raises(Unanswered):
        require_agreement((RIGHT, Tensor.of([1.0])), (RIGHT, RIGHT))


def test_a_result_is_compared_with_one_of_any_size():
    with pytest.raises(Unanswered):
        require_agreement(Tensor.of([-1.7e308]), Tensor.of([1.7e308]))
    require_agreement(Tensor.of([1.7e308]), Tensor.of([1.7e308]))
