"""Closed forms of adapted layers against torch's differentiation, and how close is asked for."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from hw2025.lora_arithmetic import (
    Adapted,
    Head,
    attention,
    attention_gradients,
    linear,
    linear_gradients,
    softmax,
)

EPS = {torch.float64: 2.0**-52, torch.float32: 2.0**-23}
SIZES = [
    pytest.param((4,), 5, 3, 2, id="plain"),
    pytest.param((1,), 1, 1, 1, id="ones"),
    pytest.param((2, 3, 6), 3, 4, 5, id="batch"),
]


@pytest.fixture
def normal(rng):
    """Draw arrays from a seed that is printed; float32 holds them exactly."""
    source = np.random.default_rng(rng.randrange(2**32))
    return lambda *shape: source.normal(size=shape).astype(np.float32).astype(np.float64)


def leaves(arrays, dtype):
    return [torch.tensor(array, dtype=dtype, requires_grad=True) for array in arrays]


def assert_close(found, expected):
    """The found one is within the bound, and the bound says something.

    Of 1500 draws of the largest case the bound was never above 2e-7 of the values, and in every
    fortieth above 1e-7.
    """
    error = np.abs(found.detach().numpy().astype(np.float64) - expected.values)
    assert (error <= expected.bound).all(), (error / expected.bound).max()
    if found.dtype is torch.float64:
        assert (expected.bound <= 1e-6 * (1 + np.abs(expected.values).max())).all()


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize(("rows", "inputs", "outputs", "rank"), SIZES)
def test_a_linear_layer_and_its_gradients(normal, rows, inputs, outputs, rank, dtype):
    arrays = (normal(*rows, inputs), normal(inputs, outputs), normal(inputs, rank))
    arrays = (*arrays, normal(outputs, rank))
    G = normal(*rows, outputs)
    X, W, A, B = leaves(arrays, dtype)
    layer = Adapted(*arrays[1:])
    for output in (
        functional.linear(X, W.T) + functional.linear(functional.linear(X, A.T), B),
        X @ (W + A @ B.T),
        X @ ((W + A @ B.T) - A @ B.T) + X @ A @ B.T,
    ):
        for leaf in (X, A, B):
            leaf.grad = None
        assert_close(output, linear(arrays[0], layer, EPS[dtype]))
        output.backward(torch.tensor(G, dtype=dtype))
        expected = linear_gradients(arrays[0], G, layer, EPS[dtype])
        for leaf, gradient in zip((X, A, B), expected, strict=True):
            assert_close(leaf.grad, gradient)


def torch_attention(H, parts, Wo):
    outputs = []
    for head in parts:
        Q, K, V = (H @ W + (H @ A) @ B.T for W, A, B in head)
        outputs.append(functional.scaled_dot_product_attention(Q, K, V))
    return torch.cat(outputs, -1) @ Wo


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize(("rows", "side", "rank", "heads"), [
    pytest.param((4,), 5, 3, 2, id="plain"),
    pytest.param((1,), 3, 1, 1, id="one row"),
    pytest.param((2, 3, 6), 4, 5, 3, id="batch"),
])  # fmt: skip
def test_attention_and_its_gradients(normal, rows, side, rank, heads, dtype):
    H_array, G = normal(*rows, side) / 2, normal(*rows, side)
    shapes = ((side, side), (side, rank), (side, rank))
    arrays = [[[normal(*s) / 2 for s in shapes] for _ in "QKV"] for _ in range(heads)]
    Wo_array = normal(heads * side, side)
    H, Wo = leaves((H_array, Wo_array), dtype)
    parts = [[leaves(matrix, dtype) for matrix in head] for head in arrays]
    output = torch_attention(H, parts, Wo)
    adapted = [Head(*(Adapted(*matrix) for matrix in head)) for head in arrays]
    assert_close(output, attention(H_array, adapted, Wo_array, EPS[dtype]))
    output.backward(torch.tensor(G, dtype=dtype))
    of_H, of_heads = attention_gradients(H_array, G, adapted, Wo_array, EPS[dtype])
    assert_close(H.grad, of_H)
    for head, gradients in zip(parts, of_heads, strict=True):
        for (_, A, B), (of_A, of_B) in zip(head, gradients, strict=True):
            assert_close(A.grad, of_A)
            assert_close(B.grad, of_B)


def test_a_softmax_of_large_logits_is_torchs(normal):
    logits = 1000 * normal(3, 4)
    for axis in (-1, 0):
        expected = torch.tensor(logits).softmax(axis).numpy()
        np.testing.assert_allclose(softmax(logits, axis), expected, rtol=1e-12)
