"""What a chain earns: everything for a proof, and a part for what its true steps reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from autograder.expression.derivation.chain import Chain
from autograder.expression.derivation.links import Outcome
from autograder.expression.derivation.places import Accepts, Expressions, Places
from autograder.expression.derivation.steps import Judged, fewest, steps_for
from autograder.expression.derivation.task import Task
from autograder.expression.tree import AVERAGES, COUNTERS, Node, postorder

__all__ = ["ALL_LEFT_OUT", "ONE_LEFT_OUT", "SPOILT", "Credit", "credit", "share_of_merged"]

#: A proof that is whole but for one expression of several, and one that is a single step.
ONE_LEFT_OUT = Fraction(3, 4)
ALL_LEFT_OUT = Fraction(1, 4)
#: What is left of a proof beside which there is a step that does not hold.
SPOILT = Fraction(1, 2)

_POLYNOMIAL = frozenset({"add", "neg", "mul", "div", "pow", "T"})
_LEAVES = frozenset({"symbol", "item", "rational", "decimal", "constant"})
_BINDERS = COUNTERS | AVERAGES
_MOST_PARTS = 20
_TRIVIAL = (Node("rational", "0"), Node("rational", "1"))


@dataclass(frozen=True, slots=True)
class Credit:
    """What a chain earns.

    Attributes:
        share: The share of the line's points.
        reached: Where the chain stands at a milestone, one position for each that is reached, if
            that is what it earns something for.
        left_out: How many expressions a proof leaves out, in steps that take several facts.
    """

    share: Fraction
    reached: tuple[int, ...] = ()
    left_out: int = 0


def credit(
    chain: Chain,
    links: Sequence[Judged],
    places: Places,
    task: Task,
    expressions: Expressions,
    *,
    proves: bool,
    accepts: Accepts,
) -> Credit:
    """Return what a chain earns.

    Args:
        chain: The chain.
        links: Its steps, judged.
        places: Where the line's ends stand in it.
        task: What the line asks for.
        expressions: The chain's expressions.
        proves: Whether its relations together give the one that is asked for.
        accepts: Whether what is undecided counts.
    """
    holds = [accepts(link.holds) for link in links]
    proof = places.proof(accepts)
    is_proof = bool(proof) and proves and all(holds[step - 1] for step in proof)
    left_out = sum(links[step - 1].gaps for step in proof)
    if is_proof and all(holds) and not left_out:
        return Credit(Fraction(1))
    through = [link.through for link in links]
    stands = [_stands_at(forms, holds, through, places, task, expressions, accepts)
              for forms in task.milestones]  # fmt: skip
    reached = tuple(position for position in stands if position is not None)
    share = Fraction(len(reached), 2 * len(stands)) if stands else Fraction(0)
    by_milestones = Credit(share, reached)
    if not is_proof:
        return by_milestones
    worth = Fraction(1)
    if left_out:
        shown = _shown(stands, places, task, expressions)
        inner = max(_fewest_steps(chain, links, proof, task, expressions) - 1, left_out + shown)
        worth = share_of_merged(left_out, inner)
    if not all(holds):
        worth, left_out = worth * SPOILT, 0
    if worth > share or (left_out and worth == share):
        return Credit(worth, left_out=left_out)
    return by_milestones


def share_of_merged(left_out: int, inner: int) -> Fraction:
    """Return what a proof is worth whose steps take several facts at once.

    Three quarters where one expression of several is left out, a quarter where all are, and evenly
    in between.

    Args:
        left_out: How many expressions are left out, at least one.
        inner: How many there are between start and target.
    """
    if left_out >= inner:
        return ALL_LEFT_OUT
    return ONE_LEFT_OUT - (ONE_LEFT_OUT - ALL_LEFT_OUT) * Fraction(left_out - 1, inner - 1)


def _shown(
    stands: Sequence[int | None], places: Places, task: Task, expressions: Expressions
) -> int:
    """Return how many milestones a chain shows, at one position each.

    Of those that are an end by algebra alone, one is shown where the chain has that end in two
    forms, of which one has a sum, say, that the other has evaluated. So it is where sums stand
    otherwise within each other.
    """
    between: set[int] = set()
    evaluated = 0
    ends = ((task.start, places.starts), (task.target, places.targets))
    for forms, position in zip(task.milestones, stands, strict=True):
        of_ends = [truths for end, truths in ends
                   if any(_is_one_of(form, (end,), expressions) for form in forms)]  # fmt: skip
        if of_ends:
            evaluated |= any(_has_two_forms(truths, expressions) for truths in of_ends)
        elif position is not None:
            between.add(position)
    evaluated |= any(_is_nested_otherwise(truths, expressions) for _, truths in ends)
    return len(between) + evaluated


def _is_nested_otherwise(truths: Sequence[bool | None], expressions: Expressions) -> bool:
    """Return whether some equal expressions have the same symbols at other depths of their sums."""
    forms = [_depths(root) for root, truth in zip(expressions.roots, truths, strict=True) if truth]
    named = [[name for name, _ in depths] for depths in forms]
    return any(
        names == others and one != other
        for (names, one), (others, other) in combinations(zip(named, forms, strict=True), 2)
    )


def _depths(root: Node) -> list[tuple[str, int]]:
    """Return the symbols of an expression, each with the number of sums that it stands in."""
    found = []
    bound = {node.name for node in postorder(root) if node.operation in _BINDERS}
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if node.operation in ("symbol", "function") and node.name not in bound:
            found.append((node.name, depth))
        inner = depth + (node.operation in _BINDERS)
        # The body comes first; the limits of a sum stand outside of it.
        waiting += [(child, depth if n else inner) for n, child in enumerate(node.children)]
    return sorted(found)


def _has_two_forms(truths: Sequence[bool | None], expressions: Expressions) -> bool:
    """Return whether one of some equal expressions has a part that another has evaluated."""
    parts = [_parts(root) for root, truth in zip(expressions.roots, truths, strict=True) if truth]
    return any(
        not _is_one_of(part, (*others, *_TRIVIAL), expressions)
        for one, others in permutations(parts, 2)
        for part in one
    )


def _parts(root: Node) -> list[Node]:
    """Return the outermost parts of an expression that are no sums or products; the first few."""
    parts: list[Node] = []
    left = [root]
    while left and len(parts) < _MOST_PARTS:
        node = left.pop()
        if node.operation in _POLYNOMIAL:
            left += node.children
        elif node.operation not in _LEAVES:
            parts.append(node)
    return parts


def _fewest_steps(
    chain: Chain, links: Sequence[Judged], proof: range, task: Task, expressions: Expressions
) -> int:
    """Return how many steps it takes at least to prove the same from the facts that are cited.

    Facts that a chain uses and has no need of do not make it longer.
    """
    steps = [links[step - 1] for step in proof]
    cited = frozenset[str]().union(*(link.by_lemmas.union(link.facts) for link in steps))
    variables = [chain.links[step - 1].variable for step in proof]
    variable = next(filter(None, variables), "")

    def decide(names: Sequence[str]) -> Outcome:
        judge = expressions.judge
        return judge.decide(task.start, task.relation, task.target, names, variable=variable)

    return steps_for(len(fewest(sorted(cited), decide, least=1)), task.most_facts)


def _stands_at(
    forms: Sequence[Node],
    holds: Sequence[bool],
    through: Sequence[Sequence[Node]],
    places: Places,
    task: Task,
    expressions: Expressions,
    accepts: Accepts,
) -> int | None:
    """Return where a chain stands at a milestone, in what true steps join to one of its ends.

    A milestone that equals an end, in one of its forms, is reached from the other end only. A step
    by a lemma passes what the lemma's proof does, even where it fails itself.
    """
    way = -1 if places.backwards else 1
    sides = (
        (list(map(accepts, places.starts)), way, task.start),
        (list(map(accepts, places.targets)), -way, task.target),
    )
    found: list[int] = []
    for ends, direction, end in sides:
        positions = _led_to(ends, holds, direction)
        here = [
            position
            for position in positions
            if any(accepts(expressions.is_at(position, form)) for form in forms)
        ]
        joined = positions.union(position for position, is_end in enumerate(ends) if is_end)
        for position, roots in _passed(joined, holds, through, direction):
            if any(accepts(expressions.are_same(r, form)) for r in roots for form in forms):
                here.append(position)
        if here and not any(_is_one_of(form, (end,), expressions) for form in forms):
            found += here
    return min(found, default=None)


def _passed(
    positions: Collection[int],
    holds: Sequence[bool],
    through: Sequence[Sequence[Node]],
    way: int,
) -> Iterator[tuple[int, Sequence[Node]]]:
    """Yield what steps pass by the proofs of lemmas, with the position that they set out from.

    A proof is followed from the expression before the step; one that fails, from there alone.
    """
    for step, roots in enumerate(through, 1):
        origin = step - 1 if way > 0 else step
        if roots and origin in positions and (way > 0 or holds[step - 1]):
            yield origin, roots


def _is_one_of(form: Node, ends: Sequence[Node], expressions: Expressions) -> bool:
    return any(expressions.are_same(form, end) is True for end in ends)


def _led_to(ends: Sequence[bool], holds: Sequence[bool], way: int) -> frozenset[int]:
    """Return the positions that true steps lead to from where a chain stands at an end."""
    found = set()
    for end in (position for position, is_end in enumerate(ends) if is_end):
        position = end
        # The step with the number n leads from position n - 1 to position n.
        while 0 <= position + way <= len(holds) and holds[max(position, position + way) - 1]:
            position += way
            found.add(position)
    return frozenset(found)
