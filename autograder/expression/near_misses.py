"""In what way a wrong answer is close to the right one.

The tags are stable. Their wording is for students and never gives the expected answer away: it says
"a constant factor" without the factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from flint import arb, ctx, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.intervals import contains_zero, is_infinite
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined, Unsupported
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.comparison.counterexample import describe_value
from autograder.expression.comparison.edits import SLIPS
from autograder.expression.comparison.findings import Agreement, Disagreement, Pair, compare_values
from autograder.expression.comparison.search import search
from autograder.expression.evaluation.allowed import settle
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import READABLE_POINTS, RealSource
from autograder.expression.shape import ShapeError
from autograder.expression.tree import Node, postorder

__all__ = ["WORDING", "NearMiss", "nearest_miss"]

#: What a student reads, by tag.
WORDING = {
    "constant": "This differs from the right answer by an added constant.",
    "dimension_factor": "This differs from the right answer by a factor that depends on a size.",
    "domain": "This is not defined everywhere where it should be.",
    "factor": "This differs from the right answer by a constant factor.",
    "off_by_one": "An exponent, a limit or an index is off by one.",
    "shape": "This has the wrong shape.",
    "sign": "The sign is wrong.",
    "symbol": "One symbol stands where another should.",
    "transpose": "This is the transpose of the right answer.",
    "transposed_factor": "A matrix stands transposed where it should not, or the other way round.",
}

_POINTS = 10
_SMALL_POINTS = 3
_PRECISION = 128
_CLOSE = 50  # bits
_NEVER = 10**6
_MAX_EDITS = 60
_MAX_NODES = 500
_FEWEST_RATIOS = 2
_FEWEST_ROWS = 2
_POWERS = ((1, 1), (-1, 1), (1, 2), (-1, 2), (2, 1), (-2, 1))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A way of being close.

    Attributes:
        tag: One of the tags in `WORDING`.
        detail: More about it, such as the factor: for instructors.
    """

    tag: str
    detail: str = ""


def nearest_miss(pair: Pair, difference: Disagreement) -> NearMiss | None:
    """Return in what way a pair of expressions is close, if it is in any.

    Args:
        pair: Two expressions that differ.
        difference: Where they do.

    The evidence is agreement at a few points; where a mended answer can be compared with the right
    one in full, no difference is found either.
    """
    if _size(pair) > _MAX_NODES:
        return None
    try:
        with ctx.workprec(_PRECISION):
            table = _Table(pair, difference)
            miss = _by_values(pair, table)
            if miss is not None and miss.tag != "dimension_factor":
                return miss
            edited = _by_edits(pair, table)
            # N**(T + 1) for N**T has an exponent that is off by one, rather than a factor N.
            return edited if miss is None or _is_off_by_one(edited) else miss
    except (OverBudget, Unsupported):
        return None


def _is_off_by_one(miss: NearMiss | None) -> bool:
    return miss is not None and miss.tag == "off_by_one"


def _size(pair: Pair) -> int:
    return sum(1 for root in (pair.expected, pair.submitted) for _ in postorder(root))


class _Table:
    """The values of both expressions at a few points."""

    def __init__(self, pair: Pair, difference: Disagreement) -> None:
        setting = pair.setting
        meter = Meter(setting.budget.near_miss_steps)
        self._model = Model(setting, Balls(), ClosedFormRules(meter), meter)
        random = Random(setting.seed)
        integers = IntegerNames.of(
            pair.roots, setting.symbols, defined=setting.defined, conditions=setting.conditions
        )
        self.names = integers.names
        plan = integers.plan(random, large=False)
        source = RealSource(random, sorted(setting.symbols))
        programs = [self._model.program(root) for root in (pair.expected, pair.submitted)]
        self.points: list[Point] = []
        self.rows: list[tuple[Value, Value]] = []
        for turn in range(-1, 3 * _POINTS):
            source.begin(turn if turn < _SMALL_POINTS else READABLE_POINTS + turn)
            sizes = plan[turn % len(plan)]
            if turn < 0:
                sizes = integers.first(known=difference.sizes)
            point = Point(setting.symbols, sizes, source)
            if turn < 0 and difference.point:
                point = difference.point
            elif not settle(point, setting.conditions, setting.symbols):
                continue
            self._model.enter(point)
            try:
                row = programs[0].run(), programs[1].run()
            except (Undefined, Undecided):
                continue
            self.points.append(point)
            self.rows.append(row)
            if len(self.rows) > _POINTS:
                break

    @property
    def tells(self) -> bool:
        """Whether agreement with one of them is no accident: constants agree with many others."""
        differing = [row for row in self.rows if not _same(*row)]
        return len(differing) >= _FEWEST_ROWS and any(
            not _same(row[column], self.rows[0][column]) for row in self.rows for column in (0, 1)
        )

    def agrees(self, root: Node, column: int) -> bool:
        """Return whether another expression has the values of a column."""
        try:
            program = self._model.program(root)
            for point, row in zip(self.points, self.rows, strict=True):
                self._model.enter(point)
                if not _same(program.run(), row[column]):
                    return False
        except (ShapeError, Undefined, Undecided):
            return False
        return bool(self.rows)


def _by_values(pair: Pair, table: _Table) -> NearMiss | None:
    """Compare the values: signs, transposes, factors, added constants."""
    if not table.rows:
        return None
    mended = {
        "sign": all(_same(_negative(submitted), expected) for expected, submitted in table.rows),
        "transpose": all(_are_transposed(*row) for row in table.rows),
    }
    for tag, agrees in mended.items():
        operation = "neg" if tag == "sign" else "T"
        edited = replace(pair, submitted=Node(operation, "", (pair.submitted,)))
        if agrees and not _is_refuted(edited):
            return NearMiss(tag)
    if all(_same(expected, table.rows[0][0]) for expected, _ in table.rows):
        return None  # any two constants have a constant ratio and difference
    return _by_ratio(pair, table) or _by_difference(pair, table)


def _by_ratio(pair: Pair, table: _Table) -> NearMiss | None:
    ratios: list[tuple[Mapping[str, int], Scalar]] = []
    for point, (expected, submitted) in zip(table.points, table.rows, strict=True):
        here = _ratio(_entries(expected), _entries(submitted))
        if here is None:
            return None
        ratios.extend((point.sizes, ratio) for ratio in here[:1])
    if len(ratios) < _FEWEST_RATIOS:
        return None
    if _is_constant([ratio for _, ratio in ratios]):
        if _same(ratios[0][1], fmpq(1)):
            return None  # the difference is too small for a ratio to show
        if _is_not_off_by(pair, "mul", ratios[0][1]):
            return None
        return NearMiss("factor", f"the factor is {_told_apart(ratios[0][1], fmpq(1))}")
    for name in table.names:
        for numerator, denominator in _POWERS:
            power = fmpq(numerator, denominator)
            rest = [ratio / arb(sizes[name]) ** power for sizes, ratio in ratios]
            if all(sizes[name] > 0 for sizes, _ in ratios) and _is_constant(rest):
                factor = f"{describe_value(rest[0])}*{name}**({power})"
                return NearMiss("dimension_factor", f"the factor is {factor}")
    return None


def _by_difference(pair: Pair, table: _Table) -> NearMiss | None:
    differences = [
        submitted - expected
        for row in table.rows
        for expected, submitted in zip(*map(_entries, row), strict=True)
    ]
    if any(map(is_infinite, differences)) or _same_absolutely(differences[0], fmpq(0)):
        return None
    if all(
        _same_absolutely(difference, differences[0]) for difference in differences
    ) and not _is_not_off_by(pair, "add", differences[0]):
        return NearMiss("constant", f"the constant is {describe_value(differences[0])}")
    return None


def _is_not_off_by(pair: Pair, operation: str, value: Scalar) -> bool:
    """Return whether the answer certainly is not the right one times, or plus, a number."""
    if not isinstance(value, fmpq):
        return False
    number = Node("rational", str(value))
    return _is_refuted(replace(pair, expected=Node(operation, "", (number, pair.expected))))


def _told_apart(value: Scalar, other: Scalar) -> str:
    """Return a value with as many digits as it takes to tell it from another."""
    texts = (describe_value(value, digits) for digits in (8, 16, 32, 64))
    return next((text for text in texts if text != describe_value(other)), describe_value(value))


def _ratio(expected: tuple[Scalar, ...], submitted: tuple[Scalar, ...]) -> list[Scalar] | None:
    """Return the factors of entries that are not 0; none if they are not all the same."""
    ratios: list[Scalar] = []
    for e, s in zip(expected, submitted, strict=True):
        if contains_zero(e) != contains_zero(s):
            return None
        if not contains_zero(e):
            ratios.append(s / e)
    return ratios if _is_constant(ratios) else None


def _by_edits(pair: Pair, table: _Table) -> NearMiss | None:
    """Mend the answer, or make the same mistake in the reference, and look whether they agree."""
    if not table.tells:
        return None
    sides = ((pair.submitted, pair.expected, 0), (pair.expected, pair.submitted, 1))
    for tag, edits in SLIPS.items():
        for root, other, column in sides:
            for edited in islice(edits(root, other, pair.setting.symbols), _MAX_EDITS):
                same = replace(pair, expected=other, submitted=edited)
                if table.agrees(edited, column) and not _is_refuted(same):
                    return NearMiss(tag)
    return None


def _is_refuted(pair: Pair) -> bool:
    """Return whether expressions that agree at a few points differ at others."""
    meter = Meter(pair.setting.budget.near_miss_steps)
    return isinstance(search(pair, meter), Disagreement)


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Matrix) and (left.rows, left.columns) != (right.rows, right.columns):
        return False
    agreement = compare_values(left, right, relative=_CLOSE, absolute=_CLOSE)
    return agreement is Agreement.SAME


def _same_absolutely(left: Scalar, right: Scalar) -> bool:
    agreement = compare_values(left, right, relative=_NEVER, absolute=_CLOSE)
    return agreement is Agreement.SAME


def _negative(value: Value) -> Value:
    return value.map(lambda entry: -entry) if isinstance(value, Matrix) else -value


def _are_transposed(expected: Value, submitted: Value) -> bool:
    return (
        isinstance(expected, Matrix)
        and expected.rows == expected.columns
        and _same(expected, submitted.transposed)
    )


def _entries(value: Value) -> tuple[Scalar, ...]:
    return value.entries if isinstance(value, Matrix) else (value,)


def _is_constant(values: list[Scalar]) -> bool:
    return all(_same(values[0], value) for value in values[1:])
