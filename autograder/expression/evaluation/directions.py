"""Which way a product runs: upwards as from 1 to T, or downwards as the ordered one from T to 1.

It follows from what the question states, never from the numbers of one point: from the domains of
the names in the limits, from the conditions between them, and from the bounds of the indices of the
sums and products around it. So ``Product(A[k], (k, t, j + 1))`` in a sum over j from 1 to t runs
downwards, and is the empty product for j = t.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product
from random import Random

from autograder.expression.arithmetics.scalars import Undefined
from autograder.expression.domain import Dimension, Domain
from autograder.expression.shape import infer_all
from autograder.expression.statement import exact_value, holds
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = ["Direction", "Span", "direction", "open_products", "span", "steps_of"]

#: Values that tell which of two limits is the larger one, and by how much at least.
_NATURALS = (1, 2, 3, 1000)
_INTEGERS = (-1000, -1, 0, 1, 1000)
#: The same where conditions leave only a few of them, and how many rows are drawn of many names.
_DENSE = (*range(1, 10), 1000, 1001)
_FEW_NAMES = 2
_DRAWN, _ENOUGH = 4000, 120
#: By how many steps limits may miss the empty product at the smallest numbers: from T − 2 to 1.
_SLACK = 3


class Direction(Enum):
    """Which way the index of a product runs."""

    UP = "up"
    DOWN = "down"
    OPEN = "open"  # the question does not say


@dataclass(frozen=True, slots=True)
class Span:
    """Between which limits, the lower one first, the index of a sum or product runs."""

    name: str
    lower: Node
    upper: Node


def direction(
    first: Node,
    last: Node,
    *,
    spans: Sequence[Span],
    symbols: Mapping[str, Domain],
    conditions: Sequence[Node],
) -> Direction:
    """Return which way a product runs.

    A product that runs down from T to t + 1 is empty for t = T, and one that runs up from 1 to T
    for T = 0: where one limit never passes the other by more, the direction is known.

    Args:
        first: Where its index begins.
        last: Where it ends.
        spans: Of the indices that are bound around it, the outermost first.
        symbols: The domains of the question's symbols.
        conditions: What the question states of them.
    """
    sample = _Sample(spans, symbols, conditions)
    gaps = list(sample.differences(first, last))
    if any(gap is None for gap in gaps):
        return Direction.OPEN
    known = [gap for gap in gaps if gap is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    if high <= 1:
        return Direction.UP
    if low >= -1:
        return Direction.DOWN
    if low < -_SLACK and (high <= _SLACK or not free_symbols(first)):
        return Direction.UP
    return Direction.DOWN if low >= -_SLACK and high > _SLACK else Direction.OPEN


def steps_of(way: Direction, start: int, end: int, *, is_ordered: bool, either_way: bool) -> range:
    """Return the values that an index takes, in order.

    Raises:
        Undefined: Its limits are beyond those of the empty product, or are next to each other where
            it is not known which is meant to be the larger one.
    """
    if way is Direction.OPEN and either_way:
        if abs(start - end) == 1:
            raise Undefined("a product that has two factors or none, depending on its direction")
        start, end = min(start, end), max(start, end)
    steps = range(start, end - 1, -1) if way is Direction.DOWN else range(start, end + 1)
    beyond = end - start if way is Direction.DOWN else start - end
    if is_ordered and beyond > 1:
        raise Undefined("a product whose limits leave fewer factors than none")
    return steps


def open_products(
    root: Node, *, symbols: Mapping[str, Domain], conditions: Sequence[Node]
) -> Iterator[tuple[Node, bool]]:
    """Yield the products whose direction the question does not state, and whether of matrices.

    Args:
        root: An expression whose shapes fit.
        symbols: The domains of the question's symbols.
        conditions: What the question states of them.
    """
    if not any(node.operation == "product" for node in postorder(root)):
        return
    shapes = infer_all(root, symbols)
    waiting: list[tuple[Node, tuple[Span, ...]]] = [(root, ())]
    seen: set[tuple[int, tuple[int, ...]]] = set()
    while waiting:
        node, around = waiting.pop()
        spans = tuple(span for span in around if span.name in _reach(node, around))
        key = (id(node), tuple(map(id, spans)))
        if key in seen:
            continue
        seen.add(key)
        if node.operation not in COUNTERS:
            waiting.extend((child, spans) for child in node.children)
            continue
        body, first, last = node.children
        way = Direction.UP
        if node.operation == "product":
            way = direction(first, last, spans=spans, symbols=symbols, conditions=conditions)
            if way is Direction.OPEN:
                yield node, not shapes[id(body)].is_scalar
        waiting += [(first, spans), (last, spans), (body, (*spans, span(node, way)))]


def span(node: Node, way: Direction) -> Span:
    """Return where the index of a sum or product runs that goes this way."""
    _, first, last = node.children
    lower, upper = (last, first) if way is Direction.DOWN else (first, last)
    return Span(node.name, lower, upper)


def _reach(node: Node, spans: Sequence[Span]) -> frozenset[str]:
    """Return the names that a node depends on, those in the limits of its indices included."""
    names = free_symbols(node)
    for span in reversed(spans):
        if span.name in names:
            names |= free_symbols(span.lower) | free_symbols(span.upper)
    return names


class _Sample:
    """Whole numbers for names, such that all that is stated of them holds."""

    def __init__(
        self,
        spans: Sequence[Span],
        symbols: Mapping[str, Domain],
        conditions: Sequence[Node],
    ) -> None:
        self._spans = spans
        self._symbols = symbols
        self._conditions = conditions

    def differences(self, first: Node, last: Node) -> Iterator[Fraction | None]:
        """Yield first − last at many numbers; none where it cannot be computed."""
        for values in self._values(self._names(first, last)):
            start, end = exact_value(first, values), exact_value(last, values)
            if start is None or end is None:
                yield None
                return
            yield start - end

    def _names(self, first: Node, last: Node) -> list[str]:
        """Return the free names that matter: in the limits, and tied to those by what is stated."""
        names = free_symbols(first) | free_symbols(last)
        for span in reversed(self._spans):
            if span.name in names:
                names |= free_symbols(span.lower) | free_symbols(span.upper)
        for _ in range(len(self._conditions) + 1):
            for condition in self._conditions:
                if not names.isdisjoint(free_symbols(condition)):
                    names |= free_symbols(condition)
            for name in names & set(self._symbols):
                names |= self._symbols[name].dimension_names
        return sorted(names - {span.name for span in self._spans})

    def _values(self, names: Sequence[str]) -> Iterator[dict[str, Fraction]]:
        ranged = [name for name in names if self._is_ranged(name)]
        free = [name for name in names if name not in ranged]
        kinds = tuple(map(self._kind, free))
        stated = tuple(c for c in self._conditions if free_symbols(c) <= set(free))
        for row in _rows(tuple(free), kinds, stated):
            partial = [dict(row)]
            for name in ranged:
                domain = self._symbols[name]
                low, high = Dimension.of(1), domain.dimensions[-1]
                if domain.kind == "integers":
                    low = domain.dimensions[0]
                partial = [
                    {**values, name: at}
                    for values in partial
                    for at in _between(_at(low, values), _at(high, values))
                ]
            for values in partial:
                if not ranged or holds(self._conditions, values):
                    yield from self._with_indices(values)

    def _with_indices(self, values: dict[str, Fraction]) -> Iterator[dict[str, Fraction]]:
        found = [values]
        for span in self._spans:
            found = [
                {**known, span.name: at}
                for known in found
                for at in _between(exact_value(span.lower, known), exact_value(span.upper, known))
            ]
        return iter(found)

    def _is_ranged(self, name: str) -> bool:
        return self._kind(name) in ("index", "integers")

    def _kind(self, name: str) -> str:
        return self._symbols[name].kind if name in self._symbols else "natural"


@lru_cache(maxsize=32)
def _rows(
    names: tuple[str, ...], kinds: tuple[str, ...], conditions: tuple[Node, ...]
) -> tuple[dict[str, Fraction], ...]:
    """Return values of names that meet conditions; remembered, as each edit of an answer asks."""
    choices = [
        (*_INTEGERS, *(_DENSE if conditions else ()))
        if kind in ("integer", "real")
        else _DENSE
        if conditions
        else _NATURALS
        for kind in kinds
    ]
    rows: Iterable[tuple[int, ...]] = product(*choices)
    is_drawn = len(names) > (_FEW_NAMES if conditions else 2 * _FEW_NAMES)
    if is_drawn:
        random = Random(0)
        rows = (tuple(map(random.choice, choices)) for _ in range(_DRAWN))
    values = (dict(zip(names, map(Fraction, row), strict=True)) for row in rows)
    allowed = (row for row in values if holds(conditions, row))
    return tuple(islice(allowed, _ENOUGH if is_drawn else None))


def _at(dimension: Dimension, values: Mapping[str, Fraction]) -> Fraction | None:
    if not dimension.names <= values.keys():
        return None
    return Fraction(dimension.at({name: int(values[name]) for name in dimension.names}))


def _between(lower: Fraction | None, upper: Fraction | None) -> tuple[Fraction, ...]:
    """Return both ends and the middle of a range; nothing if there is nothing in it."""
    if lower is None or upper is None or lower > upper:
        return ()
    return tuple(dict.fromkeys((lower, upper, Fraction((lower + upper) // 2))))
