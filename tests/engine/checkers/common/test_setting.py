"""A setting rounds as torch does, and is invisible where points hang on the run."""

import numpy as np
import pytest
import torch

from autograder.checkers.common.setting import Setting, epsilon_of
from autograder.sandbox.values import Features, Tensor

DTYPES = ("float64", "float32", "float16", "bfloat16")


@pytest.mark.parametrize("dtype", DTYPES)
def test_epsilon_is_torchs(dtype):
    assert epsilon_of(dtype) == torch.finfo(getattr(torch, dtype)).eps


def test_an_integer_has_no_epsilon():
    with pytest.raises(KeyError):
        epsilon_of("int64")


@pytest.mark.parametrize("dtype", DTYPES)
def test_rounding_is_torchs(dtype, rng):
    """The oracle is torch's own conversion, over many magnitudes, with ties and no finite ones."""
    scales = 10.0 ** np.array([rng.uniform(-44, 36) for _ in range(2000)])
    ties = 1 + np.arange(-64, 64) / 2.0**9
    values = np.array([*scales, *-scales, *ties, 0.0, -0.0, np.inf, -np.inf, np.nan, 1e300])
    expected = torch.tensor(values).to(getattr(torch, dtype)).to(torch.float64).numpy()
    found = Setting(dtype=dtype).rounded(values)
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(np.signbit(found[:-2]), np.signbit(expected[:-2]))


def test_a_half_is_rounded_by_way_of_a_single_as_torch_does():
    values = np.array([855.75 - 1e-9, -855.75 + 1e-9])  # beside a tie, and on it in float32
    expected = torch.tensor(values).to(torch.float16).to(torch.float64).numpy()
    assert list(Setting(dtype="float16").rounded(values)) == list(expected) == [856, -856]


def test_only_float64_tensors_are_cast_wherever_they_stand():
    setting = Setting(device="cuda", dtype="float32")
    real = Tensor.of([[0.1, 2.0]], requires_grad=True)
    whole, half = Tensor.of([1, 2]), Tensor.of([0.5], "bfloat16")
    cast = setting.cast((real, [whole, {"h": real}], half, 3.5, "x", Features(real)))
    as_float32 = Tensor.of([[0.1, 2.0]], "float32", requires_grad=True)
    assert cast == (as_float32, [whole, {"h": as_float32}], half, 3.5, "x", Features(as_float32))


def test_the_graded_setting_changes_nothing():
    setting = Setting()
    value = [Tensor.of([0.1])]
    assert setting.is_graded
    assert setting.cast(value) is value
    assert setting.name_for("float64") == "float64"


@pytest.mark.parametrize(
    "setting", [Setting(device="cuda"), Setting(dtype="float32")], ids=["device", "dtype"]
)
def test_anything_else_is_not_graded(setting):
    assert not setting.is_graded


def test_a_dtype_that_the_checker_asks_for_stays():
    setting = Setting(dtype="bfloat16")
    assert setting.name_for("float64") == "bfloat16"
    assert setting.name_for("float32") == "float32"
