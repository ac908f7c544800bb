"""Expectations of many variables that are expectations of one.

The scalar product of a vector w ∼ N(0, I) with a fixed vector u is as ‖u‖ times one variable that
is N(0, 1), and so is each of w's entries. An expectation over w in which w occurs in one such
product alone can therefore be taken over one variable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.expression.comparison.edits import replaced
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.identity import are_identical
from autograder.expression.domain import Dimension, Domain, Shape
from autograder.expression.shape import Shapes, infer_all
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["reduced"]

_VARIABLE = "′z"
_Z = Node("symbol", _VARIABLE)


def reduced(pair: Pair) -> Pair:
    """Return a pair of expressions that are equal to these, with fewer variables averaged over.

    Expectations that cannot be reduced are left as they are.
    """
    setting = pair.setting
    symbols = {**setting.symbols, _VARIABLE: Domain("gaussian")}
    return replace(
        pair,
        expected=_reduced(pair.expected, symbols),
        submitted=_reduced(pair.submitted, symbols),
        setting=replace(setting, symbols=symbols),
    )


def _reduced(root: Node, symbols: Mapping[str, Domain]) -> Node:
    shapes = infer_all(root, symbols)
    replacements = {}
    for node in postorder(root):
        if node.operation == "E" and symbols[node.name].dimensions:
            body = _Body(node.name, shapes).on_a_line(node.children[0])
            if body:
                replacements[id(node)] = Node("E", _VARIABLE, (body,))
    return replaced(root, replacements)


class _Body:
    """What is averaged over a vector.

    Args:
        name: The vector.
        shapes: The shapes of the body's parts.
    """

    def __init__(self, name: str, shapes: Shapes) -> None:
        self._name = name
        self._shapes = shapes

    def on_a_line(self, body: Node) -> Node | None:
        """Return the body as a function of one variable; none if it is a function of more."""
        directions: list[Node] = []
        new: dict[int, Node | None] = {}
        counting = {node.name for node in postorder(body) if node.operation in COUNTERS}
        for node in postorder(body):
            if self._name not in free_symbols(node):
                new[id(node)] = node
            elif not counting.isdisjoint(free_symbols(node)):
                new[id(node)] = None  # w[i] in a sum over i is each of them
            elif node.operation == "item" and node.children[0].name == self._name:
                directions.append(node)
                new[id(node)] = _Z
            elif node.operation == "mul" and self._shapes[id(node)].is_scalar:
                new[id(node)] = self._product(node, directions, new)
            else:
                new[id(node)] = _rebuilt(node, [new[id(child)] for child in node.children])
        same = all(are_identical(directions[0], other) for other in directions[1:])
        return new[id(body)] if same else None

    def _product(
        self, product: Node, directions: list[Node], new: Mapping[int, Node | None]
    ) -> Node | None:
        """Return a product that is a number with ‖u‖ z in the place of scalar products of w."""
        factors: list[Node | None] = []
        group: list[Node] = []
        rows: Dimension | None = None
        for factor in self._flattened(product):
            shape = self._shapes[id(factor)]
            if shape.is_scalar:
                factors.append(new[id(factor)])
                continue
            rows = rows or shape.rows
            group.append(factor)
            if Shape(rows, shape.columns).is_scalar:
                factors.append(self._scalar_product(group, directions))
                group, rows = [], None
        return None if group else _rebuilt(Node("mul"), factors)

    def _scalar_product(self, group: Sequence[Node], directions: list[Node]) -> Node | None:
        """Return ‖u‖ z for factors whose product is uᵀw or wᵀu; none if it is another."""
        averaged = [node for node in group if self._name in free_symbols(node)]
        if not averaged:
            return Node("mul", "", tuple(group))
        first, *_, last = group
        if len(averaged) > 1:
            return None
        if last.operation == "symbol" and last is averaged[0]:
            direction = _transposed(_multiplied(group[:-1]))
        elif first.operation == "T" and first is averaged[0] and not first.children[0].children:
            direction = _multiplied(group[1:])
        else:
            return None
        directions.append(direction)
        return Node("mul", "", (Node("norm", "", (direction,)), _Z))

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


def _rebuilt(node: Node, children: Sequence[Node | None]) -> Node | None:
    """Return a node with other children; none if it has none, or if one of them is none."""
    known = tuple(child for child in children if child is not None)
    if not children or len(known) < len(children):
        return None
    return Node(node.operation, node.name, known)


def _multiplied(factors: Sequence[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Node("mul", "", tuple(factors))


def _transposed(node: Node) -> Node:
    return node.children[0] if node.operation == "T" else Node("T", "", (node,))
