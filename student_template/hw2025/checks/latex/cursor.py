"""A place in a row of atoms."""

from __future__ import annotations

from collections.abc import Sequence

from .atoms import Atom, Row
from .tokens import Problem

__all__ = ["Cursor", "split"]


class Cursor:
    """Goes through a row; what only sets apart is passed over.

    Args:
        row: The row.
        position: Where it stands in the file, for messages at its end.
    """

    def __init__(self, row: Sequence[Atom], position: int = 0) -> None:
        self.row: Row = tuple(
            atom for atom in row if atom.kind not in ("blank", "column", "newline")
        )
        self.at = 0
        self._position = row[0].position if row else position

    @property
    def next(self) -> Atom | None:
        """The atom at this place; None at the end."""
        return self.row[self.at] if self.at < len(self.row) else None

    @property
    def position(self) -> int:
        """Where in the file this place is."""
        if self.at < len(self.row):
            return self.row[self.at].position
        return self.row[-1].position if self.row else self._position

    def is_at(self, kind: str, *texts: str) -> bool:
        """Return whether the next atom is of a kind, and one of these."""
        atom = self.next
        return atom is not None and atom.is_a(kind, *texts)

    def take(self) -> Atom:
        """Return the next atom, and go on behind it.

        Raises:
            Problem: There is none.
        """
        atom = self.next
        if atom is None:
            raise Problem("something is missing at the end", self.position)
        self.at += 1
        return atom

    def take_if(self, kind: str, *texts: str) -> Atom | None:
        """Take the next atom if it is one of these."""
        return self.take() if self.is_at(kind, *texts) else None


def split(row: Sequence[Atom], kind: str, *texts: str) -> list[Row]:
    """Split a row at atoms of a kind that stand in it itself."""
    parts: list[list[Atom]] = [[]]
    for atom in row:
        if atom.is_a(kind, *texts):
            parts.append([])
        else:
            parts[-1].append(atom)
    return [tuple(part) for part in parts]
