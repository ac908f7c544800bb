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
from dataclasses import dataclass

import numpy as np

from autograder.rubric import (
    Close,
    Line,
    Target,
    Tensor,
    Verdict,
    earned,
    lost,
    pending,
    rounding_bound,
)

from . import random_features as features

__all__ = ["LIMIT", "PAIRS", "UnbiasedFeatures"]

#: The largest deviation, in standard errors, that counts as chance.
LIMIT = 6.0
#: Pairs (q, k): 10⁵ samples for every one.
PAIRS = 3
# Two vectors that are nearly opposite are as long: what does not vanish where it should is seen.
_LONG = 3.0
# The largest standard error, relative to the mean: the formula's is 0.6 % at most. What is spread
# so widely that nothing deviates from it would pass.
_SPREAD = 0.02
# That of features which no draw of the weights changes.
_NONE = 1e-12
# The square of what is larger may be no number.
_LARGEST = 1e150


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
            if features.is_nearly(line):
                return verdict
            for case in self.values.cases:
                features.require_form(line, self.values, case)
            estimate = self._estimate(line)
            unbiased = abs(estimate.deviation) < LIMIT and estimate.spread <= _SPREAD
            if unbiased or estimate.spread < _NONE:
                features.require_weights(line)
        except features.NotThese as difference:
            text = f"{verdict.message}\nOther features would do, but not these: {difference}"
            return lost(text, notes=(difference.note,))
        if abs(estimate.deviation) >= LIMIT:
            text = f"{verdict.message}\n{_biased(estimate.deviation)}"
            return lost(text, notes=verdict.notes)
        if estimate.spread > _SPREAD:
            return pending(f"other features, with a standard error of {estimate.spread:.2g}")
        return earned(_OTHERS, notes=("other features",))

    def _estimate(self, line: Line) -> _Estimate:
        """Compare the mean of each pair's inner products with what it is to be."""
        axis, other = _LONG * features.directions(line, "axes", 2)
        q, k = _vectors(line, "q", axis), _vectors(line, "k", -axis)
        beside = _vectors(line, "beside", other)
        answer = line.reference.call(Tensor.of(q), Tensor.of(k), function=self.kernel.name)
        of_q = features.features_of(line, "q", np.concatenate([q, beside]))
        line.submitted.renew()
        of_k = features.features_of(line, "k", np.concatenate([k, beside]))
        _require_rows(of_q[:, PAIRS:], of_k[:, PAIRS:], self._rounding(line, beside))
        return _compare(of_q[:, :PAIRS], of_k[:, :PAIRS], answer.array())

    def _rounding(self, line: Line, u: features.Array) -> float:
        """Return how far, relative to the largest of a vector, rounding may move its features."""
        result = line.reference.result(Tensor.of(u), next(features.draws(line)))
        (exact,) = result.values
        assert exact.value is not None
        assert exact.response is not None
        one, response = np.ones(1), np.max(exact.response.array() / exact.value.array())
        bound = rounding_bound(
            one, response, dtype="float64", terms=features.FEATURES, exponent=result.exponent
        )
        return float(bound[0])


@dataclass(frozen=True, slots=True)
class _Estimate:
    """The largest deviation of a pair's mean, in its standard error; the largest error itself."""

    deviation: float
    spread: float


def _compare(of_q: features.Array, of_k: features.Array, expected: features.Array) -> _Estimate:
    """Estimate inner products from features ``(draws, pairs, m)``.

    Raises:
        NotThese: They are too large.
    """
    with np.errstate(over="ignore"):
        estimates = np.sum(of_q * of_k, axis=-1)
    if not (estimates < _LARGEST).all():
        raise features.NotThese("their inner products are too large.", "values")
    errors = estimates.std(axis=0, ddof=1) / math.sqrt(features.DRAWS)
    spread = errors / expected
    # Features that are no random ones have no standard error, but rounding errors.
    errors += rounding_bound(
        expected, expected, dtype="float64", terms=features.FEATURES, exponent=1.0
    )
    deviations = (estimates.mean(axis=0) - expected) / errors
    return _Estimate(float(deviations[np.argmax(np.abs(deviations))]), float(spread.max()))


def _require_rows(here: features.Array, there: features.Array, rounding: float) -> None:
    """Make sure that features of the same vectors for the same weights are the same everywhere.

    Raises:
        NotThese: They are not.
    """
    largest = here.max(axis=-1, keepdims=True)
    if not (np.abs(here - there) <= rounding * largest).all():
        text = "those of a vector are others beside other vectors, or after other calls."
        raise features.NotThese(text, "rows")


def _vectors(line: Line, purpose: str, axis: features.Array) -> features.Array:
    """Return one vector for each pair: short ones, and at last a long one, nearly ``axis``."""
    vectors = features.LENGTH * features.directions(line, purpose, PAIRS)
    vectors[-1] = axis + vectors[-1] / 2
    return vectors


_OTHERS = (
    "These are other features than the formula's, and right ones: on average, over random w, "
    "f(q)ᵀ f(k) is what it should be."
)


def _biased(deviation: float) -> str:
    side = "above" if deviation > 0 else "below"
    count = features.DRAWS * features.FEATURES
    return (
        f"Nor is f(q)ᵀ f(k) right on average: over {count} random features its mean "
        f"lies {abs(deviation):.3g} standard errors {side} exp(qᵀk); up to {LIMIT:g} is chance."
    )
