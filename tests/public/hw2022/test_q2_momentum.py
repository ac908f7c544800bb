"""Q2: can the answers be read, and do they hold for the first step?

For the first step there is nothing to remember: v_0 = 0. The numbers are such that β = 3/4.
"""

import numpy as np
import pytest

import q2_momentum as q2
from notation import evaluate, natural, positive, real, sequence, unit, vector

MOMENTUM = {
    "update_prev": vector("d"),
    "g": vector("d"),
    "alpha": unit,
    "epsilon": positive,
}
AVERAGE = {"update_prev": vector("d"), "g": vector("d"), "beta": unit, "delta": positive}
UNROLLED = {"g": sequence(real), "beta": unit, "delta": positive, "t": natural}
EXPECTATION = {"mu": real, "beta": unit, "t": natural, "zeta": real}
DEBIASED = {"v": vector("d"), "beta": unit, "t": natural}


# ---------------------------------------------------------------------- 2.1: recursions


def test_the_update_of_momentum_is_a_column(ask, assert_expression):
    assert_expression(ask(q2.momentum, **MOMENTUM), shape=("d", 1), symbols=set(MOMENTUM))


def test_the_first_update_of_momentum_is_a_plain_step(ask):
    update = ask(q2.momentum, **MOMENTUM)
    value = evaluate(update, update_prev=[0, 0], g=[8, -4], alpha=0.75, epsilon=0.5)
    assert np.allclose(value, [-4, 2])


def test_the_update_of_the_running_average_is_a_column(ask, assert_expression):
    assert_expression(ask(q2.average, **AVERAGE), shape=("d", 1), symbols=set(AVERAGE))


def test_the_first_update_of_the_running_average_is_a_small_step(ask):
    update = ask(q2.average, **AVERAGE)
    value = evaluate(update, update_prev=[0, 0], g=[8, -4], beta=0.75, delta=2)
    assert np.allclose(value, [-4, 2])


@pytest.mark.parametrize("name", ["alpha", "epsilon"])
def test_the_equivalent_parameters_are_scalars(ask, assert_expression, name):
    value = ask(getattr(q2, name), beta=unit, delta=positive)
    assert_expression(value, shape="scalar", symbols=("beta", "delta"))


# ----------------------------------------------------------------------- 2.2: unrolled


def test_the_unrolled_average_is_a_scalar(ask, assert_expression):
    assert_expression(ask(q2.unrolled, **UNROLLED), shape="scalar", symbols=set(UNROLLED))


def test_the_first_average_is_a_part_of_the_first_gradient(ask):
    average = ask(q2.unrolled, **UNROLLED)
    gradients = {**dict.fromkeys(range(-2, 4), 1000.0), 1: 8.0}
    assert evaluate(average, g=gradients, beta=0.75, delta=3, t=1) == pytest.approx(2)


# ----------------------------------------------------------------------- 2.3: expectations


def test_the_expectation_is_a_scalar(ask, assert_expression):
    assert_expression(ask(q2.expectation, **EXPECTATION), shape="scalar", symbols=set(EXPECTATION))


def test_the_expectation_of_the_first_average_is_a_part_of_the_mean(ask):
    value = ask(q2.expectation, **EXPECTATION)
    assert evaluate(value, mu=8, beta=0.75, t=1, zeta=0) == pytest.approx(2)


def test_the_expectation_is_a_derivation(ask, assert_derivation):
    proof = ask(q2.derivation, g=sequence(real), mu=real, beta=unit, t=natural)
    assert_derivation(proof, facts=("linearity", "stationarity"))


def test_the_debiased_average_is_a_column(ask, assert_expression):
    assert_expression(ask(q2.debiased, **DEBIASED), shape=("d", 1), symbols=set(DEBIASED))


def test_the_first_average_without_bias_is_the_first_gradient(ask):
    value = ask(q2.debiased, **DEBIASED)
    assert np.allclose(evaluate(value, v=[2, -1], beta=0.75, t=1), [8, -4])
