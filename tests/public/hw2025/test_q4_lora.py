"""Q4: do the answers have the right shape and symbols, and the special cases their values?"""

import numpy as np
import pytest

import q4_lora as q4
from notation import evaluate, matrix, natural, positive, size

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


# ---------------------------------------------------------------------------- 4.2, 4.3


@pytest.mark.parametrize("name", ["parameters", "rank", "bits_lora", "bits_qlora"])
def test_a_number_of_an_adapted_matrix_is_an_expression(ask, assert_expression, name):
    value = ask(getattr(q4, name), d=natural, r=natural, m=natural)
    assert_expression(value, shape="scalar", symbols=("d", "r", "m"))


def test_adapters_of_one_number_each_are_two_numbers(ask):
    assert evaluate(ask(q4.parameters, d=natural, r=natural, m=natural), d=1, r=1, m=8) == 2


def test_codes_of_32_bits_take_as_much_as_the_matrix(ask):
    """Up to the bits of Δ, which may be counted or left out."""
    symbols = {"d": natural, "r": natural, "m": natural}
    held = [
        evaluate(ask(function, **symbols), d=6, r=2, m=32)
        for function in (q4.bits_lora, q4.bits_qlora)
    ]
    assert held[1] - held[0] in (0, 32)


def test_the_merged_matrix_is_a_weight(ask, assert_expression):
    assert_expression(ask(q4.merged, **LAYER), shape=("d", "d"), symbols=set(LAYER))


def test_the_merged_matrix_is_the_frozen_one_while_an_adapter_is_zero(ask):
    merged = ask(q4.merged, **LAYER)
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    values = {"X": np.ones((3, 2)), "W": square, "codes": np.zeros((2, 2)), "delta": 0.5}
    value = evaluate(merged, **values, A=np.ones((2, 1)), B=np.zeros((2, 1)), n=3, d=2, r=1)
    assert np.allclose(value, square)


# -------------------------------------------------------------------------------- 4.4a


@pytest.mark.parametrize(
    "name",
    [
        "overhead",
        "lora_ffn_time",
        "lora_ffn_space",
        "lora_mha_time",
        "lora_mha_space",
        "qlora_ffn_time",
        "qlora_ffn_dequantisation",
        "qlora_ffn_space",
        "qlora_mha_time",
        "qlora_mha_dequantisation",
        "qlora_mha_space",
    ],
)
def test_an_order_is_an_expression_in_sizes(ask, assert_expression, name):
    value = ask(getattr(q4, name), n=size, d=size, r=size, h=size)
    assert_expression(value, shape="scalar", symbols=("n", "d", "r", "h"))


# -------------------------------------------------------------------------------- 4.4b


@pytest.mark.parametrize("name", ["saving_ffn", "saving_mha"])
def test_codes_of_32_bits_save_nothing(ask, assert_expression, name):
    """Up to the bits of each Δ, which may be counted or left out."""
    value = ask(getattr(q4, name), d=natural, h=natural, r=natural, m=natural)
    assert_expression(value, shape="scalar", symbols=("d", "h", "r", "m"))
    assert evaluate(value, d=6, h=3, r=2, m=32) <= 0
    assert evaluate(value, d=6, h=3, r=2, m=32) % 32 == 0


@pytest.mark.parametrize(
    "name",
    ["inference_mha", "inference_ffn", "memory_mha", "memory_ffn", "both_mha", "both_ffn"],
)
def test_a_choice_is_one_of_the_two(ask, name):
    value = ask(getattr(q4, name))
    assert str(value).strip().lower() in ("lora", "qlora"), f'"LoRA" or "QLoRA", not {value!r}'
