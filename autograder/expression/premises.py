"""What a comparison depends on besides the two expressions: all that is known of their symbols."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.expression.comparison.edits import renamed
from autograder.expression.domain import Domain
from autograder.expression.evaluation.model import Definition
from autograder.expression.tree import Node, free_symbols

__all__ = ["Premises"]


@dataclass(frozen=True, slots=True)
class Premises:
    """What a question says of its symbols, and where the random numbers of a comparison come from.

    Args:
        symbols: The domain of every symbol; other names are dimensions that occur in one.
        definitions: What the items of sequences obey.
        conditions: What else the question states of its symbols, such as ``t <= T``.
        ties: What symbols are made of.
        seed: The same seed gives the same outcome.
    """

    symbols: Mapping[str, Domain]
    definitions: Sequence[Definition] = ()
    conditions: Sequence[Node] = ()
    ties: Mapping[str, Node] = field(default_factory=dict)
    seed: int = 0

    def with_symbols(self, symbols: Mapping[str, Domain]) -> Premises:
        """Return the same with more symbols, or others in the place of some."""
        return replace(self, symbols={**self.symbols, **symbols})

    def primes(self, names: Collection[str]) -> dict[str, str]:
        """Return second names for symbols, what they are made of, and what is made of these."""
        found: set[str] = set()
        waiting = [*names]
        while waiting:
            if (name := waiting.pop()) not in found:
                found.add(name)
                waiting += self._origins(name)
        made = list(self._made())
        while new := {name for name, parts in made if parts & found} - found:
            found |= new
        return {name: name + "′" for name in found & {*self.symbols}}

    def doubled(self, primes: Mapping[str, str]) -> Premises:
        """Return the same with the symbols of second names, of which the same is said."""
        definitions = (
            Definition(primes[item.sequence], item.index, renamed(item.body, _but(item, primes)))
            for item in self.definitions
            if item.sequence in primes
        )
        conditions = (c for c in self.conditions if not free_symbols(c).isdisjoint(primes))
        ties = {name: body for name, body in self.ties.items() if name in primes}
        return replace(
            self,
            symbols={**self.symbols, **{new: self.symbols[old] for old, new in primes.items()}},
            definitions=(*self.definitions, *definitions),
            conditions=(*self.conditions, *(renamed(c, primes) for c in conditions)),
            ties={**self.ties, **{primes[n]: renamed(body, primes) for n, body in ties.items()}},
        )

    def _made(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield what is made of others, with these."""
        for item in self.definitions:
            yield item.sequence, free_symbols(item.body) - {item.index}
        for name, body in self.ties.items():
            yield name, free_symbols(body)

    def _origins(self, name: str) -> frozenset[str]:
        """Return what varies where a symbol does: for a sequence, others if it is made of any."""
        parts = frozenset[str]().union(*(parts for made, parts in self._made() if made == name))
        sequences = {part for part in parts & {*self.symbols} if self.symbols[part].item}
        return frozenset(sequences) if name not in self.ties and sequences else parts


def _but(item: Definition, primes: Mapping[str, str]) -> dict[str, str]:
    return {old: new for old, new in primes.items() if old != item.index}
