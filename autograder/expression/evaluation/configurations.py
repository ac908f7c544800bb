"""Which small integers dimensions, limits, indices and exponents are set to.

Seven levels for each name. All pairs of levels of any two of up to eight names occur (an
orthogonal array of 49 rows), so that a disagreement at any value from 1 to 7, or at any
combination of two, is met; and so are those at which all names are equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from autograder.expression.domain import Domain
from autograder.expression.evaluation.allowed import Statement, range_of
from autograder.expression.evaluation.sampling import below
from autograder.expression.statement import WHOLE_KINDS
from autograder.expression.tree import AVERAGES, Node, free_symbols, postorder
from autograder.expression.vocabulary import FILLED

__all__ = ["IntegerNames", "names_of_numbers"]

_LEVELS = 7
_SHOWN = 10
_COLUMNS = 8
_INTEGERS = (2, 1, -1, 3, 0, -2, 4)  # the levels of an `integer`
_DEFINED = (3, 2, 4, 5, 6, 7, 3)  # of an index into a sequence whose items 1 to 8 are defined
_EXACT = frozenset({"call", "lt", "le", "gt", "ge", "eq", "ne"})
_BOUNDED = frozenset({"sum", "product", "item"})
_TELLING = _EXACT | FILLED | _BOUNDED | {"pow"}
_LARGE_LIMITS = (11, 20)
_LARGE_NUMBERS = (10, 101, 5003, 960, 959)  # 960 has many divisors, among them powers of 2 to 64
_COMMON_LIMIT = 9  # what limits are set to where several names are large
_REMEMBERED = 32
_OTHER_INTEGERS = (5, 6, 7, -3, -7)  # of an `integer`, beside the levels


@dataclass(frozen=True, slots=True)
class IntegerNames:
    """The names of a question that are set to integers when its expressions are compared.

    Attributes:
        names: In alphabetical order.
        symbols: The domains of the symbols.
        counted: Names in sizes, limits and indices, where a large value costs many steps.
        indices: Names in an index of a sequence that has a definition.
        conditions: What the question states of its symbols.
    """

    names: tuple[str, ...]
    symbols: Mapping[str, Domain]
    counted: frozenset[str]
    indices: frozenset[str]
    conditions: tuple[Node, ...] = ()

    @classmethod
    def of(
        cls,
        roots: Sequence[Node],
        symbols: Mapping[str, Domain],
        *,
        defined: Collection[str] = (),
        only_exact: bool = False,
        conditions: Sequence[Node] = (),
    ) -> IntegerNames:
        """Return the names that are set to integers.

        Args:
            roots: The expressions, and those that define sequences.
            symbols: The domains of the symbols.
            defined: The sequences that have a definition.
            only_exact: Leave out symbols whose value need not be known exactly.
            conditions: What the question states of its symbols; the names in them are set as well.
        """
        roots = [*roots, *conditions]
        roles = _roles(roots, frozenset(defined))
        used = frozenset[str]().union(*map(free_symbols, roots))
        averaged = {n.name for root in roots for n in postorder(root) if n.operation in AVERAGES}
        names = set(used - set(symbols))
        dimensions = set[str]()
        for name in set(symbols) & (used | averaged):
            dimensions |= symbols[name].dimension_names
        names |= dimensions
        for name in used & set(symbols):
            kind = symbols[name].kind
            if kind == "size":
                exact = roles.exponents if only_exact else roles.signed
                is_needed = name in roles.counted or name in exact
            else:
                is_needed = not only_exact or name in roles.counted | roles.exact | roles.exponents
                is_needed = is_needed or kind == "integers"  # there are few of them
            if kind in WHOLE_KINDS and is_needed:
                names.add(name)
        counted = roles.counted | dimensions
        return cls(tuple(sorted(names)), symbols, counted, roles.indices, tuple(conditions))

    def plan(self, random: Random, *, large: bool) -> list[dict[str, int]]:
        """Return the values that the names are set to, the most readable first.

        Args:
            random: Where randomness comes from.
            large: Whether values above 7 are tried as well.

        Raises:
            OverBudget: None were found that the question allows.
        """
        if not self.names:
            return [{}]
        rows, after = _planned(
            self.names,
            tuple(self.symbols.get(name) for name in self.names),
            self.counted.intersection(self.names),
            self.indices.intersection(self.names),
            self.conditions,
            large,
            random.getstate(),
        )
        random.setstate(after)
        return [dict(zip(self.names, row, strict=True)) for row in rows]

    def _plan(self, random: Random, *, large: bool) -> list[dict[str, int]]:
        """Make what `plan` returns."""
        plan = [self._values(row) for row in _rows(len(self.names), random)]
        for name in self.names:
            others: tuple[int, ...] = _OTHER_INTEGERS if self._may_be_negative(name) else ()
            if large and self._may_be_large(name):
                others += _LARGE_LIMITS if name in self.counted else _LARGE_NUMBERS
                if self._may_be_negative(name) and name not in self.counted:
                    others += tuple(-value for value in _LARGE_NUMBERS)
            others += self._ends(name, plan[0])
            plan.extend({**plan[0], name: value} for value in others)
        plan += self._all_large(plan[0]) if large else []
        statement = Statement(self.symbols, self.conditions)
        return statement.rows(plan, lambda: self._drawn(random), random)

    def _drawn(self, random: Random) -> dict[str, int]:
        return self._values([below(random, _LEVELS) for _ in self.names])

    def _ends(self, name: str, row: Mapping[str, int]) -> tuple[int, ...]:
        """Return the upper end and the middle of the range of a number that has one."""
        limits = range_of(self.symbols.get(name), row) if self._kind(name) == "integers" else None
        return (limits[1], limits[1] - 1, sum(limits) // 2) if limits else ()

    def _all_large(self, row: Mapping[str, int]) -> list[dict[str, int]]:
        """Return a row's variants in which all names that may be large are so together."""
        names = [name for name in self.names if self._may_be_large(name)]
        if len(names) < 2:
            return []
        rows = []
        for shift, sign in ((0, 1), (1, 1), (1, -1)):
            values = dict(row)
            for k, name in enumerate(names, start=shift):
                signed = sign if self._may_be_negative(name) else 1
                number = signed * _LARGE_NUMBERS[k % len(_LARGE_NUMBERS)]
                values[name] = _COMMON_LIMIT if name in self.counted else number
            if values not in rows:
                rows.append(values)
        return rows

    def _may_be_large(self, name: str) -> bool:
        return self._kind(name) in ("integer", "natural", "size")

    def _may_be_negative(self, name: str) -> bool:
        return self._kind(name) == "integer" and name not in self.indices

    def _kind(self, name: str) -> str:
        return self.symbols[name].kind if name in self.symbols else ""

    def first(
        self, *, ones: Collection[str] = (), known: Mapping[str, int] | None = None
    ) -> dict[str, int]:
        """Return small values that differ, with those of some names set to 1, or known."""
        levels = [0 if name in ones else 1 + k % 6 for k, name in enumerate(self.names)]
        fixed = {**{name: 1 for name in self.names if name in ones}, **(known or {})}
        random = Random(0)
        statement = Statement(self.symbols, self.conditions)
        return statement.first(self._values(levels), fixed, lambda: self._drawn(random))

    def describe(self, plan: Sequence[Mapping[str, int]]) -> str:
        """Return at which integers something holds, such as " at d in {1, …, 7}"."""
        if not self.names:
            return ""
        if len(self.names) == 1:
            values = sorted({sizes[self.names[0]] for sizes in plan})
            return f" at {self.names[0]} in {{{_abbreviated(list(map(str, values)))}}}"
        rows = [f"({','.join(str(sizes[name]) for name in self.names)})" for sizes in plan]
        return f" at ({','.join(self.names)}) in {{{_abbreviated(rows)}}}"

    def _values(self, levels: Sequence[int]) -> dict[str, int]:
        values: dict[str, int] = {}
        for name, level in zip(self.names, levels, strict=True):
            if name in self.indices:
                values[name] = _DEFINED[level]
            else:
                values[name] = _INTEGERS[level] if self._kind(name) == "integer" else level + 1
        for name, level in zip(self.names, levels, strict=True):
            limits = range_of(self.symbols.get(name), values)
            if limits and limits[0] <= limits[1]:
                step = level if self._kind(name) == "integers" else values[name] - 1
                values[name] = limits[0] + step % (limits[1] - limits[0] + 1)
        return values


# An answer is compared with many others, by the same randomness each time.
@lru_cache(maxsize=_REMEMBERED)
def _planned(
    names: tuple[str, ...],
    domains: tuple[Domain | None, ...],
    counted: frozenset[str],
    indices: frozenset[str],
    conditions: tuple[Node, ...],
    large: bool,
    state: tuple[Any, ...],
) -> tuple[list[tuple[int, ...]], tuple[Any, ...]]:
    """Return the rows of a plan, and the state of the randomness after it.

    Args:
        names: As in `IntegerNames`; so are the others, of these names alone.
        domains: The domains of the names; none of a dimension.
        counted: See there.
        indices: See there.
        conditions: See there.
        large: As in `IntegerNames.plan`.
        state: That of the randomness before.

    Raises:
        OverBudget: As there.
    """
    symbols = {name: domain for name, domain in zip(names, domains, strict=True) if domain}
    random = Random()
    random.setstate(state)
    plan = IntegerNames(names, symbols, counted, indices, conditions)._plan(random, large=large)
    return [tuple(row.values()) for row in plan], random.getstate()


@dataclass(frozen=True, slots=True)
class _Roles:
    """Names by where they occur."""

    counted: frozenset[str]
    exact: frozenset[str]
    exponents: frozenset[str]
    indices: frozenset[str]
    signed: frozenset[str]  # in exponents of a negative number


def names_of_numbers(roots: Iterable[Node]) -> frozenset[str]:
    """Return the names in exponents, limits, sizes and indices."""
    roles = _roles(roots, frozenset())
    return roles.counted | roles.exponents


def _roles(roots: Iterable[Node], defined: frozenset[str]) -> _Roles:
    counted, exact, exponents, indices, signed = (set[str]() for _ in range(5))
    for root in roots:
        for node in postorder(root):
            if node.operation not in _TELLING:
                continue
            names = [free_symbols(child) for child in node.children]
            if node.operation in _BOUNDED:
                counted.update(*names[1:])
                if node.operation == "item" and node.children[0].name in defined:
                    indices.update(*names[1:])
            elif node.operation in FILLED:
                counted.update(*names)
            elif node.operation == "pow":
                exponents |= names[1]
                if _is_negative(node.children[0]):
                    signed |= names[1]
            else:
                exact.update(*names)
    return _Roles(*map(frozenset, (counted, exact, exponents, indices, signed)))


def _is_negative(base: Node) -> bool:
    """Return whether a base is written as a negative number."""
    if base.operation == "neg":
        return base.children[0].operation in ("rational", "decimal")
    return base.operation in ("rational", "decimal") and base.name.startswith("-")


def _rows(columns: int, random: Random) -> list[tuple[int, ...]]:
    """Return rows of levels from 0 to 6; the first begins with levels 1, 2, 3."""
    if columns == 1:
        return [(level,) for level in (1, 2, 0, 3, 4, 5, 6)]
    rows = []
    for i in range(1, _LEVELS + 1):
        for j in range(2, _LEVELS + 2):
            row = [i % _LEVELS, j % _LEVELS]
            row += [(i + k * j) % _LEVELS for k in range(1, _COLUMNS - 1)]
            rows.append(row)
    first, *others = rows
    for row in others:
        row += [random.randrange(_LEVELS) for _ in range(columns - _COLUMNS)]
    first += [random.randrange(1, _LEVELS) for _ in range(columns - _COLUMNS)]
    if columns > 2:
        others += [[level] * columns for level in range(1, _LEVELS)]
        others += [[random.randrange(_LEVELS) for _ in range(columns)] for _ in range(15)]
    others.sort(key=lambda row: sum(row[:columns]))
    return [tuple(row[:columns]) for row in (first, *others)]


def _abbreviated(texts: Sequence[str]) -> str:
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN - 1], "…", texts[-1]]
    return ", ".join(texts)
