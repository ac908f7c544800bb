"""Whether a submitted expression equals the expected one.

`compare` is the procedure: names and shapes first, then the search for a point at which the two
differ. A difference is certain and comes with a witness; if none is found, the outcome says how
sure that makes it. What cannot be decided is unknown, never different.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from autograder.expression.budget import Budget, Meter
from autograder.expression.comparison.findings import Difference, Pair, Sameness, Undetermined
from autograder.expression.comparison.identity import are_identical
from autograder.expression.comparison.search import has_no_values, search
from autograder.expression.comparison.witness import describe_point, describe_values
from autograder.expression.domain import Domain
from autograder.expression.evaluation.model import Definition, Setting
from autograder.expression.near_misses import WORDING, NearMiss, nearest_miss
from autograder.expression.shape import Shape, ShapeError, infer
from autograder.expression.tree import MAX_DIGITS, Node, free_symbols, postorder

__all__ = [
    "DEFAULT_BUDGET",
    "Definition",
    "Different",
    "Equal",
    "Malformed",
    "Outcome",
    "Unknown",
    "compare",
]

#: What one comparison may cost, unless the caller says otherwise.
DEFAULT_BUDGET = Budget()

_MOST_NAMES = 5
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Equal:
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
    """

    note: str
    message: str
    witness: Mapping[str, str] = field(default_factory=dict)
    expected_value: str = ""
    submitted_value: str = ""
    detail: str = ""


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


Outcome = Equal | Different | Unknown | Malformed


def compare(
    expected: Node,
    submitted: Node,
    *,
    symbols: Mapping[str, Domain],
    definitions: Sequence[Definition] = (),
    seed: int = 0,
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Compare a submitted expression with the expected one.

    Args:
        expected: The reference's expression.
        submitted: The answer.
        symbols: The domain of every symbol; other names must be dimensions that occur in one.
        definitions: What the items of sequences obey.
        seed: Where all randomness comes from; the same seed gives the same outcome.
        budget: What the comparison may cost.
    """
    shapes: list[Shape] = []
    for root in (expected, submitted):
        if _is_larger(root, budget.nodes):
            return Unknown(f"an expression has more than {budget.nodes} operations")
        shape = _shape(root, symbols)
        if isinstance(shape, Malformed):
            return replace(shape, side="submitted" if shapes else "expected")
        shapes.append(shape)
    if shapes[0] != shapes[1] and _is_zero(submitted):
        submitted, shapes[1] = Node("mul", "", (submitted, expected)), shapes[0]
    pair = Pair(expected, submitted, Setting(symbols, tuple(definitions), seed, budget))
    if shapes[0] != shapes[1]:
        return _of_another_shape(pair, *shapes)
    if are_identical(expected, submitted):
        nothing = has_no_values(pair, Meter(budget.steps))
        return _unknown(nothing) if nothing else Equal("identical")
    finding = search(pair, Meter(budget.steps))
    if isinstance(finding, Sameness):
        return Equal(finding.bound)
    if isinstance(finding, Undetermined):
        return _unknown(finding)
    return _different(pair, finding)


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


def _shape(root: Node, symbols: Mapping[str, Domain]) -> Shape | Malformed:
    """Return the shape of an expression, or why it has none."""
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
        return infer(root, symbols)
    except ShapeError as error:
        return Malformed(str(error), error=error)


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


def _different(pair: Pair, difference: Difference) -> Different:
    """Describe a difference: where it is, and in what way the answer is close."""
    witness = describe_point(difference)
    if difference.undefined:
        miss = NearMiss("domain", difference.undefined)
    else:
        miss = nearest_miss(pair, difference) or NearMiss("")
    expected_value, submitted_value = describe_values(difference)
    return Different(
        note=miss.tag,
        message=WORDING.get(miss.tag, ""),
        witness=witness,
        expected_value=expected_value,
        submitted_value=submitted_value,
        detail=miss.detail,
    )
