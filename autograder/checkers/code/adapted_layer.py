"""``LoRALinear(weight, rank)``: a linear layer with a low-rank adapter, judged by what it does.

The module stays in the student's worker. It is made, called, given other adapters, differentiated,
stepped, merged and unmerged from here, and compared with closed forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from autograder.checkers.common.clauses import Clauses
from autograder.checkers.common.line import Line, Remote, names
from autograder.checkers.common.setting import epsilon_of
from autograder.verdict import Verdict

from .adapted_readings import (
    Readings,
    frozen_readings,
    merged_readings,
    output_readings,
    unmerged_readings,
)
from .lora_arithmetic import Adapted, Array, Bounded, linear, linear_gradients
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
from .module_clauses import ARGUMENTS, MERGING, OUTPUT, TRAINING, Findings, Phase
from .promises import Broken
from .single_precision import forgiven

__all__ = ["AdaptedLayer"]

_RATE = 0.125


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
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


_CASES = (
    _Case(inputs=5, outputs=3, rank=2, rows=(4,)),
    _Case(inputs=3, outputs=3, rank=2, rows=(4,)),
    _Case(inputs=4, outputs=7, rank=1, rows=(1,)),
    _Case(inputs=2, outputs=3, rank=5, rows=(4,)),
    _Case(inputs=4, outputs=5, rank=3, rows=(2, 1, 6)),
    _Case(inputs=6, outputs=4, rank=2, rows=(2, 5), strided=True),
)
_IN_OTHER_DTYPES = (_Case(inputs=5, outputs=3, rank=2, rows=(4,), dtype="float32"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedLayer:
    """A class whose objects compute ``X W + X A Bᵀ``, with `merge` and `unmerge`.

    Args:
        clauses: The shares of "output", "training" (the start, what is trained, gradients),
            "merging" and "arguments" (copies are kept, the input is left alone);
            without them all is lost by any.
    """

    clauses: Clauses | None = None

    def __post_init__(self) -> None:
        if self.clauses is not None:
            self.clauses.require((OUTPUT, TRAINING, MERGING, ARGUMENTS))

    def check(self, line: Line) -> Verdict:
        """Try layers of several sizes; the first promise of each clause that is not kept counts."""
        return forgiven(line, self._tried(line), self._tried)

    def _tried(self, line: Line) -> Verdict:
        findings = Findings(self.clauses)
        for case in (*_CASES, *(_IN_OTHER_DTYPES if line.setting.tries_own_dtypes else ())):
            findings.look(_Trial(line, case).phases(findings))
        return findings.verdict()


class _Trial:
    """One layer, and all that is done with it."""

    def __init__(self, line: Line, case: _Case) -> None:
        self._submitted = line.submitted
        self._case = case
        self._seed = line.seed
        self._is_graded = line.setting.is_graded
        self._precision = Precision(line.setting, case.dtype)
        numbers = Numbers(line.random(str(case)).getrandbits(62), self._precision)
        self._layer = Adapted(
            numbers.normal(case.inputs, case.outputs),
            numbers.normal(case.inputs, case.rank),
            numbers.normal(case.outputs, case.rank),
        )
        self._later = Adapted(
            self._layer.W,
            numbers.normal(case.inputs, case.rank),
            numbers.normal(case.outputs, case.rank),
        )
        self._X = numbers.normal(*case.rows, case.inputs)
        self._G = numbers.normal(*case.rows, case.outputs)
        self._sent = self._precision.tensor(self._X, strided=case.strided)
        self._expected = linear(self._X, self._layer, self._precision.eps)

    def phases(self, findings: Findings) -> Iterator[Phase]:
        """Yield the promises, the plainest first."""
        for clause, promise in (
            (OUTPUT, self._make),
            (TRAINING, self._check_start),
            (OUTPUT, self._check_repeatable),
            (OUTPUT, self._check_output),
            (ARGUMENTS, self._check_copied),
            (TRAINING, self._check_gradients),
            (TRAINING, self._check_step),
            (MERGING, self._check_merging),
            (MERGING, self._check_unmerging_alone),
            (MERGING, self._check_one_product),
            (MERGING, self._check_apart),
            (MERGING, self._check_trained_again),
            (MERGING, self._check_merging_again),
        ):
            # What has wrong gradients anyway has them after merging too.
            if promise == self._check_trained_again and findings.has_lost(TRAINING):
                continue
            yield clause, partial(self._found, promise)

    def _found(self, promise: Callable[[], None]) -> None:
        with found_with(self._case, self._seed):
            promise()

    # -------------------------------------------------------------------- parts of the promise

    def _make(self) -> None:
        self._module, self._weight = self._made()

    def _check_start(self) -> None:
        module = self._module
        parameters = module.parameters()
        case, dtype = self._case, self._precision.expected
        adapters = {}
        for name, side in (("A", case.inputs), ("B", case.outputs)):
            if name not in parameters:
                raise Broken(
                    f"The module has no parameter `{name}`: what is trained is a "
                    "`torch.nn.Parameter`, kept under its name in the template.",
                    "no parameter",
                )
            adapters[name] = read(parameters[name], f"`{name}`", (side, case.rank), dtype)
            if not parameters[name].requires_grad:
                raise Broken(f"`{name}` is frozen: nothing can train it.", "frozen adapter")
        others = [n for n, p in parameters.items() if p.requires_grad and n not in adapters]
        if others:
            raise Broken(f"Only A and B are trained, but so is {names(others[:5])}.", "trainable")
        zero = [name for name, values in adapters.items() if not values.any()]
        if not zero:
            text = "At the start neither A nor B is zero, so that the layer is another one than W."
            raise Broken(text, "start")
        if len(zero) == 2:
            text = "At the start both A and B are zero: no gradient can ever change them."
            raise Broken(text, "both zero")
        expected = linear(self._X, self._with(A=0.0, B=0.0), self._precision.eps)
        compare(
            self._output(module),
            expected,
            "the output at the start",
            frozen_readings(self._X, self._layer),
        )

    def _check_repeatable(self) -> None:
        self._assign(self._module, self._layer)
        bound, dtype = self._expected.bound, self._precision.expected
        check_repeatable(self._submitted, self._module, self._sent, bound, dtype)

    def _check_output(self) -> None:
        self._assign(self._module, self._layer)
        values = self._output(self._module)
        readings = output_readings(values, self._X, self._layer)
        compare(values, self._expected, "the output", readings)

    def _check_copied(self) -> None:
        weights, dtype = [("the weight", self._weight)], self._precision.expected
        check_copied(self._module, weights, self._sent, self._expected, dtype)

    def _check_gradients(self) -> None:
        module, _ = self._made()  # with a weight that nothing has overwritten
        self._assign(module, self._layer)
        self._compare_gradients(module, ("A", "B", "X"), "")

    def _compare_gradients(self, module: Remote, of: Sequence[str], when: str) -> None:
        """Compare the gradients with respect to what is named."""
        cotangent = self._precision.tensor(self._G)
        found = module.backward(self._sent, cotangent, of_argument="X" in of)
        of_X, of_A, of_B = linear_gradients(self._X, self._G, self._layer, self._precision.eps)
        adapters_alone = self._G @ self._layer.B @ self._layer.A.T
        text = "It has the adapters' part alone: none flows back through the frozen weight."
        readings: Readings = {"no gradient through W": (adapters_alone, text)}
        for noun, given, expected in (
            ("A", found.parameters.get("A"), of_A),
            ("B", found.parameters.get("B"), of_B),
            ("X", found.argument, of_X),
        ):
            if noun not in of:
                continue
            if given is None:
                raise Broken(f"No gradient of the output reaches {noun}{when}.", "no gradient")
            name = f"the gradient with respect to {noun}{when}"
            values = read(given, name, expected.values.shape, self._precision.expected)
            compare(values, expected, name, readings if noun == "X" else {})

    def _check_step(self) -> None:
        """After a step the adapters have moved, and the frozen part is the same to the bit."""
        module, _ = self._made()
        self._assign(module, self._layer)
        module.backward(self._sent, self._precision.tensor(self._G))
        before = module.parameters()
        module.step(_RATE)
        after = module.parameters()
        kept = before.keys() & after.keys()
        if not all(n in kept and after[n].data != before[n].data for n in ("A", "B")):
            raise Broken("A step of gradient descent leaves A or B where it was.", "not trained")
        if differs(self._frozen(module), Bounded(self._layer.W, self._slack)):
            raise Broken("A step of gradient descent changes the frozen weight.", "trainable")

    def _check_merging(self) -> None:
        module, _ = self._made()  # parameters of a new module have no gradients yet
        self._assign(module, self._layer)
        expected, readings = self._expected, merged_readings(self._X, self._layer)
        module.call(method="merge")
        compare(self._output(module), expected, "the output after merge()", readings)
        self._check_independent(module, expected, "merge()")
        module.call(method="merge")
        compare(self._output(module), expected, "the output after a second merge()", readings)
        module.call(method="unmerge")
        compare(self._output(module), expected, "the output after unmerge()", readings)
        module.call(method="unmerge")
        again = unmerged_readings(self._X, self._layer)
        compare(self._output(module), expected, "the output after a second unmerge()", again)
        self._check_restored(module, "the frozen weight after unmerge()")

    def _check_unmerging_alone(self) -> None:
        module, _ = self._made()
        self._assign(module, self._layer)
        module.call(method="unmerge")
        noun = "the output after unmerge() of a layer that was never merged"
        readings = unmerged_readings(self._X, self._layer)
        compare(self._output(module), self._expected, noun, readings)

    def _check_independent(self, module: Remote, expected: Bounded, methods: str) -> None:
        """Look at the output with zeros in the place of A and B, and put those back."""
        kept = {n: p for n, p in module.parameters().items() if n in ("A", "B")}
        module.assign({n: self._precision.tensor(np.zeros(p.shape)) for n, p in kept.items()})
        if differs(self._output(module), expected):
            raise Broken(
                f"After {methods} the output still depends on A and B: merged, a layer multiplies "
                "X with one matrix and nothing else.",
                "not merged",
            )
        module.assign(kept)

    def _check_one_product(self) -> None:
        """Count the operations of a merged layer: those of one product, as `merge` promises."""
        if self._case.dtype != "float64" or not self._is_graded:
            return
        module, _ = self._made()
        self._assign(module, self._layer)
        module.call(method="merge")
        twice = self._precision.tensor(np.concatenate([self._X, self._X]))
        before, after = (module.measure(X).forward.operations for X in (self._sent, twice))
        one_product = 2 * self._X.size * self._case.outputs
        # What does not grow with X is no product with it; less than half of one is no other.
        if after - before > 1.5 * one_product:
            raise Broken(
                f"After merge() a call takes {after - before} operations for X, beside those that "
                f"do not grow with X; one product of X with one matrix takes {one_product}.",
                "several products",
            )

    def _check_apart(self) -> None:
        """Differentiate the merged layer twice: nothing reaches A and B.

        What `merge` has put in the place of A or B for as long as it lasts may have a gradient.
        """
        module, _ = self._made()
        self._assign(module, self._layer)
        module.call(method="merge")
        kept, cotangent = module.parameters(), self._precision.tensor(self._G)
        for _ in range(2):
            found = module.backward(self._sent, cotangent, of_argument=False).parameters
            reached = [
                name
                for name, given in (("A", self._layer.A), ("B", self._layer.B))
                if name in kept and np.array_equal(kept[name].array(), given)
                if (gradient := found.get(name)) is not None and gradient.array().any()
            ]
            if reached:
                raise Broken(
                    f"After merge() a gradient of the output still reaches {names(reached)}: the "
                    "merged matrix has to be one that autograd does not connect with them.",
                    "merged in the graph",
                )

    def _check_trained_again(self) -> None:
        """After merge() and unmerge() the gradients of A and B are what they were before."""
        module, _ = self._made()
        self._assign(module, self._layer)
        module.call(method="merge")
        module.call(method="unmerge")
        self._compare_gradients(module, ("A", "B"), " after merge() and unmerge()")

    def _check_merging_again(self) -> None:
        """Other adapters can be merged after the first ones, and unmerged too."""
        module, _ = self._made()
        first, X = self._expected, self._X
        self._assign(module, self._layer)
        module.call(method="merge")
        module.call(method="unmerge")
        self._assign(module, self._later)
        module.call(method="merge")
        expected = linear(X, self._later, self._precision.eps)
        expected = Bounded(expected.values, expected.bound + first.bound)
        readings = {
            "stale": (first.values, "It has A and B as they were at the first merge()."),
            "adapters left out": (X @ self._layer.W, "The adapters do not enter."),
        }
        methods = "merge(), unmerge() and merge() of other adapters"
        compare(self._output(module), expected, f"the output after {methods}", readings)
        self._check_independent(module, expected, methods)
        module.call(method="unmerge")
        noun = "the output after merge() and unmerge() of other adapters"
        compare(self._output(module), expected, noun, {})
        self._check_restored(module, "the frozen weight after merging and unmerging twice")

    def _check_restored(self, module: Remote, noun: str) -> None:
        units, eps = np.eye(self._case.inputs), self._precision.eps
        room = sum(linear(units, layer, eps).bound for layer in (self._layer, self._later))
        compare(self._frozen(module), Bounded(self._layer.W, np.asarray(room)), noun, {})

    # ---------------------------------------------------------------------------------- tools

    @property
    def _slack(self) -> Array:
        """By how much a number may be off that is to be the very same."""
        exact = self._precision.eps == epsilon_of(self._precision.expected)
        return self._precision.eps * (0.0 if exact else 8.0) * np.abs(self._layer.W)

    def _made(self) -> tuple[Remote, Remote]:
        """Return a new module, and the weight that it was made from."""
        weight = self._submitted.send(self._precision.tensor(self._layer.W))
        module = self._submitted.construct(weight, self._case.rank, dtype=self._case.dtype)
        return module, weight

    def _output(self, module: Remote) -> Array:
        value = module.call(self._sent)
        return read(value, "the output", self._G.shape, self._precision.expected)

    def _frozen(self, module: Remote) -> Array:
        """Return the frozen weight: what unit vectors become while A and B are zero, exactly."""
        self._assign(module, self._with(A=0.0, B=0.0))
        units = self._precision.tensor(np.eye(self._case.inputs))
        shape = self._layer.W.shape
        return read(module.call(units), "the output", shape, self._precision.expected)

    def _assign(self, module: Remote, layer: Adapted) -> None:
        module.assign({"A": self._precision.tensor(layer.A), "B": self._precision.tensor(layer.B)})

    def _with(self, *, A: float, B: float) -> Adapted:
        """Return the layer with its adapters multiplied."""
        return Adapted(self._layer.W, A * self._layer.A, B * self._layer.B)
