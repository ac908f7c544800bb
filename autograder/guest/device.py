"""A GPU in a worker: how torch is made ready for it, and what is said of it.

Only a worker that was started afresh (`guest.spawned`) may use one: CUDA does not survive a fork.
"""

from __future__ import annotations

from typing import Any

import torch

__all__ = ["MEMORY_FRACTION", "describe", "prepare"]

#: The part of the GPU's memory that torch hands out in a worker; more is "out of memory".
MEMORY_FRACTION = 0.5


def prepare(device: str) -> None:
    """Make torch ready: tensors are made on the device, and float32 is float32.

    Raises:
        RuntimeError: There is no such device.
    """
    if device == "cpu":
        return
    found = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
    if found is None or found.type != device:
        raise RuntimeError(f"torch {torch.__version__} finds no {device} device")
    # TF32 keeps 10 of float32's 23 bits in products; bfloat16 sums may not be rounded on the way.
    torch.set_float32_matmul_precision("highest")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_bf16_reduced_precision_reduction = False
    torch.set_default_device(device)
    torch.cuda.set_per_process_memory_fraction(MEMORY_FRACTION)
    # The libraries start at the first product, which is not to count as a student's time.
    (torch.ones(2, 2) @ torch.ones(2, 2)).sum().item()


def describe(device: str) -> dict[str, Any]:
    """Return what there is, for the report: a name, a version, bytes of memory, dtypes."""
    if device == "cpu":
        return {"name": "CPU", "version": "", "memory": 0, "dtypes": ["float32", "bfloat16"]}
    properties = torch.cuda.get_device_properties(device)
    halves = ["bfloat16"] if torch.cuda.is_bf16_supported() else []
    return {
        "name": str(properties.name),
        "version": f"CUDA {torch.version.cuda}",
        "memory": int(properties.total_memory),
        "dtypes": ["float32", *halves],
    }
