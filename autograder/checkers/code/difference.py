"""How a result differs from the reference's: shape, then dtype, then values, then gradients.

Everything that is compared here has come back from a student's worker: it is data of any kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checkers.common.line import Exact, Result
from autograder.checkers.common.promises import Broken
from autograder.checkers.common.setting import epsilon_of
from autograder.sandbox.values import Tensor, type_name

from .closeness import Expected
from .inputs import Inputs
from .rounding import rounding_bound

__all__ = [
    "Deviation",
    "compare_arguments",
    "compare_form",
    "compare_gradients",
    "compare_values",
    "expected_gradients",
    "expected_values",
]

# The largest numbers of coarser dtypes.
_LARGEST = {"float32": 2.0**128, "bfloat16": 2.0**128, "float16": 65520.0}
#: A gradient may be off by this much, relative to each entry, beyond what rounding explains.
_GRADIENT = 1e-6
#: A difference below this needs a reason: nobody would think that it matters.
_UNSEEN = 1e-30


class Deviation(Broken):
    """A promise that a tensor does not keep.

    Args:
        text: For the student.
        note: The tag that is left.
        slight: Whether rounding in single precision would explain it.
    """

    def __init__(self, text: str, note: str, *, slight: bool = False) -> None:
        super().__init__(text, note)
        self.slight = slight


@dataclass(frozen=True, slots=True)
class _Bound:
    """What the bound on rounding errors needs beside the reference's entries."""

    dtype: str
    terms: int
    exponent: float
    relative: float = 0.0
    floor: float = 0.0
    blur: float = 0.0

    @property
    def in_single_precision(self) -> _Bound:
        """The bound for code that goes through float32."""
        return replace(self, dtype="float32") if self.dtype == "float64" else self

    def of(self, exact: Exact) -> npt.NDArray[np.float64]:
        assert exact.value is not None
        assert exact.response is not None
        value = exact.value.array()
        # A misreading's values may be infinite, or nearly.
        with np.errstate(invalid="ignore", over="ignore"):
            bound = rounding_bound(
                value,
                exact.response.array(),
                dtype=self.dtype,
                terms=self.terms,
                exponent=self.exponent,
            )
            blurred = self.blur * (np.abs(value) + exact.response.array())
            return np.asarray(bound + self.relative * np.abs(value) + self.floor + blurred)


def compare_values(
    value: Any, result: Result, inputs: Inputs, names: Sequence[str], precision: str
) -> None:
    """Compare what a function returned with what it is to return.

    Args:
        value: What came back.
        result: The reference's.
        inputs: What both were called with.
        names: What the outputs are called; none for a single one.
        precision: The dtype whose rounding errors are allowed.

    Raises:
        Deviation: It is something else.
    """
    outputs = compare_form(value, result, inputs, names)
    bound = _Bound(precision, inputs.terms, result.exponent)
    for noun, output, exact in zip(_nouns(names), outputs, result.values, strict=True):
        _compare_entries(noun, output, exact, bound, "values")


def expected_values(result: Result, inputs: Inputs, precision: str) -> list[Expected]:
    """Return the reference's outputs with the bounds by which `compare_values` judges."""
    bound = _Bound(precision, inputs.terms, result.exponent)
    return [_expected(exact, bound) for exact in result.values]


def expected_gradients(result: Result, inputs: Inputs, precision: str) -> list[Expected]:
    """Return the reference's gradients with the bounds by which `compare_gradients` judges."""
    floor = _floor(inputs, precision)
    bound = _Bound(precision, inputs.terms, result.exponent, _GRADIENT, floor)
    real = [argument.value.shape for argument in inputs.arguments if argument.is_real]
    return [
        Expected(np.zeros(shape), np.zeros(shape)) if exact.value is None
        else _expected(exact, bound)
        for exact, shape in zip(result.gradients, real, strict=True)
    ]  # fmt: skip


def _expected(exact: Exact, bound: _Bound) -> Expected:
    assert exact.value is not None
    return Expected(exact.value.array(), bound.of(exact))


def compare_form(
    value: Any, result: Result, inputs: Inputs, names: Sequence[str]
) -> Sequence[Tensor]:
    """Compare shapes and dtypes, as `compare_values`, and return the outputs.

    Raises:
        Deviation: One is something else.
    """
    outputs = _outputs(value, len(result.values), names)
    for noun, output, exact in zip(_nouns(names), outputs, result.values, strict=True):
        assert exact.value is not None
        if not isinstance(output, Tensor) or output.device == "numpy":
            raise Deviation(f"{noun} is no tensor, but `{type_name(output)}`.", "type")
        if output.shape != exact.value.shape:
            raise Deviation(_shapes(noun, output.shape, exact.value.shape), "shape")
        _compare_dtype(noun, output, exact, inputs.case.dtype)
    return outputs


def compare_gradients(
    gradients: Sequence[Any], result: Result, inputs: Inputs, precision: str, blur: float = 0.0
) -> None:
    """Compare gradients of the arguments with the reference's.

    Args:
        gradients: What came back.
        result: The reference's.
        inputs: What both were called with.
        precision: The dtype whose rounding errors are allowed.
        blur: A relative error of every operation that is allowed besides.

    Raises:
        Deviation: One differs, or is missing.
    """
    floor = _floor(inputs, precision)
    bound = _Bound(precision, inputs.terms, result.exponent, _GRADIENT, floor, blur)
    if len(gradients) != len(result.gradients):
        raise Deviation("The code's gradients could not be read.", "gradient")
    for name, given, exact in zip(inputs.differentiable, gradients, result.gradients, strict=True):
        _compare_gradient(name, given, exact, bound)


def _floor(inputs: Inputs, precision: str) -> float:
    """Return what rounding may leave of a gradient that vanishes, as where a softmax saturates.

    It is made of products of the arguments, of which other algorithms add and subtract more.
    """
    real = [a.value.array() for a in inputs.arguments if a.is_real]
    sizes = [max(1.0, float(np.abs(array).max(initial=0.0))) for array in real]
    return 8 * epsilon_of(precision) * float(np.prod(sizes))


def _compare_gradient(name: str, given: Any, exact: Exact, bound: _Bound) -> None:
    """Compare one gradient; none at all is one of zero."""
    if given is not None and not (isinstance(given, Tensor) and "float" in given.dtype):
        raise Deviation(f"The gradient of `{name}` could not be read.", "gradient")
    if exact.value is None:
        if given is not None and np.any(given.array()):
            text = f"The result depends on `{name}`, by its gradient, and should not."
            raise Deviation(text, "gradient")
    elif given is None:
        if np.any(np.abs(exact.value.array()) > bound.of(exact)):
            raise Deviation(_cut_off(name), "gradient")
    elif given.shape != exact.value.shape:
        raise Deviation(f"The gradient of `{name}` could not be read.", "gradient")
    else:
        _compare_entries(f"The gradient with respect to `{name}`", given, exact, bound, "gradient")


def compare_arguments(after: Sequence[Any], before: Sequence[Any], inputs: Inputs) -> None:
    """Make sure that a call left its arguments alone.

    Raises:
        Deviation: One is changed.
    """
    if len(after) != len(before):
        raise Deviation("The arguments could not be read after the call.", "in place")
    for argument, now, was in zip(inputs.arguments, after, before, strict=True):
        if not isinstance(was, Tensor):
            continue
        if not isinstance(now, Tensor) or (now.shape, now.data) != (was.shape, was.data):
            raise Deviation(
                f"The call changes its argument `{argument.name}`: something works in place, such "
                "as `+=` or a function whose name ends in `_`. Make a new tensor.",
                "in place",
            )


def _outputs(value: Any, count: int, names: Sequence[str]) -> Sequence[Any]:
    if not names:
        return [value]
    if isinstance(value, (tuple, list)) and len(value) == count:
        return value
    several = isinstance(value, (tuple, list))
    got = f"{len(value)} values" if several else f"a `{type_name(value)}`"
    raise Deviation(f"Expected ({', '.join(names)}), {count} values; got {got}.", "type")


def _nouns(names: Sequence[str]) -> list[str]:
    return [f"`{name}`" for name in names] or ["The result"]


def _shapes(noun: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    text = f"The shape of {_within(noun)} is {shape}, not {wanted}."
    if len(shape) == len(wanted) and [s for s in shape if s != 1] == [s for s in wanted if s != 1]:
        return f"{text} Sides of length 1 are in the wrong place."
    if [side for side in wanted if side != 1] == list(shape):
        return f"{text} Sides of length 1 are lost (by `squeeze`, say): they are sides too."
    return text


def _within(noun: str) -> str:
    return noun[0].lower() + noun[1:] if noun.startswith("The ") else noun


def _compare_dtype(noun: str, output: Tensor, exact: Exact, dtype: str) -> None:
    assert exact.value is not None
    wanted = dtype if exact.response is not None else exact.value.dtype
    if exact.response is None and "int" in wanted and "int" in output.dtype:
        return
    if output.dtype != wanted:
        raise Deviation(f"The dtype of {_within(noun)} is {output.dtype}, not {wanted}.", "dtype")


def _compare_entries(noun: str, output: Tensor, exact: Exact, bound: _Bound, note: str) -> None:
    assert exact.value is not None
    if exact.response is None:
        _compare_exactly(noun, output, exact.value)
        return
    given, right = output.array().astype(np.float64), _held(exact.value.array(), output.dtype)
    bad = ~np.isfinite(given) & np.isfinite(right)
    if bad.any():
        where = _first(bad)
        raise Deviation(
            f"{noun} is {given[where]} at {_index(where)}{_of(bad)}. All is finite in a right one.",
            "not finite",
        )
    limit = bound.of(exact)
    with np.errstate(invalid="ignore", over="ignore"):  # numbers of any size
        difference = np.abs(given - right)
        ratios = difference / limit
    wrong = ~(difference <= limit) & ~((given == right) | (np.isnan(given) & np.isnan(right)))
    if wrong.any():
        where = _shown(wrong, ratios, difference)
        bounded = "up to {:.1g} is right" if bound.relative else "rounding explains {:.1g}"
        slight = not (wrong & ~(difference <= bound.in_single_precision.of(exact))).any()
        raise Deviation(
            f"{noun} differs{_count(wrong)}: at {_index(where)} it is {given[where]:.6g}, which "
            f"is off by {difference[where]:.2g}; {bounded.format(limit[where])}."
            f"{_cause(given[where], difference[where])}",
            note,
            slight=slight,
        )


def _held(exact: npt.NDArray[np.float64], dtype: str) -> npt.NDArray[np.float64]:
    """Return exact numbers, infinite where they are too large for a dtype."""
    largest = _LARGEST.get(dtype, np.inf)
    return np.where(np.abs(exact) > largest, np.copysign(np.inf, exact), exact)


def _compare_exactly(noun: str, output: Tensor, right: Tensor) -> None:
    wrong = output.array() != right.array()
    if np.any(wrong):
        where = _first(wrong)
        text = f"{noun} differs{_count(wrong)}: at {_index(where)} it is {output.array()[where]}."
        raise Deviation(text, "values")


def _cut_off(name: str) -> str:
    return (
        f"No gradient reaches `{name}`: somewhere on the way from it to the result the record is "
        "cut, as by `.detach()`, `.item()`, `torch.no_grad()`, or a new tensor made from numbers."
    )


def _first(mask: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(mask)[0])


def _largest(ratios: npt.NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(ratios)), ratios.shape))


def _shown(
    wrong: npt.NDArray[np.bool_], ratios: npt.NDArray[np.float64], off: npt.NDArray[np.float64]
) -> tuple[int, ...]:
    """Return which wrong entry is shown: the worst, if it is not too small to be believed."""
    where = _largest(np.where(wrong, ratios, 0.0))
    return _largest(np.where(wrong, off, 0.0)) if off[where] < _UNSEEN else where


def _cause(given: np.float64, off: np.float64) -> str:
    """Say what is wrong with a number where its difference is too small to be believed."""
    if not off < _UNSEEN:
        return ""
    if given:
        return " The right value is as small: in proportion to it, yours is far from it."
    return (
        " The right value is as small, but not 0: something on the way has become 0 by underflow, "
        "as exp does of a large negative number. It does so where a maximum over too much is "
        "subtracted, or where exponentials are multiplied whose exponents could be added."
    )


def _index(where: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, where))}]" if where else "its one entry"


def _of(mask: npt.NDArray[np.bool_]) -> str:
    count = int(mask.sum())
    return f" (and not finite in {count} of {mask.size} entries)" if count > 1 else ""


def _count(mask: npt.NDArray[np.bool_]) -> str:
    if mask.size == 1:
        return ""
    return f" in {int(mask.sum())} of {mask.size} entries"
