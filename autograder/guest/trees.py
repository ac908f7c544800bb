"""Writes an answer as data: expressions of `notation` and of sympy, and numbers.

`to_wire` gives the array of nodes that `autograder.expression.tree` reads: children before
parents, the root last, shared sub-expressions once. What each object says is `sympy_nodes.view_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from .sympy_nodes import INDEX, MAX_NODES, SAME, Unreadable, View, view_of

__all__ = ["Unreadable", "to_wire"]

_MAX_NAME = 200


def to_wire(value: Any) -> list[list[Any]]:
    """Return an expression as nodes ``[operation, name, [child, ...]]``.

    Raises:
        Unreadable: Something in it is not in the vocabulary, or it is too large.
    """
    order, views = _postorder(value)
    names = _symbol_names(views)
    bound = {name for operation, name, _ in views.values() if operation in ("sum", "product")}
    rows: list[list[Any]] = []
    position_of_row: dict[tuple[Any, ...], int] = {}
    position: dict[int, int] = {}
    for item in order:
        operation, name, children = views[id(item)]
        if any(id(child) not in position for child in children):
            raise Unreadable("an expression that contains itself")
        indices = [position[id(child)] for child in children]
        if operation == SAME or (operation == INDEX and name not in bound):
            position[id(item)] = indices[0]
            continue
        row = ["add" if operation == INDEX else operation, _text(name, names, operation), indices]
        key = (row[0], row[1], *indices)
        if key not in position_of_row:
            position_of_row[key] = len(rows)
            rows.append(row)
        position[id(item)] = position_of_row[key]
    if len(rows) > MAX_NODES:
        raise Unreadable(f"an expression of more than {MAX_NODES} operations")
    return rows[: position[id(value)] + 1]


def _postorder(root: Any) -> tuple[list[Any], dict[int, View]]:
    """Return every object once, children first, and what each says."""
    order: list[Any] = []
    views: dict[int, View] = {}
    kept = []  # some objects are made while they are read: an id is theirs only while they live
    stack = [(root, False)]
    while stack:
        item, children_done = stack.pop()
        if children_done:
            order.append(item)
        elif id(item) not in views:
            view = views[id(item)] = view_of(item)
            kept.append(item)
            if len(stack) + len(view[2]) > 10 * MAX_NODES or len(views) > 4 * MAX_NODES:
                raise Unreadable(f"an expression of more than {MAX_NODES} operations")
            stack.append((item, True))
            stack.extend((child, False) for child in view[2])
    return order, views


def _symbol_names(views: Mapping[int, View]) -> dict[Any, str]:
    """Return the name of each of sympy's symbols on the wire.

    Symbols of one name are one symbol, whatever sympy assumes of them. Not so the dummies that
    sympy makes as it computes: where another has the name, a dummy gets one of its own.
    """
    taken = {name for _, name, _ in views.values() if isinstance(name, str)}
    symbols = {name for _, name, _ in views.values() if isinstance(name, sympy.Symbol)}
    dummies = {symbol for symbol in symbols if isinstance(symbol, sympy.Dummy)}
    names = {symbol: str(symbol.name) for symbol in symbols - dummies}
    taken.update(names.values())
    for dummy in sorted(dummies, key=lambda dummy: (dummy.name, dummy.dummy_index)):
        name, number = str(dummy.name), 0
        while name in taken:
            number += 1
            name = f"{dummy.name}_{number}"
        taken.add(name)
        names[dummy] = name
    return names


def _text(name: Any, names: Mapping[Any, str], operation: str) -> str:
    if operation == INDEX:
        return ""
    text = names[name] if isinstance(name, sympy.Symbol) else name
    if operation not in ("rational", "decimal") and len(text) > _MAX_NAME:
        raise Unreadable(f"a name of more than {_MAX_NAME} characters")
    return str(text)
