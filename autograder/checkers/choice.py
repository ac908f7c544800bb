"""A choice: true or false, or one of several words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..expression.tree import TreeError, from_wire
from ..sandbox.values import Expression, Tensor, type_name
from ..verdict import WRONG_CHOICE, Verdict, earned, lost
from .line import Line, names

__all__ = ["Choice"]

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the options, the reference's being right.

    Args:
        options: The words to choose from, in any case; without any, ``True`` or ``False``.
        accepted: Options that are right too, where a question has more than one answer.
    """

    options: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()

    def check(self, line: Line) -> Verdict:
        """Compare the choice with the reference's."""
        expected = line.reference.call()
        submitted = line.submitted.call()
        choice = self._read(submitted)
        if choice is None:
            wanted = names(self.options).replace(" and ", " or ") or "`True` or `False`"
            shown = repr(submitted) if isinstance(submitted, str) else f"`{type_name(submitted)}`"
            return lost(f"Expected {wanted}, got {shown[:100]}.")
        if choice == expected or choice in self.accepted:
            return earned()
        return lost("This choice is not right.", notes=(WRONG_CHOICE,))

    def _read(self, value: Any) -> bool | str | None:
        if isinstance(value, str):
            words = {option.lower(): option for option in self.options} or _TRUTH
            return words.get(value.strip().lower())
        return None if self.options else _truth(value)


def _truth(value: Any) -> bool | None:
    """Read Python's, numpy's, torch's and sympy's truth values, and 1 and 0."""
    if isinstance(value, Tensor) and value.shape == () and value.dtype == "bool":
        return bool(value.array())
    if isinstance(value, Expression):
        with suppress(TreeError):
            return {"true": True, "false": False}.get(from_wire(value.rows).operation)
    if isinstance(value, bool) or (type(value) is int and value in (0, 1)):
        return bool(value)
    return None
