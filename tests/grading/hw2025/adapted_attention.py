"""``LoRAMultiHeadAttention(Wq, Wk, Wv, Wo, rank)``, judged by what it does.

The module stays in the student's worker, and keeps its adapters under any names:
`lora_adapters` finds them by what they do.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.rubric import (
    Broken,
    Clauses,
    Expected,
    Findings,
    Line,
    Precision,
    RandomArrays,
    Remote,
    Tensor,
    Verdict,
    differs,
    forgiven,
    found_in,
    partial,
    read_tensor,
    require_close,
    require_copied,
    require_repeatable,
    without_worth,
)

from .attention_readings import SLIPS, attention_readings
from .lora_adapters import MATRICES, Layout, find_pairs
from .lora_arithmetic import (
    SCORES,
    Adapted,
    Array,
    Head,
    Scores,
    attention,
    attention_gradients,
)

__all__ = ["AdaptedAttention"]

OUTPUT, TRAINING, ARGUMENTS = "output", "training", "arguments"

Phase = tuple[str, Callable[[], None]]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedAttention:
    """A class whose objects are multi-head attention with adapters on Q, K and V of each head.

    Args:
        clauses: The shares of "output", "training" (gradients, a step) and "arguments" (copies are
            kept, the input is left alone);
            without them all is lost by any.
    """

    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        if self.clauses is not None:
            self.clauses.require((OUTPUT, TRAINING, ARGUMENTS))

    def check(self, line: Line) -> Verdict:
        """Try modules of several sizes; of each clause the first broken promise counts."""
        return forgiven(line, self._tried(line), self._tried, notes=("adapter",))

    def _tried(self, line: Line) -> Verdict:
        verdict = self._with(line, SCORES)
        scores = next((SLIPS[note] for note in verdict.notes if note in SLIPS), None)
        if verdict.share or scores is None:
            return verdict
        slip = self._with(line, scores)
        if not slip.share:
            return verdict
        text = "\n".join(filter(None, [f"Nearly. {verdict.message}", slip.message]))
        return partial(slip.share / 2, without_worth(text), notes=(*verdict.notes, *slip.notes))

    def _with(self, line: Line, scores: Scores) -> Verdict:
        """Return the verdict where weights are to be made of scores in this way."""
        findings = Findings(self.clauses)
        for case in (*_CASES, *(_IN_OTHER_DTYPES if line.setting.tries_own_dtypes else ())):
            findings.look(_Trial(line, case, scores).phases())
        return findings.verdict()


class _Trial:
    """One module, and all that is done with it."""

    def __init__(self, line: Line, case: _Case, scores: Scores) -> None:
        self._line = line
        self._submitted = line.submitted
        self._case = case
        self._scores = scores
        self._precision = Precision(line.setting, case.dtype)
        numbers = RandomArrays(line.random(str(case)).getrandbits(62), self._precision)
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

    def phases(self) -> Iterator[Phase]:
        """Yield the promises, the plainest first."""
        for clause, promise in (
            (OUTPUT, self._make),
            (OUTPUT, self._check_start_repeatable),
            (OUTPUT, self._find),
            (OUTPUT, self._check_repeatable),
            (OUTPUT, self._check_output),
            (ARGUMENTS, self._check_copied),
            (TRAINING, self._check_gradients),
            (TRAINING, self._check_step),
        ):
            yield clause, functools.partial(self._found, promise)

    def _found(self, promise: Callable[[], None]) -> None:
        with found_in(self._line, self._case):
            promise()

    # -------------------------------------------------------------------- parts of the promise

    def _make(self) -> None:
        """Make the module, and look at its parameters."""
        self._module, self._sent = self._made()
        case, parameters = self._case, self._module.parameters()
        self._layout = layout = Layout.of(parameters, case.side, case.rank)
        wanted = 2 * len(MATRICES) * case.heads
        if len(layout.places) != wanted:
            raise Broken(
                f"There are {len(layout.places)} trained matrices (d, r); with an A and a B for "
                f"each head and for each of Q, K and V there are {wanted}.",
                "number of adapters",
            )
        self._trained = {
            name: read_tensor(parameters[name], f"`{name}`", shape, self._precision.expected)
            for name, shape in layout.shapes.items()
        }

    def _check_start_repeatable(self) -> None:
        """Call it without adapters, twice."""
        frozen, dtype = self._attention(self._rows, self._heads()), self._precision.expected
        self._assign(self._module, [0 * value for value in self._values])
        rows = self._precision.tensor(self._rows)
        require_repeatable(self._submitted, self._module, rows, frozen.bound, dtype)

    def _check_start(self) -> None:
        """Look at the output without adapters, and at the start."""
        frozen, module = self._attention(self._rows, self._heads()), self._module
        self._assign(module, [0 * value for value in self._values])
        output = self._output(module, self._rows)
        require_close(
            output,
            frozen,
            "the output without adapters",
            attention_readings(self._rows, self._heads(), self._Wo),
        )
        module.assign({n: self._precision.tensor(values) for n, values in self._trained.items()})
        if differs(self._output(module, self._rows), frozen):
            text = "At the start the adapters change the output: one of each pair is to be zero."
            raise Broken(text, "start")

    def _find(self) -> None:
        """Find out which adapters belong to which matrix."""
        self._check_start()
        module, layout, start = self._module, self._layout, self._layout.cut(self._trained)

        def probe(adapters: Sequence[Array]) -> Array:
            self._assign(module, adapters)
            return self._output(module, self._rows)

        def explains(output: Array, head: int, matrix: str, A: Array, B: Array) -> bool:
            heads = self._heads({(head, matrix): (A, B)})
            return not differs(output, self._attention(self._rows, heads))

        self._pairs = find_pairs(layout, start, self._values, probe, explains)
        adapters = {(p.head, p.matrix): (self._values[p.A], self._values[p.B]) for p in self._pairs}
        self._adapted = self._heads(adapters)

    def _check_repeatable(self) -> None:
        self._assign(self._module, self._values)
        bound, dtype = self._expected.bound, self._precision.expected
        require_repeatable(self._submitted, self._module, self._input, bound, dtype)

    def _check_output(self) -> None:
        self._assign(self._module, self._values)
        require_close(self._output(self._module, self._H), self._expected, "the output", {})

    def _check_copied(self) -> None:
        dtype = self._precision.expected
        require_copied(self._module, self._sent, self._input, self._expected, dtype)

    def _check_gradients(self) -> None:
        module, _ = self._made()  # from matrices that nothing has overwritten
        self._assign(module, self._values)
        self._compare_gradients(module)

    def _compare_gradients(self, module: Remote) -> None:
        layout, heads, pairs = self._layout, self._adapted, self._pairs
        dtype = self._precision.expected
        found = module.backward(self._input, self._precision.tensor(self._G))
        of_H, of_heads = attention_gradients(
            self._H, self._G, heads, self._Wo, self._eps, scores=self._scores
        )
        given: dict[str, Array] = {}
        missing: list[str] = []  # as good as one of zeros, where it is zero
        for parameter, shape in layout.shapes.items():
            gradient = found.parameters.get(parameter)
            if gradient is None:
                given[parameter] = np.zeros(shape)
                missing.append(parameter)
                continue
            given[parameter] = read_tensor(gradient, f"the gradient of `{parameter}`", shape, dtype)
        gradients = layout.cut(given)
        for pair in pairs:
            of_A, of_B = of_heads[pair.head][MATRICES.index(pair.matrix)]
            for number, expected in ((pair.A, of_A), (pair.B, of_B)):
                place = layout.places[number]
                noun = f"the gradient with respect to {place}"
                if place.name in missing and differs(gradients[number], expected):
                    raise Broken(
                        f"No gradient of the output reaches `{place.name}`.", "no gradient"
                    )
                require_close(gradients[number], expected, noun, {})
        if found.argument is None:
            raise Broken("No gradient of the output reaches H.", "no gradient")
        name = "the gradient with respect to H"
        require_close(read_tensor(found.argument, name, self._H.shape, dtype), of_H, name, {})

    def _check_step(self) -> None:
        """After a step the adapters have moved, and without them the output is as it was."""
        module, _ = self._made()
        self._assign(module, self._values)
        module.backward(self._input, self._precision.tensor(self._G))
        before = module.parameters()
        module.step(_RATE)
        after = module.parameters()
        # With one row, Q and K have no gradient.
        moved = (after[n].data != p.data for n, p in before.items() if n in after)
        if not any(moved):
            text = "A step of gradient descent leaves every adapter where it was."
            raise Broken(text, "not trained")
        self._assign(module, [0 * value for value in self._values])
        frozen = self._attention(self._rows, self._heads())
        if differs(self._output(module, self._rows), frozen):
            raise Broken("A step of gradient descent changes a frozen matrix.", "trainable")

    # ---------------------------------------------------------------------------------- tools

    def _made(self) -> tuple[Remote, list[tuple[str, Remote]]]:
        """Return a new module, and the matrices that it was made from, by what they are called."""
        tensor = self._precision.tensor
        sent = {m: [self._submitted.send(tensor(W)) for W in self._W[m]] for m in MATRICES}
        Wo = self._submitted.send(tensor(self._Wo))
        module = self._submitted.construct(
            *sent.values(), Wo, self._case.rank, dtype=self._case.dtype
        )
        return module, [*((f"W{m.lower()}", W) for m in MATRICES for W in sent[m]), ("Wo", Wo)]

    @property
    def _eps(self) -> float:
        """How exact gradients are: what a constant does to them depends on what is detached."""
        return max(self._precision.eps, self._scores.constant)

    @property
    def _input(self) -> Tensor:
        return self._precision.tensor(self._H, strided=self._case.strided)

    @property
    def _expected(self) -> Expected:
        return self._attention(self._H, self._adapted)

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

    def _attention(self, H: Array, heads: Sequence[Head]) -> Expected:
        return attention(H, heads, self._Wo, self._precision.eps, scores=self._scores)

    def _assign(self, module: Remote, adapters: Sequence[Array]) -> None:
        joined = self._layout.join(adapters)
        module.assign({name: self._precision.tensor(values) for name, values in joined.items()})

    def _output(self, module: Remote, H: Array) -> Array:
        value = module.call(self._precision.tensor(H, strided=self._case.strided))
        return read_tensor(value, "the output", H.shape, self._precision.expected)
