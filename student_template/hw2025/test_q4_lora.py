"""Q4: do the answers have the right shape and symbols, and the special cases their values?"""

import numpy as np

import q4_lora as q4
from notation import evaluate, matrix, positive

LAYER = {
    "X": matrix("n", "d"),
    "W": matrix("d", "d"),
    "codes": matrix("d", "d"),
    "delta": positive,
    "A": matrix("d", "r"),
    "B": matrix("d", "r"),
}


def test_the_difference_is_an_output(ask, assert_expression):
    assert_expression(ask(q4.difference, **LAYER), shape=("n", "d"), symbols=set(LAYER))


def test_the_difference_vanishes_where_quantisation_loses_nothing(ask):
    difference = ask(q4.difference, **LAYER)
    codes = np.array([[3.0, -2.0], [0.0, 1.0]])
    values = {"X": np.ones((3, 2)), "A": np.ones((2, 1)), "B": np.ones((2, 1))}
    value = evaluate(difference, **values, codes=codes, delta=0.5, W=0.5 * codes, n=3, d=2, r=1)
    assert np.allclose(value, 0)


def test_the_update_is_a_change_of_the_weight(ask, assert_expression):
    assert_expression(ask(q4.update, **LAYER), shape=("d", "d"), symbols=set(LAYER))


def test_the_update_is_nothing_while_one_adapter_is_zero(ask):
    update = ask(q4.update, **LAYER)
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    values = {"X": np.ones((3, 2)), "W": square, "codes": square, "delta": 0.5}
    value = evaluate(update, **values, A=np.ones((2, 1)), B=np.zeros((2, 1)), n=3, d=2, r=1)
    assert np.allclose(value, 0)
