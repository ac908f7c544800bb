"""Whether an answer has no value on a part of the whole numbers, or only at exceptions.

A quotient that is right but for one n, or for n = m, is right. One that has no value for any
n ≤ 0, or any n < m, is not: somewhere it has none at any number nearby.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from autograder.expression.domain import Domain

__all__ = ["lies_within"]

_RADIUS = 6
_PROBES = 14
_ROWS = 3


def lies_within(
    rows: Sequence[Mapping[str, int]],
    symbols: Mapping[str, Domain],
    fails: Callable[[Mapping[str, int]], bool | None],
    random: Random,
) -> Mapping[str, int] | None:
    """Return integers around which nothing has a value; none if there are none.

    Args:
        rows: Integers at which the answer has none.
        symbols: The domains of the symbols.
        fails: Whether the answer has no value at some integers; none if the reference has none.
        random: Where randomness comes from.
    """
    farthest = sorted(rows, key=lambda row: -max(map(abs, row.values()), default=0))
    for row in farthest[:_ROWS]:
        found = [fails(near) for near in _around(row, symbols, random)]
        if False not in found and found.count(True) * 2 > len(found):
            return row
    return None


def _around(
    row: Mapping[str, int], symbols: Mapping[str, Domain], random: Random
) -> Iterator[Mapping[str, int]]:
    """Yield integers near others, each inside its domain."""
    ranges = {name: _range(value, symbols.get(name)) for name, value in row.items()}
    if len(row) == 1:
        ((name, values),) = ranges.items()
        yield from ({name: value} for value in values if value != row[name])
        return
    yield {name: values[0] for name, values in ranges.items()}
    yield {name: values[-1] for name, values in ranges.items()}
    for _ in range(_PROBES):
        yield {name: random.choice(values) for name, values in ranges.items()}


def _range(value: int, domain: Domain | None) -> range:
    kind = domain.kind if domain else "natural"
    if kind == "index":
        return range(value, value + 1)
    low = value - _RADIUS
    return range(low if kind == "integer" else max(1, low), value + _RADIUS + 1)
