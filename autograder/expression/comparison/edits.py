"""Small changes to an expression: the mistakes that students make, and their mending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.expression.tree import Node, postorder

__all__ = ["renamed", "replaced", "shifted"]

_ONE = Node("rational", "1")
_MINUS_ONE = Node("rational", "-1")
_COUNTED = {"pow": (1,), "sum": (1, 2), "product": (1, 2), "item": (1, 2)}


def shifted(root: Node) -> Iterator[Node]:
    """Yield the expression with one exponent, limit or index one higher or one lower."""
    for node in list(postorder(root)):
        for position in _COUNTED.get(node.operation, ()):
            if position >= len(node.children):
                continue
            for step in (_ONE, _MINUS_ONE):
                children = list(node.children)
                children[position] = Node("add", "", (children[position], step))
                changed = Node(node.operation, node.name, tuple(children))
                yield replaced(root, {id(node): changed})


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
