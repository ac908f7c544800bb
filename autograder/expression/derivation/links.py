"""Whether one step holds in every model of some facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Undecided, Undefined, Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.comparison.analysis import search_in_balls
from autograder.expression.comparison.counterexample import describe_value
from autograder.expression.comparison.findings import (
    Disagreement,
    Finding,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.comparison.search import search
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.decisions import Decided, Decisions, form
from autograder.expression.derivation.order import search_in_order
from autograder.expression.derivation.shifts import shifted
from autograder.expression.derivation.theory import Reading, Theory
from autograder.expression.domain import Shape
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.shape import ShapeError, infer
from autograder.expression.tree import Node, are_identical, free_symbols, postorder, substitute

__all__ = ["Counterexample", "Failure", "Judge", "Outcome"]

#: What it takes to set up a comparison, in scalar operations for each node.
_PREPARATION = 40
_NO_FACTS: frozenset[str] = frozenset()
_UNBOUNDED = frozenset({"real", "positive", "nonnegative", "natural", "integer", "size"})
_INFINITY = Node("constant", "oo")


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A model in which a step fails.

    Attributes:
        point: The values of symbols by their names, where they can be read.
        left: The value before the step.
        right: The value after it.
    """

    point: Mapping[str, str] = field(default_factory=dict)
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A model in which a step fails, as it was found; `Judge.describe` makes it readable.

    Attributes:
        difference: How the sides differ.
        relation: What does not hold.
        pair: What was compared, if the sides can be compared at all.
        values: The symbols whose values are shown, as that model has them, by their names.
        shapes: Which shapes the sides have, if that is why they cannot be compared.
    """

    difference: Disagreement
    relation: Relation = Relation.EQUAL
    pair: Pair | None = None
    values: Mapping[str, Node] = field(default_factory=dict)
    shapes: tuple[Shape, Shape] | None = None


#: A step holds (with a bound), fails, or could not be decided.
Outcome = Sameness | Failure | Undetermined


class Judge:
    """Decides steps; what was decided once is remembered.

    Args:
        theory: The facts.
        seed: Where all randomness comes from.
        budget: What one comparison may cost.
        steps: Scalar operations that all of them may take together.
        decisions: What other judges have decided; nothing if each decides for itself.
    """

    def __init__(
        self,
        theory: Theory,
        *,
        seed: int,
        budget: Budget,
        steps: int,
        decisions: Decisions | None = None,
    ) -> None:
        self._theory = theory
        self._seed = seed
        self._budget = budget
        self._left = steps
        self._known: dict[tuple[int, int, Relation, frozenset[str]], Outcome] = {}
        self._kept: list[Node] = []
        self._decisions = decisions
        self._form = form((theory, seed, budget)) if decisions is not None else ""

    def is_same(self, left: Node, right: Node) -> Outcome:
        """Decide whether two expressions are equal by algebra alone."""
        return self.decide(left, Relation.EQUAL, right, _NO_FACTS)

    def decide(
        self,
        left: Node,
        relation: Relation,
        right: Node,
        names: Collection[str],
        *,
        variable: str = "",
    ) -> Outcome:
        """Decide whether a relation holds in every model of the facts of these names."""
        if relation is Relation.TENDS:
            if not self._can_grow(variable):
                return Failure(Disagreement({}))
            left = substitute(left, {variable: _INFINITY})
            relation = Relation.EQUAL
        key = (id(left), id(right), relation, frozenset(names))
        if key not in self._known:
            self._kept += [left, right]  # their ids are theirs only while they live
            self._known[key] = self._recalled(left, relation, right, frozenset(names))
        return self._known[key]

    def shapes(self, *roots: Node) -> tuple[Shape, ...]:
        """Return the shapes of expressions; none if parts of them do not fit together."""
        try:
            reading, *_ = self._theory.readings(roots, _NO_FACTS)
            return tuple(infer(root, reading.symbols) for root in reading.roots)
        except (OverBudget, ShapeError):
            return ()

    def _recalled(
        self, left: Node, relation: Relation, right: Node, names: frozenset[str]
    ) -> Outcome:
        """Decide a step, or take what another judge has decided, and what that took."""
        if self._decisions is None:
            return self._decide(left, relation, right, names)
        step = (self._form, form(left), relation.value, form(right), form(names))
        known = self._decisions.find(*step)
        # While there is enough for all that one may take, what others took makes no difference.
        if known is not None and self._left - known.steps >= self._budget.steps:
            self._left -= known.steps
            outcome: Outcome = known.outcome
            return outcome
        before = self._left
        outcome = self._decide(left, relation, right, names)
        if self._left >= self._budget.steps:
            self._decisions.keep(Decided(outcome, before - self._left), *step)
        return outcome

    def _decide(
        self, left: Node, relation: Relation, right: Node, names: frozenset[str]
    ) -> Outcome:
        if are_identical(left, right) and not relation.is_strict:
            return Sameness("identical")
        if self._left <= 0:
            return Undetermined("there are too many steps, or they are too long")
        self._left -= _PREPARATION * sum(1 for root in (left, right) for _ in postorder(root))
        try:
            outcome = self._in_all_models(left, relation, right, names)
            if isinstance(outcome, Failure) and "integral" in self._theory.opaque:
                return self._shifted(left, relation, right, names) or outcome
            return outcome
        except (OverBudget, ShapeError) as reason:
            return Undetermined(str(reason))

    def _shifted(
        self, left: Node, relation: Relation, right: Node, names: frozenset[str]
    ) -> Sameness | None:
        """Return that a step holds with the variables of integrals shifted, if it does."""
        for sides in shifted(left, right, self._theory.symbols):
            outcome = self._in_all_models(sides[0], relation, sides[1], names)
            if isinstance(outcome, Sameness):
                return outcome
        return None

    def _in_all_models(
        self, left: Node, relation: Relation, right: Node, names: frozenset[str]
    ) -> Outcome:
        bounds = []
        symbols = sorted(free_symbols(left) | free_symbols(right))
        shown = [name for name in symbols if self._is_value(name)]
        roots = [left, right, *(Node("symbol", name) for name in shown)]
        for reading in self._theory.readings(roots, names):
            pair = self._pair(reading)
            if not isinstance(pair, Pair):
                return Failure(Disagreement({}), relation, shapes=pair)
            finding = self._compare(pair, relation)
            if isinstance(finding, Undetermined):
                return finding
            if isinstance(finding, Disagreement):
                values = dict(zip(shown, reading.roots[2:], strict=True))
                return Failure(finding, relation, pair, values)
            bounds.append(finding.bound)
        return Sameness("; ".join(dict.fromkeys(bounds)))

    def _is_value(self, name: str) -> bool:
        domain = self._theory.symbols.get(name)
        random = name in self._theory.random
        return domain is not None and domain.shape is not None and not random

    def _can_grow(self, name: str) -> bool:
        domain = self._theory.symbols.get(name)
        return domain is not None and domain.kind in _UNBOUNDED

    def _pair(self, reading: Reading) -> Pair | tuple[Shape, Shape]:
        """Return the two sides; their shapes if these differ."""
        left, right = reading.roots[:2]
        shapes = infer(left, reading.symbols), infer(right, reading.symbols)
        if shapes[0] != shapes[1]:
            if not _is_zero(left) and not _is_zero(right):
                return shapes
            left, right = _spread(left, right), _spread(right, left)
        setting = ComparisonSetting(
            reading.symbols, (), self._seed, self._budget, reading.conditions
        )
        return Pair(left, right, setting)

    def _compare(self, pair: Pair, relation: Relation) -> Finding:
        meter = Meter(min(self._budget.steps, self._left))
        granted = meter.left
        try:
            if relation is not Relation.EQUAL:
                falls = relation in (Relation.AT_LEAST, Relation.GREATER)
                return search_in_order(pair, meter, strict=relation.is_strict, falls=falls)
            return search(pair, meter)
        except Unsupported as gap:
            return Undetermined(f"{gap} cannot be decided")
        finally:
            self._left -= granted - meter.left

    def describe(self, failure: Failure) -> Counterexample:
        """Return what a failure looks like in the symbols of the question."""
        pair, difference = failure.pair, failure.difference
        if pair and failure.relation is Relation.EQUAL:
            difference = _smallest(pair, difference)
        point = difference.point
        if pair is None or point is None:
            return Counterexample()
        meter = Meter(self._budget.steps)
        model = Model(pair.setting, Balls(), ClosedFormRules(meter), meter)
        model.enter(point)
        texts = {name: str(value) for name, value in difference.sizes.items()}
        for name, root in failure.values.items():
            try:
                texts[name] = describe_value(model.program(root).run())
            except (Undefined, Undecided, Unsupported, OverBudget):
                continue
        for name, function in sorted(point.functions.items()):
            if name in self._theory.symbols:
                texts[name] = f"x -> {function}"
        right = difference.submitted
        return Counterexample(
            texts,
            describe_value(difference.expected),
            "not defined" if right is None else describe_value(right),
        )


def _smallest(pair: Pair, difference: Disagreement) -> Disagreement:
    """Return the same failure where all dimensions are 1, if it is one there."""
    sizes = dict.fromkeys(difference.sizes, 1)
    if difference.point is None or sizes == difference.sizes:
        return difference
    meter = Meter(pair.setting.budget.near_miss_steps)
    averages = ClosedFormRules(meter)
    try:
        found = search_in_balls(
            pair, arithmetic=Balls(), averages=averages, meter=meter, sizes=sizes
        )
    except (OverBudget, Unsupported):
        return difference
    return found if isinstance(found, Disagreement) and found.point is not None else difference


def _is_zero(root: Node) -> bool:
    return root.operation == "rational" and not root.fraction()


def _spread(root: Node, other: Node) -> Node:
    """Return a number 0 as the matrix of zeros that it stands for."""
    return Node("mul", "", (root, other)) if _is_zero(root) else root
