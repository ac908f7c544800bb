"""What a module promises: what it is made from, trains and computes, and how it merges.

A contract is made for one case, with its numbers. `DrivenModule` holds a student's module to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.checkers.common.line import Line
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.ref import Target
from autograder.sandbox.values import Tensor

from .closeness import Array, Expected, Readings
from .difference import expected_gradients, expected_values
from .inputs import Case, Drawn, Inputs
from .precision import Precision, RandomArrays

__all__ = ["ClosedForm", "Contract", "Frozen", "Merging", "ModuleCase", "ReferenceForm", "Values"]

# Of parameters at the start: what a reference makes of larger ones is no number any more.
_LARGEST = 1e100

#: Parameters by their names.
Values = Mapping[str, Array]


class ClosedForm(Protocol):
    """What a module computes, in closed form, with bounds on what rounding does."""

    def output(self, X: Array, trained: Values) -> Expected:
        """Return the output for an input, with such parameters."""

    def gradients(self, X: Array, cotangent: Array, trained: Values) -> Mapping[str, Expected]:
        """Return the gradients of ⟨output, cotangent⟩: of each parameter, and of the input, "X"."""


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """What a function of the reference's computes from the input and the trained parameters.

    It is called with the input, the parameters in the contract's order, and further arguments. The
    bounds are those of `judge_values`.

    Args:
        line: The line.
        precision: Of the case.
        function: Which one, such as ``ref.rms_norm``.
        further: What it takes after the parameters.
    """

    line: Line
    precision: Precision
    function: Target
    further: tuple[Any, ...] = ()

    def output(self, X: Array, trained: Values) -> Expected:
        """Ask for the output."""
        inputs = self._inputs(X, trained)
        result = self.line.reference.result(
            *inputs.exact(), *self.further, function=self.function.name
        )
        return expected_values(result, inputs, self._judged)[0]

    def gradients(self, X: Array, cotangent: Array, trained: Values) -> Mapping[str, Expected]:
        """Ask for the gradients."""
        inputs = self._inputs(X, trained)
        result = self.line.reference.result(
            *inputs.exact(requires_grad=True),
            *self.further,
            function=self.function.name,
            cotangents=[Tensor.of(cotangent)],
        )
        found = expected_gradients(result, inputs, self._judged)
        return dict(zip(inputs.differentiable, found, strict=True))

    @staticmethod
    def _inputs(X: Array, trained: Values) -> Inputs:
        drawn = {"X": X, **trained}
        return Inputs(Case(), tuple(Drawn(name, Tensor.of(a)) for name, a in drawn.items()))

    @property
    def _judged(self) -> str:
        return self.precision.setting.judged_by(self.precision.expected)


def _no_readings(_moment: str, _found: Array) -> Readings:
    return {}


def _as_found(found: Values) -> Values:
    for name, values in found.items():
        if not (np.abs(values) < _LARGEST).all():
            text = f"At the start `{name}` has numbers that are not finite, or nearly so."
            raise Broken(text, "start")
    return found


@dataclass(frozen=True, slots=True)
class Frozen:
    """How that is seen which is not trained: as the output for an input, with such parameters.

    Args:
        noun: What it is, for messages.
        input: What the module is called with.
        trained: What its parameters are meanwhile.
        values: What comes out: the frozen numbers themselves, not rounded again.
    """

    noun: str
    input: Array
    trained: Values
    values: Array


@dataclass(frozen=True, slots=True)
class Merging:
    """A module's methods ``merge()`` and ``unmerge()``, which leave its output what it is.

    Args:
        later: Other values for the parameters, to be merged after the first ones.
        says: What a merged module does, for the message where the output still depends on the
            parameters: "merged, a layer …".
        product: What a merged module computes, for the message where it computes more: "one product
            of X with one matrix".
        operations: How many operations that takes.
    """

    later: Values
    says: str
    product: str
    operations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What a module promises in one case.

    Args:
        weights: What the constructor takes first: matrices by what they are called in messages. The
            module keeps copies of them.
        further: What it takes after them.
        trained: The parameters that are trained, by their names, with the values that they are
            given; nothing else is trained.
        input: X, what the module is called with.
        cotangent: Of the output's shape.
        form: What it computes.
        start: Called with the parameters as they are at the start: raises `Broken` where they are
            not as they should be, and returns those with which the output is that at the start.
        readings: Called with a moment and with what came then; returns what is wrong there in a
            known way. Moments are ``"start"``, ``"output"``, ``"merged"``, ``"unmerged"`` (what was
            not merged), ``"merged later"``, and ``"gradient of X"``, or of another name.
        frozen: How what is frozen is seen; without it, as the output.
        noun: What the trained parameters are, for notes: ``"frozen adapter"``.
        merging: Its `merge` and `unmerge`, if it has them.
    """

    weights: Sequence[tuple[str, Array]] = ()
    further: tuple[Any, ...] = ()
    trained: Values
    input: Array
    cotangent: Array
    form: ClosedForm
    start: Callable[[Values], Values] = _as_found
    readings: Callable[[str, Array], Readings] = _no_readings
    frozen: Frozen | None = None
    noun: str = "parameter"
    merging: Merging | None = None


class ModuleCase(Protocol):
    """The sizes of a module and of its input; as text it is what "Found with …" says."""

    @property
    def dtype(self) -> str:
        """Of the matrices, the parameters and the input."""

    @property
    def strided(self) -> bool:
        """Whether the input is not contiguous."""

    def contract(self, line: Line, precision: Precision, numbers: RandomArrays) -> Contract:
        """Draw the numbers of the case."""
