"""Whether two expressions are written in the same way."""

from __future__ import annotations

from autograder.expression.tree import Node, postorder

__all__ = ["are_identical"]


def are_identical(left: Node, right: Node) -> bool:
    """Return whether two trees have the same operations, names and order throughout.

    What is identical is equal, whether or not it can be evaluated.
    """
    numbers: dict[tuple[str, str, tuple[int, ...]], int] = {}
    found: dict[int, int] = {}
    for root in (left, right):
        for node in postorder(root):
            children = tuple(found[id(child)] for child in node.children)
            key = (node.operation, node.name, children)
            found[id(node)] = numbers.setdefault(key, len(numbers))
    return found[id(left)] == found[id(right)]
