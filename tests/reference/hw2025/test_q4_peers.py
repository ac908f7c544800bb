"""The reference's layer beside loralib's, from the authors of LoRA: the same numbers."""

import loralib
import numpy as np
import pytest
import torch


@pytest.fixture(scope="module")
def q4(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2025/q4_lora.py")


@pytest.fixture
def pair(q4, rng):
    """Our layer and theirs with the same W, A and B; an input and a cotangent."""
    source = np.random.default_rng(rng.randrange(2**32))

    def normal(*shape):
        return torch.tensor(source.normal(size=shape))

    W, A, B = normal(5, 3), normal(5, 2), normal(3, 2)
    ours = q4.LoRALinear(W, 2)
    # Theirs is scaled by lora_alpha / r, and keeps W and A the other way round.
    theirs = loralib.Linear(5, 3, r=2, lora_alpha=2, bias=False).double()
    with torch.no_grad():
        ours.A.copy_(A)
        ours.B.copy_(B)
        theirs.weight.copy_(W.T)
        theirs.lora_A.copy_(A.T)
        theirs.lora_B.copy_(B)
    return ours, theirs, normal(2, 4, 5), normal(2, 4, 3)


def test_outputs_and_gradients_are_the_same(pair):
    ours, theirs, X, cotangent = pair
    found, expected = X.clone().requires_grad_(), X.clone().requires_grad_()
    assert torch.allclose(ours(found), theirs(expected), rtol=1e-12)
    ours(found).backward(cotangent)
    theirs(expected).backward(cotangent)
    assert torch.allclose(found.grad, expected.grad, rtol=1e-12)
    assert torch.allclose(ours.A.grad, theirs.lora_A.grad.T, rtol=1e-12)
    assert torch.allclose(ours.B.grad, theirs.lora_B.grad, rtol=1e-12)


def test_the_same_is_trained(pair):
    ours, theirs, _, _ = pair
    loralib.mark_only_lora_as_trainable(theirs)
    trained = [
        sorted(tuple(sorted(p.shape)) for p in layer.parameters() if p.requires_grad)
        for layer in (ours, theirs)
    ]
    assert trained[0] == trained[1] == [(2, 3), (2, 5)]


def test_merging_and_unmerging_give_the_same_weight(pair):
    """They merge when training ends, and unmerge when it begins."""
    ours, theirs, X, _ = pair
    ours.merge()
    theirs.eval()
    assert torch.allclose(ours.weight, theirs.weight.T, rtol=1e-12)
    assert torch.allclose(ours(X), theirs(X), rtol=1e-12)
    ours.unmerge()
    theirs.train()
    assert torch.allclose(ours.weight, theirs.weight.T, rtol=1e-12)


def test_the_same_half_is_zero_at_the_start(q4):
    fresh, theirs = q4.LoRALinear(torch.ones(5, 3), 2), loralib.Linear(5, 3, r=2)
    assert fresh.A.any()
    assert theirs.lora_A.any()
    assert not fresh.B.any()
    assert not theirs.lora_B.any()
