"""Each promise that a result can break has a message of its own, whatever it is made of."""

import numpy as np
import pytest

from autograder.checkers.code.difference import (
    Deviation,
    compare_arguments,
    compare_form,
    compare_gradients,
    compare_values,
)
from autograder.checkers.code.inputs import Case, Drawn, Inputs
from autograder.checkers.common.line import Exact, Result
from autograder.sandbox.values import Tensor, UnsupportedValue

VALUE = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
X, Y = Tensor.of([1.0, 2.0]), Tensor.of([3, 4], "int64")
INPUTS = Inputs(Case(), (Drawn("x", X), Drawn("labels", Y), Drawn("t", 3)))


def exact(value, response=0.0):
    array = np.array(value, float)
    return Exact(Tensor.of(array), Tensor.of(np.broadcast_to(response, array.shape).copy()))


def result(*values, gradients=()):
    return Result(tuple(values or (exact(VALUE),)), tuple(gradients), 1.0)


def problem(value, right=None, names=(), inputs=INPUTS):
    with pytest.raises(Deviation) as raised:
        compare_values(value, right or result(), inputs, names, inputs.case.dtype)
    return str(raised.value), raised.value.note


def changed(value, *index):
    array = np.array(VALUE)
    array[index] = value
    return Tensor.of(array)


@pytest.mark.parametrize(
    "value",
    [
        Tensor.of(VALUE),
        changed(1 + 2**-50, 0, 0),
        changed(np.nextafter(6, 7), 1, 2),
        Tensor.of(VALUE, requires_grad=True),
    ],
)
def test_what_rounding_explains_is_right(value):
    compare_values(value, result(), INPUTS, (), "float64")


@pytest.mark.parametrize("right", [0.0, 1e-300, 1.0, -1.7e308])
@pytest.mark.parametrize("given", [4e6, 1e200, 1.7e308])
def test_numbers_of_any_size_are_other_numbers(given, right):
    """How far off they are may be more than there are numbers."""
    text, note = problem(Tensor.of([given]), result(exact([right])))
    assert text.startswith(f"The result differs: at [0] it is {given:.6g}, which is off by ")
    assert note == "values"


def test_the_place_that_is_shown_is_one_that_is_furthest_off():
    text, _ = problem(Tensor.of([1.0, 3.0, 1e308, 0.0]), result(exact([1.0, 2.0, 0.0, 0.0])))
    assert text.startswith("The result differs in 2 of 4 entries: at [2] it is 1e+308, ")


def test_a_difference_that_nobody_would_see_names_its_cause():
    """A number that became 0 by underflow, or is small and of another size."""
    right = result(exact([1.0, 4.9e-141]))
    text, _ = problem(Tensor.of([1.0, 0.0]), right)
    assert "off by 4.9e-141" in text
    assert "underflow" in text
    text, _ = problem(Tensor.of([1.0, 9e-141]), right)
    assert "underflow" not in text
    assert "in proportion" in text


def test_a_difference_that_anyone_sees_comes_before_one_that_nobody_would():
    """It is the other one that is further off for its size."""
    text, _ = problem(Tensor.of([1.01, 0.0]), result(exact([1.0, 4.9e-141])))
    assert "at [0] it is 1.01" in text
    assert "underflow" not in text


def test_a_misreading_may_have_numbers_of_any_size():
    """What it would allow is more than there are numbers."""
    other = result(exact([1e308, 1.0], response=1.7e308))
    compare_values(Tensor.of([1e308, 1.0]), other, INPUTS, (), "float64")


def test_minus_zero_is_zero():
    compare_values(Tensor.of([-0.0]), result(exact([0.0])), INPUTS, (), "float64")


@pytest.mark.parametrize(
    ("value", "message", "note"),
    [
        (VALUE, "The result is no tensor, but `list`.", "type"),
        (5, "The result is no tensor, but `int`.", "type"),
        (UnsupportedValue("Thing"), "The result is no tensor, but `Thing`.", "type"),
        ((Tensor.of(VALUE),), "The result is no tensor, but `tuple`.", "type"),
        (
            Tensor("float64", (1,), b"\0" * 8, "numpy"),
            "The result is no tensor, but `numpy array`.", "type",
        ),
        (Tensor.of([1.0]), "The shape of the result is (1,), not (2, 3).", "shape"),
        (Tensor.of(VALUE, "float32"), "The dtype of the result is float32, not float64.", "dtype"),
        (Tensor.of(VALUE, "int64"), "The dtype of the result is int64, not float64.", "dtype"),
        (
            changed(np.nan, 1, 2),
            "The result is nan at [1, 2]. All is finite in a right one.", "not finite",
        ),
        (
            Tensor.of([[np.inf] * 3, [1, -np.inf, 2]]),
            "The result is inf at [0, 0] (and not finite in 4 of 6 entries). All is finite in a "
            "right one.", "not finite",
        ),
        (
            changed(4.5, 1, 0),
            "The result differs in 1 of 6 entries: at [1, 0] it is 4.5, which is off by 0.5; "
            "rounding explains 8e-14.", "values",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)  # fmt: skip
def test_the_message_says_what_where_and_what_was_allowed(value, message, note):
    assert problem(value) == (message, note)


def test_the_entry_that_is_named_is_the_worst_for_its_size():
    right = result(exact([1e-6, 1e6]))
    message, _ = problem(Tensor.of([2e-6, 1e6 + 1e-3]), right)
    assert "in 2 of 2 entries: at [0] it is 2e-06" in message


def test_an_entry_may_be_off_by_as_much_as_it_responds():
    given = Tensor.of([1 + 1e-12])
    compare_values(given, result(exact([1.0], response=1000.0)), INPUTS, (), "float64")
    assert problem(given, result(exact([1.0], response=10.0)))[1] == "values"


@pytest.mark.parametrize("step", [1e-3, -1e-3])
def test_what_is_too_large_and_what_is_too_small_differ(step):
    assert problem(changed(1 + step, 0, 0))[1] == "values"


def test_a_single_number_has_no_index():
    message, _ = problem(Tensor.of(2.0), result(exact(1.0)))
    assert message.startswith("The result differs: at its one entry it is 2, which is off by 1;")


@pytest.mark.parametrize(
    ("given", "right", "hint"),
    [
        ((3,), (1, 3), "Sides of length 1 are lost (by `squeeze`, say): they are sides too."),
        ((1, 3), (3, 1), "Sides of length 1 are in the wrong place."),
        ((3, 2), (2, 3), "not (2, 3)."),
    ],
)
def test_a_shape_gets_a_hint_where_there_is_one(given, right, hint):
    message, note = problem(Tensor.of(np.zeros(given)), result(exact(np.zeros(right))))
    assert note == "shape"
    assert message.endswith(hint)


def test_where_the_exact_value_is_not_finite_the_same_is_right():
    """A misreading's function may well be infinite."""
    right = result(exact([np.inf, np.nan, 1.0]))
    compare_values(Tensor.of([np.inf, np.nan, 1.0]), right, INPUTS, (), "float64")
    assert problem(Tensor.of([-np.inf, np.nan, 1.0]), right)[1] == "values"


# ------------------------------------------------------------------------ outputs, integers, dtypes

TWO = result(exact([1.0]), exact([2.0]))


@pytest.mark.parametrize("pair", [tuple, list])
def test_several_outputs_come_as_a_tuple_or_a_list(pair):
    compare_values(pair([Tensor.of([1.0]), Tensor.of([2.0])]), TWO, INPUTS, ("s", "r"), "float64")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Tensor.of([1.0]), "Expected (s, r), 2 values; got a `tensor`."),
        ([Tensor.of([1.0])], "Expected (s, r), 2 values; got 1 values."),
        ([Tensor.of([1.0]), 2.0], "`r` is no tensor, but `float`."),
        ([Tensor.of([1.0]), Tensor.of([[2.0]])], "The shape of `r` is (1, 1), not (1,)."),
    ],
)
def test_the_output_that_is_wrong_is_named(value, message):
    assert problem(value, TWO, ("s", "r"))[0].startswith(message)


def test_the_form_of_all_outputs_is_looked_at_before_any_value():
    message, _ = problem([Tensor.of([9.0]), Tensor.of([2.0], "float32")], TWO, ("s", "r"))
    assert message == "The dtype of `r` is float32, not float64."


def test_the_form_alone_can_be_compared():
    wrong = (Tensor.of([9.0]), Tensor.of([8.0]))
    assert compare_form(wrong, TWO, INPUTS, ("s", "r")) == wrong


COUNTS = result(Exact(Tensor.of([1, 2], "int64"), None))


@pytest.mark.parametrize("dtype", ["int64", "int32", "uint8"])
def test_integers_of_any_width_are_compared_exactly(dtype):
    compare_values(Tensor.of([1, 2], dtype), COUNTS, INPUTS, (), "float64")
    message, note = problem(Tensor.of([1, 3], dtype), COUNTS)
    assert (message, note) == ("The result differs in 1 of 2 entries: at [1] it is 3.", "values")


@pytest.mark.parametrize("dtype", ["float64", "bool"])
def test_integers_are_no_other_numbers(dtype):
    assert problem(Tensor.of([1, 2], dtype), COUNTS)[1] == "dtype"


def test_the_dtype_is_that_of_the_case():
    inputs = Inputs(Case(dtype="float32"), INPUTS.arguments)
    right = result(exact([1.0]))
    compare_values(Tensor.of([1 + 2**-21], "float32"), right, inputs, (), "float32")
    assert problem(Tensor.of([1.0]), right, inputs=inputs)[1] == "dtype"


# ---------------------------------------------------------------------------- gradients, arguments


def gradient_problem(*gradients, right=((2.0, 4.0),)):
    with pytest.raises(Deviation) as raised:
        compare_gradients(gradients, result(gradients=map(exact, right)), INPUTS, "float64")
    assert raised.value.note == "gradient"
    return str(raised.value)


def test_gradients_are_tight():
    right = result(gradients=[exact([2.0, 4.0])])
    compare_gradients((Tensor.of([2 + 1e-6, 4.0]),), right, INPUTS, "float64")
    message = gradient_problem(Tensor.of([2 + 3e-6, 4.0]))
    assert message.startswith("The gradient with respect to `x` differs in 1 of 2 entries: at [0]")


@pytest.mark.parametrize("given", [4e6, 1e200, 1.7e308, -1.7e308])
@pytest.mark.parametrize("right", [0.0, 1.7e308])
def test_gradients_of_any_size_are_other_gradients(given, right):
    message = gradient_problem(Tensor.of([given, 4.0]), right=[[right / 2, 4.0]])
    assert message.startswith("The gradient with respect to `x` differs in 1 of 2 entries: at [0]")


def test_a_gradient_that_is_missing_says_where_the_record_may_be_cut():
    assert gradient_problem(None).startswith("No gradient reaches `x`: somewhere on the way")


def test_no_gradient_is_a_gradient_of_zero():
    compare_gradients((None,), result(gradients=[exact([0.0, 0.0])]), INPUTS, "float64")
    compare_gradients(
        (Tensor.of([0.0, 0.0]),), result(gradients=[Exact(None, None)]), INPUTS, "float64"
    )


def test_a_gradient_where_there_is_none_is_wrong():
    """The reference does not depend on the argument: anything but zero is a mistake."""
    with pytest.raises(Deviation, match="depends on `x`"):
        compare_gradients(
            (Tensor.of([0.0, 1.0]),), result(gradients=[Exact(None, None)]), INPUTS, "float64"
        )


@pytest.mark.parametrize(
    "gradients", [(), (1, 2), (Tensor.of([1.0]),), ("text",), (Tensor.of([2j, 4.0]),)], ids=repr
)
def test_gradients_that_cannot_be_read_are_no_gradients(gradients):
    assert "could not be read" in gradient_problem(*gradients)


@pytest.mark.parametrize(
    ("after", "name"),
    [
        ((Tensor.of([1.0, 2.5]), Y, None), "x"),
        ((X, Tensor.of([3, 5], "int64"), None), "labels"),
        ((Tensor.of([[1.0, 2.0]]), Y, None), "x"),
        ((X, "gone", None), "labels"),
        ((Tensor.of([1.0, -2.0]), Y, None), "x"),
    ],
)
def test_an_argument_that_was_changed_is_named(after, name):
    compare_arguments((X, Y, None), INPUTS.sent(), INPUTS)
    with pytest.raises(Deviation, match=f"`{name}`") as raised:
        compare_arguments(after, INPUTS.sent(), INPUTS)
    assert raised.value.note == "in place"


def test_arguments_that_did_not_come_back_are_changed():
    with pytest.raises(Deviation, match="could not be read"):
        compare_arguments((), INPUTS.sent(), INPUTS)
