"""Where a chain stands at its line's start and at its target, and which way it leads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.task import Task
from autograder.expression.tree import Node

__all__ = ["Accepts", "Expressions", "Places", "can_be", "find_places", "is_certain"]

#: Whether something counts as true that is true, false or (none) undecided.
Accepts = Callable[[bool | None], bool]
_Truths = Sequence[bool | None]


def is_certain(truth: bool | None) -> bool:
    """Return whether something is known to be true."""
    return truth is True


def can_be(truth: bool | None) -> bool:
    """Return whether something is true or undecided."""
    return truth is not False


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of a chain, to be compared by algebra alone.

    Attributes:
        roots: The expressions, in the chain's order.
        meaningless: The positions of those that have no meaning: they equal nothing.
        judge: What decides.
    """

    roots: Sequence[Node]
    meaningless: Collection[int]
    judge: Judge

    def is_at(self, position: int, form: Node) -> bool | None:
        """Return whether one of them equals an expression."""
        if position in self.meaningless:
            return False
        return self.are_same(self.roots[position], form)

    def are_same(self, one: Node, other: Node) -> bool | None:
        """Return whether two expressions are equal; none if that could not be decided."""
        outcome = self.judge.is_same(one, other)
        return None if isinstance(outcome, Undetermined) else isinstance(outcome, Sameness)

    def repeats(self, position: int) -> int | None:
        """Return the earlier expression that one repeats, after others that differ from it."""
        left = False
        for earlier in range(position - 1, -1, -1):
            same = self.is_at(earlier, self.roots[position])
            if same and left:
                return earlier
            left = left or same is False
        return None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the ends that the line states stand in a chain.

    Attributes:
        starts: For each expression, whether it is the line's start by algebra alone.
        targets: The same for the target.
        backwards: Whether the chain leads from the target to the start.
    """

    starts: tuple[bool | None, ...]
    targets: tuple[bool | None, ...]
    backwards: bool

    def proof(self, accepts: Accepts) -> range:
        """Return the steps that lead from one end to the other, by their numbers; or none.

        What stands before them, and what follows, is no part of the proof.
        """
        ends = (self.targets, self.starts) if self.backwards else (self.starts, self.targets)
        first, last = ([accepts(truth) for truth in truths] for truths in ends)
        for there, is_there in enumerate(last):
            if is_there and True in first[:there]:
                here = there - 1 - first[:there][::-1].index(True)
                return range(here + 1, there + 1)
        return range(0)


def find_places(expressions: Expressions, task: Task) -> Places:
    """Find the line's ends in a chain, and from them which way it leads."""
    positions = range(len(expressions.roots))
    starts = tuple(expressions.is_at(position, task.start) for position in positions)
    targets = tuple(expressions.is_at(position, task.target) for position in positions)
    backwards = task.relation is not Relation.TENDS and _lead_back(starts, targets)
    return Places(starts, targets, backwards)


def _lead_back(starts: _Truths, targets: _Truths) -> bool:
    at_start, at_target = map(_found, (starts, targets))
    last = len(starts) - 1
    if at_start and at_target:
        return at_start[-1] > at_target[0] and at_start[0] >= at_target[-1]
    if at_start:
        return at_start[0] > last - at_start[-1]
    return bool(at_target) and last - at_target[-1] > at_target[0]


def _found(truths: _Truths) -> list[int]:
    """Return where something is true; if nowhere, where it can be."""
    certain = [position for position, truth in enumerate(truths) if truth]
    return certain or [position for position, truth in enumerate(truths) if truth is not False]
