"""What a lemma gives to a step: one of its sides, somewhere in an expression, for the other.

A place is an expression with a hole, which is the given expression where one side of the lemma
stands in the hole: that is so by algebra alone. A step that cites the lemma puts the other side
there, and every expression of the lemma's proof, put there as well, leads from one to the other. So
a step proves no more than the lemma's proof would, written out in the middle of the chain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from autograder.expression.comparison.edits import replaced
from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.links import Failure, Judge, Outcome
from autograder.expression.domain import SCALAR
from autograder.expression.tree import Node, postorder

__all__ = ["Applied", "Proved", "applied", "reached"]

#: An expression with a hole, as the function that fills it.
_Place = Callable[[Node], Node]

_MOST_NODES = 60
_MOST_PLACES = 12
_MOST_TERMS = 4
_LONGEST_RUN = 5
_ZERO = Node("rational", "0")
_WEAK = {Relation.LESS: Relation.AT_MOST, Relation.GREATER: Relation.AT_LEAST}


@dataclass(frozen=True, slots=True)
class Proved:
    """A lemma, as far as it is proved.

    Attributes:
        chain: Its proof.
        facts: For each step, all that it rests on, that of lemmas which it cites among it.
        holds: For each step, whether it is valid; none if that could not be decided.
        gaps: How many expressions it leaves out, in steps that take several facts.
    """

    chain: Chain
    facts: tuple[frozenset[str], ...]
    holds: tuple[bool | None, ...]
    gaps: int = 0

    @property
    def is_proved(self) -> bool | None:
        """Whether every step is valid; none if that is not decided."""
        return False if False in self.holds else None if None in self.holds else True

    @property
    def rests_on(self) -> frozenset[str]:
        """All facts of all steps."""
        return frozenset[str]().union(*self.facts)

    @property
    def reversed(self) -> Proved:
        """The same lemma, read from its end."""
        return Proved(self.chain.reversed, self.facts[::-1], self.holds[::-1], self.gaps)

    @property
    def readings(self) -> tuple[Proved, ...]:
        """The lemma from either side; a limit is not put anywhere."""
        return () if Relation.TENDS in self.chain.relations else (self, self.reversed)


@dataclass(frozen=True, slots=True)
class Applied:
    """Whether a step is what a lemma says.

    Attributes:
        holds: Whether it is; none if that could not be decided.
        through: What the step passes: the expressions of the lemma's proof at their place.
        reason: Why it could not be decided.
    """

    holds: bool | None
    through: tuple[Node, ...] = ()
    reason: str = ""


def applied(
    lemma: Proved, before: Node, link: Link, names: Collection[str], judge: Judge
) -> Applied:
    """Decide whether a step is what a lemma says, up to what follows from some facts."""
    best = Applied(False)
    for reading in lemma.readings:
        for place, rest in _placed(reading, before, link, judge):
            outcome = _first_gap(reading, place, rest, link, names, judge)
            if outcome is None:
                return Applied(True, tuple(map(place, reading.chain.roots)))
            if isinstance(outcome, Undetermined):
                best = Applied(None, reason=outcome.reason)
    return best


def reached(lemma: Proved, before: Node, judge: Judge) -> tuple[Node, ...]:
    """Return what the valid beginning of a lemma's proof makes of an expression."""
    for reading in lemma.readings:
        holds = reading.holds
        valid = holds.index(False) if False in holds else len(holds)
        place = next(_places(before, reading.chain.start, lemma, judge), None)
        if place is not None and reading.chain.relations == {Relation.EQUAL}:
            made = map(place, reading.chain.roots[1 : valid + 1])
            return tuple(takewhile(lambda root: _is_true(before, root, lemma, judge), made))
    return ()


def _is_true(before: Node, after: Node, lemma: Proved, judge: Judge) -> bool:
    outcome = judge.decide(before, Relation.EQUAL, after, lemma.rests_on)
    return isinstance(outcome, Sameness)


def _placed(
    reading: Proved, before: Node, link: Link, judge: Judge
) -> Iterator[tuple[_Place, tuple[Node, Node]]]:
    """Yield the places of a lemma in a step, each with what is left of the step."""
    old, new = reading.chain.start, reading.chain.roots[-1]
    inequalities = reading.chain.relations - {Relation.EQUAL}
    if inequalities and link.relation in (Relation.EQUAL, Relation.TENDS):
        return
    for place in islice(_places(before, old, reading, judge), _MOST_PLACES):
        yield place, (place(new), link.root)
    for place in islice(_places(link.root, new, reading, judge), _MOST_PLACES):
        yield place, (before, place(old))


def _first_gap(
    reading: Proved,
    place: _Place,
    rest: tuple[Node, Node],
    link: Link,
    names: Collection[str],
    judge: Judge,
) -> Outcome | None:
    """Return why a lemma at a place does not give a step; none if it does.

    An equation holds at every place. What an inequality becomes, for instance with a negative
    factor, is decided anew for every step of its proof.
    """
    weak = _WEAK.get(link.relation, link.relation)
    is_strict = any(relation.is_strict for relation in reading.chain.relations)
    relation = weak if is_strict else link.relation
    outcome = judge.decide(rest[0], relation, rest[1], names, variable=link.variable)
    if not isinstance(outcome, Sameness):
        return outcome
    roots = reading.chain.roots
    for position, step in enumerate(reading.chain.links):
        if step.relation is not Relation.EQUAL:
            relation = link.relation if step.relation.is_strict else weak
            ends = place(roots[position]), place(roots[position + 1])
            facts = reading.facts[position].union(names)
            outcome = judge.decide(ends[0], relation, ends[1], facts)
            if not isinstance(outcome, Sameness):
                return outcome
    return None


def _places(root: Node, side: Node, lemma: Proved, judge: Judge) -> Iterator[_Place]:
    """Yield the places at which one side of a lemma stands in an expression.

    These are parts of it that equal the side. They are also its products and sums: the side is a
    factor or a term of them, since what is left is the quotient or the difference. There is no
    quotient by what the lemma's facts make zero.
    """
    nodes = [node for node in postorder(root) if node.children or node is root]
    nodes = nodes[-_MOST_NODES:]
    if not side.children:
        nodes += [node for node in postorder(root) if node.name == side.name]
    equal = [node for node in nodes if isinstance(judge.is_same(node, side), Sameness)]
    if equal:
        yield lambda new: replaced(root, {id(node): new for node in equal})
    if len(equal) > 1:
        yield from (_instead_of(root, node) for node in equal)
    is_zero = judge.decide(side, Relation.EQUAL, _ZERO, lemma.rests_on)
    if isinstance(is_zero, Failure) and judge.shapes(side) == (SCALAR,):
        terms = root.children if root.operation in ("add", "sum") else ()
        for node in (root, *terms[:_MOST_TERMS]):
            if judge.shapes(node) == (SCALAR,):
                yield _times(root, node, side)
    else:
        for node in reversed(nodes):
            if node.operation == "mul":
                yield from _among_factors(root, node, side, judge)
    if len(set(judge.shapes(root, side))) == 1:
        yield _beside(root, side)


def _instead_of(root: Node, part: Node) -> _Place:
    return lambda new: replaced(root, {id(part): new})


def _times(root: Node, part: Node, side: Node) -> _Place:
    def filled(new: Node) -> Node:
        quotient = Node("div", "", (new, side))
        return replaced(root, {id(part): Node("mul", "", (part, quotient))})

    return filled


def _beside(root: Node, side: Node) -> _Place:
    return lambda new: Node("add", "", (root, new, Node("neg", "", (side,))))


def _among_factors(root: Node, product: Node, side: Node, judge: Judge) -> Iterator[_Place]:
    """Yield the places of neighbours in a product that together are the side."""
    factors = _factors(product)
    for length in range(2, min(len(factors), _LONGEST_RUN + 1)):
        for first in range(len(factors) - length + 1):
            last = first + length
            run = Node("mul", "", tuple(factors[first:last]))
            if isinstance(judge.is_same(run, side), Sameness):
                yield _between(root, product, factors[:first], factors[last:])


def _between(root: Node, product: Node, before: list[Node], after: list[Node]) -> _Place:
    def filled(new: Node) -> Node:
        return replaced(root, {id(product): Node("mul", "", (*before, new, *after))})

    return filled


def _factors(product: Node) -> list[Node]:
    if product.operation != "mul":
        return [product]
    return [factor for child in product.children for factor in _factors(child)]
