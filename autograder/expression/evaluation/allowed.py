"""Which numbers a question allows: those in all ranges that meet its conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, permutations
from random import Random

from flint import fmpq

from autograder.expression.budget import OverBudget
from autograder.expression.domain import Dimension, Domain
from autograder.expression.evaluation.point import Point
from autograder.expression.statement import holds
from autograder.expression.tree import Node, free_symbols

__all__ = ["Statement", "is_allowed", "range_of", "settle"]

_WANTED, _ATTEMPTS, _IN_VAIN = 49, 5000, 1000  # rows beyond those of the plan
_SMALL = 7
_TRIES = 30  # for a row with one number that is given

_ORDERS = 120  # in which the same numbers are given to the same names
_SCALES = [fmpq(1, 2**k) for k in (0, 1, 2, 4, 8)]
_SCALED_KINDS = frozenset({"real", "positive", "nonnegative", "unit", "probability"})

Row = dict[str, int]


def range_of(domain: Domain | None, row: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the least and the largest value of a number in a range; none for other domains.

    Args:
        domain: The number's domain.
        row: The values of the names in it.
    """
    if domain is None or domain.kind not in ("index", "integers"):
        return None
    low, high = Dimension.of(1), domain.dimensions[-1]
    if domain.kind == "integers":
        low = domain.dimensions[0]
    return low.at(row), high.at(row)


class Statement:
    """What a question states of its whole numbers.

    Args:
        symbols: The domains of the symbols.
        conditions: Conditions on them.
    """

    def __init__(self, symbols: Mapping[str, Domain], conditions: Sequence[Node]) -> None:
        self._symbols = symbols
        self._conditions = [(part, sorted(free_symbols(part))) for part in conditions]
        # Numbers are drawn from few, and so the same ones come again and again.
        self._known: dict[tuple[int, ...], bool] = {}

    def allows(self, row: Mapping[str, int]) -> bool:
        """Return whether a row is one of the question's."""
        for name, value in row.items():
            limits = range_of(self._symbols.get(name), row)
            if limits and not limits[0] <= value <= limits[1]:
                return False
        return all(
            self._holds(place, row)
            for place, (_, names) in enumerate(self._conditions)
            if all(name in row for name in names)
        )

    def _holds(self, place: int, row: Mapping[str, int]) -> bool:
        condition, names = self._conditions[place]
        key = (place, *[row[name] for name in names])
        if key not in self._known:
            self._known[key] = holds([condition], row)
        return self._known[key]

    def rows(self, plan: Sequence[Row], draw: Callable[[], Row], random: Random) -> list[Row]:
        """Return the rows of a plan that are the question's, and others in the place of the rest.

        Args:
            plan: Values of the names; a row that has one value of its own comes after the others.
            draw: Returns further values.
            random: Where randomness comes from.

        Raises:
            OverBudget: No row was found that the question allows.
        """
        found = [row for row in plan if self.allows(row)]
        if len(found) == len(plan):
            return _distinct(found)
        for row in plan:
            if max(map(abs, row.values())) > _SMALL and not self.allows(row):
                found += self._near(row, draw, random)
        found = _distinct(found)
        found += self._drawn(found, draw)
        if not found:
            raise OverBudget("no whole numbers were found that the question allows")
        return found

    def first(self, row: Row, fixed: Mapping[str, int], draw: Callable[[], Row]) -> Row:
        """Return a row, or another that the question allows, with some numbers as they are given.

        It is the row itself if none is found.
        """
        for _ in range(_ATTEMPTS):
            candidate = {**row, **fixed}
            if self.allows(candidate):
                return candidate
            row = draw()
        return {**row, **fixed}

    def _near(self, row: Row, draw: Callable[[], Row], random: Random) -> list[Row]:
        """Return an allowed row with the largest number of a row, the others near it or small."""
        name = max(row, key=lambda name: abs(row[name]))
        for _ in range(_TRIES):
            candidate = draw()
            for other in row:
                if random.random() < 1 / 2:
                    candidate[other] = row[name] + random.randrange(-1, 2)
            candidate[name] = row[name]
            is_near = all(abs(value) <= abs(row[name]) + 1 for value in candidate.values())
            if is_near and self.allows(candidate):
                return [candidate]
        return []

    def _drawn(self, known: Sequence[Row], draw: Callable[[], Row]) -> list[Row]:
        found: list[Row] = []
        seen = set(map(_key, known))
        in_vain = 0
        for _ in range(_ATTEMPTS):
            if len(known) + len(found) >= _WANTED or in_vain > _IN_VAIN:
                break
            row = draw()
            is_new = _key(row) not in seen and self.allows(row)
            in_vain = 0 if is_new else in_vain + 1
            if is_new:
                seen.add(_key(row))
                found.append(row)
        return found


def _distinct(rows: Iterable[Row]) -> list[Row]:
    return list({_key(row): row for row in rows}.values())


def _key(row: Row) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(row.items()))


def is_allowed(point: Point, conditions: Sequence[Node]) -> bool:
    """Return whether the values that a point has already meet all conditions."""
    return not conditions or holds(conditions, {**point.sizes, **point.values})


def settle(point: Point, conditions: Sequence[Node], symbols: Mapping[str, Domain]) -> bool:
    """Give the symbols of conditions values that meet them; return whether that was possible.

    What the point draws is exchanged between symbols of one domain, which puts them in order, and
    then made smaller.

    Args:
        point: A point whose whole numbers are allowed.
        conditions: Conditions on scalars.
        symbols: The domains.
    """
    if not conditions:
        return True
    tied = frozenset[str]().union(*map(free_symbols, conditions)) - point.sizes.keys()
    drawn = {name: point.value(name) for name in sorted(tied)}
    for values in _arrangements(drawn, symbols):
        if holds(conditions, {**point.sizes, **values}):
            point.values.update(values)
            return True
    return False


def _arrangements(
    drawn: Mapping[str, fmpq], symbols: Mapping[str, Domain]
) -> Iterator[Mapping[str, fmpq]]:
    for scale in _SCALES:
        values = {
            name: value * scale if symbols[name].kind in _SCALED_KINDS else value
            for name, value in drawn.items()
        }
        for order in islice(permutations(values), _ORDERS):
            if all(symbols[a].kind == symbols[b].kind for a, b in zip(values, order, strict=True)):
                yield {name: values[other] for name, other in zip(values, order, strict=True)}
