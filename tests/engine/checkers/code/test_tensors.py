"""What a checker of a course's own draws, asks of the reference, and judges."""

import numpy as np
import pytest

from autograder.checkers.code.inputs import Case, Integers, Normal
from autograder.checkers.code.tensors import (
    draw_inputs,
    first_lost,
    judge_gradients,
    judge_values,
    reference_result,
)
from autograder.checkers.common.line import Exact, Line, Question, Result
from autograder.checkers.common.ref import Target
from autograder.checkers.common.setting import Setting
from autograder.sandbox.values import Tensor
from autograder.verdict import State, earned, lost, partial, pending

X, GAIN = Normal("x", "... d"), Normal("gain", "d")
CASE = Case({"d": 3}, batch=(2,))


class Recorder:
    """A reference that notes what it is asked, and returns x with a response of one."""

    def __init__(self):
        self.asked = []

    def result(self, *arguments, function="", cotangents=None):
        """Return the first argument."""
        self.asked.append((arguments, function, cotangents))
        x = Tensor.of(arguments[0].array())
        exact = Exact(x, Tensor.of(np.ones(x.shape)))
        return Result((exact,), (exact,) if cotangents is not None else (), 1.0)


@pytest.fixture
def line():
    """Make a line in a setting."""

    def line(**setting):
        return Line(Question("1", "f", {}), None, Recorder(), 11, Setting(**setting))

    return line


def test_what_is_drawn_follows_from_seed_case_and_names(line):
    """A cotangent of the same shape is other numbers."""
    first, again = (draw_inputs(line(), (X,), CASE)["x"] for _ in range(2))
    assert first == again
    assert draw_inputs(line(), (Normal("cotangent", "... d"),), CASE)["cotangent"] != first
    assert first.shape == (2, 3)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_in_another_precision_the_numbers_are_ones_that_it_has(line, dtype):
    """So that the reference, in float64, gets the very same."""
    here = line(dtype=dtype)
    inputs = draw_inputs(here, (X,), CASE)
    assert inputs["x"].dtype == dtype
    reference_result(here, inputs)
    ((sent,), _, _) = here.reference.asked[0]
    assert sent.dtype == "float64"
    assert (sent.array() == inputs["x"].array()).all()


def test_a_case_with_a_dtype_of_its_own_keeps_it(line):
    inputs = draw_inputs(line(dtype="bfloat16"), (X,), Case({"d": 3}, dtype="float32"))
    assert inputs["x"].dtype == "float32"


def test_a_side_that_the_case_lacks_is_an_error(line):
    with pytest.raises(KeyError):
        draw_inputs(line(), (X,), Case({"n": 3}))


def test_the_reference_is_asked_for_a_function_with_more_numbers_and_gradients(line):
    here = line(dtype="bfloat16")
    inputs = draw_inputs(here, (X, Integers("k", "", low=0, high=9)), CASE)
    cotangent = Tensor.of(np.ones((2, 3)), "bfloat16")
    reference_result(here, inputs, 0.5, function=Target("other"), cotangents=[cotangent])
    ((x, k, eps), function, (weights,)) = here.reference.asked[0]
    assert (x.requires_grad, k.requires_grad, eps, function) == (True, False, 0.5, "other")
    assert weights.dtype == "float64"


def judged(line, value, **options):
    inputs = draw_inputs(line, (X,), CASE)
    return judge_values(line, value(inputs), reference_result(line, inputs), inputs, **options)


def test_what_rounding_explains_is_right(line):
    here = line()
    assert judged(here, lambda inputs: inputs["x"]).share == 1
    rounded = judged(here, lambda inputs: Tensor.of(inputs["x"].array() * (1 + 2.0**-50)))
    assert rounded.share == 1


@pytest.mark.parametrize(
    ("value", "note"),
    [
        (lambda inputs: Tensor.of(inputs["x"].array() + 1e-9), "values"),
        (lambda inputs: Tensor.of(inputs["x"].array()[0]), "shape"),
        (lambda inputs: Tensor.of(inputs["x"].array(), "float32"), "dtype"),
        (lambda inputs: Tensor.of(inputs["x"].array() * np.nan), "not finite"),
        (lambda _: "a text", "type"),
        (lambda _: None, "type"),
    ],
)
def test_what_is_wrong_is_lost_with_the_call(line, value, note):
    verdict = judged(line(), value, call="layer = f()\nlayer(x)")
    assert (verdict.share, verdict.notes) == (0, (note,))
    assert "Found with (seed 11):\n    x = torch.tensor(" in verdict.message
    assert verdict.message.endswith("\n    layer = f()\n    layer(x)")


def test_without_a_call_the_questions_is_shown(line):
    assert judged(line(), lambda _: None).message.endswith("\n    f(x)")


def test_gradients_are_judged_one_for_each_input(line):
    here = line()
    inputs = draw_inputs(here, (X,), CASE)
    cotangent = Tensor.of(np.ones((2, 3)))
    right = reference_result(here, inputs, cotangents=[cotangent])
    assert judge_gradients(here, [inputs["x"]], right, inputs).share == 1
    for wrong in ([None], [Tensor.of(inputs["x"].array() + 0.01)], ["text"], []):
        verdict = judge_gradients(here, wrong, right, inputs)
        assert (verdict.share, verdict.notes) == (0, ("gradient",))


def test_gradients_that_the_reference_was_not_asked_for_are_no_students_loss(line):
    here = line()
    inputs = draw_inputs(here, (X,), CASE)
    with pytest.raises(ValueError, match="ask `reference_result` for gradients"):
        judge_gradients(here, [inputs["x"]], reference_result(here, inputs), inputs)


def test_the_first_that_is_lost_counts_and_later_ones_are_not_asked_for():
    def verdicts():
        yield earned()
        yield lost("second", notes=("second",))
        pytest.fail("asked for")

    assert first_lost(verdicts()).message == "second"
    assert first_lost([earned(), partial(1, "")]).share == 1
    assert first_lost([]).share == 1
    assert first_lost([pending("why"), lost("later", notes=("x",))]).state is State.UNDECIDED
