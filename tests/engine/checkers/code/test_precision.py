"""The numbers that code is tried with, and where what is wrong was found."""

from fractions import Fraction

import pytest

from autograder.checkers.code.precision import Precision, RandomArrays, found_in
from autograder.checkers.common.line import Unanswered
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.setting import GRADED, Setting
from autograder.verdict import State, lost


@pytest.mark.parametrize(
    ("setting", "dtype", "expected", "eps"),
    [
        (GRADED, "float64", "float64", 2.0**-52),
        (GRADED, "float32", "float32", 2.0**-23),
        (Setting(dtype="bfloat16"), "float64", "bfloat16", 2.0**-7),
    ],
)
def test_numbers_are_those_that_the_dtype_has(setting, dtype, expected, eps):
    precision = Precision(setting, dtype)
    assert (precision.expected, precision.eps) == (expected, eps)
    values = RandomArrays(3, precision).normal(5, 2)
    sent = setting.cast(precision.tensor(values))
    assert (sent.dtype, sent.array().tolist()) == (expected, values.tolist())


def test_a_broken_promise_says_where_it_was_found_and_keeps_its_share(line):
    with pytest.raises(Broken) as caught, found_in(line(None, None), "n = 3"):
        raise Broken("It is wrong.", "values", Fraction(1, 2))
    assert str(caught.value) == "It is wrong.\nFound with n = 3 (seed 7)."
    assert (caught.value.note, caught.value.share) == ("values", Fraction(1, 2))


def test_an_exception_says_so_too_and_a_time_out_does_not(line):
    for note, state in (("exception", State.FAILED), ("time", State.TIMED_OUT)):
        with pytest.raises(Unanswered) as caught, found_in(line(None, None), "n = 3"):
            raise Unanswered(lost("It ended.", state=state, notes=(note,)))
        assert ("Found with n = 3" in caught.value.verdict.message) == (note == "exception")
