"""Where the numbers that are written in two expressions say to look.

Around each number c: c − 1, c, c + 1 and multiples for integers, a little below and above for
reals; and around the values of one name at which two parts of an expression meet, the others held
fixed. The expected expression's come first.

What differs for n > 256 alone has a 256 in it, or parts that meet there: n and 2**8, two cases, a
floor's argument and a whole number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, pairwise, zip_longest
from math import ceil, floor, isqrt, prod
from random import Random

import numpy as np
import numpy.typing as npt
from flint import fmpq

from autograder.expression.arithmetics.functions import FUNCTIONS, Steps
from autograder.expression.arithmetics.scalars import Unsupported, rational
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.regularity import CONDITIONS
from autograder.expression.domain import Domain
from autograder.expression.evaluation.floats import Evaluation, Floats
from autograder.expression.tree import COUNTERS, Node, free_symbols, postorder

__all__ = [
    "COARSE_GRID",
    "MOST_PLACES",
    "Anchors",
    "all_meetings",
    "crossings",
    "literals",
    "meetings",
]


#: At how many places that anchors give it is looked exactly; as many are drawn if there are more.
MOST_PLACES = 64

_MOST_LITERALS = 24  # of an expression
_MOST_MEETINGS = 24
_MOST_ROOTS = 6  # of a name where two parts meet
_FROM, _TO = 8, 10**15  # integers between which numbers tell more than the small ones do
_BISECTIONS = 34
_MOST_CROSSINGS = 5000
_MOST_SCALES = 8
_HUGE = 10**100
_CLOSE = Fraction(1, 2**20)
_NEAR = (Fraction(65, 64), Fraction(63, 64), Fraction(2), Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Anchors:
    """Values that are worth a look.

    Attributes:
        integers: Of each name of integers, the most telling first.
        reals: Of each name of real numbers.
        scales: Of entries and norms of vectors and matrices.
    """

    integers: Mapping[str, Sequence[int]]
    reals: Mapping[str, Sequence[Fraction]]
    scales: Sequence[Fraction]

    @classmethod
    def of(cls, pair: Pair, integers: Sequence[str], reals: Sequence[str]) -> Anchors:
        """Return what two expressions say.

        Args:
            pair: The expressions.
            integers: The names that are set to integers.
            reals: The other scalar symbols.
        """
        symbols = pair.setting.symbols
        numbers = list(dict.fromkeys(
            number for root in pair.roots for number in literals(root)[:_MOST_LITERALS]
        ))  # fmt: skip
        roots = _roots(pair, integers, reals)
        whole = {
            name: list(dict.fromkeys(
                value
                for value in _around_integers(roots.get(name, ()), numbers)
                if _is_inside(Fraction(value), symbols.get(name), is_integer=True)
            ))
            for name in integers
        }  # fmt: skip
        real = {
            name: list(dict.fromkeys(
                value
                for value in _around_reals([*roots.get(name, ()), *numbers])
                if _is_inside(value, symbols[name], is_integer=False)
            ))
            for name in reals
        }  # fmt: skip
        scales = [abs(number) for number in numbers if _is_beyond(abs(number))]
        return cls(whole, real, scales[:_MOST_SCALES])

    def places(self, random: Random) -> list[dict[str, int | fmpq]]:
        """Return values of one name or of several together, as many as are looked at exactly."""
        lists: list[list[tuple[str, int | fmpq]]] = []
        for name, integers in self.integers.items():
            lists.append([(name, value) for value in integers])
        for name, reals in self.reals.items():
            lists.append([(name, rational(value)) for value in reals])
        single = [dict([turn]) for turns in zip_longest(*lists) for turn in turns if turn]
        if len(single) > MOST_PLACES:
            half = single[: MOST_PLACES // 2]
            single = half + random.sample(single[len(half) :], MOST_PLACES // 4)
        several = [values for values in lists if values]
        joint: list[dict[str, int | fmpq]] = []
        if len(several) > 1:
            joint = [
                dict(random.choice(values) for values in several)
                for _ in range(MOST_PLACES - len(single))
            ]
        return single + joint


def _is_beyond(number: Fraction) -> bool:
    """Return whether a positive number is none that points are drawn around anyway."""
    return number > 8 or 0 < number < Fraction(1, 8)


def _is_inside(value: Fraction, domain: Domain | None, *, is_integer: bool) -> bool:
    kind = domain.kind if domain else "natural"
    if kind == "index" or abs(value) > _TO:
        return False
    if is_integer:
        return kind == "integer" or value >= 1
    return {
        "unit": 0 < value < 1,
        "positive": value > 0,
        "nonnegative": value >= 0,
        "size": value >= 1,
    }.get(kind, True)


def _around_integers(roots: Iterable[Fraction], numbers: Sequence[Fraction]) -> Iterator[int]:
    """Yield integers around each root and each number that is not small."""
    for root in roots:
        for value in (floor(root), ceil(root), floor(root) - 1, ceil(root) + 1, 2 * floor(root)):
            if abs(value) >= _FROM:
                yield value
    for number in numbers:
        for part in {number.numerator, number.denominator}:
            if not _FROM - 1 <= abs(part) <= _TO:
                continue
            yield from (part - 1, part, part + 1, 2 * part, -part, 3 * part, 2 * part + 1)
            below = isqrt(abs(part))
            yield from (value for value in (below, below + 1) if value >= _FROM)


def _around_reals(numbers: Sequence[Fraction]) -> Iterator[Fraction]:
    """Yield numbers a little below and above others, and between two that follow one another."""
    telling = [number for number in numbers if _is_telling(number)]
    for number in telling:
        for factor in (*_NEAR, -_NEAR[0], -_NEAR[1]):
            yield Fraction(f"{float(number * factor):.3g}")  # so that it can be read
        if abs(1 - number) < Fraction(1, 8):
            yield from (1 - (1 - number) * factor for factor in _NEAR)
    for low, high in pairwise(sorted(set(numbers))):
        if high in telling or low in telling:
            yield (low + high) / 2
    for number in telling:
        yield from (number * (1 - _CLOSE), number * (1 + _CLOSE))


def _is_telling(number: Fraction) -> bool:
    """Return whether points are not drawn around a number anyway; near 1 it may be an edge."""
    is_edge = number != 1 and abs(1 - number) < Fraction(1, 8)
    return abs(number) < _HUGE and (_is_beyond(abs(number)) or is_edge)


def _roots(
    pair: Pair, integers: Sequence[str], reals: Sequence[str]
) -> Mapping[str, list[Fraction]]:
    """Return the values of each name at which two parts of an expression meet."""
    known = [*integers, *reals]
    found: dict[str, list[Fraction]] = {}
    for left, right in all_meetings(pair):
        free = sorted(free_symbols(left) | free_symbols(right))
        for name in free:
            fixed = {other: _OTHERS for other in free if other != name}
            grid = _REAL_GRID if name in reals else _FINE_GRID
            _, values = crossings(left, right, name, fixed, grid)
            targets = [name] if name in known else integers  # a bound index reaches its limit
            for target in targets:
                found.setdefault(target, []).extend(map(_short, values.tolist()[:_MOST_ROOTS]))
    return {name: list(dict.fromkeys(roots)) for name, roots in found.items()}


def all_meetings(pair: Pair) -> list[tuple[Node, Node]]:
    """Return what meets in two expressions, as far as it is looked at."""
    return list(islice((m for root in pair.roots for m in meetings(root)), _MOST_MEETINGS))


def crossings(
    left: Node, right: Node, name: str, fixed: Mapping[str, Floats], grid: Floats
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return values of a name at which two parts are equal or change places.

    Args:
        left: A part.
        right: Another.
        name: The name.
        fixed: The values of the others, as many of each.
        grid: Values of the name; one between two neighbours is found if there are not two.

    Returns:
        The positions of the others' values, and the value of the name for each.
    """
    grid = grid[:, None]
    try:
        values = _gap(left, right, {**fixed, name: grid})
        values = np.broadcast_to(values, np.broadcast_shapes(values.shape, grid.shape))
        changes = np.sign(values[:-1]) * np.sign(values[1:]) <= 0
        far = (np.abs(grid) > _FROM) | (np.abs(grid) < 1 / _FROM)
        rows, columns = np.nonzero(changes & (far[:-1] | far[1:]))
        if not 0 < len(rows) <= _MOST_CROSSINGS:
            return _NO_POSITIONS, _NO_VALUES
        low, high = grid[rows, 0], grid[rows + 1, 0]
        sign = np.sign(values[rows, columns])
        others = {
            other: np.broadcast_to(v, values.shape[1:])[columns] for other, v in fixed.items()
        }
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            is_below = np.sign(_gap(left, right, {**others, name: middle})) == sign
            low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    except Unsupported:
        return _NO_POSITIONS, _NO_VALUES
    return columns, high


def _gap(left: Node, right: Node, values: Mapping[str, Floats]) -> Floats:
    """Return the difference of two parts, where both are numbers."""
    evaluation = Evaluation(values)
    sides = [np.asarray(evaluation.value(side)) for side in (left, right)]
    if any(side.dtype == bool for side in sides):
        raise Unsupported("a condition")
    with np.errstate(all="ignore"):
        return sides[0] - sides[1]


def _short(value: float) -> Fraction:
    """Return the whole number that a root nearly is, or the root."""
    nearest = round(value)
    return Fraction(nearest if abs(value - nearest) < 1e-6 * max(1.0, abs(value)) else value)


def _mirrored(values: Floats) -> Floats:
    return np.concatenate([-values[::-1], values])


_OTHERS = np.array([2.0, 3.0, 100.0])
#: Integers of every size, of both signs.
COARSE_GRID = _mirrored(np.unique(np.geomspace(1, 1e9, 80).round()))
_FINE_GRID = _mirrored(
    np.unique(np.concatenate([np.geomspace(1, 2e4, 400), np.geomspace(2e4, 1e12, 60)]).round())
)
_REAL_GRID = _mirrored(np.geomspace(1e-15, 1e10, 100))
_NO_POSITIONS = np.zeros(0, np.intp)
_NO_VALUES = np.zeros(0)


_MOST_DIGITS = 40
_MOST_BITS = 400
_WHOLE = (Node("rational", "1"), Node("rational", "2"))
_ZERO = Node("rational", "0")


def literals(root: Node) -> list[Fraction]:
    """Return the numbers in an expression, constants folded: 2**13 is 8192, and no 2 or 13."""
    values: dict[int, Fraction | None] = {}
    found: dict[Fraction, None] = {}
    for node in postorder(root):
        if not free_symbols(node):
            values[id(node)] = _constant(node, values)
            continue
        known = [value for child in node.children if (value := values.get(id(child))) is not None]
        if node.operation == "mul" and known:
            known = [prod(known, start=Fraction(1))]
        found.update(dict.fromkeys(known))
    if not free_symbols(root) and (value := values[id(root)]) is not None:
        found[value] = None
    return list(found)


def _constant(node: Node, values: dict[int, Fraction | None]) -> Fraction | None:
    """Return the value of a node without symbols, or nearly so; none if it is not known."""
    parts = [values.get(id(child)) for child in node.children]
    known = [part for part in parts if part is not None]
    operation = node.operation
    if operation in ("rational", "decimal"):
        return node.fraction() if len(node.name) <= _MOST_DIGITS else None
    if len(known) < len(parts):
        return None
    exact: Fraction | None = None
    if operation == "neg":
        exact = -known[0]
    elif operation == "add":
        exact = sum(known, Fraction(0))
    elif operation == "mul":
        exact = prod(known, start=Fraction(1))
    elif operation == "div":
        exact = known[0] / known[1] if known[1] else None
    elif operation == "pow" and known[1].denominator == 1:
        size = max(known[0].numerator.bit_length(), known[0].denominator.bit_length())
        if abs(known[1]) * size <= _MOST_BITS and (known[0] or known[1] >= 0):
            exact = known[0] ** int(known[1])
    else:
        exact = _rounded(node)
    is_short = exact is not None and exact.numerator.bit_length() <= _MOST_BITS
    return exact if is_short else None


def _rounded(node: Node) -> Fraction | None:
    try:
        value = float(Evaluation({}).value(node))
        return Fraction(value)
    except (Unsupported, ArithmeticError, ValueError, TypeError):
        return None


def meetings(root: Node) -> Iterator[tuple[Node, Node]]:
    """Yield pairs of parts of an expression; where they are equal, its form may change."""
    for node in postorder(root):
        if node.operation in CONDITIONS:
            yield node.children[0], node.children[1]
        elif node.operation in COUNTERS:
            body, _, last = node.children
            for value in literals(body):
                yield last, Node("rational", str(value))
        elif (steps := _steps(node)) is not None:
            yield from _meetings_of_step(node, steps)


def _steps(node: Node) -> Steps | None:
    return FUNCTIONS[node.name].steps if node.operation == "call" else None


def _meetings_of_step(node: Node, steps: Steps) -> Iterator[tuple[Node, Node]]:
    first = node.children[0]
    match steps:
        case Steps.BETWEEN_ARGUMENTS:
            yield from combinations(node.children, 2)
        case Steps.AT_INTEGERS:
            yield from ((first, whole) for whole in _WHOLE)
        case Steps.AT_ZERO:
            yield first, _ZERO
