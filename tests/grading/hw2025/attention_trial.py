"""One module with adapters on attention, and all that is done with it.

The module stays in the student's worker, and keeps its adapters under any names:
`lora_adapters` finds them by what they do.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.rubric import (
    Broken,
    Expected,
    Line,
    Remote,
    Tensor,
    differs,
    found_in,
    read_tensor,
    require_close,
    require_copied,
    require_repeatable,
)

from .attention_case import CASES, IN_OTHER_DTYPES, Case, Numbers
from .attention_readings import SLIPS, attention_readings
from .lora_adapters import MATRICES, Layout, find_pairs
from .lora_arithmetic import SCORES, Array, Scores

__all__ = ["CLAUSES", "Trial", "trials_of"]

CLAUSES = OUTPUT, TRAINING, ARGUMENTS = "output", "training", "arguments"

Phase = tuple[str, Callable[[], None]]

_RATE = 0.125


def trials_of(line: Line, slip: str = "") -> Iterator[Trial]:
    """Yield a trial for each case that a line is graded on.

    Args:
        line: The line.
        slip: The note of the slip that attention is to have here, where it is to have one.
    """
    scores = SLIPS[slip] if slip else SCORES
    for case in (*CASES, *(IN_OTHER_DTYPES if line.setting.tries_own_dtypes else ())):
        yield Trial(line, case, scores)


class Trial:
    """One module, and all that is done with it."""

    def __init__(self, line: Line, case: Case, scores: Scores) -> None:
        self._line = line
        self._submitted = line.submitted
        self._case = case
        self._numbers = Numbers(line, case, scores)
        self._precision = self._numbers.precision

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
        frozen, dtype = self._numbers.frozen(), self._precision.expected
        self._assign(self._module, self._numbers.zeros)
        rows = self._precision.tensor(self._numbers.rows)
        require_repeatable(self._submitted, self._module, rows, frozen.bound, dtype)

    def _check_start(self) -> None:
        """Look at the output without adapters, and at the start."""
        numbers, module = self._numbers, self._module
        frozen = numbers.frozen()
        self._assign(module, numbers.zeros)
        output = self._output(module, numbers.rows)
        readings = attention_readings(numbers.rows, numbers.heads(), numbers.Wo)
        require_close(output, frozen, "the output without adapters", readings)
        module.assign({n: self._precision.tensor(values) for n, values in self._trained.items()})
        if differs(self._output(module, numbers.rows), frozen):
            text = "At the start the adapters change the output: one of each pair is to be zero."
            raise Broken(text, "start")

    def _find(self) -> None:
        """Find out which adapters belong to which matrix."""
        self._check_start()
        module, numbers, layout = self._module, self._numbers, self._layout
        start = layout.cut(self._trained)

        def probe(adapters: Sequence[Array]) -> Array:
            self._assign(module, adapters)
            return self._output(module, numbers.rows)

        def explains(output: Array, head: int, matrix: str, A: Array, B: Array) -> bool:
            heads = numbers.heads({(head, matrix): (A, B)})
            return not differs(output, numbers.attention(numbers.rows, heads))

        values = numbers.adapters
        self._pairs = find_pairs(layout, start, values, probe, explains)
        self._adapted = numbers.heads(
            {(pair.head, pair.matrix): (values[pair.A], values[pair.B]) for pair in self._pairs}
        )

    def _check_repeatable(self) -> None:
        self._assign(self._module, self._numbers.adapters)
        bound, dtype = self._expected.bound, self._precision.expected
        require_repeatable(self._submitted, self._module, self._input, bound, dtype)

    def _check_output(self) -> None:
        self._assign(self._module, self._numbers.adapters)
        output = self._output(self._module, self._numbers.H)
        require_close(output, self._expected, "the output", {})

    def _check_copied(self) -> None:
        dtype = self._precision.expected
        require_copied(self._module, self._sent, self._input, self._expected, dtype)

    def _check_gradients(self) -> None:
        module, _ = self._made()  # from matrices that nothing has overwritten
        self._assign(module, self._numbers.adapters)
        self._compare_gradients(module)

    def _compare_gradients(self, module: Remote) -> None:
        layout, dtype = self._layout, self._precision.expected
        found = module.backward(self._input, self._precision.tensor(self._numbers.G))
        of_H, of_heads = self._numbers.gradients(self._adapted)
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
        for pair in self._pairs:
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
        shape = self._numbers.H.shape
        require_close(read_tensor(found.argument, name, shape, dtype), of_H, name, {})

    def _check_step(self) -> None:
        """After a step the adapters have moved, and without them the output is as it was."""
        module, _ = self._made()
        self._assign(module, self._numbers.adapters)
        module.backward(self._input, self._precision.tensor(self._numbers.G))
        before = module.parameters()
        module.step(_RATE)
        after = module.parameters()
        # With one row, Q and K have no gradient.
        moved = (after[n].data != p.data for n, p in before.items() if n in after)
        if not any(moved):
            text = "A step of gradient descent leaves every adapter where it was."
            raise Broken(text, "not trained")
        self._assign(module, self._numbers.zeros)
        if differs(self._output(module, self._numbers.rows), self._numbers.frozen()):
            raise Broken("A step of gradient descent changes a frozen matrix.", "trainable")

    # ---------------------------------------------------------------------------------- tools

    def _made(self) -> tuple[Remote, list[tuple[str, Remote]]]:
        """Return a new module, and the matrices that it was made from, by what they are called."""
        numbers, tensor = self._numbers, self._precision.tensor
        sent = {m: [self._submitted.send(tensor(W)) for W in numbers.W[m]] for m in MATRICES}
        Wo = self._submitted.send(tensor(numbers.Wo))
        module = self._submitted.construct(
            *sent.values(), Wo, self._case.rank, dtype=self._case.dtype
        )
        return module, [*((f"W{m.lower()}", W) for m in MATRICES for W in sent[m]), ("Wo", Wo)]

    @property
    def _input(self) -> Tensor:
        return self._numbers.sent(self._numbers.H)

    @property
    def _expected(self) -> Expected:
        return self._numbers.attention(self._numbers.H, self._adapted)

    def _assign(self, module: Remote, adapters: Sequence[Array]) -> None:
        joined = self._layout.join(adapters)
        module.assign({name: self._precision.tensor(values) for name, values in joined.items()})

    def _output(self, module: Remote, H: Array) -> Array:
        value = module.call(self._numbers.sent(H))
        return read_tensor(value, "the output", H.shape, self._precision.expected)
