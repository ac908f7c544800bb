"""How much rounding can change what a function returns: Monte Carlo arithmetic.

Every operation of torch's, forward and backward, gets its floating-point operands with a random
relative error of `SIZE`, anew for each operation. What that does to the results, divided by
`SIZE`, is how many times its unit round-off an implementation may be off: it contains the
condition of the function, the length of the sums, and what cancels on the way, wherever a result
of 0 hides it. (D. S. Parker, *Monte Carlo Arithmetic*, UCLA 1997; J. Vignes, *Discrete stochastic
arithmetic*, 2004.)

Gradients are linear in the cotangent, and each draw has one of its own, of the same size: a sum
over outputs that happens to be near zero for the cotangent that is asked about would hide the
rounding of code that computes this sum twice, and subtracts.

One thing is asked besides: the largest exponent. Code that goes through logarithms,
``exp(s - logsumexp(s))``, is as right as ``softmax(s)``, and its relative error is as many times
the unit round-off as the exponent is large.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map_only

from .trial import outputs_of, run

__all__ = ["SIZE", "Noise", "measure"]

#: Far above float64's own rounding, and so small that its square does not matter.
SIZE = 2.0**-26

# They select or compare, and round nothing. The gradient of a largest entry goes to the entries
# that equal it: were these to differ by noise, it would go nowhere, by 0/0.
_EXACT = frozenset({"abs", "amax", "amin", "eq", "max", "min", "ne"})
_EXPONENTIALS = frozenset({"exp", "logsumexp", "_softmax", "_log_softmax"})


class Noise(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is active, every operation gets its operands with a random relative error."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._generator = generator
        self.exponent = 1.0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # Else torch imports its compiler, for more than a second, to keep it away from this mode.
        return False

    def __torch_dispatch__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        name = function.__name__.partition(".")[0]
        if name in _EXPONENTIALS:
            self.exponent = max(self.exponent, _largest(args[0]))
        # Views, and operations in place, pass on the very operands.
        is_new = all(argument.alias_info is None for argument in function._schema.arguments)
        if is_new and name not in _EXACT and not _is_largest_entry(name, args):
            args = tree_map_only(torch.Tensor, self._disturbed, args)
        return function(*args, **(kwargs or {}))

    def _disturbed(self, tensor: torch.Tensor) -> torch.Tensor:
        if not tensor.is_floating_point():
            return tensor
        # Uniform with variance one.
        errors = torch.rand(tensor.shape, generator=self._generator, dtype=torch.float64)
        return tensor * (1 + SIZE * 12**0.5 * (errors - 0.5)).to(tensor.device)


def measure(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    cotangents: Sequence[Any] | None,
    draws: int,
) -> dict[str, Any]:
    """Call a function exactly, and ``draws`` times with noise.

    Args:
        function: The reference's.
        arguments: In float64.
        cotangents: One for each output, or None where no gradients are asked for.
        draws: How often; what is returned is the largest deviation.

    Returns:
        ``values`` and ``gradients``, lists of pairs of an exact result and how many times the unit
        round-off it may be off (None for results that are not floating-point); ``exponent``, the
        largest one in an exponential, at least 1.
    """
    exact = _results(function, arguments, cotangents)
    moved = [torch.zeros_like(item) if _is_real(item) else None for item in exact]
    generator = torch.Generator().manual_seed(0)
    mode = Noise(generator)
    for _ in range(draws):
        weights = cotangents and [_reweighted(item, generator) for item in cotangents]
        quiet = _results(function, arguments, weights)
        with mode:
            noisy = _results(function, arguments, weights)
        for total, before, after in zip(moved, quiet, noisy, strict=True):
            if total is not None:
                torch.maximum(total, (after - before).abs() / SIZE, out=total)
    pairs = [list(pair) for pair in zip(exact, moved, strict=True)]
    count = len(exact) - (0 if cotangents is None else _differentiable(arguments))
    return {"values": pairs[:count], "gradients": pairs[count:], "exponent": mode.exponent}


def _is_largest_entry(name: str, args: Sequence[Any]) -> bool:
    """Return whether this norm is the largest entry, or the smallest."""
    return name == "linalg_vector_norm" and len(args) > 1 and math.isinf(args[1])


def _results(
    function: Callable[..., Any], arguments: Sequence[Any], cotangents: Sequence[Any] | None
) -> list[Any]:
    value, _, gradients = run(function, arguments, cotangents)
    values = [x.detach() if isinstance(x, torch.Tensor) else x for x in outputs_of(value)]
    return [*values, *(gradients or [])]


def _reweighted(cotangent: Any, generator: torch.Generator) -> Any:
    """Return a cotangent with entries of random sign, about as large."""
    if cotangent is None:
        return None
    factors = torch.randn(cotangent.shape, generator=generator, dtype=torch.float64)
    return cotangent * factors.to(cotangent.device)


def _differentiable(arguments: Sequence[Any]) -> int:
    return sum(isinstance(item, torch.Tensor) and item.requires_grad for item in arguments)


def _is_real(item: Any) -> bool:
    return isinstance(item, torch.Tensor) and item.is_floating_point()


def _largest(tensor: torch.Tensor) -> float:
    finite = tensor[tensor.isfinite()]
    return float(finite.abs().max()) if finite.numel() else 1.0
