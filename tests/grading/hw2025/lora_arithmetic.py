"""Layers with low-rank adapters in closed form: outputs, gradients, and what rounding can do.

    linear:      Y = X W + X A Bᵀ
    attention:   Q = H W^Q + H A^Q B^Qᵀ, likewise K, V;  P = softmax(Q Kᵀ / √d);
                 Y = [P V of each head, side by side] W^O

(Hu et al., LoRA, 2021, eq. 3; Vaswani et al., 2017, eq. 1.) Every array is float64 and may have
sides in front. A bound is Wilkinson's: a sum of k products is off by at most k ε times the sum of
their sizes, whatever the order; a softmax multiplies that by the size of its logits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from autograder.rubric import Expected

__all__ = [
    "SCORES",
    "Adapted",
    "Array",
    "Head",
    "Scores",
    "attention",
    "attention_gradients",
    "linear",
    "linear_gradients",
    "softmax",
]

Array = npt.NDArray[np.float64]

# Beyond what is proved: for terms of second order, and for the grader's own rounding.
_MARGIN = 4.0


@dataclass(frozen=True, slots=True)
class Adapted:
    """A frozen matrix ``(d_in, d_out)`` with its adapters ``(d_in, r)`` and ``(d_out, r)``."""

    W: Array
    A: Array
    B: Array

    @property
    def effective(self) -> Array:
        """The matrix that the input is multiplied with in effect."""
        return np.asarray(self.W + self.A @ self.B.T)

    @property
    def sizes(self) -> Array:
        """For each entry of it, the sizes of what is added up there."""
        return np.asarray(np.abs(self.W) + np.abs(self.A) @ np.abs(self.B).T)

    @property
    def absolute(self) -> Adapted:
        """The same with the size of each number in its place."""
        return Adapted(np.abs(self.W), np.abs(self.A), np.abs(self.B))

    @property
    def terms(self) -> int:
        """How many roundings one entry of a product with it goes through."""
        return int(sum(self.W.shape) + 2 * self.A.shape[1] + 4)


@dataclass(frozen=True, slots=True)
class Head:
    """The adapted matrices of one head, ``(d, d)`` each."""

    Q: Adapted
    K: Adapted
    V: Adapted

    @property
    def absolute(self) -> Head:
        """The same with the size of each number in its place."""
        return Head(self.Q.absolute, self.K.absolute, self.V.absolute)


@dataclass(frozen=True, slots=True)
class Scores:
    """How attention makes weights of products of queries and keys.

    Args:
        power: They are divided by d to this power.
        constant: What is added to the sum that weights are divided by.
    """

    power: float = 0.5
    constant: float = 0.0

    def weights(self, logits: Array) -> Array:
        """Return the weights."""
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(powers / (powers.sum(axis=-1, keepdims=True) + self.constant))


#: As they are to be.
SCORES = Scores()


def linear(X: Array, layer: Adapted, eps: float) -> Expected:
    """Return the output of an adapted layer, however often its adapters are merged and unmerged."""
    bound = _MARGIN * layer.terms * eps * (np.abs(X) @ layer.sizes)
    return Expected(X @ layer.effective, bound)


def linear_gradients(
    X: Array, G: Array, layer: Adapted, eps: float
) -> tuple[Expected, Expected, Expected]:
    """Return the gradients of ``Σ G ∘ Y`` with respect to X, A and B."""
    rows, outputs = X.reshape(-1, X.shape[-1]), G.reshape(-1, G.shape[-1])
    unit = _MARGIN * (layer.terms + len(rows)) * eps
    of_X = Expected(G @ layer.effective.T, unit * (np.abs(G) @ layer.sizes.T))
    of_A, of_B = _of_adapters(rows, outputs, layer)
    A_sizes, B_sizes = _of_adapters(np.abs(rows), np.abs(outputs), layer.absolute)
    return of_X, Expected(of_A, unit * A_sizes), Expected(of_B, unit * B_sizes)


def softmax(logits: Array, axis: int = -1) -> Array:
    """Return the softmax along an axis."""
    powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def attention(
    H: Array, heads: Sequence[Head], Wo: Array, eps: float, *, scores: Scores = SCORES
) -> Expected:
    """Return the output ``(…, n, d)`` of multi-head attention, with weights of such scores."""
    outputs, sizes = [], []
    for head in heads:
        P, condition = _weights(H, head, scores)
        outputs.append(P @ (H @ head.V.effective))
        sizes.append(condition * (P @ (np.abs(H) @ head.V.sizes)))
    bound = np.concatenate(sizes, axis=-1) @ np.abs(Wo)
    unit = _MARGIN * _terms(H, heads, Wo) * eps
    return Expected(np.concatenate(outputs, axis=-1) @ Wo, unit * bound)


def attention_gradients(
    H: Array, G: Array, heads: Sequence[Head], Wo: Array, eps: float, *, scores: Scores = SCORES
) -> tuple[Expected, list[list[tuple[Expected, Expected]]]]:
    """Return the gradients of ``Σ G ∘ Y`` with respect to H, and to A and B of Q, K, V, by head."""
    d = H.shape[-1]
    unit = _MARGIN * (_terms(H, heads, Wo) + H.size) * eps
    of_H, H_bound, of_heads = np.zeros_like(H), np.zeros_like(H), []
    for number, head in enumerate(heads):
        out = Wo[number * d : (number + 1) * d]
        P, condition = _weights(H, head, scores)
        # P itself is off by its condition, and enters twice; what is subtracted adds up in sizes.
        unit_here = 4 * condition.max() * unit
        signed = _of_projections(H, G @ out.T, head, P, scores.power, sign=-1.0)
        G_sizes = np.abs(G) @ np.abs(out.T)
        sizes = _of_projections(np.abs(H), G_sizes, head.absolute, P, scores.power, sign=1.0)
        pairs = []
        for gradient, size, layer in zip(signed, sizes, (head.Q, head.K, head.V), strict=True):
            of_H = of_H + gradient @ layer.effective.T
            H_bound = H_bound + unit_here * (size @ layer.sizes.T)
            values = _of_adapters(_rows(H), _rows(gradient), layer)
            bounds = _of_adapters(np.abs(_rows(H)), _rows(size), layer.absolute)
            of_A, of_B = (
                Expected(value, unit_here * bound)
                for value, bound in zip(values, bounds, strict=True)
            )
            pairs.append((of_A, of_B))
        of_heads.append(pairs)
    return Expected(of_H, H_bound), of_heads


def _weights(H: Array, head: Head, scores: Scores) -> tuple[Array, Array]:
    """Return the attention weights ``(…, n, n)``, and the condition ``(…, n, 1)`` of each row."""
    scale = H.shape[-1] ** scores.power
    P = scores.weights((H @ head.Q.effective) @ np.swapaxes(H @ head.K.effective, -1, -2) / scale)
    Q, K = np.abs(H) @ head.Q.sizes, np.abs(H) @ head.K.sizes
    logits = Q @ np.swapaxes(K, -1, -2) / scale
    return P, 1 + 2 * logits.max(axis=-1, keepdims=True)


def _of_projections(
    H: Array, G: Array, head: Head, P: Array, power: float, *, sign: float
) -> tuple[Array, Array, Array]:
    """Return the gradients with respect to Q, K and V; with sign +1 of sizes, their bounds."""
    scale = H.shape[-1] ** power
    Q, K, V = (H @ layer.effective for layer in (head.Q, head.K, head.V))
    of_V = np.swapaxes(P, -1, -2) @ G
    of_P = G @ np.swapaxes(V, -1, -2)
    of_logits = P * (of_P + sign * (of_P * P).sum(axis=-1, keepdims=True)) / scale
    return of_logits @ K, np.swapaxes(of_logits, -1, -2) @ Q, of_V


def _of_adapters(X: Array, G: Array, layer: Adapted) -> tuple[Array, Array]:
    return X.T @ (G @ layer.B), G.T @ (X @ layer.A)


def _rows(values: Array) -> Array:
    return values.reshape(-1, values.shape[-1])


def _terms(H: Array, heads: Sequence[Head], Wo: Array) -> int:
    return sum(H.shape[-2:]) + 3 * heads[0].Q.terms + len(Wo)
