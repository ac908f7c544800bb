"""What a search has seen so far, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.expression.comparison.findings import Agreement, Disagreement, Undetermined

__all__ = ["NOWHERE", "Describe", "Tally"]

#: Says which integers some rows have.
Describe = Callable[[Sequence[int]], str]

#: Why nothing can be equal to an expression.
NOWHERE = "the expected expression is not defined anywhere that was tried"
_ISOLATED = "the expected expression is defined at isolated points alone"
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
        self._unclear = self._isolated = 0
        self._open: set[int] = set()
        self._seen: set[int] = set()
        self._agreed: set[int] = set()
        self._failed: dict[int, Disagreement] = {}

    @property
    def failed(self) -> Mapping[int, Disagreement]:
        """A hole in the answer for each row in which it has one."""
        return self._failed

    @property
    def is_isolated(self) -> bool:
        """Whether all values that the reference has were at isolated points."""
        return bool(self._isolated) and not self.same

    @property
    def agreed(self) -> list[int]:
        """The rows at which both expressions have the same value somewhere."""
        return sorted(self._agreed)

    def count(self, row: int, finding: Disagreement | Agreement | None) -> None:
        """Count what was found at a point; none if the reference is not defined there."""
        self.tried += 1
        self._seen.add(row)
        if isinstance(finding, Disagreement):
            self._failed.setdefault(row, finding)
        elif finding is Agreement.SAME:
            self.same += 1
            self._agreed.add(row)
        elif finding is Agreement.ISOLATED:
            self._isolated += 1
        elif finding is not None:
            self._unclear += 1
            if finding is Agreement.OPEN:
                self._open.add(row)

    def is_enough(self, points: int) -> bool:
        """Return whether no more points are needed, of as many as were asked for."""
        if self._unclear >= _HOPELESS and not self.same:
            return True
        return self.tried >= points * (1 if self.same >= _FEW else 3)

    def conclude(self, describe: Describe) -> Disagreement | Undetermined | None:
        """Return what keeps the expressions from being called the same.

        A step that stays open leaves its row of integers undecided, unless other points decide it.

        Args:
            describe: What says which integers some rows have.
        """
        for row, difference in self._failed.items():
            if row in self._agreed or 2 * len(self._failed) > max(self._rows, len(self._seen)):
                return difference
        if not self.same and self._unclear:
            return Undetermined("no precision was enough to compare the values")
        if not self.same:
            return Undetermined(_ISOLATED if self._isolated else NOWHERE, is_expected=True)
        undecided = sorted(self._open - self._agreed)
        if undecided:
            return Undetermined(
                "no precision was enough to tell on which side of a step a value is"
                + describe(undecided)
            )
        if self._unclear > self.same:
            return Undetermined(f"no precision was enough at {self._unclear} points")
        return None
