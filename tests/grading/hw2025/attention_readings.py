"""What the output of multi-head attention is called where it is wrong in a known way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .adapted_readings import Readings
from .lora_arithmetic import Array, Head, Scores, softmax

__all__ = ["SLIPS", "attention_readings"]

#: Single slips, which earn half: another power of d, a constant in the denominator.
SLIPS = {
    "no scale": Scores(power=0.0),
    "scale d": Scores(power=1.0),
    **{f"guard {10.0**-k:.0e}": Scores(constant=10.0**-k) for k in range(5, 13)},
}


def attention_readings(H: Array, heads: Sequence[Head], Wo: Array) -> Readings:
    """Name outputs of attention that is wrong in a known way.

    Args:
        H: The input ``(n, d)``.
        heads: Without adapters.
        Wo: The output's matrix.
    """
    h, d = len(heads), H.shape[-1]
    Q, K, V = (
        np.stack([H @ matrix for matrix in matrices])
        for matrices in zip(*((h.Q.W, h.K.W, h.V.W) for h in heads), strict=True)
    )
    logits = Q @ np.swapaxes(K, -1, -2)
    scaled = logits / d**0.5
    P = softmax(scaled)

    def output(values: Array) -> Array:
        return np.concatenate(list(values), axis=-1) @ Wo

    def weighted(scores: Array, axis: int = -1) -> Array:
        return output(softmax(scores, axis) @ V)

    interleaved = np.stack(list(P @ V), axis=-1).reshape(*H.shape[:-1], h * d)
    later = np.triu(np.ones((len(H), len(H)), bool), 1)
    # Positions first, heads next: a softmax over the heads of each position.
    of_heads = np.einsum("ind,jnd->nij", Q, K) / d**0.5
    among_heads = np.einsum("nij,jnd->ind", softmax(of_heads), V)
    guards = {
        note: (
            output(scores.weights(scaled) @ V),
            f"A constant, about {scores.constant:.0e}, is added to a denominator.",
        )
        for note, scores in SLIPS.items()
        if scores.constant
    }
    return {
        **guards,
        "no scale": (weighted(logits), "The scores are not divided by √d."),
        "scale d": (weighted(logits / d), "The scores are divided by another number than √d."),
        "scale hd": (
            weighted(logits / (h * d) ** 0.5),
            "The scores are divided by the root of hd; d is the side of a head's matrices.",
        ),
        "scale n": (
            weighted(logits / len(H) ** 0.5),
            "The scores are divided by another number than √d.",
        ),
        "causal": (
            weighted(np.where(later, -np.inf, scaled)),
            "A causal mask is left in: here a row attends to all rows.",
        ),
        "not transposed": (
            (P @ V).reshape(*H.shape[:-1], h * d) @ Wo,
            "The heads' outputs are cut into rows by a view alone, without the transpose that "
            "brings the heads of one row together.",
        ),
        "heads for positions": (
            output(among_heads),
            "Heads and positions are exchanged: at each position heads attend to each other.",
        ),
        "softmax axis": (
            weighted(scaled, axis=-2),
            "The softmax goes over queries: for each query the weights are to sum to one.",
        ),
        "Q and K swapped": (
            weighted(np.swapaxes(scaled, -1, -2)),
            "Queries and keys have changed places.",
        ),
        "order of heads": (output((P @ V)[::-1]), "The heads are not in order."),
        "interleaved heads": (
            interleaved @ Wo,
            "The heads' columns are interleaved; heads go side by side.",
        ),
        "K for V": (output(P @ K), "It is the keys that are averaged."),
        "no softmax": (output(scaled @ V), "There is no softmax."),
        "heads added": (
            (P @ V).sum(axis=0) @ Wo[:d],
            "The heads are added up instead of standing side by side.",
        ),
    }
