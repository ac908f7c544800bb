"""Measured calls of a line's function: each with its sizes, and each with the right result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checkers.common.line import Line, Unanswered
from autograder.sandbox.values import Tensor
from autograder.verdict import lost

from .counts import Counts
from .examination import RIGHT, Other
from .inputs import Argument, Case, Inputs, draw, standard_normal

__all__ = ["Point", "Sample", "Sampler", "require_agreement"]

#: One number for each size.
Point = tuple[int, ...]

# Rounding, in float32 too, is far below this; a result that was made up is far above.
_AGREEMENT = 1e-5


@dataclass(frozen=True, slots=True)
class Sample:
    """What one call cost: the counts of its phases, forward and (where asked for) backward."""

    phases: tuple[Counts, ...]

    @property
    def operations(self) -> int:
        """Floating-point operations."""
        return sum(phase.operations for phase in self.phases)

    @property
    def moved(self) -> int:
        """Elements copied, gathered or filled in."""
        return sum(phase.moved for phase in self.phases)

    @property
    def work(self) -> int:
        """Both."""
        return self.operations + self.moved

    @property
    def calls(self) -> int:
        """How often an operation was called."""
        return sum(sum(phase.calls.values()) for phase in self.phases)

    @property
    def peak(self) -> int:
        """The most bytes that were held at once, beyond the arguments."""
        return max(phase.peak for phase in self.phases)

    @property
    def largest(self) -> Counts:
        """The phase in which the largest tensor was made."""
        return max(self.phases, key=lambda phase: phase.largest)

    @property
    def left(self) -> int:
        """How many numbers left torch."""
        return sum(sum(phase.left.values()) for phase in self.phases)

    @property
    def exits(self) -> list[str]:
        """The methods by which they left."""
        return list(dict.fromkeys(name for phase in self.phases for name in phase.left))

    @property
    def entered(self) -> int:
        """How many numbers came into torch from elsewhere."""
        return sum(phase.entered for phase in self.phases)

    @property
    def digest(self) -> tuple[int, ...]:
        """Checksums of those."""
        return tuple(phase.digest for phase in self.phases)


class Sampler:
    """Runs the submitted function under the counter, on sizes of choice.

    Args:
        line: The line.
        arguments: What it is called with.
        sizes: The names of the sizes.
        backward: Whether the derivative is counted too.
        other: The reference's function that the results are to be of.
    """

    def __init__(
        self,
        line: Line,
        arguments: Sequence[Argument],
        sizes: Sequence[str],
        *,
        backward: bool,
        other: Other = RIGHT,
    ) -> None:
        self._line = line
        self._arguments = arguments
        self._sizes = sizes
        self._backward = backward
        self._other = other
        self._taken: dict[tuple[Point, str], Sample] = {}

    def at(self, point: Point, purpose: str = "cost") -> Sample:
        """Return what a call costs; another purpose means other random arguments.

        Raises:
            Unanswered: There is no result, or a wrong one.
        """
        key = (point, purpose)
        if key not in self._taken:
            self._taken[key] = self._measure(point, purpose)
        return self._taken[key]

    def inputs(self, point: Point, purpose: str) -> Inputs:
        """Draw the arguments of a call."""
        case = Case(dict(zip(self._sizes, point, strict=True)))
        return draw(self._arguments, case, self._line.random(f"{purpose}: {point}"))

    def right(self, inputs: Inputs) -> Any:
        """Return what a call is to return."""
        more, name = self._other.more, self._other.name
        return self._line.reference.call(*inputs.sent(), *more, function=name)

    def seconds(self, call: Callable[..., tuple[Any, float]], point: Point, purpose: str) -> float:
        """Return the CPU seconds of a call that is timed, and not counted.

        Raises:
            Unanswered: There is no result, or a wrong one.
        """
        inputs = self.inputs(point, purpose)
        right = self.right(inputs)
        value, seconds = call(*inputs.sent())
        require_agreement(value, right)
        return seconds

    def _measure(self, point: Point, purpose: str) -> Sample:
        inputs = self.inputs(point, purpose)
        right = self.right(inputs)
        cotangents = self._cotangents(right, point) if self._backward else None
        given = inputs.sent(requires_grad=self._backward)
        measured = self._line.submitted.measure(*given, cotangents=cotangents)
        require_agreement(measured.value, right)
        backward = () if measured.backward is None else (measured.backward,)
        return Sample((measured.forward, *backward))

    def _cotangents(self, right: Any, point: Point) -> list[Tensor]:
        randomness = self._line.random(f"cotangents: {point}")
        return [Tensor.of(standard_normal(item.shape, randomness)) for item in _outputs(right)]


def require_agreement(value: Any, right: Any) -> None:
    """Make sure that the call that was measured is one that did its work.

    Raises:
        Unanswered: Its result is not the reference's.
    """
    given, expected = _outputs(value), _outputs(right)
    if len(given) != len(expected) or not all(map(_agree, given, expected)):
        text = "In a call whose cost is measured the result is not right, though elsewhere it is."
        raise Unanswered(lost(text, notes=("wrong while measured",)))


def _agree(value: Any, right: Any) -> bool:
    if not isinstance(value, Tensor) or value.shape != right.shape or "complex" in value.dtype:
        return False
    ours, theirs = (np.asarray(item.array(), np.float64) for item in (right, value))
    with np.errstate(invalid="ignore", over="ignore"):  # numbers of any size
        difference = np.abs(theirs - ours).max(initial=0.0)
    return bool(difference <= _AGREEMENT * np.abs(ours).max(initial=0.0))


def _outputs(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (tuple, list)) else [value]
