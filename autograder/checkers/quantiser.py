"""``quantize(W, m)`` and ``dequantize(codes, delta)``, judged by the definition of the codes.

    codes = ⌊W / Δ⌋,   Δ = max|W| / (2^{m−1} − 1)

(Dettmers et al., QLoRA, 2023, eq. 1, with the floor in the place of rounding.) What is expected is
computed in exact fractions, so the only tolerance is that for the rounding of Δ and of W/Δ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np

from ..sandbox.values import Tensor, type_name
from ..verdict import Verdict, earned, lost, partial
from .decoding_result import Broken
from .line import Line
from .lora_arithmetic import Array
from .lora_module import Numbers, Precision, found_with, read

__all__ = ["Quantiser"]

_INTEGERS = ("int8", "int16", "int32", "int64", "uint8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A matrix to quantise: its sides, its kind, the bits, and dtypes."""

    rows: int
    columns: int
    bits: int
    kind: str = "of both signs"
    dtype: str = "float64"
    default: str = "float64"
    strided: bool = False

    def __str__(self) -> str:
        dtypes = f" in {self.dtype}" if self.dtype != "float64" else ""
        if self.default != self.dtype:
            dtypes = f" in {self.dtype}, where {self.default} is torch's default"
        if self.strided:
            dtypes += ", not contiguous"
        shape = (self.rows, self.columns)
        return f"m = {self.bits} and W of shape {shape}, {self.kind}{dtypes}"


_CASES = (
    _Case(rows=2, columns=3, bits=3),
    _Case(rows=1, columns=1, bits=4),
    _Case(rows=3, columns=3, bits=8, kind="all negative"),
    _Case(rows=4, columns=3, bits=5, kind="the largest of them negative"),
    _Case(rows=4, columns=3, bits=6, kind="the largest of them positive"),
    _Case(rows=5, columns=7, bits=2),
    _Case(rows=5, columns=7, bits=4, kind="all of them small"),
    _Case(rows=5, columns=7, bits=7, kind="all of them large"),
    _Case(rows=16, columns=24, bits=8),
    _Case(rows=4, columns=6, bits=5, strided=True),
    _Case(rows=3, columns=5, bits=4, dtype="float32", default="float32"),
    _Case(rows=3, columns=5, bits=8, default="float32"),
)
_ZEROS = tuple(_Case(rows=2, columns=3, bits=bits, kind="all zeros") for bits in (2, 4, 8))
_SCALES = {"all of them small": 2.0**-8, "all of them large": 2.0**20}


@dataclass(frozen=True, slots=True)
class Quantiser:
    """A quantiser with the floor; one that rounds to nearest earns half."""

    def check(self, line: Line) -> Verdict:
        """Quantise matrices of several kinds; the first promise that is not kept is reported."""
        roundings = {"floor", "nearest"}
        for case in _CASES + _ZEROS:
            if not line.setting.is_graded and case.default != "float64":
                continue
            try:
                with found_with(case, line.seed):
                    roundings &= _Trial(line, case).run(roundings)
            except Broken as broken:
                return lost(str(broken), notes=(broken.note,))
        if "floor" in roundings:
            return earned()
        return partial(
            Fraction(1, 2),
            "The codes are rounded to the nearest integer; by the definition they are the floor.",
            notes=("nearest",),
        )


class _Trial:
    """One matrix, and what is done with it."""

    def __init__(self, line: Line, case: _Case) -> None:
        self._submitted = line.submitted
        self._case, self._setting = case, line.setting
        self._precision = Precision(line.setting, case.dtype, case.default)
        self._W = self._matrix(Numbers(line.random(str(case)).getrandbits(62), self._precision))
        self._largest = Fraction(float(np.abs(self._W).max()))
        self._delta = self._largest / (2 ** (case.bits - 1) - 1)

    def run(self, roundings: set[str]) -> set[str]:
        """Return which of the roundings the codes agree with: at least one."""
        plain = Tensor.of(self._W, self._precision.expected)
        W = replace(plain, strided=self._case.strided)
        default = self._setting.name_for(self._case.default)
        trial = self._submitted.trial(W, self._case.bits, dtype=default)
        codes, delta = self._read(trial.value)
        after = trial.arguments[0] if trial.arguments else None
        if not isinstance(after, Tensor) or after.data != W.data:
            raise Broken("W is another matrix after the call: work on a copy.", "in place")
        step = float(delta.array())
        self._check_delta(step)
        if self._delta:
            roundings = self._check_codes(codes.array(), roundings)
        elif codes.array().any():
            raise Broken("A matrix of zeros has codes that are not 0.", "zero matrix")
        self._check_dequantised(codes, delta, step)
        if not self._delta and self._submitted.casts(W, self._case.bits):
            raise Broken(
                "A matrix of zeros: numbers that are infinite or not a number, such as 0/0, become "
                "codes. That these are 0 is luck, other machines make other integers of them.",
                "zero matrix",
            )
        return roundings

    def _matrix(self, numbers: Numbers) -> Array:
        case = self._case
        W = numbers.normal(case.rows, case.columns, scale=_SCALES.get(case.kind, 1.0))
        if case.kind == "all zeros":
            return 0 * np.abs(W)
        if case.kind == "all negative":
            return -np.abs(W)
        if case.kind.startswith("the largest"):
            sign = -1 if case.kind.endswith("negative") else 1
            W[1, 2] = sign * 2 * np.abs(W).max()
        return W

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
        read(delta, "delta", (), self._precision.expected)
        return codes, delta

    def _check_delta(self, delta: float) -> None:
        if not np.isfinite(delta):
            raise Broken(f"Delta is {delta}.", "delta")
        exact, eps = self._delta, Fraction(self._precision.eps)
        if not exact:
            if delta < 0:
                raise Broken(f"Delta is negative, {delta:.4g}.", "delta")
            return
        if abs(Fraction(delta) - exact) <= 4 * eps * exact:
            return
        for note, (other, text) in self._readings().items():
            if abs(Fraction(delta) - other) <= 16 * eps * abs(other):
                raise Broken(f"Delta is not right. {text}", note)
        off = abs(Fraction(delta) / exact - 1)
        text = f"Delta is not right: it is off by {float(off):.2g} of its size; rounding explains "
        raise Broken(f"{text}{float(4 * eps):.1g}.", "delta")

    def _readings(self) -> Mapping[str, tuple[Fraction, str]]:
        """Name steps that are wrong in a known way."""
        m, largest = self._case.bits, self._largest
        values = [Fraction(float(value)) for value in self._W.flat]
        mean = sum(map(abs, values), Fraction(0)) / len(values)
        side = 2 ** (m - 1) - 1
        spread = max(values) - min(values)
        return {
            "max without abs": (max(values) / side, "It has the largest number of W, not of |W|."),
            "steps": (largest / 2 ** (m - 1), "The number that max|W| is divided by is wrong."),
            "all steps": (largest / (2**m - 1), "The number that max|W| is divided by is wrong."),
            "always 127": (largest / 127, "It is that of 8 bits, whatever m is."),
            "min and max": (spread / (2**m - 1), "It has max W − min W in the place of max|W|."),
            "mean": (mean / side, "It has the mean of |W| in the place of its maximum."),
            "inverse": (1 / self._delta, "It is upside down: 1/Δ."),
        }

    def _check_codes(self, codes: Array, roundings: set[str]) -> set[str]:
        bits = self._case.bits
        lowest, highest = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        outside = codes[(codes < lowest) | (codes > highest)]
        if outside.size:
            raise Broken(
                f"Codes of {bits} bits are from {lowest} to {highest}; there is one of "
                f"{outside[0]}.",
                "range",
            )
        agreeing = {name for name in roundings if not any(self._wrong_entries(codes, name))}
        if not agreeing:
            self._report_codes(codes, "floor" if "floor" in roundings else "nearest")
        return agreeing

    def _wrong_entries(self, codes: Array, rounding: str) -> Iterator[tuple[int, int]]:
        """Yield where the code is not that of W/Δ, rounded; near a jump both sides are right.

        In a coarse precision there are several jumps within the rounding of W/Δ.
        """
        shift = Fraction(0) if rounding == "floor" else Fraction(1, 2)
        room = 2**self._case.bits * 4 * Fraction(self._precision.eps)
        for place in np.ndindex(*self._W.shape):
            ratio = self._ratio(place) + shift
            if not floor(ratio - room) <= int(codes[place]) <= floor(ratio + room):
                yield place[0], place[1]

    def _ratio(self, place: tuple[int, ...]) -> Fraction:
        exact: Fraction = Fraction(float(self._W[place])) / self._delta
        return exact

    def _report_codes(self, codes: Array, rounding: str) -> None:
        wrong = list(self._wrong_entries(codes, rounding))
        truncated = all(int(codes[p]) == int(self._ratio(p)) for p in wrong)
        place = wrong[0]
        text = (
            f"{len(wrong)} of {codes.size} codes are not right. Where W/Δ is "
            f"{float(self._ratio(place)):.4f}, at [{place[0]}, {place[1]}], the code is "
            f"{codes[place]}."
        )
        if truncated:
            raise Broken(f"{text} Codes are rounded toward zero; ⌊·⌋ is the floor.", "truncated")
        if not (codes < 0).any():
            raise Broken(f"{text} No code is negative.", "unsigned")
        raise Broken(text, "codes")

    def _check_dequantised(self, codes: Tensor, delta: Tensor, step: float) -> None:
        value = self._submitted.call(codes, delta, function="dequantize", dtype=self._case.default)
        noun, shape = "the dequantised matrix", self._W.shape
        values = read(value, noun, shape, self._precision.expected)
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
