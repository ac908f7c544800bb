"""``LoRAMultiHeadAttention(Wq, Wk, Wv, Wo, rank)``, judged by what it does.

The module stays in the student's worker, and keeps its adapters under any names:
`lora_adapters` finds them by what they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..sandbox.values import Tensor
from ..verdict import Verdict, earned, lost
from .decoding_result import Broken
from .line import Line, Remote
from .lora_adapters import MATRICES, Layout, Pair, find_pairs
from .lora_arithmetic import (
    Adapted,
    Array,
    Bounded,
    Head,
    attention,
    attention_gradients,
    softmax,
)
from .lora_module import (
    Numbers,
    Precision,
    check_copied,
    check_repeatable,
    compare,
    differs,
    found_with,
    read,
)

__all__ = ["AdaptedAttention"]

_RATE = 0.125
# Rows of the input on which adapters are told apart: with one, Q and K do not matter; no square.
_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The number of heads, the side of their matrices, the sides of the input, and dtypes."""

    heads: int
    side: int
    rank: int
    rows: tuple[int, ...]
    dtype: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        shape = (*self.rows, self.side)
        dtypes = f" in {self.dtype}" if self.dtype != "float64" else ""
        if self.strided:
            dtypes += ", not contiguous"
        return (
            f"h = {self.heads}, d = {self.side}, rank = {self.rank} and H of shape {shape}{dtypes}"
        )


_CASES = (
    _Case(heads=2, side=5, rank=3, rows=(4,)),
    _Case(heads=1, side=3, rank=5, rows=(7,)),
    _Case(heads=3, side=5, rank=1, rows=(1,)),
    _Case(heads=2, side=3, rank=1, rows=(1, 4)),
    _Case(heads=2, side=4, rank=1, rows=(3, 6, 5)),
    _Case(heads=2, side=3, rank=2, rows=(2, 4, 5), strided=True),
)
_IN_OTHER_DTYPES = (_Case(heads=2, side=5, rank=3, rows=(4,), dtype="float32"),)


@dataclass(frozen=True, slots=True)
class AdaptedAttention:
    """A class whose objects are multi-head attention with adapters on Q, K and V of each head."""

    def check(self, line: Line) -> Verdict:
        """Try modules of several sizes; the first promise that is not kept is reported."""
        for case in (*_CASES, *(_IN_OTHER_DTYPES if line.setting.tries_own_dtypes else ())):
            try:
                with found_with(case, line.seed):
                    _Trial(line, case).run()
            except Broken as broken:
                return lost(str(broken), notes=(broken.note,))
        return earned()


class _Trial:
    """One module, and all that is done with it."""

    def __init__(self, line: Line, case: _Case) -> None:
        self._submitted = line.submitted
        self._case = case
        self._precision = Precision(line.setting, case.dtype)
        numbers = Numbers(line.random(str(case)).getrandbits(62), self._precision)
        h, d, r = case.heads, case.side, case.rank
        scale = d**-0.5
        self._W = {
            matrix: [numbers.normal(d, d, scale=scale) for _ in range(h)] for matrix in MATRICES
        }
        self._Wo = numbers.normal(h * d, d, scale=scale)
        self._values = [numbers.normal(d, r, scale=d**-0.25) for _ in range(6 * h)]
        self._H = numbers.normal(*case.rows, d)
        self._G = numbers.normal(*case.rows, d)
        self._rows = numbers.normal(_ROWS, d)

    def run(self) -> None:
        """Go through the promises, the plainest first."""
        tensor = self._precision.tensor
        sent = {m: [self._submitted.send(tensor(W)) for W in self._W[m]] for m in MATRICES}
        Wo = self._submitted.send(tensor(self._Wo))
        module = self._submitted.construct(
            *sent.values(), Wo, self._case.rank, dtype=self._case.dtype
        )
        layout, start = self._check_start(module)
        heads, pairs = self._find(module, layout, start)
        module.assign(self._parameters(layout, self._values))
        expected, dtype = self._attention(self._H, heads), self._precision.expected
        H = tensor(self._H, strided=self._case.strided)
        check_repeatable(self._submitted, module, H, expected.bound, dtype)
        compare(self._output(module, self._H), expected, "the output", {})
        passed = [(f"W{m.lower()}", W) for m in MATRICES for W in sent[m]]
        check_copied(module, [*passed, ("Wo", Wo)], H, expected, dtype)
        self._check_gradients(module, layout, heads, pairs)
        self._check_step(module, layout)

    # -------------------------------------------------------------------- parts of the promise

    def _check_start(self, module: Remote) -> tuple[Layout, list[Array]]:
        """Look at the parameters, and at the output without adapters and at the start."""
        case, parameters = self._case, module.parameters()
        layout = Layout.of(parameters, case.side, case.rank)
        wanted = 2 * len(MATRICES) * case.heads
        if len(layout.places) != wanted:
            raise Broken(
                f"There are {len(layout.places)} trained matrices (d, r); with an A and a B for "
                f"each head and for each of Q, K and V there are {wanted}.",
                "number of adapters",
            )
        trained = {
            name: read(parameters[name], f"`{name}`", shape, self._precision.expected)
            for name, shape in layout.shapes.items()
        }
        frozen, dtype = self._attention(self._rows, self._heads()), self._precision.expected
        module.assign(self._parameters(layout, [0 * value for value in self._values]))
        rows = self._precision.tensor(self._rows)
        check_repeatable(self._submitted, module, rows, frozen.bound, dtype)
        output = self._output(module, self._rows)
        compare(output, frozen, "the output without adapters", self._readings(self._rows))
        module.assign({n: self._precision.tensor(values) for n, values in trained.items()})
        if differs(self._output(module, self._rows), frozen):
            text = "At the start the adapters change the output: one of each pair is to be zero."
            raise Broken(text, "start")
        return layout, layout.cut(trained)

    def _find(
        self, module: Remote, layout: Layout, start: Sequence[Array]
    ) -> tuple[list[Head], list[Pair]]:
        def probe(adapters: Sequence[Array]) -> Array:
            module.assign(self._parameters(layout, adapters))
            return self._output(module, self._rows)

        def explains(output: Array, head: int, matrix: str, A: Array, B: Array) -> bool:
            heads = self._heads({(head, matrix): (A, B)})
            return not differs(output, self._attention(self._rows, heads))

        pairs = find_pairs(layout, start, self._values, probe, explains)
        adapters = {(p.head, p.matrix): (self._values[p.A], self._values[p.B]) for p in pairs}
        return self._heads(adapters), pairs

    def _check_gradients(
        self, module: Remote, layout: Layout, heads: Sequence[Head], pairs: Sequence[Pair]
    ) -> None:
        dtype = self._precision.expected
        tensor = self._precision.tensor
        H = tensor(self._H, strided=self._case.strided)
        found = module.backward(H, tensor(self._G))
        of_H, of_heads = attention_gradients(self._H, self._G, heads, self._Wo, self._precision.eps)
        given: dict[str, Array] = {}
        for parameter, shape in layout.shapes.items():
            gradient = found.parameters.get(parameter)
            if gradient is None:
                raise Broken(f"No gradient of the output reaches `{parameter}`.", "no gradient")
            given[parameter] = read(gradient, f"the gradient of `{parameter}`", shape, dtype)
        gradients = layout.cut(given)
        for pair in pairs:
            of_A, of_B = of_heads[pair.head][MATRICES.index(pair.matrix)]
            for number, expected in ((pair.A, of_A), (pair.B, of_B)):
                noun = f"the gradient with respect to {layout.places[number]}"
                compare(gradients[number], expected, noun, {})
        if found.argument is None:
            raise Broken("No gradient of the output reaches H.", "no gradient")
        name = "the gradient with respect to H"
        compare(read(found.argument, name, self._H.shape, dtype), of_H, name, {})

    def _check_step(self, module: Remote, layout: Layout) -> None:
        """After a step the adapters have moved, and without them the output is as it was."""
        before = module.parameters()
        module.step(_RATE)
        after = module.parameters()
        # With one row, Q and K have no gradient.
        moved = (after[n].data != p.data for n, p in before.items() if n in after)
        if not any(moved):
            text = "A step of gradient descent leaves every adapter where it was."
            raise Broken(text, "not trained")
        module.assign(self._parameters(layout, [0 * value for value in self._values]))
        frozen = self._attention(self._rows, self._heads())
        if differs(self._output(module, self._rows), frozen):
            raise Broken("A step of gradient descent changes a frozen matrix.", "trainable")

    # ---------------------------------------------------------------------------------- tools

    def _heads(
        self, adapters: Mapping[tuple[int, str], tuple[Array, Array]] | None = None
    ) -> list[Head]:
        """Return the heads with some adapters; those of all others are zero."""
        nothing = np.zeros((self._case.side, self._case.rank))

        def adapted(head: int, matrix: str) -> Adapted:
            A, B = (adapters or {}).get((head, matrix), (nothing, nothing))
            return Adapted(self._W[matrix][head], A, B)

        return [
            Head(*(adapted(head, matrix) for matrix in MATRICES))
            for head in range(self._case.heads)
        ]

    def _attention(self, H: Array, heads: Sequence[Head]) -> Bounded:
        return attention(H, heads, self._Wo, self._precision.eps)

    def _parameters(self, layout: Layout, adapters: Sequence[Array]) -> dict[str, Tensor]:
        joined = layout.join(adapters)
        return {name: self._precision.tensor(values) for name, values in joined.items()}

    def _output(self, module: Remote, H: Array) -> Array:
        value = module.call(self._precision.tensor(H, strided=self._case.strided))
        return read(value, "the output", H.shape, self._precision.expected)

    def _readings(self, H: Array) -> dict[str, tuple[Array, str]]:
        """Name outputs of attention that is wrong in a known way."""
        h, d = self._case.heads, self._case.side
        Q, K, V = (np.stack([H @ W for W in self._W[matrix]]) for matrix in MATRICES)
        logits = Q @ np.swapaxes(K, -1, -2)
        scaled = logits / d**0.5
        P = softmax(scaled)

        def output(values: Array) -> Array:
            return np.concatenate(list(values), axis=-1) @ self._Wo

        def weighted(scores: Array, axis: int = -1) -> Array:
            return output(softmax(scores, axis) @ V)

        interleaved = np.stack(list(P @ V), axis=-1).reshape(*H.shape[:-1], h * d)
        return {
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
                interleaved @ self._Wo,
                "The heads' columns are interleaved; heads go side by side.",
            ),
            "K for V": (output(P @ K), "It is the keys that are averaged."),
            "no softmax": (output(scaled @ V), "There is no softmax."),
            "heads added": (
                (P @ V).sum(axis=0) @ self._Wo[:d],
                "The heads are added up instead of standing side by side.",
            ),
        }
