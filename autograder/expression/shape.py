"""The shape of every part of an expression, inferred with symbolic dimensions.

Shapes are inferred before anything is evaluated, so that an answer whose factors do not fit is
told which two, and so that a d×d matrix is never taken for a 1×d row because d could be 1. A
vector is a column; what is 1×1 is a scalar. `shape_rules` has the rules for values; those for
symbols, functions, sizes and conditions are here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.expression.domain import SCALAR, Dimension, Domain, DomainError, Shape
from autograder.expression.shape_errors import ShapeError, misfit, unfit, written
from autograder.expression.shape_rules import RULES, Operands, is_diagonal, require_scalar
from autograder.expression.tree import Node, postorder

__all__ = ["Shape", "ShapeError", "Shapes", "infer", "infer_all"]

#: The shape of every value in an expression, by the node's ``id``.
Shapes = Mapping[int, Shape]

_CONNECTIVES = frozenset({"and", "or", "not"})
_COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})
_CONDITIONS = _CONNECTIVES | _COMPARISONS | {"true", "false"}
_NATURAL_KINDS = frozenset({"natural", "size", "index"})
_INTEGRATED = {"E": ("gaussian",), "integral": ("gaussian", "real", "vector")}


def infer(root: Node, symbols: Mapping[str, Domain]) -> Shape:
    """Return the shape of an expression.

    Args:
        root: The expression.
        symbols: The domains of its symbols; other names are dimensions, which are scalars.

    Raises:
        ShapeError: Its parts do not fit together.
    """
    return infer_all(root, symbols)[id(root)]


def infer_all(root: Node, symbols: Mapping[str, Domain]) -> Shapes:
    """Return the shape of every value in an expression.

    They are remembered for the symbols that were asked for last.

    Raises:
        ShapeError: Its parts do not fit together.
    """
    if root._shapes and root._shapes[0] is symbols:
        known: Shapes = root._shapes[1]
        return known
    inference = _Inference(symbols, _bound_names(root, symbols))
    for node in postorder(root):
        inference.visit(node)
    inference.require_value(root, root)
    object.__setattr__(root, "_shapes", (symbols, inference.shapes))
    return inference.shapes


def _bound_names(root: Node, symbols: Mapping[str, Domain]) -> frozenset[str]:
    bound = set()
    for node in postorder(root):
        if node.operation in ("sum", "product"):
            bound.add(node.name)
            if node.name in symbols and symbols[node.name].shape != SCALAR:
                message = f"{node.name} counts a {node.operation}, but stands for something else"
                raise ShapeError(message, operation=node.operation, left=node)
    return frozenset(bound)


class _Inference:
    """Shapes of values; functions, sequences and conditions have none."""

    def __init__(self, symbols: Mapping[str, Domain], bound: frozenset[str]) -> None:
        self._symbols = symbols
        self._bound = bound
        self.shapes: dict[int, Shape] = {}
        self._diagonal: set[int] = set()
        self._rules: dict[str, Callable[[Node], Shape | None]] = {
            "symbol": self._symbol,
            "function": self._function,
            "D": self._derivative,
            "apply": self._application,
            "E": self._average,
            "integral": self._average,
            "item": self._item,
            "eye": self._filled,
            "ones": self._filled,
            "zeros": self._filled,
            "piecewise": self._cases,
            "pow": self._power,
        }

    def visit(self, node: Node) -> None:
        """Infer the shape of a node, after those of its children."""
        if node.operation in _CONDITIONS:
            self._check_condition(node)
            return
        rule = self._rules.get(node.operation)
        if rule:
            shape = rule(node)
        else:
            shapes = [self.require_value(child, node) for child in node.children]
            shape = RULES[node.operation](Operands(node, shapes, self._last_factor))
        if shape:
            self.shapes[id(node)] = shape
            if is_diagonal(node, self.shapes, self._diagonal):
                self._diagonal.add(id(node))

    def require_value(self, node: Node, user: Node) -> Shape:
        """Return a shape; refuse a sequence, a function or a condition."""
        if id(node) in self.shapes:
            return self.shapes[id(node)]
        name = node.name
        if node.operation == "symbol":
            message = f"{name} is no value by itself: write {name}[…] or {name}(…)"
        elif node.operation in ("function", "D"):
            message = f"{written(node)} is a function, not a value: it needs an argument"
        else:
            message = f"{written(node)} is a condition, not a value"
        raise ShapeError(message, operation=user.operation, left=node)

    def _last_factor(self, node: Node) -> tuple[Node, Shape]:
        """Return the factor of a product that its right neighbour meets."""
        while node.operation == "mul":
            factors = [child for child in node.children if not self.shapes[id(child)].is_scalar]
            if not factors:
                break
            node = factors[-1]
        return node, self.shapes[id(node)]

    # Symbols, functions, sequences.

    def _symbol(self, node: Node) -> Shape | None:
        domain = self._symbols.get(node.name)
        return SCALAR if domain is None or node.name in self._bound else domain.shape

    def _function(self, node: Node) -> None:
        domain = self._symbols.get(node.name)
        if domain is None or not domain.is_function:
            raise ShapeError(f"{node.name} is not a function", operation="function", left=node)

    def _derivative(self, node: Node) -> None:
        self._require_function(node.children[0], node)

    def _application(self, node: Node) -> Shape:
        self._require_function(node.children[0], node)
        return self.require_value(node.children[1], node)

    def _require_function(self, node: Node, user: Node) -> None:
        if node.operation not in ("function", "D"):
            message = f"{written(node)} is not a function"
            raise ShapeError(message, operation=user.operation, left=node)

    def _item(self, node: Node) -> Shape | None:
        whole, *indices = node.children
        for index in indices:
            require_scalar(node, index, self.require_value(index, node), "an index")
        domain = self._symbols.get(whole.name) if whole.operation == "symbol" else None
        if domain and domain.item and whole.name not in self._bound:
            if len(indices) != 1:
                message = f"{whole.name} is a sequence: it takes one index"
                raise ShapeError(message, operation="item", left=whole)
            return domain.item.shape
        shape = self.require_value(whole, node)
        if shape.is_scalar or (len(indices) == 1 and not shape.is_vector):
            takes = "no index" if shape.is_scalar else "two indices"
            raise unfit(node, whole, shape, f"it takes {takes}")
        return SCALAR

    def _power(self, node: Node) -> Shape:
        shapes = [self.require_value(child, node) for child in node.children]
        if shapes[1].is_scalar and id(node.children[0]) in self._diagonal:
            return shapes[0]
        return RULES["pow"](Operands(node, shapes, self._last_factor))

    def _average(self, node: Node) -> Shape:
        domain = self._symbols.get(node.name)
        kinds = _INTEGRATED[node.operation]
        if domain is None or domain.kind not in kinds or node.name in self._bound:
            what = "an expectation" if node.operation == "E" else "an integral"
            message = f"{what} is taken over a symbol of the question, not over {node.name}"
            raise ShapeError(message, operation=node.operation, left=node)
        return self.require_value(node.children[0], node)

    # Sizes.

    def _filled(self, node: Node) -> Shape:
        sizes = [self._dimension(child, node) for child in node.children]
        return Shape(sizes[0], sizes[0] if node.operation == "eye" else [*sizes, _ONE][1])

    def _dimension(self, size: Node, user: Node) -> Dimension:
        """Return the polynomial in dimensions that a size is."""
        found: dict[int, Dimension | None] = {}
        for node in postorder(size):
            parts = [found[id(child)] for child in node.children]
            known = [part for part in parts if part is not None]
            try:
                found[id(node)] = None if len(known) < len(parts) else self._size(node, known)
            except DomainError:
                found[id(node)] = None
        dimension = found[id(size)]
        if dimension is None:
            message = f"the size of {written(user)} is not made of dimensions"
            raise ShapeError(message, operation=user.operation, left=size)
        return dimension

    def _size(self, node: Node, parts: Sequence[Dimension]) -> Dimension | None:
        if node.operation == "rational" and node.fraction().denominator == 1:
            return Dimension.of(int(node.fraction()))
        if node.operation == "symbol" and self._is_natural(node.name):
            return Dimension.of(node.name)
        if node.operation == "neg":
            return -parts[0]
        if node.operation == "add":
            return sum(parts, Dimension.of(0))
        if node.operation == "mul":
            product = _ONE
            for part in parts:
                product *= part
            return product
        return None

    def _is_natural(self, name: str) -> bool:
        domain = self._symbols.get(name)
        return name not in self._bound and (domain is None or domain.kind in _NATURAL_KINDS)

    # Cases and conditions.

    def _cases(self, node: Node) -> Shape:
        for condition in node.children[1::2]:
            self._require_condition(condition, node)
        first, *others = node.children[::2]
        shape = self.require_value(first, node)
        for other in others:
            other_shape = self.require_value(other, node)
            if other_shape != shape:
                purpose = "the cases of a value have one shape"
                raise misfit(node, (first, shape), (other, other_shape), purpose)
        return shape

    def _check_condition(self, node: Node) -> None:
        for child in node.children:
            if node.operation in _CONNECTIVES:
                self._require_condition(child, node)
            else:
                shape = self.require_value(child, node)
                require_scalar(node, child, shape, "what is compared")

    def _require_condition(self, node: Node, user: Node) -> None:
        if node.operation not in _CONDITIONS:
            message = f"{written(node)} is not a condition"
            raise ShapeError(message, operation=user.operation, left=node)


_ONE = Dimension.of(1)
