"""What balls can say of themselves."""

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.intervals import (
    contains_zero,
    is_infinite,
    require_finite,
    to_arb,
)
from autograder.expression.arithmetics.scalars import Undecided


@pytest.mark.parametrize("value", [fmpq(0), arb(0), arb(1, 2), arb("nan"), acb(arb(0, 1), 0)])
def test_what_may_be_zero_contains_it(value):
    assert contains_zero(value)


@pytest.mark.parametrize("value", [fmpq(1, 3), arb(-2, 1), acb(0, 1), arb("inf")])
def test_what_is_not_zero_does_not_contain_it(value):
    assert not contains_zero(value)


def test_infinity_is_told_from_ignorance():
    assert is_infinite(arb("inf"))
    assert is_infinite(arb("-inf"))
    assert not is_infinite(arb(0, "inf"))
    assert not is_infinite(arb("nan"))
    assert not is_infinite(fmpq(3))


def test_a_ball_that_says_nothing_is_undecided():
    assert require_finite(arb(3)) == 3
    with pytest.raises(Undecided):
        require_finite(arb(0, "inf"))


def test_a_complex_number_is_real_only_if_that_is_certain():
    assert to_arb(acb(3)) == 3
    with pytest.raises(Undecided):
        to_arb(acb(3, arb(0, 1)))
