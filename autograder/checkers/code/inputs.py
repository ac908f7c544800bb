"""What a student's function is called with: arguments by their shapes, and cases that size them.

    arguments = (Normal("Q", "... n d"), Normal("K", "... n d"), Number("eps", low=0.1, high=0.5))
    cases = (Case({"n": 4, "d": 3}), Case({"n": 1, "d": 2}, batch=(2, 3), scale={"Q": 40}))

A shape names its sides; ``...`` stands for the case's batch. Everything is drawn from the line's
seed, with few decimals, so that what a student is shown can be copied.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from autograder.sandbox.values import Features, Tensor

__all__ = [
    "Argument",
    "Case",
    "Drawn",
    "FeatureMap",
    "Inputs",
    "Integer",
    "Integers",
    "Normal",
    "Number",
    "Uniform",
    "draw",
    "standard_normal",
    "widened",
]

Array = npt.NDArray[Any]

_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Case:
    """The sizes of one call, and what is special about it.

    Args:
        sizes: The sides that the shapes name.
        batch: What ``...`` stands for.
        scale: By argument, a factor; several are for one row after the other, over and over.
        values: By argument, what it is instead of random: a number, or an array that fits.
        dtype: Of the tensors, and torch's default dtype while the code runs.
        clause: What is lost where a case like this fails, such as ``"large entries"``; values are
            lost by any case that has none of its own.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    _: KW_ONLY
    batch: tuple[int, ...] = ()
    scale: Mapping[str, float | tuple[float, ...]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    dtype: str = "float64"
    clause: str = "values"

    def shape(self, sides: str) -> tuple[int, ...]:
        """Return the sides that ``"... n d"`` names.

        Raises:
            KeyError: The case has no such side.
        """
        shape: list[int] = []
        for side in sides.split():
            shape += self.batch if side == "..." else (self.sizes[side],)
        return tuple(shape)

    def scaled(self, name: str, array: Array) -> Array:
        """Return an argument's entries as large as they are to be, with few decimals."""
        factors = np.atleast_1d(np.asarray(self.scale.get(name, 1.0), np.float64))
        if len(factors) > 1 and array.ndim:
            rows = np.resize(factors, array.shape[-2] if array.ndim > 1 else array.shape[-1])
            return _shown(array * (rows[:, None] if array.ndim > 1 else rows))
        return _shown(array * factors[0])


class Argument(Protocol):
    """One argument: its name, the sides that its shape names, and how it is drawn."""

    @property
    def name(self) -> str:
        """What the template calls it."""

    @property
    def shape(self) -> str:
        """The names of its sides."""

    def draw(self, case: Case, generator: np.random.RandomState) -> Any:
        """Draw it: an array, a Python number, or `Features`."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A tensor of normal random numbers."""

    name: str
    shape: str

    def draw(self, case: Case, generator: np.random.RandomState) -> Array:
        """Draw it, times the case's scale."""
        return case.scaled(self.name, generator.standard_normal(case.shape(self.shape)))


@dataclass(frozen=True, slots=True)
class Uniform:
    """A tensor of random numbers from ``low`` to ``high``."""

    name: str
    shape: str
    _: KW_ONLY
    low: float
    high: float

    def draw(self, case: Case, generator: np.random.RandomState) -> Array:
        """Draw it, times the case's scale."""
        entries = generator.uniform(self.low, self.high, case.shape(self.shape))
        return case.scaled(self.name, entries)


@dataclass(frozen=True, slots=True)
class Integers:
    """A tensor of random integers (int64) from ``low`` to below ``high``."""

    name: str
    shape: str
    _: KW_ONLY
    low: int
    high: int

    def draw(self, case: Case, generator: np.random.RandomState) -> Array:
        """Draw it."""
        shape = case.shape(self.shape)
        return np.asarray(generator.randint(self.low, self.high, shape, np.int64))


@dataclass(frozen=True, slots=True)
class Number:
    """A Python float from ``low`` to ``high``."""

    name: str
    _: KW_ONLY
    low: float
    high: float
    shape: str = field(default="", init=False)

    def draw(self, case: Case, generator: np.random.RandomState) -> float:  # noqa: ARG002
        """Draw it."""
        return round(float(generator.uniform(self.low, self.high)), _DECIMALS + 1)


@dataclass(frozen=True, slots=True)
class Integer:
    """A Python int from ``low`` to ``high``, both included."""

    name: str
    _: KW_ONLY
    low: int
    high: int
    shape: str = field(default="", init=False)

    def draw(self, case: Case, generator: np.random.RandomState) -> int:  # noqa: ARG002
        """Draw it."""
        return int(generator.randint(self.low, self.high + 1))


@dataclass(frozen=True, slots=True)
class FeatureMap:
    """A positive function of vectors, ``(…, d)`` to ``(…, m)``; its shape is ``"m d"``."""

    name: str
    shape: str

    def draw(self, case: Case, generator: np.random.RandomState) -> Features:
        """Draw its weights."""
        weights = generator.standard_normal(case.shape(self.shape))
        return Features(Tensor.of(_shown(weights)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One argument of one call."""

    name: str
    value: Any

    @property
    def is_tensor(self) -> bool:
        """Whether it is sent as a tensor."""
        return isinstance(self.value, Tensor)

    @property
    def is_real(self) -> bool:
        """Whether gradients can be asked for."""
        return self.is_tensor and "float" in self.value.dtype


@dataclass(frozen=True, slots=True)
class Inputs:
    """The arguments of one call, in order."""

    case: Case
    arguments: tuple[Drawn, ...]

    def __getitem__(self, name: str) -> Any:
        """Return one argument, as it is sent to the student's side.

        Raises:
            KeyError: There is none of that name.
        """
        return {argument.name: argument.value for argument in self.arguments}[name]

    @property
    def terms(self) -> int:
        """The largest side: no sum is expected to have more terms."""
        return max((side for a in self.arguments for side in _sides(a.value)), default=1)

    @property
    def differentiable(self) -> tuple[str, ...]:
        """The names of the arguments with gradients."""
        return tuple(argument.name for argument in self.arguments if argument.is_real)

    def sent(self, *, requires_grad: bool = False, strided: bool = False) -> list[Any]:
        """Return the arguments for the student's side."""
        return [
            replace(a.value, requires_grad=requires_grad and a.is_real, strided=strided)
            if a.is_tensor
            else a.value
            for a in self.arguments
        ]

    def exact(self, *, requires_grad: bool = False) -> list[Any]:
        """Return the same numbers for the reference's, in float64."""
        values = [widened(argument.value) for argument in self.arguments]
        return [
            replace(value, requires_grad=requires_grad) if argument.is_real else value
            for argument, value in zip(self.arguments, values, strict=True)
        ]


def draw(arguments: Sequence[Argument], case: Case, randomness: random.Random) -> Inputs:
    """Draw the arguments of a case.

    Args:
        arguments: In the order of the template.
        case: The sizes.
        randomness: From the line's seed.
    """
    # Its stream is frozen: the same numbers with every version of numpy.
    generator = np.random.RandomState(randomness.getrandbits(32))
    drawn = []
    for argument in arguments:
        value = argument.draw(case, generator)
        if argument.name in case.values:
            value = _fixed(value, case.values[argument.name])
        if isinstance(value, np.ndarray):
            value = Tensor.of(value, case.dtype if value.dtype.kind == "f" else None)
        elif isinstance(value, Features):
            value = Features(Tensor.of(value.weights.array(), case.dtype))
        drawn.append(Drawn(argument.name, value))
    return Inputs(case, tuple(drawn))


def standard_normal(shape: tuple[int, ...], randomness: random.Random) -> Array:
    """Return normal random numbers, with few decimals."""
    generator = np.random.RandomState(randomness.getrandbits(32))
    return _shown(generator.standard_normal(shape))


def _shown(array: Array) -> Array:
    """Return the entries with few decimals, and without a zero that is negative."""
    return np.asarray(np.round(array, _DECIMALS) + 0.0)


def _fixed(drawn: Any, value: Any) -> Any:
    if isinstance(drawn, Features):
        return Features(Tensor.of(_fixed(drawn.weights.array(), value)))
    if isinstance(drawn, np.ndarray):
        return np.array(np.broadcast_to(np.asarray(value, drawn.dtype), drawn.shape))
    return type(drawn)(value)


def _sides(value: Any) -> tuple[int, ...]:
    if isinstance(value, Features):
        return value.weights.shape
    return value.shape if isinstance(value, Tensor) else ()


def widened(value: Any) -> Any:
    """Return the same numbers in float64, as the reference computes."""
    if isinstance(value, Features):
        return Features(widened(value.weights))
    if isinstance(value, Tensor) and "float" in value.dtype:
        return Tensor.of(value.array(), "float64")
    return value
