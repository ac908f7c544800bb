"""Domains and dimensions as text, such as ``sequence[matrix[n,h*d]]``, read for their shapes."""

from __future__ import annotations

from dataclasses import dataclass

from .term import Term, number, symbol

__all__ = ["ONE", "SCALAR", "Dimension", "Domain", "Shape", "as_term", "dimension", "domain"]

#: A polynomial in names: products of them with their factors, sorted.
Dimension = tuple[tuple[tuple[str, ...], int], ...]
#: Rows and columns; None where it is not known.
Shape = tuple[Dimension | None, Dimension | None]

ONE: Dimension = (((), 1),)
SCALAR: Shape = (ONE, ONE)

_FUNCTIONS = ("function", "positive_function")
_COLUMNS = ("vector", "gaussian", "distribution", "one_hot")
#: What an index or an exponent may be.
_COUNTS = ("natural", "integer", "index", "integers", "size")


@dataclass(frozen=True, slots=True)
class Domain:
    """Where the values of a symbol come from.

    Attributes:
        kind: Such as ``"vector"``.
        dimensions: What stands in its brackets; of a sequence nothing.
        item: Of a sequence, the domain of its items.
    """

    kind: str
    dimensions: tuple[Dimension, ...] = ()
    item: Domain | None = None

    @property
    def is_function(self) -> bool:
        """Whether it is a function."""
        return self.kind in _FUNCTIONS

    @property
    def is_count(self) -> bool:
        """Whether its values are integers, or stand for some."""
        return self.kind in _COUNTS

    @property
    def shape(self) -> Shape | None:
        """Rows and columns of a value; None of a function and of a sequence."""
        if self.is_function or self.item:
            return None
        if self.kind in ("index", "integers") or not self.dimensions:
            return SCALAR
        if self.kind in _COLUMNS:
            return self.dimensions[0], ONE
        return self.dimensions[0], self.dimensions[-1]

    @property
    def names(self) -> frozenset[str]:
        """The names of dimensions that it brings along."""
        own = {name for side in self.dimensions for names, _ in side for name in names}
        return frozenset(own) | (self.item.names if self.item else frozenset())


def domain(text: str) -> Domain:
    """Read a domain that the engine has written."""
    kind, _, inside = "".join(text.split()).partition("[")
    inside = inside[:-1]
    if kind == "sequence":
        return Domain(kind, item=domain(inside))
    return Domain(kind, tuple(dimension(part) for part in inside.split(",") if part))


def dimension(text: str) -> Dimension:
    """Read a dimension: sums and products of names and integers."""
    terms: dict[tuple[str, ...], int] = {}
    for part in text.replace("-", "+-").split("+"):
        if not part:
            continue
        names, factor = [], 1
        if part.startswith("-"):
            factor, part = -1, part[1:]
        for piece in part.split("*"):
            if piece.lstrip("-").isdigit():
                factor *= int(piece)
            else:
                names.append(piece)
        key = tuple(sorted(names))
        terms[key] = terms.get(key, 0) + factor
    return tuple(sorted((key, value) for key, value in terms.items() if value))


def as_term(side: Dimension) -> Term:
    """Return a dimension as an expression."""
    sums = []
    for names, factor in side:
        factors = [symbol(name) for name in names]
        if factor != 1 or not factors:
            factors.insert(0, number(factor))
        sums.append(factors[0] if len(factors) == 1 else Term("mul", "", tuple(factors)))
    if not sums:
        return number(0)
    return sums[0] if len(sums) == 1 else Term("add", "", tuple(sums))
