"""``LoRALinear(weight, rank)``: the contract of a linear layer with a low-rank adapter.

`DrivenModule` holds a student's layer to it: it is made, called, given other adapters,
differentiated, stepped, merged and unmerged, and compared with closed forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.rubric import (
    Broken,
    Contract,
    Expected,
    Frozen,
    Line,
    Merging,
    Precision,
    RandomArrays,
)

from .adapted_readings import (
    Readings,
    frozen_readings,
    gradient_readings,
    later_readings,
    merged_readings,
    output_readings,
    unmerged_readings,
)
from .lora_arithmetic import Adapted, Array, linear, linear_gradients

__all__ = ["LAYERS", "LayerCase"]

Adapters = Mapping[str, Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCase:
    """The sizes of a layer, the sides of its input before the last, and dtypes."""

    inputs: int
    outputs: int
    rank: int
    rows: tuple[int, ...]
    dtype: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        shape = (*self.rows, self.inputs)
        dtypes = f" in {self.dtype}" if self.dtype != "float64" else ""
        if self.strided:
            dtypes += ", not contiguous"
        return (
            f"weight ({self.inputs}, {self.outputs}), rank = {self.rank} and X of shape "
            f"{shape}{dtypes}"
        )

    def contract(self, line: Line, precision: Precision, numbers: RandomArrays) -> Contract:  # noqa: ARG002
        """Draw a layer, other adapters for it, its input and a cotangent."""
        W = numbers.normal(self.inputs, self.outputs)
        trained, later = (self._adapters(numbers) for _ in range(2))
        X = numbers.normal(*self.rows, self.inputs)
        G = numbers.normal(*self.rows, self.outputs)
        known = _Known(W, trained, later, X, G)
        zeros = {name: 0 * adapter for name, adapter in trained.items()}
        return Contract(
            weights=[("the weight", W)],
            further=(self.rank,),
            trained=trained,
            input=X,
            cotangent=G,
            form=LinearForm(W, precision.eps),
            start=_start,
            readings=known.readings,
            frozen=Frozen("the frozen weight", np.eye(self.inputs), zeros, W),
            noun="adapter",
            merging=Merging(
                later,
                says="merged, a layer multiplies X with one matrix and nothing else",
                product="one product of X with one matrix",
                operations=2 * X.size * self.outputs,
            ),
        )

    def _adapters(self, numbers: RandomArrays) -> dict[str, Array]:
        A = numbers.normal(self.inputs, self.rank)
        return {"A": A, "B": numbers.normal(self.outputs, self.rank)}


LAYERS = (
    LayerCase(inputs=5, outputs=3, rank=2, rows=(4,)),
    LayerCase(inputs=3, outputs=3, rank=2, rows=(4,)),
    LayerCase(inputs=4, outputs=7, rank=1, rows=(1,)),
    LayerCase(inputs=2, outputs=3, rank=5, rows=(4,)),
    LayerCase(inputs=4, outputs=5, rank=3, rows=(2, 1, 6)),
    LayerCase(inputs=6, outputs=4, rank=2, rows=(2, 5), strided=True),
    LayerCase(inputs=5, outputs=3, rank=2, rows=(4,), dtype="float32"),
)


@dataclass(frozen=True, slots=True)
class LinearForm:
    """X W + X A Bᵀ, and its gradients.

    Args:
        W: The frozen matrix.
        eps: The distance from 1 to the next number.
    """

    W: Array
    eps: float

    def output(self, X: Array, trained: Adapters) -> Expected:
        """Return the output."""
        return linear(X, Adapted(self.W, **trained), self.eps)

    def gradients(self, X: Array, cotangent: Array, trained: Adapters) -> Mapping[str, Expected]:
        """Return the gradients with respect to X, A and B."""
        found = linear_gradients(X, cotangent, Adapted(self.W, **trained), self.eps)
        return dict(zip(("X", "A", "B"), found, strict=True))


def _start(found: Adapters) -> Adapters:
    """Look at the adapters at the start; the output is that of a layer without any.

    Raises:
        Broken: Not exactly one of them is zero.
    """
    zero = [name for name, values in found.items() if not values.any()]
    if not zero:
        text = "At the start neither A nor B is zero, so that the layer is another one than W."
        raise Broken(text, "start")
    if len(zero) == 2:
        text = "At the start both A and B are zero: no gradient can ever change them."
        raise Broken(text, "both zero")
    return {name: 0 * values for name, values in found.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """The numbers of a case, for what is wrong in a known way."""

    W: Array
    trained: Adapters
    later: Adapters
    X: Array
    G: Array

    def readings(self, moment: str, found: Array) -> Readings:
        """Name what a layer with a known mistake gives at a moment of `Contract`."""
        layer, X = Adapted(self.W, **self.trained), self.X
        match moment:
            case "start":
                return frozen_readings(X, layer)
            case "output":
                return output_readings(found, X, layer)
            case "merged":
                return merged_readings(X, layer)
            case "unmerged":
                return unmerged_readings(X, layer)
            case "merged later":
                return later_readings(X, layer)
            case "gradient of X":
                return gradient_readings(self.G, layer)
        return {}
