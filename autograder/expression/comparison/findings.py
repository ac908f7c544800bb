"""Two expressions, and what a search for a difference between them finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.evaluation.model import Setting
from autograder.expression.evaluation.point import Point
from autograder.expression.tree import Node

__all__ = ["Disagreement", "Finding", "Pair", "Sameness", "Undetermined"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two expressions of the same shape, with declared symbols.

    Attributes:
        expected: The reference's.
        submitted: The answer.
        setting: The question.
    """

    expected: Node
    submitted: Node
    setting: Setting

    @property
    def roots(self) -> tuple[Node, ...]:
        """Both, and the bodies of the question's definitions."""
        bodies = (definition.body for definition in self.setting.definitions)
        return (self.expected, self.submitted, *bodies)


@dataclass(frozen=True, slots=True)
class Sameness:
    """No difference was found.

    Attributes:
        bound: How sure that makes it.
    """

    bound: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The expressions certainly differ.

    Attributes:
        sizes: The values of dimensions and other integers.
        point: The values of the other symbols, where there are readable ones.
        expected: The value of the reference's expression there.
        submitted: The value of the answer there; none where the answer is not defined.
        undefined: Why the answer has no value there; empty where it has one.
        is_outside: Whether it has none because a function's argument lies outside its domain.
    """

    sizes: Mapping[str, int]
    point: Point | None = None
    expected: Value = None
    submitted: Value = None
    undefined: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Neither could be established.

    Attributes:
        reason: Why, for the person who looks at it.
        is_expected: Whether it is the expected expression that nothing can be equal to.
    """

    reason: str
    is_expected: bool = False


Finding = Sameness | Disagreement | Undetermined
