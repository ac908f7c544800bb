"""What a search has seen so far, and what follows from it."""

from __future__ import annotations

from autograder.expression.comparison.agreement import Agreement
from autograder.expression.comparison.findings import Difference, Undetermined

__all__ = ["Tally"]

_FEW = 5
_HOPELESS = 12


class Tally:
    """Counts what was found at points, by the row of integers that they have.

    Args:
        rows: How many rows of integers there are.

    Attributes:
        tried: At how many points something was looked for.
        same: At how many of them both expressions have the same value.
    """

    def __init__(self, rows: int) -> None:
        self.tried = 0
        self.same = 0
        self._rows = rows
        self._unclear = 0
        self._agreed: set[int] = set()
        self._failed: dict[int, Difference] = {}

    @property
    def agreed(self) -> list[int]:
        """The rows at which both expressions have the same value somewhere."""
        return sorted(self._agreed)

    def count(self, row: int, finding: Difference | Agreement | None) -> None:
        """Count what was found at a point; none if the reference is not defined there."""
        self.tried += 1
        if isinstance(finding, Difference):
            self._failed.setdefault(row, finding)
        elif finding is Agreement.SAME:
            self.same += 1
            self._agreed.add(row)
        elif finding is Agreement.UNCLEAR:
            self._unclear += 1

    def is_enough(self, points: int) -> bool:
        """Return whether no more points are needed, of as many as were asked for."""
        if self._unclear >= _HOPELESS and not self.same:
            return True
        return self.tried >= points * (1 if self.same >= _FEW else 3)

    def conclude(self) -> Difference | Undetermined | None:
        """Return what keeps the expressions from being called the same."""
        for row, difference in self._failed.items():
            if row in self._agreed or 2 * len(self._failed) > self._rows:
                return difference
        if not self.same and self._unclear:
            return Undetermined("no precision was enough to compare the values")
        if not self.same:
            return Undetermined("the expected expression is not defined anywhere that was tried")
        if self._unclear > self.same:
            return Undetermined(f"no precision was enough at {self._unclear} points")
        return None
