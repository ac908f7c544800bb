"""Mathematics as data: the tree that a student's answer and the reference's arrive in.

A tree is a directed acyclic graph of frozen nodes with shared sub-expressions. It says what was
written, in the order in which it was written; nothing is simplified. This module knows the
vocabulary (`OPERATIONS`) and reads the wire form; it knows nothing of shapes (`shape.py`), of
values (`evaluation`) or of how an answer is written (`text.py`).

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

__all__ = [
    "AVERAGES",
    "COUNTERS",
    "FUNCTIONS",
    "MAX_DIGITS",
    "MAX_NODES",
    "OPERATIONS",
    "Node",
    "TreeError",
    "free_symbols",
    "from_wire",
    "postorder",
    "substitute",
    "to_wire",
]

MAX_NODES = 50_000
MAX_DIGITS = 4_000
_MAX_NAME = 200

#: Scalar functions, with the least and the largest number of arguments. On vectors and matrices
#: they act elementwise.
FUNCTIONS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(
        (
            "Abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceiling", "cos", "cosh",
            "cot", "coth", "csc", "erf", "erfc", "exp", "factorial", "floor", "gamma", "log",
            "loggamma", "sec", "sech", "sign", "sin", "sinh", "sqrt", "tan", "tanh",
        ),
        (1, 1),
    ),
    "atan2": (2, 2),
    "binomial": (2, 2),
    "Max": (1, 1000),
    "Min": (1, 1000),
    "Mod": (2, 2),
}  # fmt: skip

_ANY = (0, MAX_NODES)

#: Every operation, with the least and the largest number of children. The comment says what the
#: node's name is, where it has one, and what the children are.
OPERATIONS: dict[str, tuple[int, int]] = {
    # Atoms.
    "rational": (0, 0),  # name: "3", "-3" or "-3/7", exact
    "decimal": (0, 0),  # name: "0.25", "1e-3": what a student's float or Float printed as
    "symbol": (0, 0),  # name: as declared by the question
    "constant": (0, 0),  # name: "pi", "oo", "I" or "nan"
    "function": (0, 0),  # name: an arbitrary function declared by the question, such as sigma
    # Arithmetic. The order of factors is kept; a product of matrices is the matrix product.
    "add": (1, MAX_NODES),
    "neg": (1, 1),
    "mul": (1, MAX_NODES),
    "div": (2, 2),
    "pow": (2, 2),  # elementwise on vectors and non-square matrices, refused on square ones
    # Functions.
    "call": (1, 1000),  # name: one of FUNCTIONS; arguments
    "apply": (2, 2),  # function node (or D of one), argument; elementwise
    "D": (1, 1),  # derivative of a function node (or of D of one)
    # Binders. Name: the bound symbol.
    "sum": (3, 3),  # body, first, last
    "product": (3, 3),  # body, first, last; factors in the order in which the symbol runs
    "E": (1, 1),  # body; the expectation over the Gaussian symbol that is named
    "integral": (1, 1),  # body; over all values of the symbol that is named
    # Sequences, vectors, matrices. Entries count from 1.
    "item": (2, 3),  # a sequence or vector and one index, a matrix and two
    "matrix": _ANY,  # name: "rows,columns"; the entries row by row
    "T": (1, 1),
    "inv": (1, 1),
    "trace": (1, 1),
    "det": (1, 1),
    "diag": (1, 1),  # of a vector: the diagonal matrix
    "hadamard": (2, 2),
    "eye": (1, 1),
    "ones": (1, 2),  # one size: a column
    "zeros": (1, 2),
    "norm": (1, 1),  # Euclidean, of a vector
    "norm2": (1, 1),  # operator norm, of a matrix
    "lambda_max": (1, 1),  # largest eigenvalue of a symmetric matrix
    "maxabs": (1, 1),  # largest absolute value of an entry
    "softmax_row": (1, 1),
    "softmax_col": (1, 1),
    # Cases. Values and conditions in turn: value, condition, value, condition, ...
    "piecewise": (2, 1000),
    "lt": (2, 2),
    "le": (2, 2),
    "gt": (2, 2),
    "ge": (2, 2),
    "eq": (2, 2),
    "ne": (2, 2),
    "and": _ANY,
    "or": _ANY,
    "not": (1, 1),
    "true": (0, 0),
    "false": (0, 0),
}

#: The binders: what runs over the integers between two limits, and what averages over all values.
COUNTERS = frozenset({"sum", "product"})
AVERAGES = frozenset({"E", "integral"})

# Of a deep tree every part may be asked for its own parts.
_REMEMBERED = 200
_NO_NAMES: frozenset[str] = frozenset()

_NAMED = {
    "rational", "decimal", "symbol", "constant", "function", "call", "sum", "product", "E",
    "integral", "matrix",
}  # fmt: skip
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


def _check_node(operation: str, name: str, count: int) -> None:
    if not (operation + name).isprintable():
        raise TreeError("a name with characters that cannot be printed")
    if operation not in OPERATIONS:
        raise TreeError(f"`{operation[:40]}`, which this question's grader cannot read")
    least, most = FUNCTIONS.get(name, (0, -1)) if operation == "call" else OPERATIONS[operation]
    if operation == "call" and name not in FUNCTIONS:
        raise TreeError(f"the function `{name[:40]}`, which the grader cannot read")
    if not least <= count <= most:
        raise TreeError(f"`{name or operation}` with {count} arguments")
    if operation not in _NAMED:
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
