"""What a question states of its symbols besides their domains: conditions, and ties.

A condition such as ``t <= T`` is an inequality, or an equation of whole numbers, between numbers.
It is evaluated exactly, and what does not meet it is no point of the question: nothing is compared
there. A tie such as ``q = 1 - p`` says what a symbol is made of; the symbol itself, on the right,
is any value of its domain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.domain import Domain
from autograder.expression.tree import Node, free_symbols, postorder, substitute
from autograder.expression.vocabulary import OPERATIONS

__all__ = [
    "WHOLE_KINDS",
    "StatementError",
    "check_conditions",
    "exact_value",
    "holds",
    "in_domain",
    "resolved",
]

#: The domains whose values are whole numbers, where they count something.
WHOLE_KINDS = frozenset({"natural", "integer", "integers", "index", "size"})

_COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})
_CONNECTIVES = frozenset({"and", "or", "not", "true", "false"})
_SCALAR_KINDS = WHOLE_KINDS | {"real", "positive", "nonnegative", "unit", "probability"}

_Values = Mapping[str, Any]


class StatementError(ValueError):
    """A statement that cannot be read; its text is for the question's author."""


def check_conditions(conditions: Sequence[Node], symbols: Mapping[str, Domain]) -> None:
    """Refuse what is no condition on the symbols of a question.

    Raises:
        StatementError: A condition is none, or is about something else than scalars.
    """
    dimensions = frozenset[str]().union(*(d.dimension_names for d in symbols.values()))
    for condition in conditions:
        if condition.operation not in _COMPARISONS | _CONNECTIVES:
            raise StatementError("a condition is an inequality, such as t <= T")
        for name in sorted(free_symbols(condition)):
            if name in symbols and symbols[name].kind not in _SCALAR_KINDS:
                raise StatementError(f"a condition is about numbers, and {name} is none")
            if name not in symbols and name not in dimensions:
                raise StatementError(f"{name} is no symbol of this question")
        for node in postorder(condition):
            _check_part(node, symbols)


def _check_part(node: Node, symbols: Mapping[str, Domain]) -> None:
    is_atom = node.operation in ("symbol", "rational", "decimal")
    if not is_atom and _exact_function(node) is None:
        what = node.name or node.operation
        raise StatementError(f"a condition is made of arithmetic, not of `{what}`")
    names = free_symbols(node)
    is_whole = all(symbols[name].kind in WHOLE_KINDS for name in names if name in symbols)
    if node.operation == "eq" and not is_whole:
        raise StatementError(
            "an equation between numbers is stated as a definition of one of them, as in q = 1 - p"
        )


def holds(conditions: Sequence[Node], values: _Values) -> bool:
    """Return whether all conditions hold that these values decide.

    Args:
        conditions: What `check_conditions` lets pass.
        values: Exact numbers; a condition on a name that is not here is not looked at.
    """
    return all(
        exact_value(condition, values) is not False
        for condition in conditions
        if values.keys() >= free_symbols(condition)
    )


def exact_value(root: Node, values: _Values) -> Any:
    """Return the exact value of an expression or a condition of numbers.

    Args:
        root: The expression.
        values: Exact numbers for its symbols.

    Returns:
        A fraction or a truth value; none where there is none, or where it is not rational. A
        condition without a value does not hold.
    """
    found: dict[int, Any] = {}
    for node in postorder(root):
        parts = [found[id(child)] for child in node.children]
        if any(part is None for part in parts):
            found[id(node)] = False if node.operation in _COMPARISONS else None
        else:
            found[id(node)] = _value(node, parts, values)
    return found[id(root)]


def _value(node: Node, parts: Sequence[Any], values: _Values) -> Any:
    if node.operation == "symbol":
        value = values.get(node.name)
        if value is None or isinstance(value, (int, Fraction)):
            return None if value is None else Fraction(value)
        return Fraction(int(value.p), int(value.q))
    if node.operation in ("rational", "decimal"):
        return node.fraction()
    function = _exact_function(node)
    try:
        return None if function is None else function(*parts)
    except (ZeroDivisionError, ValueError):
        return None


def resolved(ties: Mapping[str, Node]) -> Mapping[str, Node]:
    """Return what symbols are made of, with no tied symbol left in it but the symbol itself.

    Raises:
        StatementError: Symbols are made of each other, in a circle.
    """
    own = {name: Node("symbol", name + _RAW) for name in ties}
    bodies = {name: substitute(body, {name: own[name]}) for name, body in ties.items()}
    for _ in ties:
        bodies = {name: substitute(body, bodies) for name, body in bodies.items()}
    if any(not ties.keys().isdisjoint(free_symbols(body)) for body in bodies.values()):
        raise StatementError("symbols that are made of each other, in a circle")
    plain = {name + _RAW: Node("symbol", name) for name in ties}
    return {name: substitute(body, plain) for name, body in bodies.items()}


def in_domain(body: Node, domain: Domain) -> tuple[Node, ...]:
    """Return the conditions under which what a symbol is made of lies in the symbol's domain.

    There are none for what is no number, or is not made of arithmetic.
    """
    if not all(_is_arithmetic(part) for part in postorder(body)):
        return ()
    return tuple(Node(*condition(body)) for condition in _MEMBERSHIP.get(domain.kind, ()))


def _is_arithmetic(node: Node) -> bool:
    if node.operation == "call":
        return _exact_function(node) is not None
    return node.operation in _NUMBERS


def _exact_function(node: Node) -> Callable[..., Any] | None:
    if node.operation == "call":
        return FUNCTIONS[node.name].of_fractions
    return OPERATIONS[node.operation].of_fractions


def _compared(operation: str, bound: str) -> Callable[[Node], tuple[str, str, tuple[Node, ...]]]:
    return lambda body: (operation, "", (body, Node("rational", bound)))


def _is_whole(body: Node) -> tuple[str, str, tuple[Node, ...]]:
    return "eq", "", (body, Node("call", "floor", (body,)))


_RAW = "°"
_MEMBERSHIP = {
    "positive": (_compared("gt", "0"),),
    "nonnegative": (_compared("ge", "0"),),
    "unit": (_compared("gt", "0"), _compared("lt", "1")),
    "probability": (_compared("ge", "0"), _compared("le", "1")),
    "natural": (_compared("ge", "1"), _is_whole),
    "integer": (_is_whole,),
    "size": (_compared("ge", "1"),),
}
_NUMBERS = frozenset({"symbol", "rational", "decimal", "add", "neg", "mul", "div", "pow"})
