"""Where a symbol's values come from: the domains that a question declares.

A domain is written as text (``"unit"``, ``"matrix[n,h*d]"``, ``"sequence[vector[d]]"``), read by
`parse_domain`, and matched with the symbols of an expression by name. It says which values a
symbol can take and which dimension names it brings with it; how values are drawn is the business
of `sampling`, what follows for the shapes of expressions that of `shape`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["SCALAR", "Dimension", "Domain", "DomainError", "Shape", "parse_domain"]

_MAX_TEXT = 500
_MAX_TERMS = 64
_MAX_DEGREE = 16
_NAME = re.compile(r"[^\W\d]\w*")
_HEAD = re.compile(r"([a-z_]+)(?:\[(.*)\])?", re.DOTALL)

#: Every kind of domain that takes dimensions, with how many it can take.
_DIMENSIONS: dict[str, tuple[int, ...]] = {
    "real": (0,),
    "positive": (0,),
    "nonnegative": (0,),
    "unit": (0,),
    "probability": (0,),
    "natural": (0,),
    "integer": (0,),
    "size": (0,),
    "index": (1,),
    "integers": (2,),
    "gaussian": (0, 1),
    "vector": (1,),
    "matrix": (2,),
    "symmetric": (1,),
    "posdef": (1,),
    "distribution": (1,),
    "one_hot": (1,),
    "permutation": (1,),
    "orthogonal": (1,),
    "function": (0,),
    "positive_function": (0,),
}
_FUNCTIONS = frozenset({"function", "positive_function"})
_COLUMNS = frozenset({"vector", "gaussian", "distribution", "one_hot"})


class DomainError(ValueError):
    """A domain that cannot be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A number of rows or columns: a polynomial in dimension names with integer coefficients.

    Two dimensions are the same only when they are equal as polynomials, so that ``d`` never
    passes for 1 because it could be.

    Attributes:
        terms: Monomials (their names sorted, repeated for powers) with coefficients, sorted.
    """

    terms: tuple[tuple[tuple[str, ...], int], ...]

    @classmethod
    def of(cls, value: int | str) -> Dimension:
        """Return the dimension that is a number, or that a name stands for."""
        if isinstance(value, str):
            return cls((((value,), 1),))
        return _collect([((), value)])

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(name for names, _ in self.terms for name in names)

    @property
    def number(self) -> int | None:
        """The value, where it depends on no name."""
        if not self.terms:
            return 0
        return self.terms[0][1] if self.terms[-1][0] == () else None

    def at(self, values: Mapping[str, int]) -> int:
        """Return the value when the names have these values."""
        total = 0
        for names, coefficient in self.terms:
            for name in names:
                coefficient *= values[name]
            total += coefficient
        return total

    def __add__(self, other: Dimension) -> Dimension:
        return _collect([*self.terms, *other.terms])

    def __neg__(self) -> Dimension:
        return Dimension(tuple((names, -coefficient) for names, coefficient in self.terms))

    def __mul__(self, other: Dimension) -> Dimension:
        return _collect(
            (tuple(sorted(left + right)), a * b)
            for left, a in self.terms
            for right, b in other.terms
        )

    def __str__(self) -> str:
        text = ""
        for names, coefficient in reversed(self.terms):
            factors = list(names)
            if abs(coefficient) != 1 or not names:
                factors.insert(0, str(abs(coefficient)))
            sign = "-" if coefficient < 0 else "+" if text else ""
            text += sign + "*".join(factors)
        return text or "0"


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns of a value."""

    rows: Dimension
    columns: Dimension

    @property
    def is_scalar(self) -> bool:
        """Whether it is one number."""
        return self.rows == _ONE and self.columns == _ONE

    @property
    def is_square(self) -> bool:
        """Whether there are as many rows as columns."""
        return self.rows == self.columns

    @property
    def is_vector(self) -> bool:
        """Whether it is one column or one row."""
        return _ONE in (self.rows, self.columns)

    @property
    def transposed(self) -> Shape:
        """The shape of the transpose."""
        return Shape(self.columns, self.rows)

    def __str__(self) -> str:
        if self.is_scalar:
            return "a scalar"
        return "×".join(
            f"({side})" if len(side.terms) > 1 else str(side).replace("*", "")
            for side in (self.rows, self.columns)
        )


_ONE = Dimension((((), 1),))
SCALAR = Shape(_ONE, _ONE)


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a symbol can take.

    Attributes:
        kind: "real", "unit", "matrix", "sequence", "function", … as in the text form.
        dimensions: What stands in the brackets; for a sequence nothing.
        item: For a sequence, the domain of its items.
    """

    kind: str
    dimensions: tuple[Dimension, ...] = ()
    item: Domain | None = None

    @property
    def is_function(self) -> bool:
        """Whether the symbol is an arbitrary function and not a value."""
        return self.kind in _FUNCTIONS

    @property
    def shape(self) -> Shape | None:
        """The shape of the values; functions and sequences have none."""
        if self.is_function or self.item:
            return None
        if self.kind in ("index", "integers") or not self.dimensions:
            return SCALAR
        rows = self.dimensions[0]
        if self.kind in _COLUMNS:
            return Shape(rows, _ONE)
        return Shape(rows, self.dimensions[-1])

    @property
    def dimension_names(self) -> frozenset[str]:
        """The dimension names that the domain brings with it."""
        own = frozenset[str]().union(*(dimension.names for dimension in self.dimensions))
        return own | self.item.dimension_names if self.item else own

    def __str__(self) -> str:
        inside = str(self.item) if self.item else ",".join(map(str, self.dimensions))
        return f"{self.kind}[{inside}]" if inside else self.kind


def parse_domain(text: str) -> Domain:
    """Read a domain.

    Args:
        text: For example ``"real"``, ``"vector[d]"``, ``"matrix[n,h*d]"``,
            ``"sequence[vector[d]]"``, ``"gaussian[d]"``, ``"index[d]"``, ``"integers[0,T]"`` from
            the least to the largest. Dimensions are integers, names, and sums and products of them.

    Raises:
        DomainError: The text is no domain.
    """
    if len(text) > _MAX_TEXT:
        raise DomainError("a domain that is too long")
    head = _HEAD.fullmatch("".join(text.split()))
    if not head:
        raise DomainError(f"`{text}` is no domain")
    kind, inside = head.groups()
    if kind == "sequence":
        if not inside:
            raise DomainError("a sequence says what its items are, as in sequence[vector[d]]")
        item = Domain("", ()) if inside.startswith("sequence") else parse_domain(inside)
        if not item.kind or item.is_function:
            raise DomainError(f"`{text}`: the items of a sequence are numbers or matrices")
        return Domain("sequence", item=item)
    if kind not in _DIMENSIONS:
        known = ", ".join(sorted([*_DIMENSIONS, "sequence"]))
        raise DomainError(f"`{text}` is no domain; the domains are {known}")
    parts = inside.split(",") if inside is not None else []
    if len(parts) not in _DIMENSIONS[kind]:
        raise DomainError(f"`{text}`: {kind} takes {_DIMENSIONS[kind][-1]} dimensions")
    dimensions = tuple(_parse_dimension(part, text) for part in parts)
    if kind == "integers":
        count = (dimensions[1] + -dimensions[0]).number
        if count is not None and count < 0:
            raise DomainError(f"`{text}`: a range from a larger to a smaller number")
    elif any(side.number is not None and side.number < 1 for side in dimensions):
        raise DomainError(f"`{text}`: a dimension is at least 1")
    return Domain(kind, dimensions)


def _parse_dimension(part: str, text: str) -> Dimension:
    total = Dimension.of(0)
    for signed_product in re.findall(r"[+-]?[^+-]+", part) or [""]:
        product = Dimension.of(-1 if signed_product.startswith("-") else 1)
        for factor in signed_product.lstrip("+-").split("*"):
            if factor.isdecimal() and len(factor) < 5:
                product *= Dimension.of(int(factor))
            elif _NAME.fullmatch(factor):
                product *= Dimension.of(factor)
            else:
                raise DomainError(f"`{text}`: the dimension `{part}` cannot be read")
        total += product
    return total


def _collect(terms: Iterable[tuple[tuple[str, ...], int]]) -> Dimension:
    sums: dict[tuple[str, ...], int] = {}
    for names, coefficient in terms:
        sums[names] = sums.get(names, 0) + coefficient
    kept = tuple(sorted((names, value) for names, value in sums.items() if value))
    if len(kept) > _MAX_TERMS or any(len(names) > _MAX_DEGREE for names, _ in kept):
        raise DomainError("a dimension that is too complicated")
    return Dimension(kept)
