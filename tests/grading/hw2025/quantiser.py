"""``quantize(W, m)`` and ``dequantize(codes, delta)``, judged by the definition of the codes.

What is expected is computed in exact fractions (`quantiser_codes`), on matrices of many kinds
(`quantiser_case`), each of which is tried by itself (`quantiser_trial`). What a mistake is called
must fit the answers to all of them: the step of one row is now and then that of the largest number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from autograder.rubric import Broken, Line, Verdict, earned, forgiven, lost, partial

from .quantiser_trial import OTHER_ROUNDINGS, trials_of

__all__ = ["Quantiser"]


@dataclass(frozen=True, slots=True)
class Quantiser:
    """A quantiser with the floor; one that rounds in another way earns half."""

    def check(self, line: Line) -> Verdict:
        """Quantise matrices of several kinds; the first promise that is not kept is reported."""
        return forgiven(line, self._tried(line), self._tried, notes=("codes", "delta"))

    def _tried(self, line: Line) -> Verdict:
        roundings = {"floor", *OTHER_ROUNDINGS}
        for trial in trials_of(line):
            try:
                roundings &= trial.run(roundings)
            except Broken as broken:
                return lost(str(broken), notes=(broken.note,))
        if "floor" in roundings:
            return earned()
        note, way = next(
            (note, way) for name, (note, way) in OTHER_ROUNDINGS.items() if name in roundings
        )
        text = f"Nearly: the codes are rounded {way}; by the definition they are the floor."
        return partial(Fraction(1, 2), text, notes=(note,))
