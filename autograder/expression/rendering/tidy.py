"""A tree as a person would write it, with the same value at every point.

sympy writes ``a - b/2`` as ``a + (-1/2)*b`` and ``a/b`` as ``a*b**(-1)``. Here signs become minus
signs, rational coefficients and negative powers become fractions, powers of 1/2 roots; the order
of terms and factors stays. Matrices are never divided by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.expression.domain import Domain
from autograder.expression.tree import Node, postorder
from autograder.expression.vocabulary import OPERATIONS

__all__ = ["tidied"]

_MATRIX_KINDS = frozenset({"matrix", "posdef", "symmetric", "vector"})


def tidied(root: Node, symbols: Mapping[str, Domain]) -> Node:
    """Return the tree in the form in which it is written.

    Its rational numbers are not negative and have no denominator, its decimals are not negative,
    and no product or quotient begins with a minus sign.
    """
    done: dict[int, Node] = {}
    matrices: set[int] = set()
    for node in postorder(root):
        if _is_matrix(node, matrices, symbols):
            matrices.add(id(node))
        children = tuple(done[id(child)] for child in node.children)
        done[id(node)] = _tidy(node, children, divisible=id(node) not in matrices)
    return done[id(root)]


def _is_matrix(node: Node, matrices: set[int], symbols: Mapping[str, Domain]) -> bool:
    """Return whether a node is, or may be, a vector or a matrix; `matrices` has its children."""
    shaping = OPERATIONS[node.operation].shaping
    if shaping is not None and shaping.gives_number:
        return False
    if node.operation == "symbol" or (node.operation == "item" and len(node.children) == 2):
        domain = symbols.get((node.children or (node,))[0].name)
        if domain and node.operation == "item":
            domain = domain.item
        is_gaussian_vector = domain is not None and domain.kind == "gaussian" and domain.dimensions
        return bool(domain and (domain.kind in _MATRIX_KINDS or is_gaussian_vector))
    if node.operation == "item":
        return False
    if shaping is not None and shaping.gives_matrix:
        return True
    return any(id(child) in matrices for child in node.children)


def _tidy(node: Node, children: tuple[Node, ...], *, divisible: bool) -> Node:
    operation = node.operation
    if operation in ("rational", "decimal"):
        return _number(node)
    if operation in ("add", "and", "or", "mul") and len(children) == 1:
        return children[0]
    if operation == "mul":
        return _product(node.children, children, divisible=divisible)
    if operation == "div" and children[0].operation == "neg":
        return _negative(Node("div", "", (children[0].children[0], children[1])))
    if operation == "pow" and _is_half(children[1]):
        return Node("call", "sqrt", children[:1])
    if operation == "pow" and divisible and (divisor := _divisor(children)):
        return Node("div", "", (_integer(1), divisor))
    return Node(operation, node.name, children)


def _number(node: Node) -> Node:
    if node.name.startswith("-"):
        return _negative(_number(Node(node.operation, node.name[1:])))
    if "/" in node.name:
        return Node("div", "", tuple(Node("rational", part) for part in node.name.split("/")))
    return Node(node.operation, node.name)


def _product(written: Sequence[Node], factors: Sequence[Node], *, divisible: bool) -> Node:
    """Return a product; the factors are the tidied form of what was written."""
    if factors[0].operation == "neg":
        first = factors[0].children[0]
        if written[0].operation == "rational" and first.name == "1" and len(factors) > 1:
            return _negative(_product(written[1:], factors[1:], divisible=divisible))
        return _negative(_product(written, [first, *factors[1:]], divisible=divisible))
    above: list[Node] = []
    below: list[Node] = []
    for source, factor in zip(written, factors, strict=True):
        if source.operation == "rational" and factor.operation == "div" and divisible:
            numerator, denominator = factor.children
            above.extend([] if numerator.name == "1" else [numerator])
            below.append(denominator)
        elif source.operation == "pow" and factor.operation == "div" and divisible:
            below.append(factor.children[1])
        else:
            above.append(factor)
    if not below:
        return _chain(above)
    numerator = _product(above, above, divisible=False) if above else _integer(1)
    is_negative = numerator.operation == "neg"
    quotient = Node("div", "", (numerator.children[0] if is_negative else numerator, _chain(below)))
    return _negative(quotient) if is_negative else quotient


def _divisor(children: Sequence[Node]) -> Node | None:
    """Return b**k for the power b**(-k), where k is a positive number."""
    base, exponent = children
    if exponent.operation != "neg" or not _is_number(exponent.children[0]):
        return None
    positive = exponent.children[0]
    if positive.name == "1":
        return base
    return _tidy(Node("pow"), (base, positive), divisible=False)


def _is_number(node: Node) -> bool:
    operations = {node.operation, *(child.operation for child in node.children)}
    return node.operation in ("rational", "decimal", "div") and operations <= {
        "rational",
        "decimal",
        "div",
    }


def _is_half(node: Node) -> bool:
    return node.operation == "div" and [child.name for child in node.children] == ["1", "2"]


def _integer(value: int) -> Node:
    return Node("rational", str(value))


def _negative(node: Node) -> Node:
    return Node("neg", "", (node,))


def _chain(factors: Sequence[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Node("mul", "", tuple(factors))
