"""Symbols of other questions that a chain uses: free symbols, of which this line states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import Domain
from autograder.expression.tree import Node, free_symbols, postorder

__all__ = ["foreign", "with_siblings"]


def foreign(roots: Sequence[Node], own: Mapping[str, Domain]) -> frozenset[str]:
    """Return the names in expressions that are no symbols of a line, nor dimensions of them."""
    return frozenset[str]().union(*map(free_symbols, roots)) - own.keys() - _dimensions(own)


def with_siblings(theory: Theory, siblings: Mapping[str, Domain], roots: Sequence[Node]) -> Theory:
    """Return a theory in which a chain may speak of what the questions beside the line declare.

    A name that the line's facts, or sums of the chain, use for something of their own stays
    unknown, and so does one whose dimensions are something else in this line.

    Args:
        theory: The line's.
        siblings: The symbols of other questions.
        roots: The chain's expressions.
    """
    taken = _names_in(theory.facts.values()) | _names_in(theory.given) | _counting(roots)
    numbers = theory.symbols.keys() - _dimensions(theory.symbols)
    added = {
        name: siblings[name]
        for name in sorted(foreign(roots, theory.symbols))
        if name in siblings and name not in taken and not siblings[name].dimension_names & numbers
    }
    return replace(theory, symbols={**theory.symbols, **added}) if added else theory


def _dimensions(symbols: Mapping[str, Domain]) -> frozenset[str]:
    return frozenset[str]().union(*(domain.dimension_names for domain in symbols.values()))


def _counting(roots: Sequence[Node]) -> frozenset[str]:
    nodes = (node for root in roots for node in postorder(root))
    return frozenset(node.name for node in nodes if node.operation in ("sum", "product"))


def _names_in(facts: Iterable[Fact]) -> frozenset[str]:
    texts = []
    for fact in facts:
        for pattern, body in (*fact.values.items(), *fact.means.items()):
            texts += [pattern, str(body)]
    return frozenset(re.findall(r"[^\W\d]\w*", " ".join(texts)))
