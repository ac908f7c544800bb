"""What a chain of steps proves, link by link, and what its valid parts reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import combinations, islice, product

from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.derivation.lemmas import Proved, applied, reached
from autograder.expression.derivation.links import Counterexample, Failure, Judge, Outcome
from autograder.expression.derivation.theory import Theory
from autograder.expression.tree import Node

__all__ = ["Assessment", "Fault", "Judged", "Task", "assess"]


_MOST_MEANINGS = 6

#: With which steps a relation can be proved. A limit of a limit is none of the first.
_ALLOWED = {
    Relation.EQUAL: {Relation.EQUAL},
    Relation.AT_MOST: {Relation.EQUAL, Relation.AT_MOST, Relation.LESS},
    Relation.LESS: {Relation.EQUAL, Relation.AT_MOST, Relation.LESS},
    Relation.AT_LEAST: {Relation.EQUAL, Relation.AT_LEAST, Relation.GREATER},
    Relation.GREATER: {Relation.EQUAL, Relation.AT_LEAST, Relation.GREATER},
    Relation.TENDS: {Relation.EQUAL, Relation.TENDS},
}


class Fault(Enum):
    """Why a step is not valid."""

    TOO_MANY_FACTS = "too many facts"
    MISSING_FACT = "missing fact"
    MISSING_FACTS = "missing facts"
    FALSE = "false"
    CIRCULAR = "circular"
    RELATION = "relation"
    UNPROVED_LEMMA = "unproved lemma"
    OTHER_LEMMA = "other lemma"


@dataclass(frozen=True, slots=True)
class Judged:
    """One step, judged.

    Attributes:
        holds: Whether it is valid; none if that could not be decided.
        facts: The facts that it cites.
        fault: Why it is not.
        missing: For a missing fact, of which kind it is.
        counterexample: A model in which it fails.
        returns_to: For a circle, the position of the expression that it returns to.
        unknown_names: What it cites that is no fact.
        unneeded: Facts that it cites and does not need.
        reason: Why it could not be decided, or how sure it is.
        lemmas: The numbers of the lemmas that it cites and needs.
        through: What it passes on the way, by the proof of a lemma.
    """

    holds: bool | None
    facts: tuple[str, ...] = ()
    fault: Fault | None = None
    missing: str = ""
    counterexample: Counterexample | None = None
    returns_to: int = 0
    unknown_names: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()
    reason: str = ""
    lemmas: tuple[int, ...] = ()
    through: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a line asks for.

    Attributes:
        start: Where the chain begins.
        target: Where it ends.
        relation: What it is to prove between the two.
        milestones: Expressions that are worth partial credit, each in one or more forms.
        most_facts: How many facts a step may cite.
    """

    start: Node
    target: Node
    relation: Relation = Relation.EQUAL
    milestones: Sequence[Sequence[Node]] = ()
    most_facts: int = 1


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a chain proves.

    Attributes:
        chain: The chain, from the line's start to its target.
        links: Its steps, judged.
        begins: Whether it begins at the line's start.
        ends: Whether it ends at the line's target.
        proves: Whether its relations together give the line's.
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
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    reasons: tuple[str, ...] = ()
    lemmas: tuple[tuple[Judged, ...], ...] = ()


def assess(chain: Chain, task: Task, theory: Theory, judge: Judge) -> Assessment:
    """Judge a chain against what its line asks for."""
    begins = _truth(judge.is_same(chain.start, task.start))
    if begins is False and Relation.TENDS not in chain.relations:
        backwards = chain.reversed
        if _truth(judge.is_same(backwards.start, task.start)) is not False:
            chain = backwards
            begins = _truth(judge.is_same(chain.start, task.start))
    ends = _truth(judge.is_same(chain.roots[-1], task.target))
    proved: list[Proved] = []
    lemmas = []
    for lemma in chain.lemmas:
        lemmas.append(tuple(_judge_links(lemma, task, theory, judge, proved, is_lemma=True)))
        proved.append(_proved(lemma, lemmas[-1], proved))
    links = tuple(_judge_links(chain, task, theory, judge, proved))
    proves = _proves(chain, task.relation)
    assessment = Assessment(chain, links, begins, ends, proves, lemmas=tuple(lemmas))
    return replace(
        assessment,
        least=_share(assessment, task, judge, lambda truth: truth is True),
        most=_share(assessment, task, judge, lambda truth: truth is not False),
        reasons=tuple(link.reason for link in links if link.holds is None),
    )


def _truth(outcome: Outcome) -> bool | None:
    if isinstance(outcome, Undetermined):
        return None
    return isinstance(outcome, Sameness)


def _proved(lemma: Chain, links: Sequence[Judged], earlier: Sequence[Proved]) -> Proved:
    """Return what there is of a lemma for the steps that cite it."""
    facts = []
    for link in links:
        of_lemmas = [earlier[number - 1].rests_on for number in link.lemmas]
        needed = set(link.facts) - set(link.unneeded)
        facts.append(frozenset(needed).union(*of_lemmas))
    return Proved(lemma, tuple(facts), tuple(link.holds for link in links))


def _judge_links(
    chain: Chain,
    task: Task,
    theory: Theory,
    judge: Judge,
    lemmas: Sequence[Proved],
    *,
    is_lemma: bool = False,
) -> list[Judged]:
    roots = chain.roots
    judged = []
    for position, link in enumerate(chain.links):
        back = _returns_to(roots, position + 1, judge)
        if link.relation not in _ALLOWED[task.relation] and not is_lemma:
            judged.append(Judged(False, fault=Fault.RELATION))
        elif back is not None:
            judged.append(Judged(False, fault=Fault.CIRCULAR, returns_to=back))
        else:
            judged.append(_judge(roots[position], link, task, theory, judge, lemmas))
    return judged


def _returns_to(roots: Sequence[Node], position: int, judge: Judge) -> int | None:
    """Return the earlier expression that one repeats, after others that differ from it."""
    left = False
    for earlier in range(position - 1, -1, -1):
        same = _truth(judge.is_same(roots[earlier], roots[position]))
        if same and left:
            return earlier
        left = left or same is False
    return None


def _judge(
    before: Node, link: Link, task: Task, theory: Theory, judge: Judge, lemmas: Sequence[Proved]
) -> Judged:
    """Judge a step in the best of the meanings that its words have."""

    def decide(names: Sequence[str]) -> Outcome:
        return judge.decide(before, link.relation, link.root, names, variable=link.variable)

    meanings = [theory.named(text) for text in link.cited]
    unknown = tuple(text for text, found in zip(link.cited, meanings, strict=True) if not found)
    judged = []
    for chosen in islice(product(*filter(None, meanings)), _MOST_MEANINGS):
        named = frozenset[str]().union(*chosen)
        facts = tuple(name for name in theory.facts if name in named)
        if len(facts) > task.most_facts:
            judged.append(_by_fewer(facts, task.most_facts, decide))
        else:
            judged.append(_in_models_of(facts, theory, decide, judge.describe))
        if link.lemmas and not judged[-1].holds:
            judged[-1] = _by_lemma(before, link, facts, task, theory, judge, lemmas)
    best = max(judged, key=lambda found: (found.holds is True, found.holds is None))
    return replace(best, unknown_names=unknown)


def _by_lemma(
    before: Node,
    link: Link,
    facts: tuple[str, ...],
    task: Task,
    theory: Theory,
    judge: Judge,
    lemmas: Sequence[Proved],
) -> Judged:
    """Judge a step that needs the lemma that it cites.

    It has to be true, and what the lemma says: then it proves no more than the lemma's own steps.
    """
    if len(link.lemmas) > 1 or len(facts) + 1 > task.most_facts:
        return Judged(False, facts, Fault.TOO_MANY_FACTS, lemmas=link.lemmas)
    lemma = lemmas[link.lemmas[0] - 1]
    if lemma.is_proved is False:
        through = reached(lemma, before, judge)
        return Judged(False, facts, Fault.UNPROVED_LEMMA, lemmas=link.lemmas, through=through)

    def decide(names: Sequence[str]) -> Outcome:
        every = lemma.rests_on.union(names)
        return judge.decide(before, link.relation, link.root, every, variable=link.variable)

    true = replace(_in_models_of(facts, theory, decide, judge.describe), lemmas=link.lemmas)
    if not true.holds:
        if any(theory.facts[name].hidden for name in lemma.rests_on):
            true = replace(true, counterexample=None)
        return replace(true, through=reached(lemma, before, judge))
    step = applied(lemma, before, link, facts, judge)
    if step.holds is False:
        through = reached(lemma, before, judge)
        return Judged(False, facts, Fault.OTHER_LEMMA, lemmas=link.lemmas, through=through)
    if step.holds is None or lemma.is_proved is None:
        return Judged(None, facts, lemmas=link.lemmas, reason=step.reason or "a lemma is undecided")
    return replace(true, through=step.through)


def _by_fewer(
    facts: tuple[str, ...], most: int, decide: Callable[[Sequence[str]], Outcome]
) -> Judged:
    """Judge a step that cites too many facts: it is valid if fewer of them are enough."""
    for enough in combinations(facts, most):
        outcome = decide(enough)
        if isinstance(outcome, Sameness):
            unneeded = tuple(name for name in facts if name not in enough)
            return Judged(True, facts, unneeded=unneeded, reason=outcome.bound)
    return Judged(False, facts, Fault.TOO_MANY_FACTS)


def _in_models_of(
    facts: tuple[str, ...],
    theory: Theory,
    decide: Callable[[Sequence[str]], Outcome],
    describe: Callable[[Failure], Counterexample],
) -> Judged:
    """Judge a step that cites these facts."""
    outcome = decide(facts)
    if isinstance(outcome, Undetermined):
        return Judged(None, facts, reason=outcome.reason)
    if isinstance(outcome, Failure):
        failed, shown = _failed(outcome, facts, theory, decide)
        return replace(failed, counterexample=describe(shown))
    unneeded = [
        name for name in facts if isinstance(decide([n for n in facts if n != name]), Sameness)
    ]
    return Judged(True, facts, unneeded=tuple(unneeded), reason=outcome.bound)


def _failed(
    failure: Failure,
    facts: tuple[str, ...],
    theory: Theory,
    decide: Callable[[Sequence[str]], Outcome],
) -> tuple[Judged, Failure]:
    """Say what a step that fails lacks: a fact of some kind, several, or the truth.

    Returns:
        The step, judged, and the failure to show.
    """
    others = [name for name in theory.facts if name not in facts]
    for base in dict.fromkeys((facts, ())):
        for name in others:
            if isinstance(decide([*base, name]), Sameness):
                kind = theory.facts[name].kind
                return Judged(False, facts, Fault.MISSING_FACT, kind), failure
    everywhere = decide(list(theory.facts))
    if isinstance(everywhere, Failure):
        hidden = any(fact.hidden for fact in theory.facts.values())
        return Judged(False, facts, Fault.FALSE), failure if hidden else everywhere
    return Judged(False, facts, Fault.MISSING_FACTS), failure


def _through(links: Sequence[Judged]) -> list[Node]:
    """Return what steps pass by the proofs of lemmas."""
    return [root for link in links for root in link.through]


def _proves(chain: Chain, relation: Relation) -> bool:
    """Return whether the relations of a chain together give the one that is asked for."""
    used = [link.relation for link in chain.links]
    if relation.is_strict or relation is Relation.TENDS:
        return relation in used
    return True


def _share(
    assessment: Assessment,
    task: Task,
    judge: Judge,
    accepts: Callable[[bool | None], bool],
) -> Fraction:
    """Return everything for a proof, and else half of what its valid parts reach."""
    roots = assessment.chain.roots
    valid = [accepts(link.holds) for link in assessment.links]
    begins, ends = accepts(assessment.begins), accepts(assessment.ends)
    if begins and ends and assessment.proves and all(valid):
        return Fraction(1)
    first_bad = valid.index(False) if False in valid else len(valid)
    last_bad = len(valid) - valid[::-1].index(False) if False in valid else 0
    links = assessment.links
    forward = [*roots[1 : first_bad + 1], *_through(links[: first_bad + 1])] if begins else []
    backward = [*roots[last_bad:-1], *_through(links[last_bad:])] if ends else []

    def reached(forms: Sequence[Node]) -> bool:
        return any(
            any(accepts(_truth(judge.is_same(root, form))) for root in part)
            and _truth(judge.is_same(form, end)) is not True
            for form in forms
            for part, end in ((forward, task.start), (backward, task.target))
        )

    if not task.milestones or not (forward or backward):
        return Fraction(0)
    count = sum(reached(forms) for forms in task.milestones)
    return Fraction(count, 2 * len(task.milestones))
