"""Attention with adapters, judged in workers: right on every seed, and wrong for a reason."""

from fractions import Fraction
from functools import partial

import pytest
from one_line import edited as original
from one_line import judged

from hw2025.adapted_attention import AdaptedAttention

DECLARED = "class Attention: pass"
RIGHT = """
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention

class Attention(nn.Module):
    def __init__(self, Wq, Wk, Wv, Wo, rank):
        super().__init__()
        self.W = torch.stack([torch.stack(Ws) for Ws in zip(Wq, Wk, Wv)])
        self.Wo = Wo.clone()
        sides = (*self.W.shape[:3], rank)
        self.down = nn.Parameter(torch.randn(sides).to(Wo))
        self.up = nn.Parameter(torch.zeros(sides).to(Wo))

    def forward(self, H):
        weights = self.W + self.down @ self.up.mT
        heads = [scaled_dot_product_attention(H @ Q, H @ K, H @ V) for Q, K, V in weights]
        return torch.cat(heads, -1) @ self.Wo
"""


@pytest.fixture
def check(zygote, layers):
    """Judge the module of a source text."""
    return partial(
        judged, checker=AdaptedAttention(), declared=DECLARED, zygote=zygote, layers=layers
    )


edited = partial(original, RIGHT)


@pytest.mark.parametrize("seed", range(4))
def test_a_right_module_earns_everything_whatever_the_seed(check, seed):
    verdict = check(RIGHT, seed=seed)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_right_module_is_right_in_every_setting(check, dtype):
    assert check(RIGHT, dtype=dtype).share == 1


def test_a_wrong_module_is_wrong_in_every_setting(check):
    wrong = edited(("H @ Q, H @ K", "2 * H @ Q, H @ K"))
    assert check(wrong).share == check(wrong, dtype="float32").share == 0


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([("in zip(Wq, Wk, Wv)", "in zip(Wk, Wq, Wv)")],
         "The output without adapters is not right. Queries and keys have changed places."),
        ([("torch.zeros(sides)", "torch.ones(sides)")],
         "At the start the adapters change the output"),
        ([("torch.randn(sides)", "torch.zeros(sides)")],
         "More than half of the adapters are zero at the start"),
        ([("self.up.mT", "self.up.detach().mT")], "No gradient of the output reaches `up`."),
        ([("self.up.mT", "self.up.mT / self.up.shape[-1]")],
         "What adapters add is 0.333 times what it should be"),
        ([("self.Wo = Wo.clone()", "self.Wo = nn.Parameter(Wo.clone())")],
         "The parameter `Wo` of shape (10, 5) is trained."),
        ([("self.W + self.down @ self.up.mT",
           "self.W + (self.down @ self.up.mT) * torch.tensor([1, 1, 0])[:, None, None]")],
         "With `up[0][2]` as the only adapter that is not zero"),
        ([("self.W + self.down @ self.up.mT",
           "self.W + torch.cat([self.down[:1]] * 2) @ self.up.mT")],
         "The adapter `down[0][0]` serves more than one matrix"),
    ],
)  # fmt: skip
def test_the_first_broken_promise_is_named_with_its_case(check, edits, message):
    verdict = check(edited(*edits), seed=5)
    assert verdict.share == 0
    assert "Found with h = " in verdict.message
    assert verdict.message.endswith("(seed 5).")
    assert verdict.message.startswith(message)


def test_an_adapter_for_every_head_is_needed(check):
    verdict = check(edited(("(*self.W.shape[:3], rank)", "(1, *self.W.shape[1:3], rank)")))
    assert verdict.message.startswith(
        "There are 6 trained matrices (d, r); with an A and a B for each head and for each of Q, "
        "K and V there are 12."
    )


@pytest.mark.parametrize(
    ("scale", "text"),
    [("1.0", "The scores are not divided by √d."), ("1 / H.shape[-1]", "another number")],
)
def test_another_power_of_d_is_a_single_slip(check, scale, text):
    edit = ("(H @ Q, H @ K, H @ V)", f"(H @ Q, H @ K, H @ V, scale={scale})")
    verdict = check(edited(edit), seed=5)
    assert verdict.share == Fraction(1, 2)
    assert verdict.message.startswith("Nearly")
    assert text in verdict.message
