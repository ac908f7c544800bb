"""Q2: can the answers be read, and do they hold for the first step?"""

import pytest

import q2_average as q2
from notation import E, evaluate, natural, real, unit


def test_the_sum_of_the_weights_is_a_number(ask, assert_expression):
    value = ask(q2.weights, beta=unit, t=natural)
    assert_expression(value, shape="scalar", symbols=("beta", "t"))
    assert evaluate(value, beta=0.75, t=1) == pytest.approx(0.25)


def test_the_expectation_is_a_derivation(ask, assert_derivation):
    assert_derivation(
        ask(q2.expectation, x=real, y=real, mu=real, beta=unit),
        facts=("linearity", "stationarity"),
        start=lambda x, y, beta: E(beta * (1 - beta) * x + (1 - beta) * y),
        end=lambda mu, beta: (1 - beta**2) * mu,
    )


def test_the_order_of_the_time_is_a_number(ask, assert_expression):
    assert_expression(ask(q2.cost, t=natural, d=natural), shape="scalar", symbols=("t", "d"))
