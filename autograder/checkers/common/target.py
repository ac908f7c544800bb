"""`ref`: the functions of the reference by their names, without importing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

__all__ = ["Misreading", "Target", "ref"]


@dataclass(frozen=True, slots=True)
class Target:
    """A function of the reference's file of the same question file."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """Another answer that students give, to be named.

    Args:
        answer: The reference's function that returns it; where expressions are compared, also
            the expression in text.
        share: What it earns.
        message: What the student is told: it names the misreading, without the answer.
        then: What is right after it, by the numbers of lines that follow this one: expressions,
            or a function of the reference's that does the same in code.
    """

    answer: Target | str
    share: Fraction = Fraction(0)
    message: str
    then: Mapping[str, Target | str] = field(default_factory=dict)


class _Reference:
    """``ref.count`` is the reference's function ``count``: a lazy name."""

    def __getattr__(self, name: str) -> Target:
        if name.startswith("_"):
            raise AttributeError(name)
        return Target(name)


ref = _Reference()
