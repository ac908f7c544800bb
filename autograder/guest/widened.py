"""A worker in which float32 means float64, whatever it is called.

Code whose result is right to seven digits may have gone through float32, or may add a constant as
small as its rounding. Here the first is right to all digits, and the second is as wrong as before.
What a dtype says of itself (`torch.finfo`) stays what it is: constants are made of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode

__all__ = ["widen"]

_BY_NAME = {"torch.FloatTensor": "torch.DoubleTensor"}


class _Widened(TorchFunctionMode):
    """While it is active, every function of torch's that is asked for float32 makes float64."""

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        if func is torch.Tensor.float:
            func = torch.Tensor.double
        named = {name: _wide(item) for name, item in (kwargs or {}).items()}
        return func(*map(_wide, args), **named)


class _Single(np.float64):
    """What numpy calls float32."""


def widen() -> None:
    """Let float32 mean float64 in this process, from now on."""
    torch.FloatTensor = torch.DoubleTensor  # type: ignore[misc, assignment]
    limits, single = np.finfo, np.float32

    def finfo(dtype: Any) -> Any:
        return limits(single if dtype is _Single else dtype)

    for name, item in {"float32": _Single, "single": _Single, "finfo": finfo}.items():
        setattr(np, name, item)
    _Widened().__enter__()  # type: ignore[no-untyped-call]


def _wide(item: Any) -> Any:
    if item is torch.float32:
        return torch.float64
    return _BY_NAME.get(item, item) if isinstance(item, str) else item
