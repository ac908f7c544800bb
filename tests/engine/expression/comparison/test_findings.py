"""Balls that agree, differ, or cannot tell."""

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.comparison.findings import Agreement, compare_values

_THIRD = fmpq(1, 3)
_ABOUT = arb(1, 1e-9)


def _compare(left, right, relative=20, absolute=None):
    return compare_values(left, right, relative=relative, absolute=absolute)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (_THIRD, _THIRD),
        (_THIRD, arb(_THIRD)),
        (_ABOUT, arb(1 + 1e-10, 1e-9)),
        (arb("inf"), arb("inf")),
        (acb(arb(0, 1e-12), 1), acb(0, 1)),
        (Matrix(1, 2, (_ABOUT, arb(0, 1e-9))), Matrix(1, 2, (fmpq(1), fmpq(0)))),
    ],
)
def test_values_that_agree_closely_are_the_same(left, right):
    assert _compare(left, right) is Agreement.SAME
    assert _compare(right, left) is Agreement.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (_THIRD, fmpq(333, 1000)),
        (arb(1), arb(1 + 1e-9)),
        (fmpq(10) ** 300, -(fmpq(10) ** 300)),
        (arb("inf"), arb("-inf")),
        (arb("inf"), fmpq(3)),
        (arb(4), arb("-inf")),
        (acb(0, 1), acb(0, -1)),
        (arb(2) ** -2000, fmpq(0)),
        (Matrix(1, 2, (_ABOUT, fmpq(0))), Matrix(1, 2, (_ABOUT, fmpq(1, 10**9)))),
    ],
)
def test_values_that_certainly_differ_are_different(left, right):
    assert _compare(left, right) is Agreement.DIFFERENT
    assert _compare(right, left) is Agreement.DIFFERENT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (arb(0, 1e-9), fmpq(0)),
        (arb(1, 1e-3), fmpq(1)),
        (arb("nan"), fmpq(1)),
        (arb(0, "inf"), fmpq(1)),
        (arb("inf"), arb(0, "inf")),
    ],
)
def test_wide_balls_cannot_tell(left, right):
    assert _compare(left, right) is Agreement.UNCLEAR


def test_what_vanishes_is_the_same_absolutely():
    assert _compare(arb(0, 1e-9), fmpq(0), absolute=20) is Agreement.SAME
    assert _compare(arb(0, 1e-3), fmpq(0), absolute=20) is Agreement.UNCLEAR
