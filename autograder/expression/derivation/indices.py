"""What counts in a lemma: an index that the question does not declare, as in E(g[i]) = μ for all i.

A proof sums over i, and its lemma speaks of one i: any of those that the sum runs through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from autograder.expression.derivation.chain import Chain
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import Domain
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["with_indices"]

_NATURAL = Domain("natural")


def with_indices(theory: Theory, chain: Chain) -> Theory:
    """Return the theory with domains for what counts in a chain's lemmas and sums elsewhere."""
    if not chain.lemmas:
        return theory
    proofs = (chain, *chain.lemmas)
    bound = {
        node.name
        for proof in proofs
        for root in proof.roots
        for node in postorder(root)
        if node.operation in COUNTERS
    }
    stated = [root for lemma in chain.lemmas for root in lemma.roots]
    free = frozenset[str]().union(*map(free_symbols, stated))
    found = {name: _domain(name, stated, theory) for name in (free & bound) - theory.symbols.keys()}
    return replace(theory, symbols={**theory.symbols, **found}) if found else theory


def _domain(name: str, roots: Iterable[Node], theory: Theory) -> Domain:
    """Return what an index counts: the rows or columns of a matrix, or the items of a sequence."""
    for root in roots:
        for node in postorder(root):
            if node.operation == "item" and node.children[0].operation == "symbol":
                domain = theory.symbols.get(node.children[0].name)
                shape = domain.shape if domain else None
                sides = (shape.rows, shape.columns) if shape else ()
                for side, index in zip(sides, node.children[1:], strict=False):
                    if index.operation == "symbol" and index.name == name:
                        return Domain("index", (side,))
    return _NATURAL
