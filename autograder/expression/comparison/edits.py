"""Small changes to an expression: the mistakes that students make, by their names, and mended."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping

from autograder.expression.domain import Domain
from autograder.expression.statement import WHOLE_KINDS
from autograder.expression.tree import Node, free_symbols, postorder, substitute

__all__ = [
    "SLIPS",
    "counted",
    "diagonalised",
    "factors",
    "moved",
    "renamed",
    "reordered",
    "replaced",
    "shifted",
    "turned",
]


_ONE = Node("rational", "1")
_MINUS_ONE = Node("rational", "-1")
_MOST_FACTORS = 5
_COUNTED = {"pow": (1,), "sum": (1, 2), "product": (1, 2), "item": (1, 2)}


def shifted(root: Node) -> Iterator[Node]:
    """Yield the expression with one exponent, limit or index one higher or one lower.

    What a quotient is divided by stays: that an exponent -1 becomes 0 is another mistake.
    """
    for node in list(postorder(root)):
        for position in _COUNTED.get(node.operation, ()):
            if position >= len(node.children):
                continue
            for step in (_ONE, _MINUS_ONE):
                children = list(node.children)
                if node.operation == "pow" and step is _ONE and _is_minus_one(children[1]):
                    continue
                children[position] = Node("add", "", (children[position], step))
                changed = Node(node.operation, node.name, tuple(children))
                yield replaced(root, {id(node): changed})


def counted(root: Node) -> Iterator[Node]:
    """Yield the exponents, limits and indices of an expression."""
    for node in postorder(root):
        for position in _COUNTED.get(node.operation, ()):
            if position < len(node.children):
                yield node.children[position]


def moved(root: Node, name: str, step: int) -> Node:
    """Return the expression with a symbol some steps higher wherever it stands."""
    symbol = Node("symbol", name)
    return substitute(root, {name: Node("add", "", (symbol, Node("rational", str(step))))})


def turned(root: Node, name: str) -> Node:
    """Return the expression with a matrix transposed wherever it stands."""
    return substitute(root, {name: Node("T", "", (Node("symbol", name),))})


def _is_minus_one(node: Node) -> bool:
    number, value = (node.children[0], 1) if node.operation == "neg" else (node, -1)
    return number.operation == "rational" and number.fraction() == value


def reordered(root: Node) -> Iterator[Node]:
    """Yield the expression with the factors of one product in each other order.

    Products of many factors stay as they are: they have too many orders.
    """
    for node, parts in _products(root):
        for order in itertools.islice(itertools.permutations(parts), 1, None):
            yield replaced(root, {id(node): Node("mul", "", order)})


def factors(root: Node) -> list[Node]:
    """Return the factors of all products but those of many."""
    return [factor for _, parts in _products(root) for factor in parts]


def _products(root: Node) -> Iterator[tuple[Node, list[Node]]]:
    """Yield each product that is no factor of another, with its factors."""
    nodes = list(postorder(root))
    inner = {id(child) for node in nodes if node.operation == "mul" for child in node.children}
    for node in nodes:
        if node.operation != "mul" or id(node) in inner:
            continue
        parts = _factors(node)
        if len(parts) <= _MOST_FACTORS:
            yield node, parts


def diagonalised(root: Node) -> Iterator[Node]:
    """Yield the expression with a diagonal matrix in the place of one factor, if that is a vector.

    Rows or columns that a `hadamard` scales, as if it repeated a vector, become a product with one.
    Nothing is known of shapes here: what is yielded may have none.
    """
    for node in list(postorder(root)):
        if node.operation == "mul":
            for position, factor in enumerate(node.children):
                children = list(node.children)
                children[position] = Node("diag", "", (factor,))
                yield replaced(root, {id(node): Node("mul", "", tuple(children))})
        elif node.operation == "hadamard":
            left, right = node.children
            for vector, matrix in ((left, right), (right, left)):
                rows = Node("diag", "", (vector,)), matrix
                columns = matrix, Node("diag", "", (Node("T", "", (vector,)),))
                for factors in (rows, columns):
                    yield replaced(root, {id(node): Node("mul", "", factors)})


def _factors(product: Node) -> list[Node]:
    """Return the factors of a product, and of the products among them, from left to right."""
    found: list[Node] = []
    waiting = [product]
    while waiting and len(found) <= _MOST_FACTORS:
        node = waiting.pop()
        if node.operation == "mul":
            waiting += reversed(node.children)
        else:
            found.append(node)
    return found


def renamed(root: Node, names: Mapping[str, str]) -> Node:
    """Return the expression with symbols and functions exchanged for others."""
    return replaced(
        root,
        {
            id(node): Node(node.operation, names[node.name])
            for node in postorder(root)
            if node.operation in ("symbol", "function") and node.name in names
        },
    )


def replaced(root: Node, replacements: Mapping[int, Node]) -> Node:
    """Return the expression with some of its nodes replaced, which are named by their ``id``."""
    new: dict[int, Node] = {}
    for node in postorder(root):
        replacement = replacements.get(id(node))
        if replacement is not None:
            new[id(node)] = replacement
        elif all(new[id(child)] is child for child in node.children):
            new[id(node)] = node
        else:
            children = tuple(new[id(child)] for child in node.children)
            new[id(node)] = Node(node.operation, node.name, children)
    return new[id(root)]


_Symbols = Mapping[str, Domain]


def _off_by_one(root: Node, _: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with a count one higher or one lower: once, or wherever it stands."""
    yield from shifted(root)
    names = frozenset[str]().union(*map(free_symbols, counted(root)))
    for name in sorted(names & free_symbols(root) & set(symbols)):
        if symbols[name].kind in WHOLE_KINDS:
            for step in (1, -1):
                yield moved(root, name, step)


def _transposed_factor(root: Node, _: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with one of its square matrices transposed."""
    for name in sorted(free_symbols(root) & set(symbols)):
        shape = symbols[name].shape
        if shape and symbols[name].kind == "matrix" and shape == shape.transposed:
            yield turned(root, name)


def _symbol(root: Node, other: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with one of its symbols replaced by one of the other expression's.

    Where another symbol is left, or one vanishes by it from a larger expression (as n does from
    ``Min(d, n)``), it is no explanation; of a symbol alone any other one would be told the same.
    """
    if root.operation == "symbol":
        return
    for name in sorted(free_symbols(root) & set(symbols)):
        for meant in sorted(free_symbols(other) & set(symbols)):
            if meant == name or symbols[meant] != symbols[name]:
                continue
            edited = renamed(root, {name: meant})
            is_merged = meant in free_symbols(root) and _size(edited) > 2 * _size(other)
            if free_symbols(edited) == free_symbols(other) and not is_merged:
                yield edited


def _size(root: Node) -> int:
    return sum(1 for _ in postorder(root))


#: The simplest first.
SLIPS: Mapping[str, Callable[[Node, Node, _Symbols], Iterator[Node]]] = {
    "off_by_one": _off_by_one,
    "transposed_factor": _transposed_factor,
    "symbol": _symbol,
}
