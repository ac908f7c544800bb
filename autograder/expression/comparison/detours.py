"""Points off the plan: where numbers in the expressions say to look, and where a survey is struck.

A detour gives some symbols their values; the plan of points gives the others theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from flint import fmpq

from autograder.expression.arithmetics.scalars import Unsupported, rational
from autograder.expression.budget import Meter
from autograder.expression.comparison.anchors import Anchors
from autograder.expression.comparison.findings import Pair
from autograder.expression.comparison.regularity import has_steps
from autograder.expression.comparison.survey import (
    AGREEMENT,
    AGREEMENT_OF_INTEGERS,
    Survey,
    survey,
    survey_integers,
)
from autograder.expression.domain import Domain

__all__ = ["Detour", "Detours", "is_affordable"]

_MOST_ENTRIES = 10_000
_SIZES_OF_SCALE = (fmpq(4), fmpq(1), fmpq(1, 64), fmpq(1, 4096))


@dataclass(frozen=True, slots=True)
class Detour:
    """What a point off the plan has.

    Attributes:
        integers: The values of some names of integers.
        values: The values of some other symbols.
        scale: What the entries of vectors and matrices are multiplied by.
    """

    integers: Mapping[str, int]
    values: Mapping[str, fmpq] = field(default_factory=dict)
    scale: fmpq | None = None


class Detours:
    """Points off the plan of two expressions.

    Args:
        pair: The expressions.
        integers: The names that are set to integers.
        scalars: The other scalar symbols.
        others: All other symbols.
        is_smooth: Whether what is seen at a few points holds at all, for each row of integers.
        random: Where randomness comes from.
        meter: Counts steps.

    Attributes:
        surveyed: At how many other points the expressions agree, roughly; for a reader.
        is_thorough: Whether a survey leaves little to be found.
    """

    def __init__(
        self,
        pair: Pair,
        *,
        integers: Sequence[str],
        scalars: Sequence[str],
        others: frozenset[str],
        is_smooth: bool,
        random: Random,
        meter: Meter,
    ) -> None:
        self._pair = pair
        self._integers = integers
        self._scalars = scalars
        self._others = others
        self._random = random
        self._meter = meter
        self._has_steps = any(map(has_steps, pair.roots))
        self._is_wanted = not is_smooth or self._has_steps
        self._anchors = Anchors({}, {}, ())
        self.surveyed = ""
        self.is_thorough = False

    def of_anchors(self) -> Iterator[Detour]:
        """Yield what the numbers in the expressions say."""
        if not self._is_wanted or self._pair.setting.definitions:
            return
        self._anchors = Anchors.of(self._pair, self._integers, self._scalars)
        for place in self._anchors.places(self._random):
            whole = {name: value for name, value in place.items() if isinstance(value, int)}
            real = {name: value for name, value in place.items() if not isinstance(value, int)}
            yield Detour(whole, real)
        if not self._others - set(self._scalars):
            return
        for scale in self._anchors.scales:
            yield from (Detour({}, {}, rational(scale) * size) for size in _SIZES_OF_SCALE)

    def of_survey(self, rows: Sequence[Mapping[str, int]]) -> Iterator[Detour]:
        """Yield what a look at many points finds suspicious, readable ones first.

        Args:
            rows: Values of the integers, which are taken in turn where there are other symbols.
        """
        try:
            found = self._survey(rows)
        except Unsupported:
            return
        if found is None:
            return
        bits = AGREEMENT if self._others else AGREEMENT_OF_INTEGERS
        if found.is_thorough:
            self.is_thorough = True
            self.surveyed = f" and 2**-{bits} at {found.agreed} others"
        for suspect in found.suspects:
            readable = suspect.readable()
            if readable and self._others:
                yield Detour(readable.integers, readable.values)
            yield Detour(suspect.integers, suspect.values)

    def _survey(self, rows: Sequence[Mapping[str, int]]) -> Survey | None:
        symbols = self._pair.setting.symbols
        if self._others:
            return survey(
                self._pair,
                rows,
                self._scalars,
                anchors=self._anchors,
                random=self._random,
                meter=self._meter,
            )
        is_index = any(name in symbols and symbols[name].dimensions for name in self._integers)
        if not self._has_steps or not self._integers or is_index:
            return None
        return survey_integers(
            self._pair,
            self._integers,
            anchors=self._anchors,
            random=self._random,
            meter=self._meter,
        )


def is_affordable(symbols: Mapping[str, Domain], sizes: Mapping[str, int]) -> bool:
    """Return whether no vector or matrix has too many entries to be drawn."""
    for domain in symbols.values():
        shape = (domain.item or domain).shape
        if shape is None or not shape.rows.names | shape.columns.names <= sizes.keys():
            continue  # it does not occur
        if shape.rows.at(sizes) * shape.columns.at(sizes) > _MOST_ENTRIES:
            return False
    return True
