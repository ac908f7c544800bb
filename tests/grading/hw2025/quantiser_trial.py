"""One matrix that a quantiser is tried on: the promises, and how far from them the codes are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from autograder.rubric import (
    Broken,
    Line,
    Precision,
    RandomArrays,
    Tensor,
    Unanswered,
    found_in,
    read_tensor,
    type_name,
)

from .quantiser_case import CASES, GRADED_ALONE, Array, Case
from .quantiser_codes import MISREADINGS, Codes, Definition

__all__ = ["OTHER_ROUNDINGS", "Trial", "trials_of"]

#: By name: the note that is left, and what is said of the codes.
OTHER_ROUNDINGS = {
    "nearest": ("nearest", "to the nearest integer"),
    "toward zero": ("truncated", "toward zero"),
}
_INTEGERS = ("int8", "int16", "int32", "int64", "uint8")
# What is off by more is said to be off by that: it may be too large for a float.
_FAR = Fraction(10**300)


def trials_of(line: Line) -> list[Trial]:
    """Return a trial for each matrix that a line is graded on."""
    cases = (*CASES, *(GRADED_ALONE if line.setting.is_graded else ()))
    own_dtypes = line.setting.own_dtypes
    trials: list[Trial] = []

    @cache
    def answers() -> list[tuple[Definition, Codes]]:
        return list(_answers(trials))

    def fits(note: str) -> bool:
        return all(definition.fits(note, found) for definition, found in answers())

    trials += [Trial(line, case, fits) for case in cases if case.dtype == "float64" or own_dtypes]
    return trials


def _answers(trials: Sequence[Trial]) -> Iterator[tuple[Definition, Codes]]:
    """Yield what the code makes of each matrix, as far as it makes codes of it."""
    for trial in trials:
        try:
            yield trial.definition, trial.quantised()[2]
        except Broken:
            continue
        except Unanswered as reason:
            if "exception" not in reason.verdict.notes:
                return  # it takes too long, or has ended its process


class Trial:
    """One matrix, and what is done with it.

    Args:
        line: The line.
        case: The matrix.
        fits: Whether a mistake, by its note, explains the answers to all matrices.
    """

    def __init__(self, line: Line, case: Case, fits: Callable[[str], bool]) -> None:
        self._line = line
        self._fits = fits
        self.case = case
        self._submitted = line.submitted
        self._precision = precision = Precision(line.setting, case.dtype)
        self._W = case.matrix(RandomArrays(line.random(str(case)).getrandbits(62), precision))
        is_exact = case.is_exact and line.setting.judged == "float64"
        self.definition = Definition(self._W, case.bits, precision.eps, is_exact)
        plain = Tensor.of(self._W, precision.expected)
        self._sent = replace(plain, strided=case.strided)

    def run(self, roundings: set[str]) -> set[str]:
        """Go through the promises.

        Args:
            roundings: What the codes of other matrices agree with.

        Returns:
            Which of the roundings these codes agree with too: at least one.

        Raises:
            Broken: A promise is not kept.
        """
        with found_in(self._line, self.case):
            return self._run(roundings)

    def _run(self, roundings: set[str]) -> set[str]:
        codes, delta, found = self.quantised()
        if self.definition.delta:
            self._check_delta(found)
            roundings = self._check_codes(found.codes, roundings)
        else:
            self._check_zeros(found)
        self._check_dequantised(codes, delta, found.delta)
        if not self.definition.delta and self._submitted.casts(
            self._sent, self.case.bits, dtype=self.case.dtype
        ):
            raise Broken(
                "A matrix of zeros: numbers that are infinite or not a number, such as 0/0, become "
                "codes. That these are 0 is luck, other machines make other integers of them.",
                "zero matrix",
            )
        return roundings

    def quantised(self) -> tuple[Tensor, Tensor, Codes]:
        """Call the code: its codes and its step, as they come and as numbers."""
        dtype = self._precision.expected
        trial = self._submitted.trial(self._sent, self.case.bits, dtype=dtype)
        codes, delta = self._read(trial.value)
        after = trial.arguments[0] if trial.arguments else None
        if not isinstance(after, Tensor) or after.data != self._sent.data:
            raise Broken("W is another matrix after the call: work on a copy.", "in place")
        return codes, delta, Codes(codes.array(), float(delta.array()))

    def _read(self, value: Any) -> tuple[Tensor, Tensor]:
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            several = isinstance(value, (tuple, list))
            got = f"{len(value)} values" if several else f"`{type_name(value)}`"
            raise Broken(f"Expected two tensors, codes and delta; got {got}.", "type")
        codes, delta = value
        if not isinstance(codes, Tensor) or codes.device == "numpy":
            raise Broken(f"Expected a tensor of codes, got `{type_name(codes)}`.", "type")
        if codes.dtype not in _INTEGERS:
            raise Broken(f"The dtype of the codes is {codes.dtype}, no integer one.", "float codes")
        if codes.shape != self._W.shape:
            text = f"The shape of the codes is {codes.shape}, not {self._W.shape}."
            raise Broken(text, "shape")
        read_tensor(delta, "delta", (), self._precision.expected)
        return codes, delta

    def _check_zeros(self, found: Codes) -> None:
        if not np.isfinite(found.delta):
            raise Broken(f"Delta is {found.delta}.", "delta")
        if found.delta < 0:
            raise Broken(f"Delta is negative, {found.delta:.4g}.", "delta")
        if found.codes.any():
            raise Broken("A matrix of zeros has codes that are not 0.", "zero matrix")

    def _check_delta(self, found: Codes) -> None:
        if not np.isfinite(found.delta):
            raise Broken(f"Delta is {found.delta}.", "delta")
        exact, room = self.definition.delta, self.definition.step_room
        off = abs(Fraction(found.delta) / exact - 1)
        if off <= room:
            return
        for note, text in MISREADINGS.items():
            if self.definition.fits(note, found) and self._fits(note):
                raise Broken(f"Delta is not right. {text}", note)
        self._check_not_taken_for_zeros(found.codes)
        raise Broken(
            f"Delta is not right: it is off by {float(min(off, _FAR)):.2g} of its size; rounding "
            f"explains {float(room):.1g}.",
            "delta",
        )

    @staticmethod
    def _check_not_taken_for_zeros(codes: Array) -> None:
        if not codes.any():
            raise Broken(
                "All codes are 0, as for a matrix of zeros; this one has other numbers too.",
                "taken for zeros",
            )

    def _check_codes(self, codes: Array, roundings: set[str]) -> set[str]:
        bits = self.case.bits
        lowest, highest = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        outside = codes[(codes < lowest) | (codes > highest)]
        if outside.size:
            raise Broken(
                f"Codes of {bits} bits are from {lowest} to {highest}; there is one of "
                f"{outside[0]}.",
                "range",
            )
        # The floor first, where it is still among them: what is shown is where that is missed.
        ordered = [name for name in ("floor", *OTHER_ROUNDINGS) if name in roundings]
        wrong = {name: list(self.definition.wrong_entries(codes, name)) for name in ordered}
        agreeing = {name for name, places in wrong.items() if not places}
        if not agreeing:
            self._report_codes(codes, next(iter(wrong.values())))
        return agreeing

    def _report_codes(self, codes: Array, wrong: Sequence[tuple[int, int]]) -> None:
        row, column = place = wrong[0]
        text = (
            f"{len(wrong)} of {codes.size} codes are not right. Where W/Δ is "
            f"{_written(self.definition.ratio(place))}, at [{row}, {column}], the code is "
            f"{codes[place]}."
        )
        if self._fits("truncated"):
            raise Broken(f"{text} Codes are rounded toward zero; ⌊·⌋ is the floor.", "truncated")
        if self._fits("unsigned"):
            raise Broken(f"{text} No code is negative.", "unsigned")
        self._check_not_taken_for_zeros(codes)
        raise Broken(text, "codes")

    def _check_dequantised(self, codes: Tensor, delta: Tensor, step: float) -> None:
        value = self._submitted.call(codes, delta, function="dequantize", dtype=self.case.dtype)
        noun, shape = "the dequantised matrix", self._W.shape
        values = read_tensor(value, noun, shape, self._precision.expected)
        numbers = codes.array().astype(np.float64)
        right = step * numbers
        room = 4 * self._precision.eps * np.abs(right)
        wrong = ~(np.abs(values - right) <= room)
        if not wrong.any():
            return
        if not np.isfinite(values).all():
            raise Broken(f"In {noun} there are numbers that are not finite.", "dequantised")
        for note, other, text in self._other_matrices(numbers, step):
            if (np.abs(values - other) <= 4 * self._precision.eps * np.abs(other)).all():
                raise Broken(f"The dequantised matrix is not right. {text}", note)
        row, column = (int(index) for index in np.argwhere(wrong)[0])
        raise Broken(
            f"In {noun}, {int(wrong.sum())} of {wrong.size} numbers are not right: at "
            f"[{row}, {column}], where the code is {codes.array()[row, column]} and Δ is "
            f"{step:.4g}, it is {values[row, column]:.4g}.",
            "dequantised",
        )

    @staticmethod
    def _other_matrices(codes: Array, step: float) -> Sequence[tuple[str, Array, str]]:
        quotient = codes / step if step else codes
        return (
            ("divided", quotient, "The codes are divided by Δ."),
            ("middle", (codes + 0.5) * step, "Half a step is added to each."),
        )


def _written(ratio: Fraction) -> str:
    """Write W/Δ in such a way that one sees on which side of an integer it is."""
    nearest = round(ratio)
    off = float(ratio - nearest)
    if not off:
        return str(nearest)
    if abs(off) < 1e-3:
        return f"{nearest} {'-' if off < 0 else '+'} {abs(off):.1g}"
    return f"{float(ratio):.4f}"
