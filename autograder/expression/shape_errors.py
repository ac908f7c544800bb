"""What is said about expressions whose parts do not fit together."""

from __future__ import annotations

from autograder.expression.domain import Shape
from autograder.expression.render import plain
from autograder.expression.tree import Node, TreeError

__all__ = ["ShapeError", "misfit", "unfit", "written"]

_LONGEST = 80


class ShapeError(TreeError):
    """An expression whose parts do not fit together; its text can be shown to a student.

    Attributes:
        operation: The operation that fails, in the tree's vocabulary.
        left: The operand at fault, or the left one of two that do not fit.
        right: The other operand, where there are two.
        left_shape: The shape of ``left``, where it has one.
        right_shape: The shape of ``right``, where it has one.
    """

    def __init__(
        self,
        message: str,
        *,
        operation: str,
        left: Node,
        right: Node | None = None,
        left_shape: Shape | None = None,
        right_shape: Shape | None = None,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.left = left
        self.right = right
        self.left_shape = left_shape
        self.right_shape = right_shape


def misfit(
    user: Node, left: tuple[Node, Shape], right: tuple[Node, Shape], purpose: str
) -> ShapeError:
    """Return the error for two operands that do not fit; the purpose says what is not possible."""
    (first, first_shape), (second, second_shape) = left, right
    message = (
        f"{written(first)} is {first_shape} and {written(second)} is {second_shape}: {purpose}"
    )
    return ShapeError(
        message,
        operation=user.operation,
        left=first,
        right=second,
        left_shape=first_shape,
        right_shape=second_shape,
    )


def unfit(user: Node, operand: Node, shape: Shape, purpose: str) -> ShapeError:
    """Return the error for one operand that does not fit."""
    message = f"{written(operand)} is {shape}: {purpose}"
    return ShapeError(message, operation=user.operation, left=operand, left_shape=shape)


def written(node: Node) -> str:
    """Return a part of an expression as text that fits into a sentence."""
    text = plain(node)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
