"""What the output of an adapted layer is called where it is wrong in a known way.

Each reading has a note that is left, the output of a layer with that mistake, and what is said.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .lora_arithmetic import Adapted, Array

__all__ = [
    "Readings",
    "frozen_readings",
    "gradient_readings",
    "later_readings",
    "merged_readings",
    "output_readings",
    "unmerged_readings",
]

Readings = Mapping[str, tuple[Array, str]]

_SUBTRACTED = "The adapters' part is subtracted; it is to be added."


def output_readings(values: Array, X: Array, layer: Adapted) -> Readings:
    """Name outputs of a layer.

    Args:
        values: The output that came.
        X: The input.
        layer: The layer.
    """
    frozen, adapted = _parts(X, layer)
    with np.errstate(all="ignore"):  # numbers of any size, from a student's code
        factor = float(((values - frozen) * adapted).sum() / (adapted**2).sum())
    scaled = f"The adapters' part is {abs(factor):.3g} times what it should be: it has no scale."
    if factor < 0:
        scaled = f"{_SUBTRACTED} {scaled}"
    readings = {
        "adapters left out": (frozen, "It is X W: A and B do not enter."),
        "frozen left out": (adapted, "The frozen weight does not enter."),
        "sign": (frozen - adapted, _SUBTRACTED),
        "scale": (frozen + factor * adapted, scaled),
        **frozen_readings(X, layer, adapted),
    }
    if _is_square(layer):
        swapped = frozen + X @ layer.B @ layer.A.T
        readings["A and B swapped"] = (swapped, "A and B have changed places.")
    return readings


def frozen_readings(X: Array, layer: Adapted, added: Array | float = 0.0) -> Readings:
    """Name outputs without adapters, or with their part added."""
    if not _is_square(layer):
        return {}
    return {"W transposed": (X @ layer.W.T + added, "The weight is transposed.")}


def merged_readings(X: Array, layer: Adapted) -> Readings:
    """Name outputs of a merged layer."""
    frozen, adapted = _parts(X, layer)
    readings = {
        "merged twice": (frozen + 2 * adapted, "The adapters enter twice."),
        "adapters left out": (frozen, "The adapters do not enter."),
        "sign": (frozen - adapted, _SUBTRACTED),
    }
    if _is_square(layer):
        transposed = frozen + X @ layer.B @ layer.A.T
        readings["transpose"] = (transposed, "What is merged is transposed.")
        both = (transposed + adapted, "What is merged is transposed, and the adapters enter.")
        readings["transpose and adapters"] = both
    return readings


def unmerged_readings(X: Array, layer: Adapted) -> Readings:
    """Name outputs after what is not merged is unmerged."""
    text = "The adapters are subtracted from W, in which they are not."
    return {"unmerge unguarded": (X @ layer.W, text)}


def later_readings(X: Array, layer: Adapted) -> Readings:
    """Name outputs after other adapters are merged than a layer's."""
    frozen, adapted = _parts(X, layer)
    return {
        "stale": (X @ layer.W + adapted, "It has A and B as they were at the first merge()."),
        "adapters left out": (frozen, "The adapters do not enter."),
    }


def gradient_readings(G: Array, layer: Adapted) -> Readings:
    """Name gradients with respect to X."""
    text = "It has the adapters' part alone: none flows back through the frozen weight."
    return {"no gradient through W": (G @ layer.B @ layer.A.T, text)}


def _parts(X: Array, layer: Adapted) -> tuple[Array, Array]:
    return X @ layer.W, X @ layer.A @ layer.B.T


def _is_square(layer: Adapted) -> bool:
    return bool(layer.W.shape[0] == layer.W.shape[1])
