"""One call of a function on tensors, with what a checker asks about it beside its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

__all__ = ["outputs_of", "run", "vector_jacobian"]


def run(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    cotangents: Sequence[Any] | None,
    *,
    copied: bool = False,
) -> list[Any]:
    """Call a function.

    Args:
        function: What is called.
        arguments: What it is called with, by position.
        cotangents: One for each output, of its shape and dtype, None where it has none; without
            any list, gradients are not asked for.
        copied: Whether it gets copies, of which it may overwrite what it likes.

    Returns:
        Its value, the arguments afterwards (None for those that are no tensors), and the gradients
        with respect to the arguments that require them, in order.
    """
    given = [_copy(item) for item in arguments] if copied else list(arguments)
    value = function(*given)
    after = [item if isinstance(item, torch.Tensor) else None for item in given]
    if cotangents is None:
        return [value, after, None]
    return [value, after, vector_jacobian(outputs_of(value), arguments, cotangents)]


def _copy(item: Any) -> Any:
    return item.clone() if isinstance(item, torch.Tensor) else item


def outputs_of(value: Any) -> list[Any]:
    """Return a function's outputs: the items of a tuple or a list, or the value itself."""
    return list(value) if isinstance(value, (tuple, list)) else [value]


def vector_jacobian(
    outputs: Sequence[Any], arguments: Sequence[Any], cotangents: Sequence[Any]
) -> list[torch.Tensor | None]:
    """Return the gradient of ``Σ ⟨output, cotangent⟩`` for every argument that requires one."""
    inputs = [x for x in arguments if isinstance(x, torch.Tensor) and x.requires_grad]
    pairs = [
        (output, cotangent)
        for output, cotangent in zip(outputs, cotangents, strict=False)
        if cotangent is not None and isinstance(output, torch.Tensor) and output.requires_grad
    ]
    if not pairs:
        return [None] * len(inputs)
    reached, weights = zip(*pairs, strict=True)
    return list(torch.autograd.grad(reached, inputs, weights, allow_unused=True))
