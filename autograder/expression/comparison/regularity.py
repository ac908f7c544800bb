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

from autograder.expression.domain import Domain
from autograder.expression.evaluation.special import ISOLATED_KINDS
from autograder.expression.tree import Node, free_symbols, postorder

__all__ = ["has_no_branches"]

_ENTIRE_AND_REGULAR = frozenset({"cos", "erf", "erfc", "sin", "sinh", "tanh"})
_REGULAR = frozenset({"asinh", "atan"})
_WEIGHTS = frozenset({"softmax_col", "softmax_row"})
_QUOTIENTS = frozenset({
    "binomial", "cot", "coth", "csc", "csch", "factorial", "gamma", "sec", "sech", "tan",
})  # fmt: skip
_POSITIVE_VALUES = frozenset({"exp", "cosh"})
_POSITIVE_ARGUMENT = frozenset({"log", "sqrt"})
_POSITIVE_KINDS = frozenset({"positive", "unit", "natural", "size", "index", "distribution"})
_ALGEBRA = frozenset({
    "add", "det", "diag", "div", "eye", "hadamard", "inv", "item", "matrix", "mul", "neg", "ones",
    "product", "sum", "T", "trace", "zeros",
})  # fmt: skip
_FILLED = frozenset({"eye", "ones", "zeros"})
_COUNTING = _FILLED | {"item", "product", "sum"}


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
        return _of_call(node.name, least)
    if operation in _WEIGHTS:
        return min(least, _Kind.REGULAR)
    if operation not in _ALGEBRA or least < _Kind.MEROMORPHIC:
        return _Kind.ANY
    if operation in _COUNTING:
        counted = node.children if operation in _FILLED else node.children[1:]
        if any(free_symbols(child) & set(symbols) - integers for child in counted):
            return _Kind.ANY  # it has values at whole numbers alone
    if operation == "div":
        return least if below[1] is _Kind.POSITIVE else _Kind.MEROMORPHIC
    if operation == "neg":
        return min(least, _Kind.REGULAR)
    if operation in ("add", "mul"):
        return least
    return _Kind.MEROMORPHIC


def _of_atom(node: Node, symbols: Mapping[str, Domain]) -> _Kind:
    if node.operation in ("rational", "decimal"):
        return _Kind.REGULAR if node.name.startswith("-") else _positive_unless_zero(node.name)
    if node.operation == "constant":
        return _Kind.POSITIVE if node.name == "pi" else _Kind.ANY
    if node.operation in ("eye", "ones", "zeros"):
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


def _of_call(name: str, argument: _Kind) -> _Kind:
    if name in _POSITIVE_ARGUMENT:
        if argument < _Kind.POSITIVE:
            return _Kind.ANY
        return _Kind.POSITIVE if name == "sqrt" else _Kind.REGULAR
    if name in _POSITIVE_VALUES:
        return _Kind.POSITIVE if argument >= _Kind.REGULAR else argument
    if name in _REGULAR:
        return _Kind.REGULAR if argument >= _Kind.REGULAR else _Kind.ANY
    if name in _ENTIRE_AND_REGULAR:
        return min(argument, _Kind.REGULAR)
    if name in _QUOTIENTS:
        return min(argument, _Kind.MEROMORPHIC)
    return _Kind.ANY
