"""What a student reads about a measured cost: growth, a table, the tensor that is too large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from .interpolation import Exponents

__all__ = ["growth_text", "shape_text", "table"]

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def growth_text(monomials: Iterable[Exponents], names: Sequence[str]) -> str:
    """Return ``"n² d + n² m"`` for monomials in sizes of these names."""
    return " + ".join(_monomial(powers, names) for powers in monomials)


def _monomial(powers: Exponents, names: Sequence[str]) -> str:
    factors = (
        name if power == 1 else f"{name}{str(power).translate(_SUPERSCRIPTS)}"
        for name, power in zip(names, powers, strict=True)
        if power
    )
    return " ".join(factors) or "1"


def shape_text(shape: Sequence[int], sizes: Mapping[str, int]) -> str:
    """Return ``"n×n"`` for a shape whose sides are such sizes; other sides as numbers, no ones."""
    names = {size: name for name, size in sizes.items()}
    sides = [names.get(side, str(side)) for side in shape if side != 1]
    return "×".join(sides) or "1"


def table(titles: Sequence[str], rows: Iterable[Sequence[int | Fraction]]) -> str:
    """Return rows of numbers under titles, aligned to the right."""
    cells = [list(titles), *([f"{value:,}".replace(",", " ") for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "\n".join(f"  {line}" for line in lines)
