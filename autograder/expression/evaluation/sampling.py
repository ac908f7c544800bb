"""Where values are drawn from: residues for algebra, real numbers inside each symbol's domain.

Real points begin with small numbers that a reader can check by hand. After them come numbers that
cover the domain evenly, and among those large and small ones of either sign and the domain's
edges, where answers like to differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from operator import mul
from random import Random

import numpy as np
from flint import fmpq, nmod

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.field import Field
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Unsupported, rational
from autograder.expression.domain import Domain
from autograder.expression.evaluation.floats import Floats
from autograder.expression.evaluation.point import Function
from autograder.expression.evaluation.smooth import random_function, readable_function
from autograder.expression.evaluation.special import ISOLATED_KINDS, SPECIAL_KINDS, affine, draw

__all__ = ["READABLE_POINTS", "RealSource", "ResidueSource", "below", "many_points"]

#: How many points are made of small numbers before others are tried.
READABLE_POINTS = 12

_COVERING = 0.75  # of the points that are not small
_ONE_IN_MIXED = 8  # of many points
_ONE_IN_ODD = 4  # points whose numbers have other denominators
_STEPS = 1000  # most real numbers have three decimals, so that a witness can be read
_SMALL_ENTRIES = (1, 1, 2, 2, 3)
_ENTRY_STEPS = 32
_SMALL_BY_SIGN = {s: tuple(fmpq(s * entry) for entry in _SMALL_ENTRIES) for s in (1, -1)}
_SIMPLE_BY_SIGN = {
    s: tuple(fmpq(s * (1 + number), _ENTRY_STEPS) for number in range(2 * _ENTRY_STEPS))
    for s in (1, -1)
}
_UNBOUNDED = frozenset({"nonnegative", "positive", "real"})
_EVEN = 0.1  # of the distributions, and as many rotations, are made of equal numbers
_RIDGES = (fmpq(1), fmpq(1, 4), fmpq(1, 32))  # what keeps F Fᵀ from being singular


class ResidueSource:
    """Random residues: whatever the domain, since polynomial identities do not depend on it.

    An arbitrary smooth function and its derivatives take independent values at different
    arguments, so it is a table that is filled as it is asked.

    Args:
        field: Whose residues.
    """

    def __init__(self, field: Field) -> None:
        self._field = field

    def scalar(self, _domain: Domain, _name: str) -> Scalar:
        """Return a random residue."""
        return self._field.random()

    def matrix(self, kind: str, rows: int, columns: int) -> Matrix:
        """Return a matrix of random residues; positive definite ones are symmetric ones.

        A distribution's sum to one. Domains that fill no space have none.
        """
        if kind in ISOLATED_KINDS:
            raise Unsupported(f"a residue of the domain {kind}")
        if kind == "distribution":
            return affine(rows, self._field.random)
        matrix = Matrix(rows, columns, tuple(self._field.random() for _ in range(rows * columns)))
        return matrix if kind == "matrix" else matrix.zip(lambda a, b: a + b, matrix.transposed)

    def function(self, _positive: bool) -> Function:
        """Return a random function of residues."""
        table: dict[tuple[int, int], nmod] = {}

        def function(order: int, x: Scalar, _arithmetic: Arithmetic) -> Scalar:
            key = order, int(self._field.inexact(x) if isinstance(x, fmpq) else x)
            if key not in table:
                table[key] = self._field.random()
            return table[key]

        return function


class _Style(Enum):
    """What the numbers of a point are like."""

    SMALL = "small"
    COVERING = "covering the domain evenly"
    MIXED = "small, large or at an edge, each for itself"


class RealSource:
    """Real numbers for one point after another.

    Args:
        random: Where randomness comes from.
        names: The scalar symbols; together they cover their domains evenly.
    """

    def __init__(self, random: Random, names: Sequence[str]) -> None:
        self._random = random
        self._turn = 0
        self._scale: fmpq | None = None
        self._style = _Style.SMALL
        self._is_odd = False
        self._covered = 0
        self._positions = {name: position for position, name in enumerate(names)}
        self._strides = _strides(len(names))
        self._offsets = [random.random() for _ in names]

    def begin(self, turn: int, *, scale: fmpq | None = None) -> None:
        """Begin the point of that number.

        Args:
            turn: The number.
            scale: What entries and items are multiplied by, instead of being of any size.
        """
        self._turn = turn
        self._scale = scale
        # sin(1000*pi*x) is 0 at all short decimals.
        self._is_odd = turn >= READABLE_POINTS and turn % _ONE_IN_ODD == 0
        if turn < READABLE_POINTS:
            self._style = _Style.SMALL
        elif self._random.random() < _COVERING:
            self._style = _Style.COVERING
            self._covered += 1
        else:
            self._style = _Style.MIXED

    def scalar(self, domain: Domain, name: str) -> Scalar:
        """Return a number of a domain."""
        kind = domain.kind
        if kind == "natural":
            return fmpq(self._random.randint(1, 9))
        if kind == "integer":
            return fmpq(self._random.randint(-9, 9))
        if self._scale is not None and not name and kind in _UNBOUNDED:
            return self._scale * self._entry((1,) if kind != "real" else (1, -1))
        low, high, small = _INTERVALS.get(kind) or _INTERVALS["real"]
        if self._style is _Style.SMALL:
            return small[self._small_position(name, len(small))]
        if self._style is _Style.MIXED:
            choice = self._random.randrange(3)
            if choice == 0:
                return self._random.choice(small)
            if choice == 1:
                return _extreme(kind, self._random)
        steps = self._steps(_STEPS)
        inside = low * steps + 1 + int(self._uniform(name) * ((high - low) * steps - 1))
        return fmpq(inside, steps)

    def matrix(self, kind: str, rows: int, columns: int) -> Matrix:
        """Return a matrix of a kind."""
        if kind == "posdef":
            return self._positive_definite(rows)
        if kind in SPECIAL_KINDS:
            return draw(kind, rows, entries=self._row, random=self._random)
        signs = (1,) if self._random.random() < 0.25 else (1, -1)
        count = rows * columns
        scales: Sequence[fmpq] | None = None
        if self._scale is not None:
            scales = [self._scale] * count
        elif self._style is _Style.MIXED and self._random.random() < 0.7:
            scales = self._scales(count)
        entries = self._entries(signs, count)
        if scales is not None:
            entries = list(map(mul, entries, scales))
        matrix = Matrix(rows, columns, tuple(entries))
        if kind == "symmetric":
            return matrix.zip(lambda a, b: a + b, matrix.transposed)
        return matrix

    def function(self, positive: bool) -> Function:
        """Return a smooth function."""
        if self._turn < READABLE_POINTS // 2:
            return readable_function(self._turn, positive=positive)
        return random_function(self._random, positive=positive)

    def _row(self, count: int) -> Sequence[fmpq]:
        """Return numbers that are not 0: mostly of one size, but also equal, or very unequal."""
        if self._style is not _Style.SMALL and self._random.random() < _EVEN:
            return [fmpq(1)] * count
        row = self._entries((1, -1), count)
        if self._style is _Style.MIXED:
            return [entry * fmpq(2) ** self._random.randint(-16, 16) for entry in row]
        return row

    def _positive_definite(self, size: int) -> Matrix:
        """Return F Fᵀ and a multiple of the identity; after the first, of any scale."""
        anchored = self._scale
        self._scale = None if anchored is None else fmpq(1)
        factor = self.matrix("matrix", size, size)
        self._scale = anchored
        scale, ridge = anchored or fmpq(1), fmpq(1)
        if anchored is None and self._turn:
            scale, ridge = fmpq(2) ** self._random.randint(-6, 2), self._random.choice(_RIDGES)
        gram = [scale * entry for entry in factor.products(factor.transposed)]
        gram[:: size + 1] = [entry + scale * ridge for entry in gram[:: size + 1]]
        return Matrix(size, size, tuple(gram))

    def _entries(self, signs: Sequence[int], count: int) -> list[fmpq]:
        """Return numbers as `_entry` draws them, in half of the time."""
        if self._is_odd:
            return [self._entry(signs) for _ in range(count)]
        is_small = self._style is _Style.SMALL
        table = _SMALL_BY_SIGN if is_small else _SIMPLE_BY_SIGN
        most = len(_SMALL_ENTRIES) if is_small else 2 * _ENTRY_STEPS
        draw, bits, bits_of_sign = (
            self._random.getrandbits,
            most.bit_length(),
            len(signs).bit_length(),
        )
        entries = []
        for _ in range(count):
            sign = draw(bits_of_sign)
            while sign >= len(signs):
                sign = draw(bits_of_sign)
            number = draw(bits)
            while number >= most:
                number = draw(bits)
            entries.append(table[signs[sign]][number])
        return entries

    def _entry(self, signs: Sequence[int]) -> fmpq:
        sign = signs[below(self._random, len(signs))]
        if self._style is _Style.SMALL:
            return fmpq(sign * _SMALL_ENTRIES[below(self._random, len(_SMALL_ENTRIES))])
        steps = self._steps(_ENTRY_STEPS)
        return fmpq(sign * (1 + below(self._random, 2 * steps)), steps)

    def _scales(self, count: int) -> list[fmpq]:
        """Return the sizes of a matrix's entries: all alike, or each for itself, or mostly 0."""
        choice = self._random.randrange(4)
        if choice == 0:
            return [fmpq(self._random.random() < 0.5) for _ in range(count)]
        widest = 8 if choice == 1 else 16
        exponents = [below(self._random, 2 * widest + 1) - widest for _ in range(count)]
        if choice == 1:
            exponents = exponents[:1] * count
        return [fmpq(2) ** exponent for exponent in exponents]

    def _steps(self, usual: int) -> int:
        """Return into how many parts a unit is divided."""
        return self._random.randint(usual, 2 * usual) if self._is_odd else usual

    def _small_position(self, name: str, count: int) -> int:
        """Return which small number a symbol has, so that symbols differ and pairs vary."""
        position = self._positions.get(name)
        if position is None:
            return self._random.randrange(count)
        return (position + self._turn * (1 + 2 * position)) % count

    def _uniform(self, name: str) -> float:
        position = self._positions.get(name)
        if position is None or self._style is _Style.MIXED:
            return self._random.random()
        return (self._offsets[position] + self._covered * self._strides[position]) % 1


def below(random: Random, limit: int) -> int:
    """Return what ``random.randrange(limit)`` returns, in a third of the time."""
    bits = limit.bit_length()
    number = random.getrandbits(bits)
    while number >= limit:
        number = random.getrandbits(bits)
    return number


def _small(*texts: str) -> tuple[fmpq, ...]:
    return tuple(rational(Fraction(text)) for text in texts)


#: The interval that is covered evenly, and small numbers, the most telling first.
_INTERVALS: dict[str, tuple[int, int, tuple[fmpq, ...]]] = {
    "real": (-10, 10, _small("2", "-1", "1/2", "3", "-2", "1", "0", "-1/2", "1/3", "-3", "4")),
    "positive": (0, 10, _small("2", "1/2", "3", "1", "1/3", "4", "3/2")),
    "nonnegative": (0, 10, _small("2", "1/2", "0", "3", "1", "1/3", "4")),
    "unit": (0, 1, _small("1/2", "1/3", "1/4", "3/4", "2/3", "1/5", "9/10")),
    "probability": (0, 1, _small("1/2", "1/3", "0", "1", "1/4", "3/4", "2/3", "1/5", "9/10")),
    "size": (1, 10, _small("2", "3", "1", "4", "5", "3/2", "7")),
}


_WITHIN_ONE = frozenset({"unit", "probability"})


def _extreme(kind: str, random: Random) -> fmpq:
    """Return a number that is very large, very small or at the edge of its domain."""
    magnitude = fmpq(random.randint(1000, 2000), 1000) * fmpq(2) ** random.randint(3, 30)
    if kind in _WITHIN_ONE:
        return random.choice((1 / magnitude, 1 - 1 / magnitude))
    if kind == "size":
        return random.choice((magnitude, 1 + 1 / magnitude))
    value = random.choice((magnitude, 1 / magnitude))
    return value if kind in ("positive", "nonnegative") else random.choice((value, -value))


def many_points(
    domains: Mapping[str, Domain],
    count: int,
    random: Random,
    *,
    anchors: Mapping[str, Sequence[Fraction]],
) -> dict[str, Floats]:
    """Return values of scalar symbols at many points.

    Most points cover the domains evenly; at the others each symbol has, for itself, a value of any
    size, at the edge of its domain too.

    Args:
        domains: The domains of the symbols, real or a part of the real numbers.
        count: How many points.
        random: Where randomness comes from.
        anchors: Values of symbols that are worth a look, which a few points have.
    """
    generator = np.random.default_rng(random.getrandbits(64))
    is_mixed = np.arange(count) >= count - count // _ONE_IN_MIXED
    values = {}
    for (name, domain), stride in zip(domains.items(), _strides(len(domains)), strict=True):
        low, high, _ = _INTERVALS.get(domain.kind) or _INTERVALS["real"]
        even = (generator.random() + stride * np.arange(1, count + 1)) % 1
        inside = low + (high - low) * np.where(is_mixed, generator.random(count), even)
        is_extreme = is_mixed & (generator.random(count) < 1 / 2)
        values[name] = np.where(is_extreme, _extremes(domain.kind, count, generator), inside)
        known = np.array([float(value) for value in anchors.get(name, ())])
        if len(known):
            is_anchor = is_mixed & (generator.random(count) < 1 / 2)
            values[name] = np.where(is_anchor, generator.choice(known, count), values[name])
    return values


def _extremes(kind: str, count: int, generator: np.random.Generator) -> Floats:
    """Return numbers that are very large, very small or at the edge of their domain."""
    magnitude = generator.uniform(1, 2, count) * 2.0 ** generator.integers(3, 31, count)
    is_one, is_other = generator.random((2, count)) < 1 / 2
    if kind in _WITHIN_ONE:
        return np.where(is_one, 1 / magnitude, 1 - 1 / magnitude)
    if kind == "size":
        return np.where(is_one, magnitude, 1 + 1 / magnitude)
    value = np.where(is_one, magnitude, 1 / magnitude)
    return value if kind in ("positive", "nonnegative") else np.where(is_other, value, -value)


def _strides(dimensions: int) -> list[float]:
    """Return numbers whose multiples modulo 1 fill a cube evenly (Roberts' sequence)."""
    root = _generalised_golden_ratio(dimensions)
    return [root ** -(position + 1) for position in range(dimensions)]


def _generalised_golden_ratio(dimensions: int) -> float:
    """Return the root above 1 of x**(dimensions + 1) = x + 1."""
    root = 2.0
    for _ in range(60):
        root = float((1 + root) ** (1 / (dimensions + 1)))
    return root
