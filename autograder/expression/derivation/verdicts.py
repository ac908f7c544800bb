"""What a chain of steps proves, link by link, and what its valid parts reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.credit import credit
from autograder.expression.derivation.lemmas import Proved
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
        lemmas: The steps of its lemmas, judged.
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
    lemmas: tuple[tuple[Judged, ...], ...] = ()

    def worth(self, share: Fraction) -> Assessment:
        """Return the same of a part of what a line asks for, which is worth a share of it."""
        return replace(self, least=self.least * share, most=self.most * share)


def assess(
    chain: Chain,
    task: Task,
    theory: Theory,
    judge: Judge,
    meaningless: Mapping[int, str] = _ALL_CLEAR,
    of_lemmas: Sequence[Mapping[int, str]] = (),
) -> Assessment:
    """Judge a chain against what its line asks for.

    Args:
        chain: The chain.
        task: What the line asks for.
        theory: What it may assume.
        judge: What decides.
        meaningless: The positions of expressions that have no meaning, and why.
        of_lemmas: The same of each lemma.
    """
    proved: list[Proved] = []
    lemmas: list[tuple[Judged, ...]] = []
    for number, lemma in enumerate(chain.lemmas):
        unclear = of_lemmas[number] if of_lemmas else _ALL_CLEAR
        lemmas.append(_judge_lemma(lemma, task, theory, judge, proved, unclear))
        proved.append(_proved(lemma, lemmas[-1]))
    expressions = Expressions(chain.roots, meaningless, judge)
    places = find_places(expressions, task)
    links = tuple(_judge_links(chain, task, theory, expressions, places, meaningless, proved))
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
        lemmas=tuple(lemmas),
    )


def _judge_lemma(
    lemma: Chain,
    task: Task,
    theory: Theory,
    judge: Judge,
    earlier: Sequence[Proved],
    meaningless: Mapping[int, str],
) -> tuple[Judged, ...]:
    """Judge the steps of a lemma, which may prove whatever it likes."""
    expressions = Expressions(lemma.roots, meaningless, judge)
    return tuple(
        _out_of_place(number, expressions, meaningless)
        or judge_step(expressions.roots[number - 1], link, task.most_facts, theory, judge, earlier)
        for number, link in enumerate(lemma.links, 1)
    )


def _proved(lemma: Chain, links: Sequence[Judged]) -> Proved:
    """Return what there is of a lemma for the steps that cite it."""
    facts = tuple(
        frozenset(link.facts).difference(link.unneeded).union(link.by_lemmas) for link in links
    )
    holds = tuple(link.holds for link in links)
    return Proved(lemma, facts, holds, sum(link.gaps for link in links))


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
    lemmas: Sequence[Proved],
) -> list[Judged]:
    relation = task.relation.flipped if places.backwards else task.relation
    proof = places.proof(can_be)
    judged = []
    for number, link in enumerate(chain.links, 1):
        is_further = proof and number not in proof  # a further step has a relation of its own
        out_of_place = _out_of_place(number, expressions, meaningless)
        is_after = proof and number > proof[-1]
        if out_of_place and out_of_place.fault is Fault.CIRCULAR and is_after:
            out_of_place = None  # what is proved already is not taken for a proof of itself
        may_stand = link.relation in _ALLOWED[relation] or is_further
        if not may_stand and not (out_of_place and out_of_place.fault is Fault.MALFORMED):
            out_of_place = Judged(False, fault=Fault.RELATION)
        before, judge = expressions.roots[number - 1], expressions.judge
        judged.append(
            out_of_place or judge_step(before, link, task.most_facts, theory, judge, lemmas)
        )
    return judged


def _out_of_place(
    number: int, expressions: Expressions, meaningless: Mapping[int, str]
) -> Judged | None:
    """Return the judgement on a step beside an expression without meaning, or back to another."""
    without = next((n for n in (number - 1, number) if n in meaningless), None)
    if without is not None:
        return Judged(False, fault=Fault.MALFORMED, detail=meaningless[without])
    back = expressions.repeats(number)
    return None if back is None else Judged(False, fault=Fault.CIRCULAR, returns_to=back)


def _proves(links: Sequence[Link], relation: Relation) -> bool:
    """Return whether the relations of some steps together give the one that is asked for."""
    if relation.is_strict or relation is Relation.TENDS:
        return any(link.relation in (relation, relation.flipped) for link in links)
    return True
