"""Whether a submitted expression equals the expected one.

`compare` is the procedure: names and shapes first, then the search for a point at which the two
differ. A difference is certain and comes with a witness; if none is found, the outcome says how
sure that makes it. What cannot be decided is unknown, never different.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.counterexample import (
    describe_items,
    describe_point,
    describe_tied,
    describe_values,
)
from autograder.expression.comparison.empty_sums import empty_sum
from autograder.expression.comparison.findings import Disagreement, Pair, Sameness, Undetermined
from autograder.expression.comparison.search import has_no_values, search
from autograder.expression.domain import Domain
from autograder.expression.evaluation.directions import open_products
from autograder.expression.evaluation.model import ComparisonSetting, Definition
from autograder.expression.near_misses import WORDING, NearMiss, nearest_miss
from autograder.expression.premises import Premises
from autograder.expression.shape import Shape, ShapeError, infer
from autograder.expression.shape_errors import written
from autograder.expression.statement import (
    StatementError,
    check_conditions,
    in_domain,
    resolved,
)
from autograder.expression.tree import (
    MAX_DIGITS,
    Node,
    are_identical,
    free_symbols,
    postorder,
    substitute,
)

__all__ = [
    "DEFAULT_BUDGET",
    "QUICK_BUDGET",
    "Definition",
    "Different",
    "Equality",
    "Malformed",
    "Outcome",
    "Unknown",
    "compare",
]

#: What one comparison may cost, unless the caller says otherwise.
DEFAULT_BUDGET = Budget()
#: The same where only the kind of outcome matters: not where two expressions differ, nor in what
#: way, which takes longer than to find that they do.
QUICK_BUDGET = replace(DEFAULT_BUDGET, near_miss_steps=0)

_NO_TIES: Mapping[str, Node] = {}
_MOST_NAMES = 5
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Equality:
    """The expressions agree.

    Attributes:
        bound: How sure that is: the probability that they differ nevertheless, or how closely and
            where they were found to agree.
    """

    bound: str


@dataclass(frozen=True, slots=True)
class Different:
    """The expressions certainly differ.

    Attributes:
        note: In what way, as a stable tag: ``"transpose"``, ``"sign"``, …; empty if in none that
            has a name.
        message: The same for a student; never tells the expected answer.
        witness: Where they differ: values of symbols by their names.
        expected_value: The value of the expected expression there: for instructors.
        submitted_value: The value of the submitted one there.
        detail: More about the way, such as the factor: for instructors.
        items: Where sequences have definitions, the values there of the items that the answer is
            made of itself.
    """

    note: str
    message: str
    witness: Mapping[str, str] = field(default_factory=dict)
    expected_value: str = ""
    submitted_value: str = ""
    detail: str = ""
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """It could not be decided.

    Attributes:
        reason: Why.
        side: "expected" where it is the question's own mistake: an expression without values.
    """

    reason: str
    side: Literal["", "expected"] = ""


@dataclass(frozen=True, slots=True)
class Malformed:
    """An expression has no meaning: unknown symbols, or parts that do not fit together.

    Attributes:
        message: What is wrong; for a student, where it is the submitted expression's.
        side: Which expression it is; the expected one is the question's own mistake.
        error: The shape error, where it is one.
    """

    message: str
    side: Literal["expected", "submitted"] = "submitted"
    error: ShapeError | None = None


Outcome = Equality | Different | Unknown | Malformed


def compare(
    expected: Node,
    submitted: Node,
    premises: Premises,
    *,
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Compare a submitted expression with the expected one.

    They are compared as they are written first, and with what tied symbols are made of in their
    place where that shows no equality.

    Args:
        expected: The reference's expression.
        submitted: The answer.
        premises: What is known of their symbols.
        budget: What the comparison may cost.
    """
    symbols, conditions = premises.symbols, tuple(premises.conditions)
    definitions = tuple(premises.definitions)
    setting = ComparisonSetting(symbols, definitions, premises.seed, budget, conditions)
    try:
        check_conditions(conditions, symbols)
        for definition in definitions:
            _check_names(definition.body, {*symbols, definition.index}, symbols)
        for name, body in premises.ties.items():
            _check_names(body, symbols, symbols)
            if infer(body, symbols) != symbols[name].shape:
                raise StatementError(f"{name} is not of the shape of {written(body)}")
        bodies = resolved(premises.ties)
    except (ShapeError, StatementError) as error:
        return Malformed(f"what the question states: {error}", side="expected")
    if not bodies:
        return _compare(Pair(expected, submitted, setting))
    if not _ties_of(bodies, (expected, submitted, *conditions)):
        return _compare(Pair(expected, submitted, _tied(setting, bodies)))
    free = [c for c in conditions if not _ties_of(bodies, (c,))]
    outcome = _compare(Pair(expected, submitted, replace(setting, conditions=tuple(free))))
    if isinstance(outcome, (Equality, Malformed)):
        return outcome
    made = Pair(substitute(expected, bodies), substitute(submitted, bodies), _tied(setting, bodies))
    return _compare(made, _ties_of(bodies, (expected, submitted)))


def _check_names(body: Node, known: Collection[str], symbols: Mapping[str, Domain]) -> None:
    dimensions = (domain.dimension_names for domain in symbols.values())
    for name in sorted(free_symbols(body).difference(known, *dimensions)):
        raise StatementError(f"{name} is no symbol of this question")


def _ties_of(bodies: Mapping[str, Node], roots: Sequence[Node]) -> Mapping[str, Node]:
    """Return those of the tied symbols that occur."""
    names = frozenset[str]().union(*map(free_symbols, roots))
    return {name: body for name, body in bodies.items() if name in names}


def _tied(setting: ComparisonSetting, bodies: Mapping[str, Node]) -> ComparisonSetting:
    """Return what a question states with its tied symbols replaced, each within its domain."""
    definitions = (replace(d, body=substitute(d.body, bodies)) for d in setting.definitions)
    conditions = [substitute(condition, bodies) for condition in setting.conditions]
    for name, body in bodies.items():
        conditions += in_domain(body, setting.symbols[name])
    return replace(setting, definitions=tuple(definitions), conditions=tuple(conditions))


def _compare(pair: Pair, shown: Mapping[str, Node] = _NO_TIES) -> Outcome:
    """Compare expressions without tied symbols.

    Args:
        pair: The expressions.
        shown: What the symbols are made of that were there, to be shown with a witness.
    """
    expected, submitted, setting = pair.expected, pair.submitted, pair.setting
    shapes: list[Shape] = []
    for root in (expected, submitted):
        if _is_larger(root, setting.budget.nodes):
            return Unknown(f"an expression has more than {setting.budget.nodes} operations")
        shape = _shape(root, setting)
        if isinstance(shape, Malformed):
            return replace(shape, side="submitted" if shapes else "expected")
        shapes.append(shape)
    if shapes[0] != shapes[1] and _is_zero(submitted):
        pair = replace(pair, submitted=Node("mul", "", (submitted, expected)))
        shapes[1] = shapes[0]
    if shapes[0] != shapes[1]:
        return _of_another_shape(pair, *shapes)
    if are_identical(pair.expected, pair.submitted):
        nothing = has_no_values(pair, Meter(setting.budget.steps))
        return _unknown(nothing) if nothing else Equality("identical")
    finding = search(pair, Meter(setting.budget.steps))
    if isinstance(finding, Disagreement) and _is_either_way(pair):
        either = replace(pair, setting=replace(setting, either_way=True))
        other = search(either, Meter(setting.budget.steps))
        finding = other if isinstance(other, Sameness) else finding
    if isinstance(finding, Sameness):
        return Equality(finding.bound)
    if isinstance(finding, Undetermined):
        return _unknown(finding)
    return _different(pair, finding, shown)


def _is_either_way(pair: Pair) -> bool:
    """Return whether there is a product of numbers whose direction is not stated."""
    return any(_open(root, pair.setting) for root in pair.roots)


def _open(root: Node, setting: ComparisonSetting) -> list[tuple[Node, bool]]:
    return list(open_products(root, symbols=setting.symbols, conditions=setting.conditions))


def _unknown(finding: Undetermined) -> Unknown:
    return Unknown(finding.reason, "expected" if finding.is_expected else "")


def _is_larger(root: Node, nodes: int) -> bool:
    """Return whether an expression has more operations and operands than that."""
    size = 0
    for node in postorder(root):
        size += 1 + len(node.children)
        if size > 2 * nodes:
            return True
    return False


def _shape(root: Node, setting: ComparisonSetting) -> Shape | Malformed:
    """Return the shape of an expression, or why it has none."""
    symbols = setting.symbols
    digits = sum(
        len(node.name) for node in postorder(root) if node.operation in ("rational", "decimal")
    )
    if digits > MAX_DIGITS:
        return Malformed(f"numbers of more than {MAX_DIGITS} digits")
    known = set(symbols).union(*(domain.dimension_names for domain in symbols.values()))
    unknown = sorted(free_symbols(root) - known)
    if unknown:
        names = ", ".join(name[:_LONGEST_NAME] for name in unknown[:_MOST_NAMES])
        verb = "is no symbol" if len(unknown) == 1 else "are no symbols"
        return Malformed(f"{names} {verb} of this question")
    try:
        shape = infer(root, symbols)
    except ShapeError as error:
        return Malformed(str(error), error=error)
    for node, of_matrices in _open(root, setting):
        if of_matrices:
            return Malformed(_without_direction(node))
    return shape


def _without_direction(product: Node) -> str:
    _, first, last = map(written, product.children)
    return (
        f"the product from {product.name} = {first} to {last} could run up or down: nothing states "
        f"the order of {first} and {last}, so the order of its factors is not known. State the "
        "order, or let the index run from a limit that is never above the other"
    )


def _is_zero(root: Node) -> bool:
    """Return whether an expression is the number 0, which stands for every matrix of zeros."""
    return root.operation == "rational" and not root.fraction()


def _of_another_shape(pair: Pair, expected: Shape, submitted: Shape) -> Different:
    """Describe an answer whose shape is wrong: perhaps it is only the transpose."""
    if submitted.transposed == expected:
        turned = replace(pair, submitted=Node("T", "", (pair.submitted,)))
        if isinstance(search(turned, Meter(pair.setting.budget.near_miss_steps)), Sameness):
            return Different("transpose", WORDING["transpose"])
    return Different("shape", f"{WORDING['shape']} It is {submitted}.")


def _different(pair: Pair, difference: Disagreement, shown: Mapping[str, Node]) -> Different:
    """Describe a difference: where it is, and in what way the answer is close."""
    witness = describe_point(difference)
    if shown:
        witness.update(describe_tied(pair.setting, difference, shown))
    empty = empty_sum(pair.submitted, pair.setting)
    if difference.undefined:
        miss = NearMiss("domain", difference.undefined)
    elif empty:
        miss = NearMiss("empty_sum")
    else:
        miss = nearest_miss(pair, difference) or NearMiss("")
    expected_value, submitted_value = describe_values(difference)
    return Different(
        note=miss.tag,
        message=empty or WORDING.get(miss.tag, ""),
        witness=witness,
        expected_value=expected_value,
        submitted_value=submitted_value,
        detail=miss.detail,
        items=describe_items(pair, difference) if pair.setting.definitions else {},
    )
