"""The shape of an operation's value, from the shapes of its operands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.expression.domain import SCALAR, Dimension, Shape
from autograder.expression.shape_errors import ShapeError, misfit, unfit, written
from autograder.expression.tree import Node
from autograder.expression.vocabulary import OPERATIONS, Shaping

__all__ = ["RULES", "Operands", "is_diagonal", "require_scalar"]

_ONE = Dimension.of(1)


@dataclass(frozen=True, slots=True)
class Operands:
    """An operation and the shapes of its children, which all are values.

    Attributes:
        node: The operation.
        shapes: One for each child.
        factors: Of a product that is an operand itself, its last factor and that one's shape.
    """

    node: Node
    shapes: Sequence[Shape]
    factors: Callable[[Node], tuple[Node, Shape]]

    def __iter__(self) -> Iterator[tuple[Node, Shape]]:
        return iter(zip(self.node.children, self.shapes, strict=True))

    @property
    def first(self) -> Shape:
        """The shape of the first operand."""
        return self.shapes[0]


def is_diagonal(node: Node, shapes: Mapping[int, Shape], diagonal: Collection[int]) -> bool:
    """Return whether a matrix is diagonal by the way it is written.

    A power of it is the power of its diagonal, whichever way it is read.

    Args:
        node: An operation.
        shapes: The shapes of its children, by their ``id``.
        diagonal: The ``id`` of each of them that is diagonal.
    """
    scalars = [id(child) in shapes and shapes[id(child)].is_scalar for child in node.children]
    found = [id(child) in diagonal for child in node.children]
    matrices = [part for part, scalar in zip(found, scalars, strict=True) if not scalar]
    if node.operation in ("mul", "div"):
        return bool(matrices) and all(matrices)
    if node.operation == "hadamard":
        return any(found)
    if node.operation in ("add", "neg", "T", "inv"):
        return all(found)
    if node.operation == "pow":
        return found[0]
    return node.operation in ("diag", "eye")


def require_scalar(user: Node, operand: Node, shape: Shape, role: str) -> None:
    """Refuse a vector or a matrix in a role that only scalars play."""
    if not shape.is_scalar:
        raise unfit(user, operand, shape, f"{role} is a scalar")


def _same(operands: Operands) -> Shape:
    return operands.first


def _scalar(_operands: Operands) -> Shape:
    return SCALAR


def _transposed(operands: Operands) -> Shape:
    return operands.first.transposed


def _elementwise(operands: Operands) -> Shape:
    """Scalars are spread over the entries of what is no scalar."""
    wide = [(node, shape) for node, shape in operands if not shape.is_scalar]
    for other in wide[1:]:
        if other[1] != wide[0][1]:
            is_sum = operands.node.operation == "add"
            purpose = "they cannot be added" if is_sum else "their shapes have to be the same"
            raise misfit(operands.node, wide[0], other, purpose)
    return wide[0][1] if wide else SCALAR


def _hadamard(operands: Operands) -> Shape:
    left, right = operands
    if left[1] != right[1]:
        raise misfit(operands.node, left, right, "their shapes have to be the same")
    return left[1]


def _product(operands: Operands) -> Shape:
    """The matrix product from the left; a product that is 1×1 is a scalar from there on."""
    (last, product), *others = operands
    for node, shape in others:
        if product.is_scalar:
            last, product = node, shape
        elif not shape.is_scalar:
            if product.columns != shape.rows:
                neighbour, neighbour_shape = operands.factors(last)
                if neighbour_shape.columns != product.columns:
                    neighbour, neighbour_shape = last, product
                purpose = "their product in this order does not exist"
                left = (neighbour, neighbour_shape)
                raise misfit(operands.node, left, (node, shape), purpose)
            last, product = node, Shape(product.rows, shape.columns)
    return product


def _quotient(operands: Operands) -> Shape:
    (dividend, above), (divisor, below) = operands
    if below.is_scalar:
        return above
    if below.is_square:
        raise unfit(operands.node, divisor, below, "it cannot be divided by, write inv(…)")
    if not above.is_scalar and above != below:
        raise misfit(operands.node, (dividend, above), (divisor, below), "they cannot be divided")
    return below


def _power(operands: Operands) -> Shape:
    (base, shape), (exponent, exponent_shape) = operands
    if not exponent_shape.is_scalar and exponent_shape != shape:
        raise misfit(
            operands.node, (base, shape), (exponent, exponent_shape), "this power does not exist"
        )
    if shape.is_square and not shape.is_scalar:
        purpose = "a power of a matrix can be read in two ways, write A*A, inv(A) or hadamard(A, A)"
        raise unfit(operands.node, base, shape, purpose)
    return shape


def _limits(operands: Operands) -> Shape:
    _, *limits = operands
    for node, shape in limits:
        require_scalar(operands.node, node, shape, f"a limit of a {operands.node.operation}")
    return operands.first


def _ordered_product(operands: Operands) -> Shape:
    return _limits(operands) and _square(operands)


def _square(operands: Operands) -> Shape:
    if not operands.first.is_square:
        operation, child = operands.node.operation, operands.node.children[0]
        raise unfit(operands.node, child, operands.first, f"{operation} needs a square matrix")
    return operands.first


def _number_of_square(operands: Operands) -> Shape:
    return _square(operands) and SCALAR


def _vector(operands: Operands) -> Shape:
    if not operands.first.is_vector:
        operation, child = operands.node.operation, operands.node.children[0]
        raise unfit(operands.node, child, operands.first, f"{operation} needs a vector")
    return operands.first


def _number_of_vector(operands: Operands) -> Shape:
    return _vector(operands) and SCALAR


def _diagonal(operands: Operands) -> Shape:
    vector = _vector(operands)
    size = vector.columns if vector.rows == _ONE else vector.rows
    return Shape(size, size)


def _entries(operands: Operands) -> Shape:
    for node, shape in operands:
        require_scalar(operands.node, node, shape, "an entry of a matrix")
    rows, columns = map(int, operands.node.name.split(","))
    if not rows or not columns:
        message = f"{written(operands.node)} is a matrix without entries"
        raise ShapeError(message, operation="matrix", left=operands.node)
    return Shape(Dimension.of(rows), Dimension.of(columns))


_RULES: Mapping[Shaping, Callable[[Operands], Shape]] = {
    Shaping.DIAGONAL: _diagonal,
    Shaping.ENTRIES: _entries,
    Shaping.HADAMARD: _hadamard,
    Shaping.MATRIX: _same,
    Shaping.NUMBER: _scalar,
    Shaping.NUMBER_OF_SQUARE: _number_of_square,
    Shaping.NUMBER_OF_VECTOR: _number_of_vector,
    Shaping.POWER: _power,
    Shaping.PRODUCT: _product,
    Shaping.PRODUCT_OVER_INDEX: _ordered_product,
    Shaping.QUOTIENT: _quotient,
    Shaping.SAME: _same,
    Shaping.SPREAD: _elementwise,
    Shaping.SQUARE: _square,
    Shaping.SUM_OVER_INDEX: _limits,
    Shaping.TRANSPOSED: _transposed,
}
#: Rules that need to know nothing of the question, by the operation.
RULES: Mapping[str, Callable[[Operands], Shape]] = {
    name: _RULES[row.shaping]
    for name, row in OPERATIONS.items()
    if row.shaping is not None and row.shaping in _RULES
}
