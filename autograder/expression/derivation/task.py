"""What a line with a derivation asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.expression.derivation.chain import Relation
from autograder.expression.tree import Node

__all__ = ["Task"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a line asks for.

    Attributes:
        start: Where the chain begins.
        target: Where it ends.
        relation: What it is to prove between the two.
        milestones: Expressions that are worth partial credit, each in one or more forms.
        most_facts: How many facts a step may cite.
    """

    start: Node
    target: Node
    relation: Relation = Relation.EQUAL
    milestones: Sequence[Sequence[Node]] = ()
    most_facts: int = 1
