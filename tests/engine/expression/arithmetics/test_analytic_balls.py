"""Integrands for flint: what is not analytic on a ball is not finite there."""

import pytest
from flint import acb, arb, fmpq

from autograder.expression.arithmetics.analytic_balls import AnalyticBalls
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Undecided, Unsupported


@pytest.fixture
def balls():
    return AnalyticBalls()


@pytest.mark.parametrize("name", ["Abs", "sign", "sqrt", "floor", "log", "atan"])
def test_across_a_kink_or_a_cut_nothing_is_analytic(balls, name):
    balls.analytic = True
    near = acb(arb(0, 0.1), arb(1, 0.5) if name == "atan" else arb(0, 0.1))
    assert not balls.function(name)(near).is_finite()


@pytest.mark.parametrize(
    ("name", "value"),
    [("Abs", 2.5), ("sign", 1), ("sqrt", 2.5**0.5), ("floor", 2), ("tanh", 0.9866142981514303)],
)
def test_away_from_them_there_are_values(balls, name, value):
    balls.analytic = True
    assert float(balls.function(name)(acb(2.5)).real) == pytest.approx(value)


def test_roots_and_logarithms_exist_for_small_numbers(balls):
    assert float(balls.function("sqrt")(acb(0.25)).real) == 0.5
    assert float(balls.function("log")(acb(0.5)).real) == pytest.approx(-0.6931471805599453)
    assert not balls.function("log")(acb(0)).is_finite()
    assert not balls.function("sqrt")(acb(-1)).is_finite()


def test_largest_and_smallest_follow_the_argument(balls):
    assert float(balls.function("Max")(acb(2), fmpq(0)).real) == 2
    assert float(balls.function("Min")(acb(2), fmpq(0)).real) == 0


def test_the_logarithm_and_powers_of_negative_numbers_are_not_finite(balls):
    assert not balls.function("log")(acb(-1)).is_finite()
    assert not balls.power(acb(-1), fmpq(1, 3)).is_finite()
    assert float(balls.power(acb(8), fmpq(1, 3)).real) == pytest.approx(2)


def test_what_has_no_analytic_form_is_left_out(balls):
    for attempt in (
        lambda: balls.function("loggamma")(acb(1)),
        lambda: balls.inverse(Matrix(1, 1, (acb(2),))),
        lambda: balls.determinant(Matrix(1, 1, (acb(2),))),
        lambda: balls.largest_eigenvalue(Matrix(1, 1, (acb(2),))),
    ):
        with pytest.raises(Unsupported):
            attempt()


def test_real_arguments_keep_their_real_functions(balls):
    assert balls.function("Max")(fmpq(1), fmpq(2)) == 2
    assert balls.less(fmpq(1), arb.pi())


def test_comparisons_hold_all_over_a_ball_or_are_undecided(balls):
    ball = acb(arb(1, 0.5), arb(0, 0.25))
    assert balls.less(ball, fmpq(2))
    assert not balls.less(ball, fmpq(1, 4))
    assert not balls.equal(ball, fmpq(2))
    for compare in (balls.less, balls.less_or_equal, balls.equal):
        with pytest.raises(Undecided):
            compare(ball, fmpq(5, 4))


def test_what_is_not_finite_is_compared_with_nothing(balls):
    with pytest.raises(Undecided):
        balls.less(acb("nan"), fmpq(1))


def test_a_hull_has_both_values_and_is_not_analytic(balls):
    balls.analytic = False
    hull = balls.hull(fmpq(1), acb(3))
    assert hull.contains(acb(1))
    assert hull.contains(acb(3))
    balls.analytic = True
    assert not balls.hull(fmpq(1), acb(3)).is_finite()
