"""The values that the symbols of a question have at one point, and what a program asks of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Protocol

from flint import fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.linear_algebra import Value
from autograder.expression.arithmetics.matrices import Matrix
from autograder.expression.arithmetics.scalars import Scalar, Undefined
from autograder.expression.domain import SCALAR, Dimension, Domain
from autograder.expression.evaluation.special import SPECIAL_KINDS, near

__all__ = ["Point", "Source", "World"]

_NATURAL = Domain("natural")
_WHOLE = frozenset({"natural", "integer", "integers", "index"})
_OWN_KINDS = SPECIAL_KINDS | {"symmetric", "posdef"}

#: A smooth function: of the order of a derivative, an argument, and what computes with it.
Function = Callable[[int, Scalar, Arithmetic], Scalar]


class Source(Protocol):
    """Where the values of a point are drawn from."""

    def scalar(self, domain: Domain, name: str, /) -> Scalar:
        """Return a number from a scalar domain."""

    def matrix(self, kind: str, rows: int, columns: int, /) -> Matrix:
        """Return a "matrix", or one of a more special kind."""

    def function(self, positive: bool, /) -> Function:
        """Return a smooth function."""


class Point:
    """Values for every symbol, drawn when they are first asked for and kept.

    Args:
        symbols: The domains.
        sizes: The values of all dimension names, and of all symbols that are held to small
            integers.
        source: Where the other values are drawn from.
    """

    def __init__(
        self, symbols: Mapping[str, Domain], sizes: Mapping[str, int], source: Source
    ) -> None:
        self._symbols = symbols
        self._source = source
        self.sizes = sizes
        self.values: dict[str, Value] = {}
        self.items: dict[tuple[str, int], Value] = {}
        self.functions: dict[str, Function] = {}
        self._nodes: dict[tuple[str, str, int], Value] = {}

    def domain(self, name: str) -> Domain | None:
        """Return the domain of a symbol, or of the items of a sequence; none of a dimension."""
        domain = self._symbols.get(name)
        return domain and (domain.item or domain)

    def value(self, name: str) -> Value:
        """Return the value of a scalar, a vector or a matrix."""
        values = self.values
        if name in values:
            return values[name]
        if name in self.sizes:
            return fmpq(self.sizes[name])
        value = values[name] = self.draw(self._symbols[name], name)
        return value

    def item(self, name: str, index: int) -> Value:
        """Return an item of a sequence."""
        if (name, index) not in self.items:
            domain = self._symbols[name].item
            assert domain is not None
            self.items[name, index] = self.draw(domain, "")
        return self.items[name, index]

    def function(self, name: str) -> Function:
        """Return a smooth function."""
        if name not in self.functions:
            positive = self._symbols[name].kind == "positive_function"
            self.functions[name] = self._source.function(positive)
        return self.functions[name]

    def node(self, operation: str, domain: Domain, number: int) -> Value:
        """Return a point of the domain over which an expectation is taken."""
        key = operation, str(domain), number
        if key not in self._nodes:
            self._nodes[key] = self.draw(domain, "")
        return self._nodes[key]

    def neighbour(self, random: Random) -> Point:
        """Return a point nearby, of no special values, at the same integers."""
        near = Point(self._symbols, self.sizes, self._source)
        near.values = {
            name: _near(value, self._symbols[name].kind, random)
            for name, value in self.values.items()
        }
        for (name, index), value in self.items.items():
            domain = self._symbols[name].item
            assert domain is not None
            near.items[name, index] = _near(value, domain.kind, random)
        near.functions = self.functions
        near._nodes = self._nodes
        return near

    def size(self, dimension: Dimension) -> int:
        """Return the value of a dimension."""
        return dimension.at(self.sizes)

    def _index(self, size: int) -> Scalar:
        number = self._source.scalar(_NATURAL, "")
        if not isinstance(number, fmpq):
            return number
        return fmpq((int(number.p) - 1) % size + 1)

    def draw(self, domain: Domain, name: str) -> Value:
        """Return a new value from a domain."""
        if not domain.dimensions:
            return self._source.scalar(domain, name)
        if domain.kind == "index":
            return self._index(self.size(domain.dimensions[0]))
        if domain.kind == "integers":
            low, high = map(self.size, domain.dimensions)
            if low > high:
                raise Undefined("a number from an empty range")
            return low - 1 + self._index(high - low + 1)
        shape = domain.shape
        assert shape is not None
        if shape == SCALAR:
            if domain.kind in SPECIAL_KINDS:
                return self._source.matrix(domain.kind, 1, 1).entries[0]
            return self._source.scalar(domain, name)
        rows, columns = self.size(shape.rows), self.size(shape.columns)
        if rows < 1 or columns < 1:
            raise Undefined("a matrix without entries")
        kind = domain.kind if domain.kind in _OWN_KINDS else "matrix"
        return self._source.matrix(kind, rows, columns)


class World(Protocol):
    """What a program asks while it runs."""

    @property
    def arithmetic(self) -> Arithmetic:
        """Computes with the scalars of the point."""

    @property
    def point(self) -> Point:
        """The values of the symbols."""

    def item(self, name: str, index: int) -> Value:
        """Return an item of a sequence."""


def _near(value: Value, kind: str, random: Random) -> Value:
    """Return a value close to another, inside the same domain."""
    if kind in _WHOLE:
        return value
    if kind in SPECIAL_KINDS:
        return near(value, kind, random) if isinstance(value, Matrix) else value
    step = fmpq(random.randint(1, 10**6), 10**6 << 50)
    if not isinstance(value, Matrix):
        if kind == "probability":
            return value * (1 - step) if 2 * value > 1 else value * (1 + step) or step
        inside = kind in ("size", "nonnegative") or random.random() < 0.5
        relative = value * (1 + step if inside else 1 - step)
        return relative if value or kind == "positive" else step
    if kind in ("symmetric", "posdef"):
        entries = [entry * (1 + step) for entry in value.entries]
        diagonal = slice(None, None, value.columns + 1)
        entries[diagonal] = [
            entry + fmpq(random.randint(1, 10**6), 10**6 << 50) for entry in entries[diagonal]
        ]
        return Matrix(value.rows, value.columns, tuple(entries))
    return value.map(lambda entry: entry + fmpq(random.randint(-(10**6), 10**6), 10**6 << 50))
