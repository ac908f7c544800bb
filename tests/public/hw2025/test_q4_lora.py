"""Q4: do the answers have the right form, the special cases their values, and does the code run?

The examples of code are small enough to be computed by hand. The grader's are larger, and it looks
at the same promises: those of the docstrings.
"""

import math

import numpy as np
import pytest
import torch

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


# --------------------------------------------------------------------- 4.4a: quantisation


def tensor(*rows, dtype=torch.float64):
    return torch.tensor(rows, dtype=dtype)


def test_codes_are_the_floor_of_multiples_of_the_step(ask):
    codes, delta = ask(q4.quantize, tensor([3.0, -1.5], [0.75, 2.0]), 3)
    assert delta.shape == ()
    assert delta == 1
    assert not codes.is_floating_point(), f"codes are of an integer dtype, not {codes.dtype}"
    assert codes.tolist() == [[3, -2], [0, 2]]


def test_the_largest_number_may_be_negative(ask):
    codes, delta = ask(q4.quantize, tensor([-14.0, 5.0]), 4)
    assert delta == 2
    assert codes.tolist() == [[-7, 2]]


def test_a_matrix_may_be_a_transposed_one(ask):
    codes, _ = ask(q4.quantize, tensor([3.0, 0.75], [-1.5, 2.0]).mT, 3)
    assert codes.tolist() == [[3, -2], [0, 2]]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_dequantised_codes_are_multiples_of_the_step(ask, dtype):
    torch.set_default_dtype(dtype)
    W = tensor([3.0, -1.5], [0.75, 2.0], dtype=dtype)
    codes, delta = ask(q4.quantize, W, 3)
    matrix = ask(q4.dequantize, codes, delta)
    assert delta.dtype == matrix.dtype == dtype
    assert matrix.tolist() == [[3, -2], [0, 2]]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_matrix_of_zeros_is_dequantised_to_zeros(ask, dtype):
    torch.set_default_dtype(dtype)
    codes, delta = ask(q4.quantize, torch.zeros(2, 3, dtype=dtype), 8)
    assert codes.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert delta.dtype == dtype
    assert torch.isfinite(delta)
    assert ask(q4.dequantize, codes, delta).tolist() == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("scale", [1.0, 2.0**-30])
def test_a_matrix_with_some_zeros_or_of_small_numbers_is_none_of_zeros(ask, scale):
    W = tensor([3.0, 0.0], [-3.0, 0.0])
    codes, delta = ask(q4.quantize, scale * W, 3)
    assert delta == scale
    assert codes.tolist() == W.tolist()
    assert ask(q4.quantize, scale * W.mT, 3)[0].tolist() == W.mT.tolist()


# ---------------------------------------------------------------- 4.4a: the linear layer

WEIGHT = tensor([1.0, 2.0], [3.0, 4.0], [5.0, 6.0])


@pytest.fixture
def layer(ask):
    """A layer of weight (3, 2) and rank 1."""
    return ask(q4.LoRALinear, WEIGHT, 1)


def set_adapters(layer):
    """A and B, such that X A Bᵀ of a row of ones is [3, -3]."""
    with torch.no_grad():
        layer.A.copy_(tensor([1.0], [0.0], [2.0]))
        layer.B.copy_(tensor([1.0], [-1.0]))


def trained(module):
    return {name: p for name, p in module.named_parameters() if p.requires_grad}


def test_at_the_start_a_layer_multiplies_with_its_weight(ask, layer):
    assert ask(layer, torch.eye(3, dtype=torch.float64)).tolist() == WEIGHT.tolist()


def test_a_layer_trains_a_and_b_of_which_one_is_zero(layer):
    shapes = {name: tuple(p.shape) for name, p in trained(layer).items()}
    assert shapes == {"A": (3, 1), "B": (2, 1)}
    assert layer.A.dtype == layer.B.dtype == torch.float64, "the dtype of A and B is the weight's"
    assert layer.A.any() != layer.B.any()


def test_a_layer_adds_what_its_adapters_say(ask, layer):
    set_adapters(layer)
    assert ask(layer, tensor([1.0, 1.0, 1.0])).tolist() == [[12, 9]]


def test_adapters_may_have_any_rank(ask):
    """Of rank 2, X A Bᵀ of a row of ones is [3, 3] (1, −1)ᵀ and what the second columns add."""
    layer = ask(q4.LoRALinear, WEIGHT, 2)
    assert layer.A.shape == (3, 2)
    assert layer.B.shape == (2, 2)
    with torch.no_grad():
        layer.A.copy_(tensor([1.0, 0.0], [0.0, 1.0], [2.0, 1.0]))
        layer.B.copy_(tensor([1.0, 4.0], [-1.0, 0.5]))
    X = tensor([1.0, 1.0, 1.0])
    assert ask(layer, X).tolist() == [[20, 10]]
    ask(layer.merge)
    assert torch.allclose(ask(layer, X), tensor([20.0, 10.0]))


def test_a_layer_takes_sides_in_front(ask, layer):
    set_adapters(layer)
    assert ask(layer, torch.ones(4, 1, 5, 3, dtype=torch.float64)).shape == (4, 1, 5, 2)


def test_a_layer_takes_any_layout_in_memory(ask, layer):
    set_adapters(layer)
    X = torch.ones(3, 5, 4, dtype=torch.float64).mT.transpose(0, 2)
    assert ask(layer, X).tolist() == ask(layer, X.contiguous()).tolist()


def test_a_layer_keeps_a_copy_of_its_weight(ask):
    weight = WEIGHT.clone()
    layer = ask(q4.LoRALinear, weight, 1)
    weight.zero_()
    assert ask(layer, torch.eye(3, dtype=torch.float64)).tolist() == WEIGHT.tolist()


def test_gradients_reach_the_adapters_and_the_input(ask, layer):
    set_adapters(layer)
    X = tensor([1.0, 1.0, 1.0]).requires_grad_()
    ask(layer, X).backward(tensor([1.0, 0.0]))
    assert layer.B.grad.tolist() == [[3], [0]]
    assert layer.A.grad.tolist() == [[1], [1], [1]]
    assert X.grad.tolist() == [[2, 3, 7]]


def test_merging_changes_no_output_and_can_be_undone(ask, layer):
    """In any order: what is merged can be merged, and what is not can be unmerged."""
    set_adapters(layer)
    X = tensor([1.0, 1.0, 1.0])
    for method in (layer.unmerge, layer.merge, layer.merge, layer.unmerge, layer.unmerge):
        ask(method)
        assert torch.allclose(ask(layer, X), tensor([12.0, 9.0]))


def test_a_merged_layer_does_without_its_adapters(ask, layer):
    """They may be anything; and no graph from the merge hangs on the output."""
    set_adapters(layer)
    ask(layer.merge)
    X = tensor([1.0, 1.0, 1.0])
    for _ in range(2):
        output = ask(layer, X)
        if output.requires_grad:
            output.backward(tensor([1.0, 0.0]))
    with torch.no_grad():
        layer.A.zero_()
        layer.B.zero_()
    assert torch.allclose(ask(layer, X), tensor([12.0, 9.0]))


def test_adapters_that_have_changed_since_can_be_merged(ask, layer):
    set_adapters(layer)
    ask(layer.merge)
    ask(layer.unmerge)
    with torch.no_grad():
        layer.B.mul_(2)
    ask(layer.merge)
    assert torch.allclose(ask(layer, tensor([1.0, 1.0, 1.0])), tensor([15.0, 6.0]))


# -------------------------------------------------------------------- 4.4a: attention

EYE = torch.eye(2, dtype=torch.float64)
ZERO = torch.zeros(2, 2, dtype=torch.float64)
OUTPUT = tensor([1.0, 0.0], [0.0, 1.0], [10.0, 0.0], [0.0, 10.0])


def attention(ask, **weights):
    """Two heads with d = 2 and rank 1; W^O is the identity, and below it ten times that."""
    given = {"Wq": [EYE, EYE], "Wk": [EYE, EYE], "Wv": [EYE, EYE]} | weights
    matrices = [[W.clone() for W in Ws] for Ws in given.values()]
    return ask(q4.LoRAMultiHeadAttention, *matrices, OUTPUT.clone(), 1)


def test_one_row_attends_to_itself_in_every_head_in_order(ask):
    module = attention(ask, Wv=[EYE, 2 * EYE])
    assert torch.allclose(ask(module, tensor([1.0, 3.0])), tensor([21.0, 63.0]))


def test_equal_scores_average_the_values(ask):
    module = attention(ask, Wq=[ZERO, ZERO])
    averages = ask(module, tensor([1.0, 3.0], [5.0, 1.0]))
    assert torch.allclose(averages, tensor([33.0, 22.0], [33.0, 22.0]))


def test_weights_are_as_exact_as_float64(ask):
    """The scores of the first row are 1/√2 and 0; a float32 on the way keeps seven digits."""
    module = attention(ask, Wv=[EYE, ZERO])
    output = ask(module, tensor([1.0, 0.0], [0.0, 0.0]))
    assert output[0, 0].item() == pytest.approx(1 / (1 + math.exp(-(0.5**0.5))), rel=1e-13)


def test_every_head_and_matrix_has_adapters_of_its_own(ask):
    parameters = trained(attention(ask))
    for name, parameter in parameters.items():
        assert parameter.dtype == torch.float64, f"{name}: the dtype is that of the matrices"
        shape = tuple(parameter.shape)
        assert shape[-2:] in ((2, 1), (1, 2)), f"{name}: matrices (d, r), or stacked, not {shape}"
    assert sum(parameter.numel() for parameter in parameters.values()) == 24


def test_adapters_of_heads_may_have_any_rank(ask):
    """More of them than the matrices have sides, too; at the start they change nothing."""
    heads = [[EYE.clone(), EYE.clone()] for _ in range(3)]
    module = ask(q4.LoRAMultiHeadAttention, *heads, OUTPUT.clone(), 3)
    assert sum(parameter.numel() for parameter in trained(module).values()) == 72
    assert torch.allclose(ask(module, tensor([1.0, 3.0])), tensor([11.0, 33.0]))


def test_attention_takes_sides_in_front(ask):
    module = attention(ask)
    batch = torch.arange(24, dtype=torch.float64).reshape(2, 2, 3, 2) / 10
    together = ask(module, batch)
    assert together.shape == batch.shape
    assert torch.allclose(together[1, 0], ask(module, batch[1, 0]))


def test_attention_takes_any_layout_in_memory(ask):
    module = attention(ask)
    H = (torch.arange(24, dtype=torch.float64) / 10).reshape(2, 3, 4).mT.transpose(0, 2)
    assert torch.allclose(ask(module, H), ask(module, H.contiguous()))


def test_gradients_reach_some_of_the_adapters_at_the_start_and_the_input(ask):
    module = attention(ask)
    H = tensor([1.0, 3.0], [5.0, 1.0]).requires_grad_()
    ask(module, H).sum().backward()
    assert H.grad.any()
    assert any(p.grad is not None and p.grad.any() for p in trained(module).values())


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
