"""What was decided of steps, kept for other chains: many answers to one line share most of theirs.

A decision is the same where all is that it can depend on: the facts, the seed, the two sides as
they are written, the relation, and what is cited.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from autograder.expression.tree import Node, to_wire

__all__ = ["MOST", "Decided", "Decisions", "form"]

#: How many decisions are kept.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what it took.

    Attributes:
        outcome: What was decided.
        steps: The scalar operations that it took.
    """

    outcome: Any
    steps: int


class Decisions:
    """Keeps decisions, as many as it may; those go first that wait the longest.

    Args:
        most: How many.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Decided] = OrderedDict()

    def find(self, *of: str) -> Decided | None:
        """Return what is known of something, which is named by the forms of all its parts."""
        key = _key(of)
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, decided: Decided, *of: str) -> None:
        """Remember a decision."""
        self._kept[_key(of)] = decided
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def _key(forms: tuple[str, ...]) -> bytes:
    return hashlib.sha256(repr(forms).encode()).digest()


def form(value: object) -> str:
    """Return a text that two values share only if they say the same.

    Raises:
        TypeError: There is something in it of which that is not known.
    """
    if isinstance(value, Node):
        return repr(to_wire(value))
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{form(k)}: {form(v)}' for k, v in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(form, value))}]"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(form, value)))}}}"
    if is_dataclass(value):
        name = type(value).__name__
        return f"{name}({', '.join(form(getattr(value, field.name)) for field in fields(value))})"
    if value is None or isinstance(value, (bool, int, str, Enum)):
        return repr(value)
    raise TypeError(f"no form of a {type(value).__name__}")
