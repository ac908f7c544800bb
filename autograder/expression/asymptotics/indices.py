"""What holds within a sum or product: that its index is at most its end."""

from __future__ import annotations

from functools import reduce

from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.regime import Constraint, Regime
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["Regimes"]


class Regimes:
    """What holds for each part of an expression.

    Args:
        root: The expression.
        regime: What holds throughout.
    """

    def __init__(self, root: Node, regime: Regime) -> None:
        self._regime = regime
        self._ends: dict[str, Constraint] = {}
        self._known: dict[frozenset[str], Regime] = {}
        ends: dict[str, list[Node]] = {}
        for node in postorder(root):
            if node.operation in COUNTERS:
                ends.setdefault(node.name, []).append(node.children[2])
        for name, (end, *others) in ends.items():
            size = _size_of(end)
            if size and not others and name not in free_symbols(root) | size.symbols:
                ratio = size / Monomial.of("symbol", name)
                self._ends[name] = Constraint(ratio, False)

    def of(self, node: Node) -> Regime:
        """Return what holds for the symbols of a node."""
        names = free_symbols(node).intersection(self._ends)
        if not names:
            return self._regime
        if names not in self._known:
            ends = (self._ends[name] for name in sorted(names))
            self._known[names] = Regime((*self._regime.constraints, *ends))
        return self._known[names]


def _size_of(end: Node) -> Monomial | None:
    """Return a size, or a product of sizes."""
    if end.operation == "symbol":
        return Monomial.of("symbol", end.name)
    if end.operation != "mul":
        return None
    parts = [_size_of(child) for child in end.children]
    known = [part for part in parts if part is not None]
    return reduce(Monomial.__mul__, known) if len(known) == len(parts) else None
