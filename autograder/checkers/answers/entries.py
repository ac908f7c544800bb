"""Arrays of numbers, with credit for each correct entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Line
from autograder.checkers.common.ref import Target
from autograder.verdict import Verdict, earned, lost, partial

from .numbers import NotNumbers, Readings, read_entries

__all__ = ["Entries"]

# Said of entries that are wrong in no way that has a name.
_UNNAMED = ("entries",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """An array of numbers; each entry that is within the tolerance earns its part.

    An entry that is no number costs its own part.
    Any shape is read that is the reference's up to sides of length 1, or flat in the same order.
    A transposed array earns half.

    Args:
        tolerance: The absolute difference that is allowed, as a decimal.
        misreadings: Quantities to name, by the note that is left; each entry of one earns its
            share of the entry's part.
    """

    tolerance: str
    misreadings: Mapping[str, Misreading] = field(default_factory=dict)

    def check(self, line: Line) -> Verdict:
        """Compare entry by entry."""
        expected = read_entries(line.reference.call())
        try:
            submitted = read_entries(line.submitted.call())
        except NotNumbers as reason:
            return lost(f"The answer could not be read: {reason}.", notes=("unreadable",))
        if submitted.gaps and len(submitted.gaps) == len(submitted.entries):
            return lost(
                f"The answer could not be read: {submitted.gaps[0]}.", notes=("unreadable",)
            )
        candidates = [self._direct(expected, submitted), self._transposed(expected, submitted)]
        direct = self._matches(expected, submitted)
        for note, misreading in self.misreadings.items():
            assert isinstance(misreading.answer, Target), "a function returns the numbers"
            values = read_entries(line.reference.call(function=misreading.answer.name))
            count, right = self._matches(values, submitted) or 0, direct or 0
            if count > right:
                total = len(values.entries)
                share = max(misreading.share * Fraction(count, total), Fraction(right, total))
                candidates.append(_share(share, misreading.message, note))
        found = [candidate for candidate in candidates if candidate is not None]
        if not found:
            return lost(
                f"Expected {_described(expected.shape)}, got {_described(submitted.shape)}.",
                notes=("shape",),
            )
        best = max(found, key=lambda verdict: (verdict.share, verdict.notes != _UNNAMED))
        return replace(best, message=f"{best.message}\n{submitted.told}".strip())

    @staticmethod
    def read(value: Any) -> Any:
        """Return an array without its sides of length 1, as it is compared; None if it is none."""
        try:
            return read_entries(value).squeezed_numbers
        except NotNumbers:
            return None

    def _direct(self, expected: Readings, submitted: Readings) -> Verdict | None:
        count = self._matches(expected, submitted)
        total = len(expected.entries)
        if count is None:
            return None
        if count == total:
            return earned()
        text = f"{count} of {total} entries are right (to {self.tolerance})."
        if submitted.gaps:
            text += f" {len(submitted.gaps)} could not be read: {submitted.gaps[0]}."
        return partial(Fraction(count, total), text, notes=_UNNAMED)

    def _transposed(self, expected: Readings, submitted: Readings) -> Verdict | None:
        shape = expected.squeezed
        if len(shape) != 2 or submitted.squeezed != shape[::-1]:
            return None
        rows, columns = shape
        turned = [submitted.entries[j * rows + i] for i in range(rows) for j in range(columns)]
        if self._matches(expected, Readings(shape, tuple(turned))) != len(turned):
            return None
        found = f"expected {_described(shape)}, got {_described(submitted.shape)}"
        return _share(Fraction(1, 2), f"The array is transposed: {found}.", "transpose")

    def _matches(self, expected: Readings, submitted: Readings) -> int | None:
        """Count the entries that are right; None where the shapes do not fit."""
        flat = len(submitted.squeezed) <= 1
        if len(submitted.entries) != len(expected.entries):
            return None
        if submitted.squeezed != expected.squeezed and not flat:
            return None
        tolerance = Fraction(self.tolerance)
        pairs = zip(expected.entries, submitted.entries, strict=True)
        return sum(_is_close(right, given, tolerance) for right, given in pairs)


def _is_close(
    right: Fraction | NotNumbers, given: Fraction | NotNumbers, tolerance: Fraction
) -> bool:
    if isinstance(right, NotNumbers) or isinstance(given, NotNumbers):
        return False
    return abs(right - given) <= tolerance


def _share(share: Fraction, message: str, note: str) -> Verdict:
    return partial(share, message, notes=(note,))


def _described(shape: tuple[int, ...]) -> str:
    if not shape:
        return "one number"
    if len(shape) == 1:
        return f"{shape[0]} numbers"
    return f"{' × '.join(map(str, shape))} numbers"
