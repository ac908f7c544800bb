"""torch is made ready for a device, and only where there is one."""

import torch

from autograder.guest import device


def test_on_the_processor_there_is_nothing_to_do():
    before = torch.get_default_device(), torch.backends.cudnn.allow_tf32
    device.prepare("cpu")
    assert (torch.get_default_device(), torch.backends.cudnn.allow_tf32) == before
    assert device.describe("cpu")["dtypes"] == ["float32", "bfloat16"]


def test_a_device_computes_float32_in_float32_or_is_refused(in_child):
    """TF32 would err by 2⁻¹¹ in a product of two numbers with full mantissas."""
    source = """
import torch
from autograder.guest import device
try:
    device.prepare("cuda")
except RuntimeError as error:
    tell(["refused", str(error)])
else:
    x = 1 + torch.rand(64, 64)
    assert x.device.type == "cuda"
    error = ((x @ x).double() / (x.double() @ x.double()) - 1).abs().max().item()
    tell(["computed", error])
"""
    end, found = in_child(source)
    if torch.cuda.is_available():
        assert end == "computed"
        assert found < 64 * 2.0**-23
    else:
        assert end == "refused"
        assert found == f"torch {torch.__version__} finds no cuda device"
