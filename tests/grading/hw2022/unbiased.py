"""Random features: the formula's, or others whose inner products are right on average.

Where the values are not those of the reference's formula, the features may still be right: only
the expectation of their inner products, E[f(q)ᵀ f(k)], is asked for. It is estimated from
independent draws of the weights, and compared in units of the standard error that those draws
themselves show.

Code that knew which vectors are multiplied could return anything with the right inner products. So
it never sees both of a pair: all that is to be multiplied from the left is asked for in one worker,
and from the right in another, with the same weights. Vectors that are asked for in both, and cannot
be told from the others, show that f is the same function in both, and acts on each by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.rubric import (
    Case,
    Close,
    Line,
    Target,
    Tensor,
    Verdict,
    draw_inputs,
    earned,
    lost,
    pending,
    reference_result,
    rounding_bound,
    type_name,
)

__all__ = ["DRAWS", "FEATURES", "LIMIT", "PAIRS", "UnbiasedFeatures"]

_Array = npt.NDArray[Any]

#: The largest deviation, in standard errors, that counts as chance.
LIMIT = 6.0
#: Pairs (q, k), and independent draws of so many features each: 10⁵ samples for every pair.
PAIRS, DRAWS, FEATURES = 3, 250, 400
_DIMENSION = 3
# ‖q + k‖ is the deviation of the logarithm of a sample: beyond 1.5 the mean of 10⁵ of them is
# not nearly normal.
_LENGTH = 0.6
# Two vectors that are nearly opposite are as long: what does not vanish where it should is seen.
_LONG = 3.0
# The largest standard error, relative to the mean: the formula's is 0.6 % at most. What is spread
# so widely that nothing deviates from it would pass.
_SPREAD = 0.02
# That of features which no draw of the weights changes.
_NONE = 1e-12
# Features as near as this to the formula's, and so many of them, are meant to be the formula's.
_NEAR, _NEARLY_ALL = 1e-3, 0.95
# Changes of w that change features by about as little; a jump may lie beyond the smallest.
_HARDLY = (2.0**-30, 2.0**-24, 2.0**-18)
# The square of what is larger may be no number.
_LARGEST = 1e150


class _NotThese(Exception):
    """Features that are none of the right ones: why, for the student, and the note that is left."""

    def __init__(self, text: str, note: str) -> None:
        super().__init__(text)
        self.note = note


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbiasedFeatures:
    """``f(u, w)``, the features of u for weights w of shape ``(m, d)``, positive or zero.

    The formula's values earn everything, as `Close` says. So do other features of the same shape
    that are nowhere negative and whose inner products have the right expectation. Where these are
    spread so widely that their mean says little, a person decides.

    False alarms: the estimate of each of `PAIRS` pairs is the mean of `DRAWS` independent ones,
    each of which is a mean of `FEATURES` samples, so its deviation in standard errors follows
    Student's t distribution with `DRAWS` − 1 degrees of freedom, and exceeds `LIMIT` with a
    probability of 7e-9. Right features are refused less than once in ten million lines; on the
    same seed the verdict is the same. A bias of 5 % is found.

    Args:
        values: The formula's.
        kernel: The reference's function of q and k that the expectation is to equal.
    """

    values: Close
    kernel: Target

    def check(self, line: Line) -> Verdict:
        """Compare values; where they are others, look at their form and at their expectation."""
        verdict = self.values.check(line)
        if not line.setting.is_graded:
            # The formula's values are right here too; whether others are is decided where points
            # hang on it.
            of_values = {"values", "gradient", *self.values.misreadings}.intersection(verdict.notes)
            return pending("other features than the formula's") if of_values else verdict
        if verdict.notes != ("values",):
            return verdict
        try:
            if self._is_nearly(line):
                return verdict
            for case in self.values.cases:
                self._form(line, case)
            estimate = self._estimate(line)
            unbiased = abs(estimate.deviation) < LIMIT and estimate.spread <= _SPREAD
            if unbiased or estimate.spread < _NONE:
                self._require_weights(line)
        except _NotThese as difference:
            text = f"{verdict.message}\nOther features would do, but not these: {difference}"
            return lost(text, notes=(difference.note,))
        if abs(estimate.deviation) >= LIMIT:
            text = f"{verdict.message}\n{_biased(estimate.deviation)}"
            return lost(text, notes=verdict.notes)
        if estimate.spread > _SPREAD:
            return pending(f"other features, with a standard error of {estimate.spread:.2g}")
        return earned(_OTHERS, notes=("other features",))

    def _is_nearly(self, line: Line) -> bool:
        """Whether the features of short vectors are the formula's, nearly, and nearly all."""
        u, w = Tensor.of(_LENGTH * _directions(line, "short", PAIRS)), next(_weights(line))
        given = _entries(line.submitted.call(u, w), PAIRS)
        right = line.reference.call(u, w).array()
        return bool((np.abs(given - right) <= _NEAR * np.abs(right)).mean() > _NEARLY_ALL)

    def _form(self, line: Line, case: Case) -> None:
        """Look at the features' form."""
        inputs = draw_inputs(line, self.values.arguments, case)
        dtype = inputs.case.dtype
        output = line.submitted.call(*inputs.sent(), dtype=dtype)
        (exact,) = reference_result(line, inputs).values
        assert exact.value is not None
        if not isinstance(output, Tensor) or output.device == "numpy":
            raise _NotThese(f"The result is no tensor, but `{type_name(output)}`.", "type")
        if output.shape != exact.value.shape:
            text = f"The shape of the result is {output.shape}, not {exact.value.shape}."
            raise _NotThese(text, "shape")
        if output.dtype != dtype:
            raise _NotThese(f"The dtype of the result is {output.dtype}, not {dtype}.", "dtype")
        _require_form(output.array())

    def _require_weights(self, line: Line) -> None:
        """Make sure that w is what makes the features: they change with it, and without jumps.

        Raises:
            _NotThese: Other weights make the same ones, or hardly other ones make quite different.
        """
        weights = _weights(line)
        w, other = next(weights), next(weights)
        u = Tensor.of(_LENGTH * _directions(line, "weights", PAIRS))
        near = [Tensor.of((1 + hardly) * w.array()) for hardly in _HARDLY]
        here, there, *beside = (
            _entries(line.submitted.call(u, given), PAIRS) for given in (w, other, *near)
        )
        room = _NEAR * here.max()
        if np.abs(here - there).max() <= room:
            raise _NotThese("they are the same for every w, which is given.", "ignores w")
        if max(np.abs(here - features).max() for features in beside) > room:
            text = "they are quite others for nearly the same w, which is given."
            raise _NotThese(text, "ignores w")

    def _estimate(self, line: Line) -> _Estimate:
        """Compare the mean of each pair's inner products with what it is to be."""
        axis, other = _LONG * _directions(line, "axes", 2)
        q, k = _vectors(line, "q", axis), _vectors(line, "k", -axis)
        beside = _vectors(line, "beside", other)
        answer = line.reference.call(Tensor.of(q), Tensor.of(k), function=self.kernel.name)
        of_q = self._features(line, "q", np.concatenate([q, beside]))
        line.submitted.renew()
        of_k = self._features(line, "k", np.concatenate([k, beside]))
        _require_rows(of_q[:, PAIRS:], of_k[:, PAIRS:], self._rounding(line, beside))
        return _compare(of_q[:, :PAIRS], of_k[:, :PAIRS], answer.array())

    def _features(self, line: Line, purpose: str, u: _Array) -> _Array:
        """Return the features of each vector for every draw of the weights, ``(draws, n, m)``.

        For each draw the vectors come in another order, and in one or two calls.
        """
        order = line.random(f"order of {purpose}")
        features = np.empty((DRAWS, len(u), FEATURES))
        for draw_of, w in zip(features, _weights(line), strict=True):
            rows = order.sample(range(len(u)), len(u))
            cut = order.randint(1, len(u))
            for part in filter(None, (rows[:cut], rows[cut:])):
                draw_of[part] = _entries(line.submitted.call(Tensor.of(u[part]), w), len(part))
        return features

    def _rounding(self, line: Line, u: _Array) -> float:
        """Return how far, relative to the largest of a vector, rounding may move its features."""
        result = line.reference.result(Tensor.of(u), next(_weights(line)))
        (exact,) = result.values
        assert exact.value is not None
        assert exact.response is not None
        one, response = np.ones(1), np.max(exact.response.array() / exact.value.array())
        bound = rounding_bound(
            one, response, dtype="float64", terms=FEATURES, exponent=result.exponent
        )
        return float(bound[0])


@dataclass(frozen=True, slots=True)
class _Estimate:
    """The largest deviation of a pair's mean, in its standard error; the largest error itself."""

    deviation: float
    spread: float


def _compare(of_q: _Array, of_k: _Array, expected: _Array) -> _Estimate:
    """Estimate inner products from features ``(draws, pairs, m)``.

    Raises:
        _NotThese: They are too large.
    """
    with np.errstate(over="ignore"):
        estimates = np.sum(of_q * of_k, axis=-1)
    if not (estimates < _LARGEST).all():
        raise _NotThese("their inner products are too large.", "values")
    errors = estimates.std(axis=0, ddof=1) / math.sqrt(DRAWS)
    spread = errors / expected
    # Features that are no random ones have no standard error, but rounding errors.
    errors += rounding_bound(expected, expected, dtype="float64", terms=FEATURES, exponent=1.0)
    deviations = (estimates.mean(axis=0) - expected) / errors
    return _Estimate(float(deviations[np.argmax(np.abs(deviations))]), float(spread.max()))


def _require_rows(here: _Array, there: _Array, rounding: float) -> None:
    """Make sure that features of the same vectors for the same weights are the same everywhere.

    Raises:
        _NotThese: They are not.
    """
    largest = here.max(axis=-1, keepdims=True)
    if not (np.abs(here - there) <= rounding * largest).all():
        text = "those of a vector are others beside other vectors, or after other calls."
        raise _NotThese(text, "rows")


def _entries(features: Any, count: int) -> _Array:
    """Read the features of so many vectors.

    Raises:
        _NotThese: They are none.
    """
    if not isinstance(features, Tensor) or features.device == "numpy":
        raise _NotThese(f"some are no tensor, but `{type_name(features)}`.", "type")
    if features.shape != (count, FEATURES):
        raise _NotThese("their shape depends on more than that of u and w.", "shape")
    if features.dtype != "float64":
        raise _NotThese(f"some have the dtype {features.dtype}, not float64.", "dtype")
    entries = features.array()
    _require_form(entries)
    return entries


def _require_form(entries: _Array) -> None:
    if not np.isfinite(entries).all():
        raise _NotThese("some are nan or infinite.", "not finite")
    if (entries < 0).any():
        raise _NotThese("some are negative.", "negative")


def _weights(line: Line) -> Iterator[Tensor]:
    """Yield the weights of one draw after the other."""
    generator = np.random.RandomState(line.random("weights").getrandbits(32))
    for _ in range(DRAWS):
        yield Tensor.of(generator.standard_normal((FEATURES, _DIMENSION)))


def _directions(line: Line, purpose: str, count: int) -> _Array:
    """Return random vectors of length one. From those for one purpose no others can be told."""
    generator = np.random.RandomState(line.random(purpose).getrandbits(32))
    directions = generator.standard_normal((count, _DIMENSION))
    return np.asarray(directions / np.linalg.norm(directions, axis=-1, keepdims=True))


def _vectors(line: Line, purpose: str, axis: _Array) -> _Array:
    """Return one vector for each pair: short ones, and at last a long one, nearly ``axis``."""
    vectors = _LENGTH * _directions(line, purpose, PAIRS)
    vectors[-1] = axis + vectors[-1] / 2
    return vectors


_OTHERS = (
    "These are other features than the formula's, and right ones: on average, over random w, "
    "f(q)ᵀ f(k) is what it should be."
)


def _biased(deviation: float) -> str:
    side = "above" if deviation > 0 else "below"
    return (
        f"Nor is f(q)ᵀ f(k) right on average: over {DRAWS * FEATURES} random features its mean "
        f"lies {abs(deviation):.3g} standard errors {side} exp(qᵀk); up to {LIMIT:g} is chance."
    )
