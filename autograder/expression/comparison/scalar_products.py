"""The scalar products with a vector that is averaged over, in what is averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.expression.domain import Dimension, Shape
from autograder.expression.shape import Shapes
from autograder.expression.tree import Node, free_symbols

__all__ = ["Factors", "ScalarProducts", "multiplied"]


@dataclass(frozen=True, slots=True)
class Factors:
    """Factors of a product that belong together.

    Args:
        nodes: The factors, in order.
        direction: The vector u where they are uᵀw or wᵀu, and u is free of w.
    """

    nodes: tuple[Node, ...]
    direction: Node | None = None


class ScalarProducts:
    """Finds scalar products with a vector.

    Args:
        name: The vector's.
        shapes: The shapes of all nodes.
    """

    def __init__(self, name: str, shapes: Shapes) -> None:
        self._name = name
        self._shapes = shapes

    def factors(self, product: Node) -> list[Factors]:
        """Return the factors of a product, matrices in groups that are numbers, and what is left.

        In this order the groups have the same product: numbers may change places with matrices.
        """
        found: list[Factors] = []
        group: list[Node] = []
        rows: Dimension | None = None
        for factor in self._flattened(product):
            shape = self._shapes[id(factor)]
            if shape.is_scalar:
                found.append(Factors((factor,)))
                continue
            rows = rows or shape.rows
            group.append(factor)
            if Shape(rows, shape.columns).is_scalar:
                found.append(Factors(tuple(group), self._direction(group)))
                group, rows = [], None
        return [*found, Factors(tuple(group))] if group else found

    def _direction(self, group: Sequence[Node]) -> Node | None:
        averaged = [node for node in group if self._name in free_symbols(node)]
        if len(averaged) != 1:
            return None
        first, *_, last = group
        if last.operation == "symbol" and last is averaged[0]:
            return _transposed(multiplied(group[:-1]))
        if first.operation == "T" and first is averaged[0] and not first.children[0].children:
            return multiplied(group[1:])
        return None

    def _flattened(self, product: Node) -> Iterator[Node]:
        """Yield the factors, and in the place of those that are matrix products theirs."""
        stack = [product]
        while stack:
            node = stack.pop()
            is_chain = node.operation == "mul" and not self._shapes[id(node)].is_scalar
            if node is product or is_chain:
                stack.extend(reversed(node.children))
            else:
                yield node


def multiplied(factors: Sequence[Node]) -> Node:
    """Return the product of some factors."""
    return factors[0] if len(factors) == 1 else Node("mul", "", tuple(factors))


def _transposed(node: Node) -> Node:
    return node.children[0] if node.operation == "T" else Node("T", "", (node,))
