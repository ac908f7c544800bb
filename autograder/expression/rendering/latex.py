r"""Standard mathematical notation, in LaTeX: fractions, subscripts, ``\sum``, ``W^{\top}``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.rendering.layout import Item, Items, Layout, Slot, signed_terms
from autograder.expression.rendering.names import name_and_subscripts, symbol_name, word
from autograder.expression.tree import Node
from autograder.expression.vocabulary import OPERATIONS

__all__ = ["ELLIPSIS", "lay_out"]

ELLIPSIS = r"\dots "

# How tightly an operation holds together, loosest first.
_OR, _AND, _NOT, _COMPARISON, _SUM, _SERIES, _ENTRYWISE, _PRODUCT, _FACTOR, _POWER, _ATOM = range(
    11
)
_COMPARISONS = {
    "lt": " < ",
    "le": r" \le ",
    "gt": " > ",
    "ge": r" \ge ",
    "eq": " = ",
    "ne": r" \ne ",
}
_BINDING = {
    "or": _OR,
    "and": _AND,
    "not": _NOT,
    **dict.fromkeys(_COMPARISONS, _COMPARISON),
    "add": _SUM,
    "neg": _SUM,
    "sum": _SERIES,
    "product": _SERIES,
    "integral": _SERIES,
    "hadamard": _ENTRYWISE,
    "mul": _PRODUCT,
    "div": _FACTOR,
    "pow": _POWER,
}
_CONSTANTS = {"pi": r"\pi", "oo": r"\infty", "I": r"\mathrm{i}", "nan": r"\text{undefined}"}
_OPEN, _CLOSE = r"\left(", r"\right)"


def lay_out(node: Node) -> Layout:
    """Return how a tidied node is written."""
    children = node.children
    match node.operation:
        case "rational" | "decimal":
            return (_number(node.name),)
        case "symbol" | "function":
            return (symbol_name(node.name),)
        case "constant":
            return (_CONSTANTS[node.name],)
        case "add":
            return (_sum(children),)
        case "neg":
            return ("-", *_at_least(_SERIES, children[0], depth=1))
        case "mul":
            return (_product(children),)
        case "div":
            return (r"\frac{", Slot(children[0], 1), "}{", Slot(children[1], 1), "}")
        case "pow":
            return (*_at_least(_ATOM, children[0]), "^{", Slot(children[1], 1), "}")
        case "hadamard":
            left, right = (_at_least(_FACTOR, child) for child in children)
            return (*left, r" \odot ", *right)
        case "item":
            return _item(*children)
        case "D":
            return (Slot(children[0], 1), "'")
        case "sum" | "product" | "E" | "integral":
            return _bound(node)
        case "matrix" | "piecewise" | "eye" | "ones" | "zeros":
            return _array(node)
        case "and" | "or" | "not" | "true" | "false" | "lt" | "le" | "gt" | "ge" | "eq" | "ne":
            return _condition(node)
        case _:
            return _function(node)


def _number(name: str) -> str:
    mantissa, _, exponent = name.lower().partition("e")
    return rf"{mantissa} \cdot 10^{{{exponent.lstrip('+')}}}" if exponent else mantissa


def _sum(terms: Sequence[Node]) -> Items:
    return signed_terms(terms, partial(_at_least, _SUM), partial(_at_least, _SERIES))


def _product(factors: Sequence[Node]) -> Items:
    first, *rest = factors
    items: list[Item] = [("", *_at_least(_PRODUCT, first))]
    for factor in rest:
        # A sum reaches to the end of its term, so the last factor can be one.
        ends = factor is factors[-1] and _binding(factor) == _SERIES
        parts = _at_least(_SERIES if ends else _FACTOR, factor)
        touching_digit = len(parts) == 1 and _begins_with_digit(factor)
        items.append((r" \cdot " if touching_digit else " ", *parts))
    return Items(tuple(items))


def _begins_with_digit(node: Node) -> bool:
    if node.operation == "pow" or _is_postfix(node):
        node = node.children[0]
    return node.operation in ("rational", "decimal")


def _item(base: Node, *indices: Node) -> Layout:
    if base.operation == "symbol":
        name, subscripts = name_and_subscripts(base.name)
        start: Item = (f"{name}_{{{''.join(part + ',' for part in subscripts)}",)
    else:
        start = (_OPEN, Slot(base, 1), _CLOSE + "_{")
    return (*start, _joined(indices, ","), "}")


def _bound(node: Node) -> Layout:
    body = _at_least(_SERIES, node.children[0], depth=1)
    name = "" if node.name == "_" else symbol_name(node.name)
    if node.operation == "E":
        over = f"_{{{name}}}" if name else ""
        return (rf"\mathbb{{E}}{over}\left[", Slot(node.children[0], 1), r"\right]")
    if node.operation == "integral":
        return (r"\int ", *body, rf" \, \mathrm{{d}}{name}")
    first, last = (Slot(child, 1) for child in node.children[1:])
    sign = r"\sum" if node.operation == "sum" else r"\prod"
    return (f"{sign}_{{{name}=", first, "}^{", last, "} ", *body)


def _array(node: Node) -> Layout:
    children = node.children
    if node.operation == "eye":
        return ("I_{", Slot(children[0], 1), "}")
    if node.operation in ("ones", "zeros"):
        digit = "1" if node.operation == "ones" else "0"
        sizes = _joined(children, r" \times ")
        return (rf"\mathbf{{{digit}}}_{{", sizes, "}")
    if node.operation == "matrix":
        columns = int(node.name.split(",")[1])
        items: list[Item] = [
            ("" if i == 0 else " & " if i % columns else r" \\ ", Slot(entry, 1))
            for i, entry in enumerate(children)
        ]
        return (r"\begin{pmatrix}", Items(tuple(items)), r"\end{pmatrix}")
    items = []
    for value, condition in zip(children[::2], children[1::2], strict=True):
        when = r" & \text{otherwise}" if condition.operation == "true" else r" & \text{if } "
        shown = () if condition.operation == "true" else (Slot(condition, 1),)
        items.append((r" \\ " if items else "", Slot(value, 1), when, *shown))
    return (r"\begin{cases}", Items(tuple(items)), r"\end{cases}")


def _condition(node: Node) -> Layout:
    children = node.children
    match node.operation:
        case "true" | "false":
            return (rf"\text{{{node.operation}}}",)
        case "and" | "or":
            sign = r" \land " if node.operation == "and" else r" \lor "
            empty = r"\text{true}" if node.operation == "and" else r"\text{false}"
            items: list[Item] = [
                (sign * (i > 0), *_at_least(_BINDING[node.operation] + 1, child))
                for i, child in enumerate(children)
            ]
            return (Items(tuple(items)),) if items else (empty,)
        case "not":
            return (r"\lnot ", *_at_least(_NOT, children[0], depth=1))
        case operation:
            left, right = (_at_least(_SUM, child) for child in children)
            return (*left, _COMPARISONS[operation], *right)


def _function(node: Node) -> Layout:
    children = node.children
    if node.operation == "apply":
        return (Slot(children[0]), _OPEN, Slot(children[1], 1), _CLOSE)
    written = _notation(node) or word(node.name or node.operation, "operatorname")
    if isinstance(written, str):
        return (written, _OPEN, _joined(children, ", "), _CLOSE)
    first, *others = written
    if not first:
        return (*_at_least(_ATOM, children[0]), *others)
    layout: list[str | Slot] = [first]
    for child, sign in zip(children, others, strict=True):
        layout += (Slot(child, 1), sign)
    return tuple(layout)


def _notation(node: Node) -> str | tuple[str, ...]:
    is_call = node.operation == "call"
    return FUNCTIONS[node.name].latex if is_call else OPERATIONS[node.operation].latex


def _is_postfix(node: Node) -> bool:
    """Return whether a sign after it is all that an operation is written by."""
    return _notation(node)[:1] == ("",)


def _joined(nodes: Sequence[Node], sign: str) -> Items:
    return Items(tuple((sign * (i > 0), Slot(node, 1)) for i, node in enumerate(nodes)))


def _at_least(binding: int, node: Node, *, depth: int = 0) -> Item:
    """Return a child, in parentheses unless it holds together at least as tightly."""
    if _binding(node) >= binding:
        return (Slot(node, depth),)
    return (_OPEN, Slot(node, depth + 1), _CLOSE)


def _binding(node: Node) -> int:
    operation = node.operation
    if operation == "mul" and _BINDING.get(node.children[-1].operation) == _SERIES:
        return _SERIES
    if operation == "decimal" and "e" in node.name.lower():
        return _PRODUCT
    if _is_postfix(node):
        return _POWER
    return _BINDING.get(operation, _ATOM)
