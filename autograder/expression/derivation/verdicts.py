"""What a chain of steps proves, link by link, and what its valid parts reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.credit import credit
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.places import (
    Expressions,
    Places,
    can_be,
    find_places,
    is_certain,
)
from autograder.expression.derivation.steps import Fault, Judged, judge_step
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.theory import Theory

__all__ = ["Assessment", "assess"]


#: With which steps a relation can be proved. A limit of a limit is none of the first.
_ALLOWED = {
    Relation.EQUAL: {Relation.EQUAL},
    Relation.AT_MOST: {Relation.EQUAL, Relation.AT_MOST, Relation.LESS},
    Relation.LESS: {Relation.EQUAL, Relation.AT_MOST, Relation.LESS},
    Relation.AT_LEAST: {Relation.EQUAL, Relation.AT_LEAST, Relation.GREATER},
    Relation.GREATER: {Relation.EQUAL, Relation.AT_LEAST, Relation.GREATER},
    Relation.TENDS: {Relation.EQUAL, Relation.TENDS},
}

_ALL_CLEAR: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a chain proves.

    Attributes:
        chain: The chain, as it was written.
        links: Its steps, judged.
        begins: Whether it is at the line's start on the one side.
        ends: Whether it is at the line's target on the other.
        proves: Whether its relations together give the line's.
        backwards: Whether it leads from the target to the start.
        reached: Where it stands at a milestone, one position for each that is reached, if that is
            what it earns something for.
        left_out: How many expressions a proof leaves out, in steps that take several facts.
        least: The share that is earned whatever is undecided.
        most: The share if all that is undecided holds.
        reasons: Why steps could not be decided.
    """

    chain: Chain
    links: tuple[Judged, ...]
    begins: bool | None
    ends: bool | None
    proves: bool
    backwards: bool = False
    reached: tuple[int, ...] = ()
    left_out: int = 0
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    reasons: tuple[str, ...] = ()


def assess(
    chain: Chain,
    task: Task,
    theory: Theory,
    judge: Judge,
    meaningless: Mapping[int, str] = _ALL_CLEAR,
) -> Assessment:
    """Judge a chain against what its line asks for.

    Args:
        chain: The chain.
        task: What the line asks for.
        theory: What it may assume.
        judge: What decides.
        meaningless: The positions of expressions that have no meaning, and why.
    """
    expressions = Expressions(chain.roots, meaningless, judge)
    places = find_places(expressions, task)
    links = tuple(_judge_links(chain, task, theory, expressions, places, meaningless))
    proof = places.proof(can_be) or range(1, len(links) + 1)
    proves = _proves([chain.links[step - 1] for step in proof], task.relation)
    begins, ends = _is_at_ends(places, links)
    least, most = (
        credit(chain, links, places, task, expressions, proves=proves, accepts=accepts)
        for accepts in (is_certain, can_be)
    )
    return Assessment(
        chain,
        links,
        begins,
        ends,
        proves,
        backwards=places.backwards,
        reached=least.reached,
        left_out=least.left_out,
        least=least.share,
        most=most.share,
        reasons=tuple(link.reason for link in links if link.holds is None),
    )


def _is_at_ends(places: Places, links: Sequence[Judged]) -> tuple[bool | None, bool | None]:
    """Return whether a chain is at the line's start and target where it begins and ends.

    It may go on beyond them where every further step holds.
    """
    proof = places.proof(can_be)
    further = [link.holds for step, link in enumerate(links, 1) if step not in proof]
    if proof and all(map(can_be, further)):
        first, last = proof[0] - 1, proof[-1]
    else:
        first, last = 0, len(links)
    if places.backwards:
        first, last = last, first
    return places.starts[first], places.targets[last]


def _judge_links(
    chain: Chain,
    task: Task,
    theory: Theory,
    expressions: Expressions,
    places: Places,
    meaningless: Mapping[int, str],
) -> list[Judged]:
    relation = task.relation.flipped if places.backwards else task.relation
    proof = places.proof(can_be)
    judged = []
    for number, link in enumerate(chain.links, 1):
        is_further = proof and number not in proof  # a further step has a relation of its own
        without = next((n for n in (number - 1, number) if n in meaningless), None)
        if without is not None:
            judged.append(Judged(False, fault=Fault.MALFORMED, detail=meaningless[without]))
        elif link.relation not in _ALLOWED[relation] and not is_further:
            judged.append(Judged(False, fault=Fault.RELATION))
        elif (back := expressions.repeats(number)) is not None:
            judged.append(Judged(False, fault=Fault.CIRCULAR, returns_to=back))
        else:
            before = expressions.roots[number - 1]
            judged.append(judge_step(before, link, task.most_facts, theory, expressions.judge))
    return judged


def _proves(links: Sequence[Link], relation: Relation) -> bool:
    """Return whether the relations of some steps together give the one that is asked for."""
    if relation.is_strict or relation is Relation.TENDS:
        return any(link.relation in (relation, relation.flipped) for link in links)
    return True
