"""Random features: the formula's, or others whose inner products are right on average.

Where the values are not those of the reference's formula, the features may still be right: only
the expectation of their inner products, E[f(q)ᵀ f(k)], is asked for. It is estimated from
independent draws of the weights, and compared in units of the standard error that those draws
themselves show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..sandbox.values import Tensor
from ..verdict import Verdict, earned, lost, pending
from .close import Close
from .difference import Different, compare_form
from .inputs import Case, draw
from .line import Line
from .rounding import allowed
from .target import Target

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
# Of two vectors that are nearly opposite: what does not vanish where it should is seen there.
_LONG = 3.0
# Features as near as this to the formula's are meant to be the formula's.
_NEAR = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class UnbiasedFeatures:
    """``f(u, w)``, the features of u for weights w of shape ``(m, d)``, positive or zero.

    The formula's values earn everything, as `Close` says. So do other features of the same shape
    that are nowhere negative and whose inner products have the right expectation.

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
            deviation = self._deviation(line)
        except Different as difference:
            text = f"{verdict.message}\nOther features would do, but not these: {difference}"
            return lost(text, notes=(difference.note,))
        if abs(deviation) < LIMIT:
            return earned(_OTHERS, notes=("other features",))
        text = f"{verdict.message}\n{_biased(deviation)}"
        return lost(text, notes=verdict.notes)

    def _is_nearly(self, line: Line) -> bool:
        """Whether the features of ordinary vectors are the formula's, nearly."""
        given, right = self._form(line, self.values.cases[0])
        return bool((np.abs(given - right) <= _NEAR * np.abs(right)).all())

    def _form(self, line: Line, case: Case) -> tuple[_Array, _Array]:
        """Look at the features' form, and return them and the formula's."""
        inputs = draw(self.values.arguments, case, line.random(repr(case)))
        trial = line.submitted.trial(*inputs.sent(), dtype=inputs.case.dtype)
        result = line.reference.result(*inputs.exact())
        (output,) = compare_form(trial.value, result, inputs, ())
        entries = output.array()
        if not np.isfinite(entries).all():
            raise Different("some are nan or infinite.", "not finite")
        if (entries < 0).any():
            raise Different("some are negative.", "negative")
        exact = result.values[0].value
        assert exact is not None
        return entries, exact.array()

    def _deviation(self, line: Line) -> float:
        """Return the largest deviation of a pair's mean, in its standard error."""
        random = np.random.RandomState(line.random("features").getrandbits(32))
        q, k = _pairs(random)
        answer = line.reference.call(Tensor.of(q), Tensor.of(k), function=self.kernel.name)
        expected = answer.array()
        drawn = self._features(line, np.concatenate([q, k]), random)
        estimates = np.array([np.sum(f[:PAIRS] * f[PAIRS:], axis=-1) for f in drawn])
        errors = estimates.std(axis=0, ddof=1) / math.sqrt(DRAWS)
        # Features that are no random ones have no standard error, but rounding errors.
        errors += allowed(expected, expected, dtype="float64", terms=FEATURES, exponent=1.0)
        deviations = (estimates.mean(axis=0) - expected) / errors
        return float(deviations[np.argmax(np.abs(deviations))])

    def _features(
        self, line: Line, u: npt.NDArray[np.float64], random: np.random.RandomState
    ) -> Iterator[npt.NDArray[np.float64]]:
        """Yield the features of the same vectors for one draw of the weights after the other."""
        for _ in range(DRAWS):
            w = random.standard_normal((FEATURES, _DIMENSION))
            features = line.submitted.call(Tensor.of(u), Tensor.of(w))
            if not isinstance(features, Tensor) or features.shape != (len(u), FEATURES):
                raise Different("their shape depends on more than that of u and w.", "shape")
            entries = features.array().astype(np.float64)
            if not np.isfinite(entries).all():
                raise Different("some are nan or infinite.", "not finite")
            yield entries


def _pairs(random: np.random.RandomState) -> npt.NDArray[np.float64]:
    """Return vectors q and k: short ones, and at last a pair of long ones, nearly opposite."""
    directions = random.standard_normal((2, PAIRS, _DIMENSION))
    q, k = _LENGTH * directions / np.linalg.norm(directions, axis=-1, keepdims=True)
    q[-1] *= _LONG / _LENGTH
    k[-1] -= q[-1]
    return np.stack([q, k])


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
