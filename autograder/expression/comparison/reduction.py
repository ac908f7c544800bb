"""Expectations of many variables that are expectations of one.

The scalar product of a vector w ∼ N(0, I) with a fixed vector u is as ‖u‖ times one variable that
is N(0, 1), and so is each of w's entries. An expectation over w in which w occurs in one such
product alone can therefore be taken over one variable, and one in which a function of such a
product is multiplied by more of w too (`projection`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.expression.comparison.edits import replaced
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.projection import (
    ScalarProducts,
    along_one_direction,
    multiplied,
)
from autograder.expression.domain import Domain
from autograder.expression.shape import Shapes, infer_all
from autograder.expression.tree import COUNTERS, Node, are_identical, free_symbols, postorder

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
            average = _Average(node.name, shapes, symbols)
            if new := average.of(node.children[0]) or average.of_terms(node.children[0]):
                replacements[id(node)] = new
    return replaced(root, replacements)


class _Average:
    """An expectation over a vector.

    Args:
        name: The vector.
        shapes: The shapes of what is averaged.
        symbols: The domains of all symbols.
    """

    def __init__(self, name: str, shapes: Shapes, symbols: Mapping[str, Domain]) -> None:
        self._name = name
        self._shapes = shapes
        self._symbols = symbols

    def of(self, body: Node) -> Node | None:
        """Return it as an expectation over one variable, if it is one."""
        along = _Body(self._name, self._shapes).on_a_line(body)
        if along is not None:
            return Node("E", _VARIABLE, (along,))
        return along_one_direction(self._name, body, _Z, self._symbols)

    def of_terms(self, body: Node) -> Node | None:
        """Return that of a sum as a sum of expectations, some of them over one variable."""
        terms = _terms(body)
        found = [self.of(term) for term in terms]
        if len(terms) == 1 or not any(found):
            return None
        averages = (new or Node("E", self._name, (t,)) for new, t in zip(found, terms, strict=True))
        return Node("add", "", tuple(averages))


def _terms(body: Node) -> list[Node]:
    if body.operation != "add":
        return [body]
    return [term for child in body.children for term in _terms(child)]


class _Body:
    """What is averaged over a vector.

    Args:
        name: The vector.
        shapes: The shapes of the body's parts.
    """

    def __init__(self, name: str, shapes: Shapes) -> None:
        self._name = name
        self._shapes = shapes
        self._products = ScalarProducts(name, shapes)

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
        found: list[Node | None] = []
        for factors in self._products.factors(product):
            first, *others = factors.nodes
            if factors.direction is not None:
                directions.append(factors.direction)
                found.append(Node("mul", "", (Node("norm", "", (factors.direction,)), _Z)))
            elif not others:
                found.append(new[id(first)])
            elif any(self._name in free_symbols(node) for node in factors.nodes):
                found.append(None)
            else:
                found.append(multiplied(factors.nodes))
        return _rebuilt(Node("mul"), found)


def _rebuilt(node: Node, children: Sequence[Node | None]) -> Node | None:
    """Return a node with other children; none if it has none, or if one of them is none."""
    known = tuple(child for child in children if child is not None)
    if not children or len(known) < len(children):
        return None
    return Node(node.operation, node.name, known)
