"""The search for a point at which an inequality fails.

Values are balls, so a failure that is found is certain. Points begin with small numbers and
include the extreme ones at which an inequality is tight: zeros, equal entries, single entries.
From the points where it comes closest to failing a local search tries to break it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from flint import ctx, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.intervals import contains_zero, to_arb
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undecided, Undefined
from autograder.expression.budget import Meter
from autograder.expression.comparison.findings import (
    Disagreement,
    Finding,
    Pair,
    Sameness,
    Undetermined,
)
from autograder.expression.domain import Domain
from autograder.expression.evaluation.allowed import is_allowed, settle
from autograder.expression.evaluation.configurations import IntegerNames
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import Model
from autograder.expression.evaluation.point import Function, Point
from autograder.expression.evaluation.sampling import RealSource, below
from autograder.expression.evaluation.special import ISOLATED_KINDS
from autograder.expression.statement import WHOLE_KINDS
from autograder.expression.tree import free_symbols

__all__ = ["search_in_order"]

_PRECISIONS = (96, 384, 1024)
_POINTS = 240
_STEPS_OF_POINTS = 60_000
_BEST = 3
_MOVES = 40
_TIGHT = 1e-9
_EQUAL = 64  # bits to which two values agree that are called equal, at least
_VANISHING = 200  # the same where the values are 0, absolutely
_ENOUGH = 5
_NEIGHBOURS = 4


class _ExtremeSource:
    """Real numbers, and matrices with zeros and with equal entries among them.

    Args:
        random: Where randomness comes from.
        names: The scalar symbols.
    """

    def __init__(self, random: Random, names: Sequence[str]) -> None:
        self._random = random
        self._plain = RealSource(random, names)

    def begin(self, turn: int) -> None:
        """Begin the point of that number."""
        self._plain.begin(turn)

    def scalar(self, domain: Domain, name: str) -> Scalar:
        """Return a number of a domain."""
        if domain.kind in ("real", "nonnegative") and self._random.random() < 0.15:
            return fmpq(0)
        return self._plain.scalar(domain, name)

    def matrix(self, kind: str, rows: int, columns: int) -> Matrix:
        """Return a matrix; every other one has zeros, or entries of one size, or both."""
        matrix = self._plain.matrix(kind, rows, columns)
        if kind == "distribution" and self._random.random() < 0.2:
            return Matrix(rows, columns, (fmpq(1, rows),) * rows)
        if kind != "matrix" or self._random.random() < 0.5:
            return matrix
        random = self._random

        def choice(options: Sequence[Any]) -> Any:
            return options[below(random, len(options))]

        places = [(i, j) for i in range(rows) for j in range(columns)]
        row, column = choice(places)
        kept = choice(
            (
                places,
                [place for place in places if place[0] == row],
                [place for place in places if place[1] == column],
                [(row, column)],
                [place for place in places if choice((True, False))],
            )
        )
        signs = choice(((1,), (1, -1)))
        entries = dict(zip(places, matrix.entries, strict=True))
        if choice((True, False)):
            entries = dict.fromkeys(places, matrix.entries[0])
        zero = fmpq(0)
        values = (entries[p] * choice(signs) if p in kept else zero for p in places)
        return Matrix(rows, columns, tuple(values))

    def function(self, positive: bool) -> Function:
        """Return a smooth function."""
        return self._plain.function(positive)


def search_in_order(pair: Pair, meter: Meter, *, strict: bool, falls: bool = False) -> Finding:
    """Look for a point at which the first expression exceeds the second.

    Args:
        pair: The expressions: ``expected`` is to be at most ``submitted``.
        meter: Counts steps.
        strict: Whether it has to be less.
        falls: Whether it is to be at least, or more than, ``submitted`` instead.

    Raises:
        Unsupported: The values cannot be computed.
        OverBudget: It takes too many steps.
    """
    with ctx.workprec(_PRECISIONS[0]):  # the search sets the precision, this restores it
        return _Search(pair, meter, strict=strict, falls=falls).run()


class _Search:
    def __init__(self, pair: Pair, meter: Meter, *, strict: bool, falls: bool) -> None:
        setting = pair.setting
        self._setting = setting
        self._meter = meter
        self._strict = strict
        self._falls = falls
        self._random = Random(setting.seed)
        self._model = Model(setting, Balls(), ClosedFormRules(meter), meter)
        roots = (pair.expected, pair.submitted)
        self._left, self._right = map(self._model.program, roots)
        self._integers = IntegerNames.of(roots, setting.symbols, conditions=setting.conditions)
        self._plan = self._integers.plan(self._random, large=False)
        used = frozenset[str]().union(*map(free_symbols, (*roots, *setting.conditions)))
        others = used - set(self._integers.names)
        self._source = _ExtremeSource(self._random, sorted(others))
        self._defined = self._tight = self._unclear = 0
        self._best: list[tuple[float, Point]] = []

    def run(self) -> Finding:
        """Look at many points, then around those where the inequality is closest to failing."""
        points = max(_POINTS, len(self._plan))
        turn = 0
        while turn < points:
            before = self._meter.left
            self._source.begin(turn)
            sizes = self._plan[turn % len(self._plan)]
            point = Point(self._setting.symbols, sizes, self._source)
            allowed = settle(point, self._setting.conditions, self._setting.symbols)
            found = self._look(point) if allowed else None
            if found is not None:
                return found
            if turn == 0:
                affordable = _STEPS_OF_POINTS // max(1, before - self._meter.left)
                points = min(points, max(points // 4, affordable))
            turn += 1
        return self._climb() or self._conclude()

    def _conclude(self) -> Finding:
        if self._defined < _ENOUGH or self._unclear > self._defined:
            return Undetermined("the values of an inequality could not be compared")
        where = self._integers.describe(self._plan)
        return Sameness(f"no exception at {self._defined} points, {self._tight} tight{where}")

    def _climb(self) -> Disagreement | None:
        """Change the most promising points, as long as that narrows the gap.

        Half of the steps that are left may be spent on it: moves at large sizes take many.
        """
        share = self._meter.left // (2 * _BEST)
        for gap, best in self._best:
            closest, point = gap, best
            end = self._meter.left - share
            for _ in range(_MOVES):
                if self._meter.left < end:
                    break
                moved = self._moved(point)
                if not is_allowed(moved, self._setting.conditions):
                    continue
                found = self._look(moved)
                if found is not None:
                    return found
                if self._gap is not None and self._gap >= closest:
                    closest, point = self._gap, moved
        return None

    def _look(self, point: Point) -> Disagreement | None:
        """Return the failure of the inequality at a point, if it fails there."""
        self._gap: float | None = None
        for bits in _PRECISIONS:
            self._meter.spend(1)
            if ctx.prec != bits:
                ctx.prec = bits
            self._model.enter(point)
            try:
                left = self._left.run()
            except Undefined:
                return None
            except Undecided:
                continue
            try:
                right = self._right.run()
            except Undefined as absence:
                return self._undefined(point, left, str(absence))
            except Undecided:
                continue
            ordered = (right, left) if self._falls else (left, right)
            pairs = list(zip(*map(_entries, ordered), strict=True))
            closeness = max(_EQUAL, bits // 2) if self._strict else _EQUAL
            equal = [_equals(x, y, closeness) for x, y in pairs]
            if any(_exceeds(x, y) for x, y in pairs):
                return Disagreement(point.sizes, point, left, right)
            if self._strict and any(equal):
                # What is small beside the values is no equality: it shows at more digits.
                is_exact = any(_is_exact(x, y) and x == y for x, y in pairs)
                if not is_exact and bits < _PRECISIONS[-1]:
                    continue
                return Disagreement(point.sizes, point, left, right)
            clear = [same or _is_less(x, y) for same, (x, y) in zip(equal, pairs, strict=True)]
            if all(clear):
                self._count(point, max(_relative_gap(x, y) for x, y in pairs))
                return None
        self._unclear += 1
        return None

    def _undefined(self, point: Point, left: Value, absence: str) -> Disagreement | None:
        """Return a failure if the right side has no value all around a point where the left has."""
        for _ in range(_NEIGHBOURS):
            neighbour = point.neighbour(self._random)
            if not is_allowed(neighbour, self._setting.conditions):
                continue
            self._model.enter(neighbour)
            try:
                self._left.run()
                self._right.run()
            except Undefined:
                continue
            except Undecided:
                pass
            return None
        return Disagreement(point.sizes, point, left, undefined=absence)

    def _count(self, point: Point, gap: float) -> None:
        self._defined += 1
        self._gap = gap
        if gap > -_TIGHT:
            self._tight += 1
        self._best.append((gap, point))
        self._best.sort(key=lambda item: -item[0])
        del self._best[_BEST:]

    def _moved(self, point: Point) -> Point:
        """Return a point at which one value is another, and some have moved a little."""
        moved = Point(self._setting.symbols, point.sizes, self._source)
        scale = fmpq(1, 2 ** self._random.randint(0, 8))
        moved.values = {name: self._step(v, name, scale) for name, v in point.values.items()}
        moved.items = {key: self._step(v, key[0], scale) for key, v in point.items.items()}
        moved.functions = point.functions
        return moved

    def _step(self, value: Value, name: str, scale: fmpq) -> Value:
        domain = self._setting.symbols[name]
        kind = (domain.item or domain).kind
        if self._random.random() < 0.4 or kind in WHOLE_KINDS | ISOLATED_KINDS:
            return value
        if kind == "distribution":
            if not isinstance(value, Matrix):
                return value
            target = self._source.matrix(kind, value.rows, 1)
            return value.zip(lambda a, b: a + (b - a) * scale / 2, target)
        if isinstance(value, Matrix) and kind not in ("symmetric", "posdef"):
            if self._random.random() < 0.3:
                return value.map(lambda entry: entry * self._random.choice((0, 1)))
            return value.map(lambda entry: entry + scale * self._uniform())
        if isinstance(value, Matrix):
            factor = 1 + scale * self._uniform() / 2
            return value.map(lambda entry: entry * factor)
        if kind in ("real", "gaussian"):
            return value + scale * self._uniform()
        if kind in ("unit", "probability"):
            other = fmpq(self._random.randint(1, 999), 1000)
            return value + (other - value) * scale / 2
        return value * (1 + scale * self._uniform() / 2)

    def _uniform(self) -> fmpq:
        return fmpq(below(self._random, 2001) - 1000, 1000)


def _entries(value: Value) -> tuple[Scalar, ...]:
    return value.entries if isinstance(value, Matrix) else (value,)


def _exceeds(left: Scalar, right: Scalar) -> bool:
    return bool(to_arb(left) > to_arb(right))


def _is_exact(left: Scalar, right: Scalar) -> bool:
    return type(left) is fmpq and type(right) is fmpq


def _equals(left: Scalar, right: Scalar, closeness: int) -> bool:
    """Return whether two values are the same, as far as a ball can tell: to so many bits."""
    if _is_exact(left, right):
        return bool(left == right)
    difference = to_arb(left) - to_arb(right)
    width, scale = difference.abs_upper(), abs(to_arb(left)).upper()
    narrow = bool(width * 2**closeness < scale) or bool(width * 2**_VANISHING < 1)
    return contains_zero(difference) and narrow


def _is_less(left: Scalar, right: Scalar) -> bool:
    return bool(to_arb(left) < to_arb(right))


def _relative_gap(left: Scalar, right: Scalar) -> float:
    """Return by how much the left exceeds the right, relatively: about 0 where it is tight."""
    x, y = float(to_arb(left).mid()), float(to_arb(right).mid())
    scale = abs(x) + abs(y)
    return (x - y) / scale if scale and scale < float("inf") else 0.0
