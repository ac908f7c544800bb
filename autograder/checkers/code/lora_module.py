"""What is looked at in any module with frozen matrices: its parameters, its output, one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checkers.common.line import Remote, Submitted, Unanswered
from autograder.checkers.common.setting import Setting, epsilon_of
from autograder.sandbox.values import Tensor, type_name

from .lora_arithmetic import Array, Bounded
from .promises import Broken

__all__ = [
    "Numbers",
    "Precision",
    "check_copied",
    "check_repeatable",
    "compare",
    "differs",
    "found_with",
    "read",
]


@dataclass(frozen=True, slots=True)
class Precision:
    """In which dtype a module is tried.

    Args:
        setting: Where the line runs.
        dtype: Of the weights and the input, and torch's default dtype at the same time.
    """

    setting: Setting
    dtype: str

    @property
    def expected(self) -> str:
        """The dtype of the module's parameters and of its output."""
        return self.setting.name_for(self.dtype)

    @property
    def eps(self) -> float:
        """The distance from 1 to the next number."""
        return epsilon_of(self.setting.judged_by(self.expected))

    def tensor(self, values: Array, *, strided: bool = False) -> Tensor:
        """Return a tensor to send, laid out in memory with gaps if it is to be strided."""
        return replace(Tensor.of(values, self.dtype), strided=strided)


class Numbers:
    """Random arrays, from a seed, that the dtype under test holds exactly.

    Args:
        seed: What they follow from.
        precision: The dtype.
    """

    def __init__(self, seed: int, precision: Precision) -> None:
        self._source = np.random.default_rng(seed)
        self._precision = precision

    def normal(self, *shape: int, scale: float = 1.0) -> Array:
        """Draw numbers around 0."""
        values = scale * self._source.standard_normal(shape)
        if self._precision.dtype != "float64":
            values = values.astype(self._precision.dtype).astype(np.float64)
        return self._precision.setting.rounded(values)


@contextmanager
def found_with(case: object, seed: int) -> Iterator[None]:
    """Say of a broken promise, and of an exception, in which case it was found."""
    where = f"\nFound with {case} (seed {seed})."
    try:
        yield
    except Broken as broken:
        raise Broken(f"{broken}{where}", broken.note) from None
    except Unanswered as reason:
        verdict = reason.verdict
        if "exception" not in verdict.notes:
            raise
        raise Unanswered(replace(verdict, message=f"{verdict.message}{where}")) from None


def read(value: Any, noun: str, shape: tuple[int, ...], dtype: str) -> Array:
    """Return the numbers of a tensor that has to have a shape and a dtype.

    Raises:
        Broken: It has not.
    """
    if not isinstance(value, Tensor) or value.device == "numpy":
        raise Broken(f"Expected a tensor for {noun}, got `{type_name(value)}`.", "type")
    if value.shape != shape:
        raise Broken(f"The shape of {noun} is {value.shape}, not {shape}.", "shape")
    if value.dtype != dtype:
        raise Broken(f"The dtype of {noun} is {value.dtype}, not {dtype}.", "dtype")
    return np.asarray(value.array(), np.float64)


def differs(values: Array, expected: Bounded) -> bool:
    """Whether any entry is further off than rounding explains; what is no number always is."""
    with np.errstate(all="ignore"):  # numbers of any size, from a student's code
        return not bool((np.abs(values - expected.values) <= expected.bound).all())


def compare(
    values: Array, expected: Bounded, noun: str, misreadings: Mapping[str, tuple[Array, str]]
) -> None:
    """Compare entry by entry.

    Args:
        values: What came.
        expected: What is right.
        noun: What it is, for the message.
        misreadings: Other values to name: from the note that is left to the values and the text.

    Raises:
        Broken: They differ.
    """
    if not differs(values, expected):
        return
    if not np.isfinite(values).all():
        raise Broken(f"In {noun} there are numbers that are infinite or not a number.", "finite")
    for note, (other, text) in misreadings.items():
        if not differs(values, Bounded(other, expected.bound)):
            raise Broken(f"{noun[0].upper()}{noun[1:]} is not right. {text}", note)
    with np.errstate(all="ignore"):
        excess = np.abs(values - expected.values) - expected.bound
    worst = np.unravel_index(int(np.argmax(excess)), excess.shape)
    wrong = int((excess > 0).sum())
    off = abs(values[worst] - expected.values[worst])
    place = ", ".join(str(int(index)) for index in worst)
    raise Broken(
        f"In {noun}, {wrong} of {values.size} numbers are not right. The one at [{place}] is off "
        f"by {off:.2g}; rounding explains {expected.bound[worst]:.1g}.",
        "values",
    )


def check_repeatable(
    submitted: Submitted, module: Remote, X: Tensor, room: Array, dtype: str
) -> None:
    """Call the module twice: the same output, and the input is what it was.

    Args:
        submitted: Where the module is.
        module: What is called.
        X: Its input.
        room: By how much each number may be off.
        dtype: Of the output.

    Raises:
        Broken: One of them has changed.
    """
    sent = submitted.send(X)
    before = sent.value()
    first, again = (read(module.call(sent), "the output", room.shape, dtype) for _ in range(2))
    after = sent.value()
    is_tensor = isinstance(before, Tensor) and isinstance(after, Tensor)
    if not is_tensor or after.data != before.data:
        raise Broken("The input is another one after the call: work on a copy.", "in place")
    if np.isfinite(first).all() and differs(again, Bounded(first, room)):
        raise Broken(
            "A second call with the same input has another output: nothing random and nothing that "
            "the first call leaves behind may enter it.",
            "state",
        )


def check_copied(
    module: Remote, weights: Sequence[tuple[str, Remote]], X: Tensor, expected: Bounded, dtype: str
) -> None:
    """Overwrite the matrices that the module was made from: its own have to be copies.

    Raises:
        Broken: The output has changed.
    """
    for _, weight in weights:
        weight.call(method="zero_")
    again = read(module.call(X), "the output", expected.values.shape, dtype)
    if differs(again, expected):
        nouns = ", ".join(dict.fromkeys(name for name, _ in weights))
        raise Broken(
            f"When {nouns} as passed to the constructor is overwritten afterwards, the module's "
            "output changes: it has to keep a copy.",
            "not copied",
        )
