"""A derivation as data: a start, and steps that each say what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from autograder.expression.tree import Node

__all__ = ["UNREAD", "Chain", "Link", "Relation"]

#: A symbol that nobody can declare; it is shown as ``unreadable?``.
UNREAD = Node("symbol", "unreadable…")


class Relation(str, Enum):
    """How one expression of a chain stands to the next."""

    EQUAL = "="
    AT_MOST = "<="
    LESS = "<"
    AT_LEAST = ">="
    GREATER = ">"
    TENDS = "->"

    @property
    def sign(self) -> str:
        """The sign of mathematics for it."""
        return {"<=": "≤", ">=": "≥", "->": "→"}.get(self.value, self.value)

    @property
    def is_strict(self) -> bool:
        """Whether it holds of nothing and itself."""
        return self in (Relation.LESS, Relation.GREATER)

    @property
    def flipped(self) -> Relation:
        """How the second stands to the first; a limit has none."""
        return _FLIPPED.get(self, self)


_FLIPPED = {
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.LESS: Relation.GREATER,
    Relation.GREATER: Relation.LESS,
}


@dataclass(frozen=True, slots=True)
class Link:
    """One step.

    Attributes:
        relation: How the expression before it stands to this one.
        root: Where the step arrives.
        cited: The names of facts, as the student wrote them.
        variable: For a limit, the name of what grows without bound; else empty.
        lemmas: The numbers of the lemmas that it cites, from 1.
        is_open: Whether what is cited are words in which a fact may be named, and where none is,
            the step rests on whichever of the line's facts gives it.
    """

    relation: Relation
    root: Node
    cited: tuple[str, ...] = ()
    variable: str = ""
    lemmas: tuple[int, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A derivation.

    Attributes:
        start: The first expression.
        links: The steps, in order.
        lemmas: The chains that are proved apart; each cites none but earlier ones.
        unread: Why expressions could not be read, by their positions; `UNREAD` stands there.
        is_named: Whether the name of what is asked for stands in the place of its start.
        written: Its expressions as they were written, where that is not as they are shown.
    """

    start: Node
    links: tuple[Link, ...]
    lemmas: tuple[Chain, ...] = ()
    unread: Mapping[int, str] = field(default_factory=dict)
    is_named: bool = False
    written: tuple[str, ...] = ()

    def beginning_with(self, start: Node) -> Chain:
        """Return the chain with what stands behind its name."""
        unread = {position: reason for position, reason in self.unread.items() if position}
        return replace(self, start=start, unread=unread)

    @property
    def without_start(self) -> Chain:
        """The chain from where its first step arrives."""
        first, *links = self.links
        unread = {position - 1: reason for position, reason in self.unread.items() if position}
        return Chain(first.root, tuple(links), self.lemmas, unread, written=self.written[1:])

    @property
    def roots(self) -> Sequence[Node]:
        """All expressions, one more than there are links."""
        return [self.start, *(link.root for link in self.links)]

    @property
    def relations(self) -> frozenset[Relation]:
        """The relations that occur."""
        return frozenset(link.relation for link in self.links)

    @property
    def reversed(self) -> Chain:
        """The chain from its end to its start, as all but a limit can be read."""
        roots = self.roots
        links = tuple(
            replace(link, relation=link.relation.flipped, root=root)
            for link, root in zip(reversed(self.links), reversed(roots[:-1]), strict=True)
        )
        unread = {len(links) - position: reason for position, reason in self.unread.items()}
        return Chain(roots[-1], links, self.lemmas, unread, written=self.written[::-1])
