"""A question at one point after another, in one arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.domain import Domain
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.program import Averages, Program
from autograder.expression.tree import Node

__all__ = ["ComparisonSetting", "Definition", "Model"]

_DEFINED = range(1, 9)


@dataclass(frozen=True, slots=True)
class Definition:
    """What the items of a sequence obey: "y[t] = Vf*hf[t] + Vb*hb[t] for every t".

    Items 1 to 8 have the value of the body; those before and after are free, so a recursion can
    run in either direction.

    Attributes:
        sequence: The name of the sequence.
        index: The name of the index in the body.
        body: The value of the item at that index.
    """

    sequence: str
    index: str
    body: Node


@dataclass(frozen=True, slots=True)
class ComparisonSetting:
    """What a question fixes about its answers, and how they are compared.

    Attributes:
        symbols: The domains of the symbols.
        definitions: The sequences that are defined by others.
        seed: Where all randomness comes from.
        budget: What a comparison may cost.
        conditions: What the question states of its symbols, such as ``t <= T``.
        either_way: Whether products of numbers are taken over all that lies between their limits,
            where the question does not state which is the larger one.
    """

    symbols: Mapping[str, Domain]
    definitions: Sequence[Definition]
    seed: int
    budget: Budget
    conditions: Sequence[Node] = ()
    either_way: bool = False

    @property
    def defined(self) -> frozenset[str]:
        """The sequences that have a definition."""
        return frozenset(definition.sequence for definition in self.definitions)


class Model:
    """Programs that share the values of symbols, and those values.

    Args:
        setting: The question.
        arithmetic: Computes with scalars.
        averages: How expectations are taken.
        meter: Counts steps.

    Attributes:
        asked: The items that programs have asked for themselves, and not by way of a definition.
    """

    def __init__(
        self, setting: ComparisonSetting, arithmetic: Arithmetic, averages: Averages, meter: Meter
    ) -> None:
        self.arithmetic = arithmetic
        self.symbols = setting.symbols
        self._conditions = setting.conditions
        self._either_way = setting.either_way
        self._definitions = {definition.sequence: definition for definition in setting.definitions}
        self._averages = averages
        self.meter = meter
        self._items: dict[tuple[str, int], Value] = {}
        self._programs: dict[tuple[str, int], Program] = {}
        self._open: set[tuple[str, int]] = set()
        self.asked: dict[tuple[str, int], Value] = {}
        self.point: Point

    def program(self, root: Node, fixed: Mapping[str, Value] | None = None) -> Program:
        """Return a program that is run in this model."""
        return Program(
            root,
            symbols=self.symbols,
            arithmetic=self.arithmetic,
            averages=self._averages,
            world=self,
            meter=self.meter,
            fixed=fixed or {},
            conditions=self._conditions,
            either_way=self._either_way,
        )

    def enter(self, point: Point) -> None:
        """Give the symbols the values of a point; also after the precision has changed."""
        self.point = point
        self._items.clear()
        self.asked.clear()

    def item(self, name: str, index: int) -> Value:
        """Return an item of a sequence: by its definition, where it has one.

        Raises:
            OverBudget: The definition goes round in a circle.
        """
        value = self._item(name, index)
        if not self._open:
            self.asked[name, index] = value
        return value

    def _item(self, name: str, index: int) -> Value:
        if name not in self._definitions or index not in _DEFINED:
            return self.point.item(name, index)
        key = name, index
        if key in self._items:
            return self._items[key]
        if key in self._open:
            raise OverBudget(f"the definition of {name} goes round in a circle")
        if key not in self._programs:
            definition = self._definitions[name]
            fixed = {definition.index: fmpq(index)}
            self._programs[key] = self.program(definition.body, fixed)
        self._open.add(key)
        try:
            self._items[key] = self._programs[key].run()
        finally:
            self._open.discard(key)
        return self._items[key]
