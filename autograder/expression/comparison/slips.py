"""Slips by their names: what an expression is with one of them made, or mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from autograder.expression.comparison.edits import counted, moved, renamed, shifted, turned
from autograder.expression.domain import Domain
from autograder.expression.statement import WHOLE_KINDS
from autograder.expression.tree import Node, free_symbols, postorder

__all__ = ["SLIPS"]

_Symbols = Mapping[str, Domain]


def _off_by_one(root: Node, _: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with a count one higher or one lower: once, or wherever it stands."""
    yield from shifted(root)
    names = frozenset[str]().union(*map(free_symbols, counted(root)))
    for name in sorted(names & free_symbols(root) & set(symbols)):
        if symbols[name].kind in WHOLE_KINDS:
            for step in (1, -1):
                yield moved(root, name, step)


def _transposed_factor(root: Node, _: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with one of its square matrices transposed."""
    for name in sorted(free_symbols(root) & set(symbols)):
        shape = symbols[name].shape
        if shape and symbols[name].kind == "matrix" and shape == shape.transposed:
            yield turned(root, name)


def _symbol(root: Node, other: Node, symbols: _Symbols) -> Iterator[Node]:
    """Yield an expression with one of its symbols replaced by one of the other expression's.

    Where another symbol is left, or one vanishes by it from a larger expression (as n does from
    ``Min(d, n)``), it is no explanation; of a symbol alone any other one would be told the same.
    """
    if root.operation == "symbol":
        return
    for name in sorted(free_symbols(root) & set(symbols)):
        for meant in sorted(free_symbols(other) & set(symbols)):
            if meant == name or symbols[meant] != symbols[name]:
                continue
            edited = renamed(root, {name: meant})
            is_merged = meant in free_symbols(root) and _size(edited) > 2 * _size(other)
            if free_symbols(edited) == free_symbols(other) and not is_merged:
                yield edited


def _size(root: Node) -> int:
    return sum(1 for _ in postorder(root))


#: The simplest first.
SLIPS: Mapping[str, Callable[[Node, Node, _Symbols], Iterator[Node]]] = {
    "off_by_one": _off_by_one,
    "transposed_factor": _transposed_factor,
    "symbol": _symbol,
}
