"""Lets `torch.compile` return what it is given: a compiler starts programs, and no worker may.

What is compiled computes the same as what is not, so nobody loses anything but the seconds that
torch's compiler takes to be imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import torch

__all__ = ["run_eagerly"]


def run_eagerly() -> None:
    """Replace the compiler, for `torch.nn.Module.compile` too, which calls it by this name."""
    # For whoever asks the compiler past its usual door.
    os.environ.update(TORCH_COMPILE_DISABLE="1", TORCHDYNAMO_DISABLE="1")
    torch.compile = _compile


def _compile(model: Callable[..., Any] | None = None, **_: Any) -> Any:
    """Return the function or module itself; with options alone, a decorator that does so."""
    return _compile if model is None else model
