"""Random features ``f(u, w)``, asked of the student's code for the same draws of w everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.rubric import Case, Close, Line, Tensor, draw_inputs, reference_result, type_name

__all__ = [
    "DRAWS",
    "FEATURES",
    "LENGTH",
    "NotThese",
    "directions",
    "draws",
    "features_of",
    "is_nearly",
    "require_form",
    "require_weights",
]

Array = npt.NDArray[Any]

#: Independent draws of the weights, of so many features each.
DRAWS, FEATURES = 250, 400
_DIMENSION = 3
#: ‖q + k‖ is the deviation of the logarithm of a sample: beyond 1.5 the mean of 10⁵ of them is
#: not nearly normal.
LENGTH = 0.6
# So many vectors are looked at where one would do.
_SEVERAL = 3
# Features as near as this to the formula's, and so many of them, are meant to be the formula's.
_NEAR, _NEARLY_ALL = 1e-3, 0.95
# Changes of w that change features by about as little; a jump may lie beyond the smallest.
_HARDLY = (2.0**-30, 2.0**-24, 2.0**-18)


class NotThese(Exception):
    """Features that are none of the right ones: why, for the student, and the note that is left."""

    def __init__(self, text: str, note: str) -> None:
        super().__init__(text)
        self.note = note


def is_nearly(line: Line) -> bool:
    """Whether the features of short vectors are the formula's, nearly, and nearly all."""
    u, w = Tensor.of(LENGTH * directions(line, "short", _SEVERAL)), next(draws(line))
    given = entries_of(line.submitted.call(u, w), _SEVERAL)
    right = line.reference.call(u, w).array()
    return bool((np.abs(given - right) <= _NEAR * np.abs(right)).mean() > _NEARLY_ALL)


def require_form(line: Line, formula: Close, case: Case) -> None:
    """Look at the features' form, in one case of the formula's.

    Raises:
        NotThese: They have another shape or dtype, or numbers that none of them can have.
    """
    inputs = draw_inputs(line, formula.arguments, case)
    dtype = inputs.case.dtype
    output = line.submitted.call(*inputs.sent(), dtype=dtype)
    (exact,) = reference_result(line, inputs).values
    assert exact.value is not None
    if not isinstance(output, Tensor) or output.device == "numpy":
        raise NotThese(f"The result is no tensor, but `{type_name(output)}`.", "type")
    if output.shape != exact.value.shape:
        text = f"The shape of the result is {output.shape}, not {exact.value.shape}."
        raise NotThese(text, "shape")
    if output.dtype != dtype:
        raise NotThese(f"The dtype of the result is {output.dtype}, not {dtype}.", "dtype")
    _require_right(output.array())


def require_weights(line: Line) -> None:
    """Make sure that w is what makes the features: they change with it, and without jumps.

    Raises:
        NotThese: Other weights make the same ones, or hardly other ones make quite different.
    """
    weights = draws(line)
    w, other = next(weights), next(weights)
    u = Tensor.of(LENGTH * directions(line, "weights", _SEVERAL))
    near = [Tensor.of((1 + hardly) * w.array()) for hardly in _HARDLY]
    here, there, *beside = (
        entries_of(line.submitted.call(u, given), _SEVERAL) for given in (w, other, *near)
    )
    room = _NEAR * here.max()
    if np.abs(here - there).max() <= room:
        raise NotThese("they are the same for every w, which is given.", "ignores w")
    if max(np.abs(here - features).max() for features in beside) > room:
        text = "they are quite others for nearly the same w, which is given."
        raise NotThese(text, "ignores w")


def features_of(line: Line, purpose: str, u: Array) -> Array:
    """Return the features of each vector for every draw of the weights, ``(draws, n, m)``.

    For each draw the vectors come in another order, and in one or two calls.

    Raises:
        NotThese: They are no features.
    """
    order = line.random(f"order of {purpose}")
    features = np.empty((DRAWS, len(u), FEATURES))
    for draw_of, w in zip(features, draws(line), strict=True):
        rows = order.sample(range(len(u)), len(u))
        cut = order.randint(1, len(u))
        for part in filter(None, (rows[:cut], rows[cut:])):
            draw_of[part] = entries_of(line.submitted.call(Tensor.of(u[part]), w), len(part))
    return features


def entries_of(features: Any, count: int) -> Array:
    """Read the features of so many vectors.

    Raises:
        NotThese: They are none.
    """
    if not isinstance(features, Tensor) or features.device == "numpy":
        raise NotThese(f"some are no tensor, but `{type_name(features)}`.", "type")
    if features.shape != (count, FEATURES):
        raise NotThese("their shape depends on more than that of u and w.", "shape")
    if features.dtype != "float64":
        raise NotThese(f"some have the dtype {features.dtype}, not float64.", "dtype")
    entries = features.array()
    _require_right(entries)
    return entries


def _require_right(entries: Array) -> None:
    if not np.isfinite(entries).all():
        raise NotThese("some are nan or infinite.", "not finite")
    if (entries < 0).any():
        raise NotThese("some are negative.", "negative")


def draws(line: Line) -> Iterator[Tensor]:
    """Yield the weights of one draw after the other."""
    generator = np.random.RandomState(line.random("weights").getrandbits(32))
    for _ in range(DRAWS):
        yield Tensor.of(generator.standard_normal((FEATURES, _DIMENSION)))


def directions(line: Line, purpose: str, count: int) -> Array:
    """Return random vectors of length one. From those for one purpose no others can be told."""
    generator = np.random.RandomState(line.random(purpose).getrandbits(32))
    directions = generator.standard_normal((count, _DIMENSION))
    return np.asarray(directions / np.linalg.norm(directions, axis=-1, keepdims=True))
