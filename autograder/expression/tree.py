"""Mathematics as data: the tree that a student's answer and the reference's arrive in.

A tree is a directed acyclic graph of frozen nodes with shared sub-expressions. It says what was
written, in the order in which it was written; nothing is simplified. This module
reads the wire form, in the vocabulary of `vocabulary.OPERATIONS`; it knows nothing of shapes
(`shape.py`), of values (`evaluation`) or of how an answer is written (`text.py`).

Wire form: a JSON array of nodes, children before parents, the root last; a node is
``[operation, name, [index, ...]]`` with indices of earlier nodes. So depth costs nothing, and
what a tree shares is sent once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Any

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.vocabulary import MAX_NODES, OPERATIONS

__all__ = [
    "AVERAGES",
    "COUNTERS",
    "MAX_DIGITS",
    "Node",
    "TreeError",
    "are_identical",
    "free_symbols",
    "from_wire",
    "postorder",
    "shared_rows",
    "substitute",
    "to_wire",
]

MAX_DIGITS = 4_000
_MAX_NAME = 200

#: The binders: what runs over the integers between two limits, and what averages over all values.
COUNTERS = frozenset({"sum", "product"})
AVERAGES = frozenset({"E", "integral"})

# Of a deep tree every part may be asked for its own parts.
_REMEMBERED = 200
_NO_NAMES: frozenset[str] = frozenset()

_CONSTANTS = {"pi", "oo", "I", "nan"}
_RATIONAL = re.compile(r"-?[0-9]+(/[0-9]+)?")
_DECIMAL = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_SIZE = re.compile(r"[0-9]{1,4},[0-9]{1,4}")


class TreeError(ValueError):
    """A wire form that is no tree; its text says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An operation with its name, where it has one, and its children.

    Nodes are equal only when they are the same object: comparison of mathematics is the business
    of `decide`, and a structural comparison would take exponential time on what is shared.
    """

    operation: str
    name: str = ""
    children: tuple[Node, ...] = ()
    # What is asked for again and again. Without the node itself: a cycle would outlive its use.
    _below: tuple[Node, ...] | None = field(default=None, init=False, repr=False)
    _free: frozenset[str] | None = field(default=None, init=False, repr=False)
    _shapes: tuple[Any, Any] | None = field(default=None, init=False, repr=False)

    def fraction(self) -> Fraction:
        """Return the value of a ``rational`` node."""
        name = self.name
        return Fraction(int(name)) if name.isdecimal() else Fraction(name)

    def __repr__(self) -> str:
        return f"<tree {self.operation} {self.name}>".replace(" >", ">")


def postorder(root: Node) -> Iterator[Node]:
    """Return every node once, children before parents; the root is last."""
    below = root._below
    if below is None:
        below = _below(root)
        if len(below) <= _REMEMBERED:
            object.__setattr__(root, "_below", below)
    return chain(below, (root,))


def _below(root: Node) -> tuple[Node, ...]:
    order: list[Node] = []
    seen: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, children_done = stack.pop()
        if children_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            if node.children:
                stack.append((node, True))
                stack += [(child, False) for child in reversed(node.children)]
            else:
                order.append(node)
    return tuple(order[:-1])


def free_symbols(root: Node) -> frozenset[str]:
    """Return the names of the symbols and functions that no binder of the tree binds."""
    if root._free is None:
        for node in postorder(root):
            if node._free is None:
                object.__setattr__(node, "_free", _free(node))
    assert root._free is not None
    return root._free


def _free(node: Node) -> frozenset[str]:
    """Return the free symbols of a node whose children's are known."""
    if node.operation in ("symbol", "function"):
        return frozenset((node.name,))
    below = [child._free or _NO_NAMES for child in node.children]
    if node.operation in COUNTERS:
        body, first, last = below
        return (body - {node.name}) | first | last
    names = below[0].union(*below[1:]) if below else _NO_NAMES
    return names - {node.name} if node.operation in AVERAGES else names


def substitute(root: Node, values: Mapping[str, Node]) -> Node:
    """Return the tree with trees in the place of some symbols that no binder of it binds."""
    replaced: dict[int, Node] = {}
    for node in postorder(root):
        children = tuple(replaced[id(child)] for child in node.children)
        if node.operation == "symbol" and node.name in values:
            replaced[id(node)] = values[node.name]
        elif all(new is old for new, old in zip(children, node.children, strict=True)):
            replaced[id(node)] = node
        else:
            replaced[id(node)] = Node(node.operation, node.name, children)
    return replaced[id(root)]


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


def from_wire(rows: Sequence[Any]) -> Node:
    """Read the wire form.

    Raises:
        TreeError: The rows are not a tree in this vocabulary, or exceed a limit. The text can be
            shown to a student.
    """
    if not isinstance(rows, (list, tuple)) or not rows:
        raise TreeError("an expression without nodes")
    if len(rows) > MAX_NODES:
        raise TreeError(f"an expression of more than {MAX_NODES} operations")
    nodes: list[Node] = []
    for row in rows:
        if not isinstance(row, (list, tuple)) or len(row) != 3:
            raise TreeError("a node that is not [operation, name, children]")
        operation, name, indices = row
        if not isinstance(operation, str) or not isinstance(name, str):
            raise TreeError("a node whose operation or name is not a string")
        if not isinstance(indices, (list, tuple)):
            raise TreeError("a node whose children are not a list")
        _check_node(operation, name, len(indices))
        for index in indices:
            if type(index) is not int or not 0 <= index < len(nodes):
                raise TreeError("a node whose child does not come before it")
        nodes.append(Node(operation, name, tuple(nodes[index] for index in indices)))
    return nodes[-1]


def to_wire(root: Node) -> list[list[Any]]:
    """Return the wire form of a tree."""
    position: dict[int, int] = {}
    rows: list[list[Any]] = []
    for node in postorder(root):
        position[id(node)] = len(rows)
        rows.append([node.operation, node.name, [position[id(c)] for c in node.children]])
    return rows


def shared_rows(root: Node) -> list[list[Any]]:
    """Return the wire form in which equal parts stand once: that of equal trees is the same."""
    positions: dict[tuple[str, str, tuple[int, ...]], int] = {}
    found: dict[int, int] = {}
    for node in postorder(root):
        children = tuple(found[id(child)] for child in node.children)
        key = (node.operation, node.name, children)
        found[id(node)] = positions.setdefault(key, len(positions))
    return [[operation, name, [*children]] for operation, name, children in positions]


def _check_node(operation: str, name: str, count: int) -> None:
    if not (operation + name).isprintable():
        raise TreeError("a name with characters that cannot be printed")
    if operation not in OPERATIONS:
        raise TreeError(f"`{operation[:40]}`, which this question's grader cannot read")
    known = OPERATIONS[operation]
    least, most = known.operands
    if operation == "call":
        if name not in FUNCTIONS:
            raise TreeError(f"the function `{name[:40]}`, which the grader cannot read")
        least, most = FUNCTIONS[name].arguments
    if not least <= count <= most:
        raise TreeError(f"`{name or operation}` with {count} arguments")
    if not known.has_name:
        if name:
            raise TreeError(f"`{operation}` with a name")
    elif operation == "rational":
        _check_number(name, _RATIONAL)
        if "/" in name and not int(name.split("/")[1]):
            raise TreeError("a fraction with denominator 0")
    elif operation == "decimal":
        _check_number(name, _DECIMAL)
    elif operation == "constant":
        if name not in _CONSTANTS:
            raise TreeError(f"the constant `{name[:40]}`, which the grader cannot read")
    elif operation == "matrix":
        if not _SIZE.fullmatch(name):
            raise TreeError("a matrix without a size")
        rows, columns = map(int, name.split(","))
        if rows * columns != count:
            raise TreeError(f"a {rows}×{columns} matrix of {count} entries")
    elif not 0 < len(name) <= _MAX_NAME:
        raise TreeError(f"a `{operation}` with no name, or with one that is too long")
    if operation == "piecewise" and count % 2:
        raise TreeError("cases that are not pairs of a value and a condition")


def _check_number(text: str, form: re.Pattern[str]) -> None:
    if len(text) > MAX_DIGITS:
        raise TreeError(f"a number of more than {MAX_DIGITS} digits")
    if not form.fullmatch(text):
        raise TreeError("a number that cannot be read")
