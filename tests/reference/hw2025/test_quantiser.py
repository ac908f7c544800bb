"""A quantiser, judged in a worker by the definition, in exact fractions."""

from fractions import Fraction

import pytest
from one_line import edited, judged

from autograder.verdict import State
from hw2025.quantiser import Quantiser

DECLARED = "def quantize(W, m): pass"
RIGHT = """
import torch

def quantize(W, m):
    delta = W.abs().max() / (2 ** (m - 1) - 1)
    if delta == 0:
        return torch.zeros(W.shape, dtype=torch.int16), delta
    codes = torch.floor(W / delta)
    return codes.to(torch.int16), delta

def dequantize(codes, delta):
    return codes * delta
"""


@pytest.fixture
def check(zygote, layers):
    """Judge the two functions of a source text."""

    def check(*edits, **options):
        source, where = edited(RIGHT, *edits), {"zygote": zygote, "layers": layers}
        return judged(source, Quantiser(), DECLARED, **where, **options)

    return check


@pytest.mark.parametrize("seed", range(8))
def test_the_definition_earns_everything_whatever_the_seed(check, seed):
    verdict = check(seed=seed)
    assert (verdict.share, verdict.message) == (1, "")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_the_definition_is_right_in_every_setting(check, dtype):
    assert check(dtype=dtype).share == 1


@pytest.mark.parametrize(
    "form",
    [
        "torch.floor(W * (1 / delta))",
        "torch.floor(W * ((2 ** (m - 1) - 1) / W.abs().max()))",
        "torch.floor((2 ** (m - 1) - 1) * (W / W.abs().max()))",
        "torch.floor(W / delta).clamp(-(2 ** (m - 1) - 1), 2 ** (m - 1) - 1)",
        "torch.div(W, delta, rounding_mode='floor')",
        "torch.floor((2 ** (m - 1) - 1) * W / W.abs().max())",
        "torch.floor(W / (W.abs().max() * (1 / (2 ** (m - 1) - 1))))",
        "(W / delta).trunc() - (W / delta < (W / delta).trunc()).to(W)",
    ],
)
def test_another_order_of_the_same_operations_is_right(check, form):
    """What is rounded otherwise may fall on the other side of an integer that W/Δ is."""
    for seed in range(3):
        assert check(("torch.floor(W / delta)", form), seed=seed).share == 1


def test_rounding_to_nearest_earns_half_if_everything_else_is_right(check):
    nearest = ("torch.floor(W / delta)", "torch.round(W / delta)")
    verdict = check(nearest)
    assert (verdict.state, verdict.share, verdict.notes) == (
        State.PARTIAL, Fraction(1, 2), ("nearest",),
    )  # fmt: skip
    assert check(nearest, ("codes * delta", "codes / delta")).share == 0
    assert check(nearest, ("torch.int16), d", "torch.int16) + 1, d")).share == 0


@pytest.mark.parametrize(
    ("edit", "note", "message"),
    [
        (("codes.to(torch.int16)", "codes"), "float codes",
         "The dtype of the codes is float64, no integer one."),
        (("W.abs().max() /", "W.max() /"), "max without abs",
         "Delta is not right. It has the largest number of W, not of |W|."),
        (("(m - 1) - 1", "(m - 1)"), "steps",
         "Delta is not right. The number that max|W| is divided by is wrong."),
        (("torch.floor(W / delta)", "torch.ceil(W / delta)"), "codes", "codes are not right."),
        (("- 1)\n", "- 1) + 1e-12\n"), "delta", "rounding explains 9e-16."),
        (("if delta == 0", "if False"), "zero matrix", "A matrix of zeros"),
        (("if delta == 0", "if not W.all()"), "taken for zeros",
         "All codes are 0, as for a matrix of zeros; this one has other numbers too."),
        (("if delta == 0", "if W.sum() == 0"), "taken for zeros", "whose numbers add up to 0"),
        (("if delta == 0", "if (W == 0).all(1).any()"), "taken for zeros", "a row of zeros"),
        (("if delta == 0", "if (W == 0).all(0).any()"), "taken for zeros", "a column of zeros"),
        (("if delta == 0", "if delta < 1e-6"), "taken for zeros", "numbers around 1e-9"),
        (("if delta == 0", "if delta < 1e-3"), "taken for zeros", "numbers around 1e-4"),
        (("if delta == 0", "delta = delta.clamp(min=1e-8)\n    if delta == 0"), "delta",
         "numbers around 1e-9"),
        (("W / delta)", "W / delta.clamp(min=1e-8))"), "codes", "numbers around 1e-9"),
        (("torch.int16), delta\n    codes",
          "torch.int16), torch.ones((), dtype=torch.float32)\n    codes"), "dtype",
         "The dtype of delta is float32, not float64."),
        (("W / delta)", "W / delta - 1e-7)"), "codes", "every W/Δ an integer"),
        (("W / delta)", "W / delta * (1 - 1e-6))"), "codes", "the code is 6."),
        (("W / delta)", "W / delta + 1e-6)"), "codes", "most W/Δ just below an integer"),
        (("torch.floor(W / delta)", "(W / delta).trunc() - (W < 0).to(W)"), "codes",
         "Where W/Δ is -7, at [0, 0], the code is -8."),
        (("codes * delta", "codes.float() * delta.float()"), "dtype",
         "The dtype of the dequantised matrix is float32, not float64."),
        (("codes * delta", "(codes * delta).sum()"), "shape",
         "The shape of the dequantised matrix is (), not (2, 3)."),
        (("codes * delta", "codes * delta * 1.0000001"), "dequantised",
         "In the dequantised matrix"),
        (("return codes.to(torch.int16), delta", "return codes.to(torch.int16)"), "type",
         "Expected two tensors, codes and delta; got `tensor`."),
    ],
)  # fmt: skip
def test_a_broken_promise_is_named_with_its_case(check, edit, note, message):
    verdict = check(edit, seed=3)
    assert (verdict.share, verdict.notes) == (0, (note,))
    assert message in verdict.message
    assert verdict.message.endswith("(seed 3).")


@pytest.mark.parametrize(
    ("edit", "notes"),
    [
        (("W.abs().max() /", "W[0].abs().max() /"), {"delta"}),
        (("W / delta)", "W.bfloat16() / delta.bfloat16()).clamp(-(2 ** (m - 1)), 127)"),
         {"codes", "range"}),
        (("torch.floor(W / delta)", "torch.floor(W / delta).clamp(min=-(2 ** (m - 1)) + 2)"),
         {"codes"}),
    ],
)  # fmt: skip
def test_a_mistake_is_called_by_a_name_that_fits_every_matrix(check, edit, notes):
    """The first row may hold the largest number of W; a code may happen to be one too high."""
    assert {note for seed in range(5, 11) for note in check(edit, seed=seed).notes} <= notes


def test_codes_that_are_all_positive_are_named(check):
    clipped = ("torch.floor(W / delta)", "torch.floor(W / delta).clamp(min=0)")
    assert {check(clipped, seed=seed).notes for seed in range(6)} == {("unsigned",)}


def test_a_small_step_is_kept_from_zero_by_a_smaller_one(check):
    safe = ("W / delta)", "W / delta.clamp(min=torch.finfo(W.dtype).tiny))")
    assert check(("if delta == 0", "if False"), safe).share == 1


def test_a_division_that_is_masked_in_time_is_right(check):
    masked = ("torch.floor(W / delta)", "torch.where(W == 0, W, torch.floor(W / delta))")
    assert check(("if delta == 0", "if False"), masked).share == 1


def test_zeros_that_a_cast_makes_of_what_is_no_number_are_not(check):
    """They would be −2⁶³ in another integer, or 2¹⁵ − 1 on another machine."""
    verdict = check(("if delta == 0", "if False"))
    assert "That these are 0 is luck" in verdict.message


def test_a_missing_dequantize_is_named(check):
    verdict = check(("def dequantize", "def dequantise"))
    assert "`q1.py` has no function `dequantize`. Is it `dequantise`?" in verdict.message


def test_a_matrix_that_is_changed_is_named(check):
    verdict = check(("torch.floor(W / delta)", "W.div_(delta).floor()"))
    assert verdict.notes == ("in place",)
