"""The notation of `text`: what is laid out here is read there as the same tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.rendering.layout import Item, Items, Layout, Slot, signed_terms
from autograder.expression.tree import Node

__all__ = ["ELLIPSIS", "lay_out"]

ELLIPSIS = "…"

# How tightly an operation holds together, loosest first.
_OR, _AND, _NOT, _COMPARISON, _SUM, _TERM, _POWER, _NUMBER, _ATOM = range(9)
_COMPARISONS = {"lt": " < ", "le": " <= ", "gt": " > ", "ge": " >= ", "eq": " == ", "ne": " != "}
_BINDING = {
    "or": _OR,
    "and": _AND,
    "not": _NOT,
    **dict.fromkeys(_COMPARISONS, _COMPARISON),
    "add": _SUM,
    "neg": _SUM,
    "mul": _TERM,
    "div": _TERM,
    "pow": _POWER,
    "rational": _NUMBER,
    "decimal": _NUMBER,
}
_NO_WORD = re.compile(r"\W")


def lay_out(node: Node) -> Layout:
    """Return how a tidied node is written."""
    children = node.children
    match node.operation:
        case "rational" | "decimal":
            return (node.name,)
        case "symbol" | "constant" | "function":
            return (_name(node),)
        case "true" | "false":
            return (node.operation.capitalize(),)
        case "and" | "or":
            if not children:
                return ("True" if node.operation == "and" else "False",)
            return (_chain(children, f" {node.operation} ", _BINDING[node.operation] + 1),)
        case "not":
            return ("not ", *_at_least(_NOT, children[0], depth=1))
        case "lt" | "le" | "gt" | "ge" | "eq" | "ne":
            left, right = (_at_least(_SUM, child) for child in children)
            return (*left, _COMPARISONS[node.operation], *right)
        case "add":
            return (_sum(children),)
        case "neg":
            return ("-", *_at_least(_TERM, children[0], depth=1))
        case "mul":
            return (_chain(children, "*", _POWER),)
        case "div":
            return (*_at_least(_TERM, children[0]), "/", *_at_least(_POWER, children[1]))
        case "pow":
            return (
                *_at_least(_NUMBER, children[0]),
                "**",
                *_at_least(_POWER, children[1], depth=1),
            )
        case "T":
            return (*_at_least(_ATOM, children[0]), ".T")
        case "item":
            return (*_at_least(_ATOM, children[0]), "[", _arguments(children[1:]), "]")
        case "apply":
            return (Slot(children[0]), "(", Slot(children[1], 1), ")")
        case "matrix" if children:
            return _matrix(node)
        case "matrix":
            return (f"zeros({node.name.replace(',', ', ')})",)
        case _:
            return _called(node)


def _called(node: Node) -> Layout:
    children = node.children
    match node.operation:
        case "sum" | "product":
            body, first, last = (Slot(child, 1) for child in children)
            limits = (", (", _name(node), ", ", first, ", ", last, "))")
            return (node.operation.capitalize(), "(", body, *limits)
        case "E" | "integral":
            over = "" if node.name == "_" else f", {_name(node)}"
            return (node.operation, "(", Slot(children[0], 1), over, ")")
        case "piecewise":
            cases = zip(children[::2], children[1::2], strict=True)
            items = (
                (", " * (i > 0), "(", Slot(value, 1), ", ", Slot(condition, 1), ")")
                for i, (value, condition) in enumerate(cases)
            )
            return ("Piecewise(", Items(tuple(items)), ")")
        case "call":
            name = FUNCTIONS[node.name].text or node.name
            return (name, "(", _arguments(children), ")")
        case operation:
            return (operation, "(", _arguments(children), ")")


def _name(node: Node) -> str:
    return _NO_WORD.sub("?", node.name)


def _at_least(binding: int, node: Node, *, depth: int = 0) -> Item:
    """Return a child, in parentheses unless it holds together at least as tightly."""
    if _BINDING.get(node.operation, _ATOM) >= binding:
        return (Slot(node, depth),)
    return ("(", Slot(node, depth + 1), ")")


def _chain(nodes: Sequence[Node], sign: str, binding: int) -> Items:
    """Return operands with a sign between; the first can be a chain of the same kind."""
    first, *rest = nodes
    items: list[Item] = [("", *_at_least(binding - 1, first))]
    items += [(sign, *_at_least(binding, node)) for node in rest]
    return Items(tuple(items))


def _sum(terms: Sequence[Node]) -> Items:
    return signed_terms(terms, partial(_at_least, _SUM), partial(_at_least, _TERM))


def _arguments(nodes: Sequence[Node]) -> Items:
    return Items(tuple((", " * (i > 0), Slot(node, 1)) for i, node in enumerate(nodes)))


def _matrix(node: Node) -> Layout:
    columns = int(node.name.split(",")[1])
    items = (
        ("" if i == 0 else ", " if i % columns else "], [", Slot(entry, 1))
        for i, entry in enumerate(node.children)
    )
    return ("[[", Items(tuple(items)), "]]")
