"""Whether a step is valid: under what it cites, under less, under more, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations, islice, product

from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.chain import Link
from autograder.expression.derivation.lemmas import Proved, applied, reached
from autograder.expression.derivation.links import Counterexample, Failure, Judge, Outcome
from autograder.expression.derivation.theory import Theory
from autograder.expression.tree import Node

__all__ = ["Decide", "Fault", "Judged", "fewest", "judge_step", "steps_for"]

_MOST_MEANINGS = 6
#: Decides something in the models of the facts of these names.
Decide = Callable[[Sequence[str]], Outcome]


class Fault(Enum):
    """Why a step is not valid."""

    TOO_MANY_FACTS = "too many facts"
    MISSING_FACT = "missing fact"
    MISSING_FACTS = "missing facts"
    FALSE = "false"
    CIRCULAR = "circular"
    RELATION = "relation"
    SHAPES = "shapes"
    UNPROVED_LEMMA = "unproved lemma"
    OTHER_LEMMA = "other lemma"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Judged:
    """One step, judged.

    Attributes:
        holds: Whether it is true of what it cites; none if that could not be decided.
        facts: The facts that it cites.
        fault: Why it is not valid.
        gaps: How many expressions it leaves out, since it takes more facts than one step may.
        missing: For a missing fact, the names of those of which one would do; for several, of all
            that it needs.
        beside: Whether that fact is missing beside what is cited, and not in its place.
        detail: Why an expression has no meaning, or which shapes the two sides have.
        counterexample: A model in which it fails.
        returns_to: For a circle, the position of the expression that it returns to.
        unknown_names: What it cites that is no fact.
        unneeded: Facts that it cites and does not need.
        reason: Why it could not be decided, or how sure it is.
        lemmas: The numbers of the lemmas that it cites and needs.
        by_lemmas: The facts that these rest on.
        through: What it passes on the way, by the proof of a lemma.
        supplied: Facts that it rests on though it names none, since its reasons are in prose.
    """

    holds: bool | None
    facts: tuple[str, ...] = ()
    fault: Fault | None = None
    gaps: int = 0
    missing: tuple[str, ...] = ()
    beside: bool = False
    detail: str = ""
    counterexample: Counterexample | None = None
    returns_to: int = 0
    unknown_names: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()
    reason: str = ""
    lemmas: tuple[int, ...] = ()
    by_lemmas: frozenset[str] = frozenset()
    through: tuple[Node, ...] = ()
    supplied: tuple[str, ...] = ()


def judge_step(
    before: Node,
    link: Link,
    most_facts: int,
    theory: Theory,
    judge: Judge,
    lemmas: Sequence[Proved] = (),
) -> Judged:
    """Judge a step in the best of the meanings that its words have.

    Args:
        before: The expression that it leads from.
        link: The step.
        most_facts: How many facts it may cite.
        theory: What it may assume.
        judge: What decides.
        lemmas: Those of the chain, as far as they are proved; a step that needs none is judged
            without them.
    """
    if link.is_open:
        return _judge_open(before, link, most_facts, theory, judge, lemmas)

    def decide(names: Sequence[str]) -> Outcome:
        return judge.decide(before, link.relation, link.root, names, variable=link.variable)

    meanings = [theory.named(text) for text in link.cited]
    unknown = tuple(text for text, found in zip(link.cited, meanings, strict=True) if not found)
    judged = []
    for chosen in islice(product(*filter(None, meanings)), _MOST_MEANINGS):
        named = frozenset[str]().union(*chosen)
        facts = tuple(name for name in theory.facts if name in named)
        of_too_many = _of_too_many(facts, most_facts, decide)
        judged.append(of_too_many or _in_models_of(facts, theory, decide, judge.describe))
        if link.lemmas and not judged[-1].holds:
            judged[-1] = _by_lemma(before, link, facts, most_facts, theory, judge, lemmas)
    best = max(judged, key=lambda found: (found.holds is True, found.holds is None, -found.gaps))
    return replace(best, unknown_names=unknown)


def _judge_open(
    before: Node,
    link: Link,
    most_facts: int,
    theory: Theory,
    judge: Judge,
    lemmas: Sequence[Proved],
) -> Judged:
    """Judge a step whose reasons are words: by the facts that they name, else by what gives it.

    A step that is true of no fact gains nothing by naming none; where it takes several, it is one
    that cites them all. What is proved apart is tried where nothing else gives the whole of it.
    """
    named = frozenset[str]().union(*(theory.named_in(text) for text in link.cited))
    cited = tuple(name for name in theory.facts if name in named)
    plain = replace(link, cited=cited, is_open=False)
    judged = judge_step(before, plain, most_facts, theory, judge)
    if judged.holds is False and not cited and judged.missing:
        one_does = judged.fault is Fault.MISSING_FACT
        supplied = judged.missing[:1] if one_does else judged.missing
        by_them = judge_step(before, replace(plain, cited=supplied), most_facts, theory, judge)
        judged = replace(by_them, supplied=supplied)
    if judged.fault in (None, Fault.FALSE, Fault.SHAPES):
        return judged
    for number in range(1, len(lemmas) + 1):
        by_one = replace(plain, lemmas=(number,))
        by_lemma = judge_step(before, by_one, most_facts, theory, judge, lemmas)
        if by_lemma.holds and by_lemma.fault is None:
            return by_lemma
    return judged


def _by_lemma(
    before: Node,
    link: Link,
    facts: tuple[str, ...],
    most_facts: int,
    theory: Theory,
    judge: Judge,
    lemmas: Sequence[Proved],
) -> Judged:
    """Judge a step that needs the lemma that it cites.

    It has to be true, and what the lemma says: then it proves no more than the lemma's own steps.
    """
    if len(link.lemmas) > 1:
        return Judged(False, facts, Fault.TOO_MANY_FACTS, lemmas=link.lemmas)
    lemma = lemmas[link.lemmas[0] - 1]
    as_far = Judged(False, facts, lemmas=link.lemmas, by_lemmas=lemma.rests_on)
    if lemma.is_proved is False:
        through = reached(lemma, before, judge)
        return replace(as_far, fault=Fault.UNPROVED_LEMMA, through=through)

    def decide(names: Sequence[str]) -> Outcome:
        every = lemma.rests_on.union(names)
        return judge.decide(before, link.relation, link.root, every, variable=link.variable)

    true = _in_models_of(facts, theory, decide, judge.describe)
    true = replace(true, lemmas=link.lemmas, by_lemmas=lemma.rests_on)
    if not true.holds:
        if any(theory.facts[name].hidden for name in lemma.rests_on):
            true = replace(true, counterexample=None)
        return replace(true, through=reached(lemma, before, judge))
    step = applied(lemma, before, link, facts, judge)
    if step.holds is False:
        through = reached(lemma, before, judge)
        return replace(as_far, fault=Fault.OTHER_LEMMA, through=through)
    if step.holds is None or lemma.is_proved is None:
        return replace(as_far, holds=None, reason=step.reason or "a lemma is undecided")
    # A lemma counts as one fact.
    gaps = lemma.gaps + steps_for(len(facts) - len(true.unneeded) + 1, most_facts) - 1
    fault = Fault.TOO_MANY_FACTS if gaps else None
    return replace(true, fault=fault, gaps=gaps, through=step.through)


def _of_too_many(facts: tuple[str, ...], most: int, decide: Decide) -> Judged | None:
    """Judge a step that cites more facts than a step may; none if it does not, or if it fails.

    It is valid if fewer of them are enough. If it is true of more together, it leaves out the
    expressions that lie between.
    """
    if len(facts) <= most:
        return None
    outcome = decide(facts)
    if isinstance(outcome, Failure):
        return None
    needed = fewest(facts, decide, least=most)
    gaps = steps_for(len(needed), most) - 1
    if isinstance(outcome, Undetermined) and gaps:
        return Judged(None, facts, gaps=gaps, reason=outcome.reason)
    return Judged(
        True,
        facts,
        Fault.TOO_MANY_FACTS if gaps else None,
        gaps,
        unneeded=tuple(name for name in facts if name not in needed),
        reason=outcome.bound if isinstance(outcome, Sameness) else "",
    )


def steps_for(facts: int, most: int) -> int:
    """Return how many steps it takes to use some facts."""
    return -(-facts // most)


def fewest(names: Sequence[str], decide: Decide, *, least: int) -> tuple[str, ...]:
    """Return the fewest of some facts that are enough, which all of them together are."""
    for count in range(least, len(names)):
        for enough in combinations(names, count):
            if isinstance(decide(enough), Sameness):
                return enough
    return tuple(names)


def _in_models_of(
    facts: tuple[str, ...],
    theory: Theory,
    decide: Decide,
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
    failure: Failure, facts: tuple[str, ...], theory: Theory, decide: Decide
) -> tuple[Judged, Failure]:
    """Say what a step that fails lacks: a fact, several, or the truth.

    Returns:
        The step, judged, and the failure to show.
    """
    if failure.shapes:
        before, after = failure.shapes
        detail = f"the left side is {before}, the right side {after}"
        return Judged(False, facts, Fault.SHAPES, detail=detail), failure
    others = [name for name in theory.facts if name not in facts]
    for base in dict.fromkeys(((), facts)):
        missing = [name for name in others if isinstance(decide([*base, name]), Sameness)]
        if missing:
            fault = Fault.MISSING_FACT
            return Judged(False, facts, fault, missing=tuple(missing), beside=bool(base)), failure
    everywhere = decide(list(theory.facts))
    if isinstance(everywhere, Failure):
        hidden = any(fact.hidden for fact in theory.facts.values())
        return Judged(False, facts, Fault.FALSE), failure if hidden else everywhere
    needed: tuple[str, ...] = ()
    if isinstance(everywhere, Sameness):
        needed = fewest(list(theory.facts), decide, least=2)
    return Judged(False, facts, Fault.MISSING_FACTS, missing=needed), failure
