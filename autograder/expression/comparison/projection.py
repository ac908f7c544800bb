"""Expectations of a Gaussian vector that is multiplied by a function of one of its products.

With u = a/‖a‖ and z = uᵀw a Gaussian vector is w = u z + v, where z is N(0, 1) and v = w − u uᵀw
does not depend on it. So in E[f(aᵀw) L(w)], where L is linear, v does not matter, since its mean is
zero: this is E[f(‖a‖ z) L(u z)], over one variable. `ScalarProducts` finds what aᵀw is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.expression.domain import Dimension, Domain, Shape
from autograder.expression.shape import Shapes, infer_all
from autograder.expression.tree import COUNTERS, Node, are_identical, free_symbols, postorder
from autograder.expression.vocabulary import OPERATIONS

__all__ = [
    "Factors",
    "ScalarProducts",
    "along_one_direction",
    "multiplied",
]


_ZERO, _ONE = Node("rational", "0"), Node("rational", "1")
_FUNCTIONS = frozenset({"apply", "call", "piecewise"})
_HIGH = 2  # a degree that is too high, or of what is no polynomial


def along_one_direction(
    name: str, body: Node, variable: Node, symbols: Mapping[str, Domain]
) -> Node | None:
    """Return E[body] over a vector as an expectation over a variable N(0, 1), if it is one.

    Args:
        name: The vector.
        body: What is averaged.
        variable: The symbol of the variable.
        symbols: The domains of all symbols.
    """
    parts = [node for node in postorder(body) if name in free_symbols(node)]
    if any(node.operation in COUNTERS for node in parts):
        return None  # an index of theirs may stand in a direction
    products = ScalarProducts(name, infer_all(body, symbols))
    directions = list(_distinct(_directions(parts, products)))
    if len(directions) != 1:
        return None
    line = _Line(name, directions[0], variable, products)
    if line.degree(body) >= _HIGH:
        return None
    return _averaged(line.of(body), variable, symbols)


def _directions(parts: Sequence[Node], products: ScalarProducts) -> Iterator[Node]:
    """Yield the directions of the scalar products that functions are taken of."""
    for function in parts:
        if function.operation not in _FUNCTIONS:
            continue
        for node in postorder(function):
            for factors in products.factors(node) if node.operation == "mul" else ():
                if factors.direction is not None:
                    yield factors.direction


def _distinct(nodes: Iterator[Node]) -> Iterator[Node]:
    seen: list[Node] = []
    for node in nodes:
        if not any(are_identical(node, other) for other in seen):
            seen.append(node)
            yield node


class _Line:
    """The line along which the vector w matters.

    Args:
        name: The vector's name.
        direction: The vector a.
        variable: The symbol z.
        products: Finds scalar products with w.
    """

    def __init__(
        self, name: str, direction: Node, variable: Node, products: ScalarProducts
    ) -> None:
        self._name = name
        self._direction = direction
        self._variable = variable
        self._products = products

    def degree(self, body: Node) -> int:
        """Return the degree in w where w is not in a product with a, at most `_HIGH`."""
        degrees: dict[int, int] = {}
        for node in postorder(body):
            degree = 0
            if self._name in free_symbols(node):
                degree = self._degree(node, degrees)
            degrees[id(node)] = min(degree, _HIGH)
        return degrees[id(body)]

    def _degree(self, node: Node, degrees: Mapping[int, int]) -> int:
        below = [degrees[id(child)] for child in node.children]
        if node.operation == "symbol":
            return 1
        if node.operation == "mul":
            rest = (f for f in self._products.factors(node) if not self._is_along(f))
            return sum(degrees[id(factor)] for factors in rest for factor in factors.nodes)
        if node.operation == "hadamard":
            return sum(below)
        if OPERATIONS[node.operation].is_linear or max(below) == 0:
            return max(below)
        if node.operation == "div" and below[1] == 0:
            return below[0]
        if node.operation == "piecewise" and max(below[1::2]) == 0:
            return max(below[::2])
        return _HIGH

    def of(self, body: Node) -> Node:
        """Return what is averaged as a function of z."""
        norm = Node("norm", "", (self._direction,))
        product = _times(norm, self._variable)
        vector = _times(self._direction, _reciprocal(norm), self._variable)
        new: dict[int, Node] = {}
        for node in postorder(body):
            if self._name not in free_symbols(node):
                new[id(node)] = node
            elif node.operation == "symbol":
                new[id(node)] = vector
            elif node.operation == "mul":
                groups = (
                    product if self._is_along(f) else multiplied([new[id(n)] for n in f.nodes])
                    for f in self._products.factors(node)
                )
                new[id(node)] = multiplied(list(groups))
            else:
                children = tuple(new[id(child)] for child in node.children)
                new[id(node)] = Node(node.operation, node.name, children)
        return new[id(body)]

    def _is_along(self, factors: Factors) -> bool:
        found = factors.direction
        return found is not None and are_identical(found, self._direction)


def _averaged(body: Node, variable: Node, symbols: Mapping[str, Domain]) -> Node:
    """Return the expectation of a product, with the matrices that are fixed outside of it."""
    shapes = infer_all(body, symbols)
    inside: list[Node] = []
    outside: list[Node] = []
    stack = [body]
    while stack:
        node = stack.pop()
        is_fixed = variable.name not in free_symbols(node)
        if node.operation == "mul" and not is_fixed:
            stack.extend(reversed(node.children))
        elif is_fixed:
            outside.append(node)
        elif shapes[id(node)].is_scalar:
            inside.append(node)
        else:
            return Node("E", variable.name, (body,))
    average = Node("E", variable.name, (multiplied(inside or [_ONE]),))
    return multiplied([average, *outside])


def _times(*factors: Node) -> Node:
    return Node("mul", "", factors)


def _reciprocal(norm: Node) -> Node:
    """Return 1/‖a‖; where a is zero any direction will do, and the zero vector for one."""
    is_positive = Node("gt", "", (norm, _ZERO))
    inverse = Node("div", "", (_ONE, norm))
    return Node("piecewise", "", (inverse, is_positive, _ZERO, Node("true")))


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
