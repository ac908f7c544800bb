"""Whether an expression is one analytic function of its real symbols, without branches.

Two such expressions that agree on any open set agree everywhere, so a few points tell as much as
many. Where there may be branches (a root or a logarithm of what can be negative, an absolute value,
a maximum) the points have to cover the domain instead.

Three properties, of a node whose children's are known, each for all integers that the names of
integers are set to:

- *positive*: regular, and above 0 everywhere in the domain;
- *regular*: real-analytic everywhere in the domain;
- *meromorphic*: made of regular parts by arithmetic and by functions that are entire or quotients
  of entire ones. It is analytic off a set that does not divide the complex neighbourhood of the
  domain (a product of intervals), so its values near one point determine all others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum

from autograder.expression.arithmetics.functions import FUNCTIONS, Smoothness
from autograder.expression.domain import Domain
from autograder.expression.evaluation.special import ISOLATED_KINDS
from autograder.expression.tree import Node, free_symbols, postorder
from autograder.expression.vocabulary import FILLED, OPERATIONS

__all__ = ["CONDITIONS", "has_no_branches", "has_steps"]

_POSITIVE_KINDS = frozenset({"positive", "unit", "natural", "size", "index", "distribution"})
#: What compares two numbers.
CONDITIONS = frozenset({"eq", "ge", "gt", "le", "lt", "ne"})
_COUNTING = FILLED | {"item", "product", "sum"}


class _Kind(IntEnum):
    """What is known of a part; each includes those before it."""

    ANY = 0
    MEROMORPHIC = 1
    REGULAR = 2
    POSITIVE = 3


def has_no_branches(root: Node, symbols: Mapping[str, Domain], integers: Collection[str]) -> bool:
    """Return whether an expression is certainly one analytic function of its real symbols.

    Args:
        root: The expression.
        symbols: The domains of its symbols.
        integers: The names that are set to integers.
    """
    whole = frozenset(integers)
    kinds: dict[int, _Kind] = {}
    for node in postorder(root):
        below = [kinds[id(child)] for child in node.children]
        kind = _kind(node, below, symbols, whole)
        if kind < _Kind.REGULAR and free_symbols(node) <= whole:
            kind = _Kind.REGULAR  # a constant, as far as the real symbols are concerned
        kinds[id(node)] = kind
    return kinds[id(root)] >= _Kind.MEROMORPHIC


def has_steps(root: Node) -> bool:
    """Return whether an expression has cases, floors or the like."""
    return any(
        node.operation in CONDITIONS
        or (node.operation == "call" and FUNCTIONS[node.name].steps is not None)
        for node in postorder(root)
    )


def _kind(
    node: Node, below: list[_Kind], symbols: Mapping[str, Domain], integers: frozenset[str]
) -> _Kind:
    operation = node.operation
    if not node.children:
        return _of_atom(node, symbols)
    if operation == "pow":
        return _of_power(node, below[0], below[1], integers)
    least = min(below)
    if operation == "call":
        return _of_smooth(FUNCTIONS[node.name].smoothness, least)
    if operation in _COUNTING:
        counted = node.children if operation in FILLED else node.children[1:]
        if any(free_symbols(child) & set(symbols) - integers for child in counted):
            return _Kind.ANY  # it has values at whole numbers alone
    if operation == "div":
        return least if below[1] is _Kind.POSITIVE else min(least, _Kind.MEROMORPHIC)
    if operation in ("add", "mul"):
        return least
    return _of_smooth(OPERATIONS[operation].smoothness, least)


def _of_atom(node: Node, symbols: Mapping[str, Domain]) -> _Kind:
    if node.operation in ("rational", "decimal"):
        return _Kind.REGULAR if node.name.startswith("-") else _positive_unless_zero(node.name)
    if node.operation == "constant":
        return _Kind.POSITIVE if node.name == "pi" else _Kind.ANY
    if node.operation in FILLED:
        return _Kind.REGULAR
    if node.operation != "symbol":
        return _Kind.ANY
    domain = symbols.get(node.name)
    if domain and (domain.item or domain).kind in ISOLATED_KINDS:
        return _Kind.ANY
    return _Kind.POSITIVE if domain and domain.kind in _POSITIVE_KINDS else _Kind.REGULAR


def _positive_unless_zero(number: str) -> _Kind:
    mantissa = number.lower().partition("e")[0]
    return _Kind.POSITIVE if mantissa.strip("0.") else _Kind.REGULAR


def _of_power(node: Node, base: _Kind, exponent: _Kind, integers: frozenset[str]) -> _Kind:
    if base is _Kind.POSITIVE:
        return exponent if exponent < _Kind.REGULAR else _Kind.POSITIVE
    power = node.children[1]
    if power.operation == "rational" and power.fraction().denominator == 1:
        if node.children[0].operation == "norm" and power.fraction() % 2 == 0:
            return _Kind.MEROMORPHIC
        return min(base, _Kind.REGULAR if power.fraction() > 0 else _Kind.MEROMORPHIC)
    if _is_whole(power, integers):
        return min(base, _Kind.MEROMORPHIC)
    return _Kind.ANY


def _is_whole(root: Node, integers: frozenset[str]) -> bool:
    """Return whether an exponent is an integer at all integers."""
    return free_symbols(root) <= integers and all(
        node.operation in ("add", "mul", "neg", "symbol")
        or (node.operation == "rational" and node.fraction().denominator == 1)
        for node in postorder(root)
    )


def _of_smooth(smoothness: Smoothness, argument: _Kind) -> _Kind:
    match smoothness:
        case Smoothness.OF_POSITIVE:
            return _Kind.REGULAR if argument >= _Kind.POSITIVE else _Kind.ANY
        case Smoothness.POSITIVE_OF_POSITIVE:
            return _Kind.POSITIVE if argument >= _Kind.POSITIVE else _Kind.ANY
        case Smoothness.POSITIVE:
            return _Kind.POSITIVE if argument >= _Kind.REGULAR else argument
        case Smoothness.REGULAR:
            return _Kind.REGULAR if argument >= _Kind.REGULAR else _Kind.ANY
        case Smoothness.WHOLE:
            return min(argument, _Kind.REGULAR)
        case Smoothness.QUOTIENT:
            return min(argument, _Kind.MEROMORPHIC)
        case _:
            return _Kind.ANY
