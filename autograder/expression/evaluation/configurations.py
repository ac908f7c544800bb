"""Which small integers dimensions, limits, indices and exponents are set to.

Seven levels for each name. All pairs of levels of any two of up to eight names occur (an
orthogonal array of 49 rows), so that a disagreement at any value from 1 to 7, or at any
combination of two, is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from autograder.expression.domain import Domain
from autograder.expression.tree import Node, free_symbols, free_symbols_by_node, postorder

__all__ = ["IntegerRoles", "configurations", "describe_sizes", "integer_roles", "whole_names"]

_LEVELS = 7
_SHOWN = 10
_COLUMNS = 8
_INTEGERS = (2, 1, -1, 3, 0, -2, 4)  # the levels of an `integer`
_DEFINED = (3, 2, 4, 5, 6, 7, 3)  # of an index into a sequence whose items 1 to 8 are defined
_WHOLE_KINDS = frozenset({"natural", "integer", "index", "size"})
_LARGE_LIMITS = (11, 20)
_LARGE_NUMBERS = (10, 101)


@dataclass(frozen=True, slots=True)
class IntegerRoles:
    """The names that have to be integers for an expression to be evaluated.

    Attributes:
        counted: In sizes, limits and indices: a large value costs many steps.
        exact: In exponents, functions and conditions: the value must be known exactly.
        indices: In an index of a sequence that is defined by others.
    """

    counted: frozenset[str]
    exact: frozenset[str]
    indices: frozenset[str]


def integer_roles(roots: Iterable[Node], defined: Iterable[str]) -> IntegerRoles:
    """Return the roles that the names in expressions play.

    Args:
        roots: The expressions.
        defined: The sequences that are defined by others.
    """
    counted, exact, indices = set[str](), set[str](), set[str]()
    defined = frozenset(defined)
    for root in roots:
        free = free_symbols_by_node(root)
        for node in postorder(root):
            names = [free[id(child)] for child in node.children]
            if node.operation in ("sum", "product", "item"):
                counted.update(*names[1:])
                if node.operation == "item" and node.children[0].name in defined:
                    indices.update(*names[1:])
            elif node.operation in ("eye", "ones", "zeros"):
                counted.update(*names)
            elif node.operation == "pow":
                exact |= names[1]
            elif node.operation in ("call", "lt", "le", "gt", "ge", "eq", "ne"):
                exact.update(*names)
    return IntegerRoles(frozenset(counted), frozenset(exact), frozenset(indices))


def configurations(
    names: Sequence[str],
    *,
    symbols: Mapping[str, Domain],
    roles: IntegerRoles,
    large: bool,
    random: Random,
) -> list[dict[str, int]]:
    """Return the values that integers are set to, the most readable first.

    Args:
        names: The integers: dimension names and symbols.
        symbols: The domains of the symbols.
        roles: What the integers are for.
        large: Whether values above 7 are tried as well.
        random: Where randomness comes from.
    """
    if not names:
        return [{}]
    rows = _rows(len(names), random)
    plan = [_values(names, row, symbols, roles) for row in rows]
    if large:
        for name in names:
            if name in symbols and symbols[name].kind in ("natural", "size"):
                values = _LARGE_LIMITS if name in roles.counted else _LARGE_NUMBERS
                plan.extend({**plan[0], name: value} for value in values)
    return plan


def whole_names(
    roots: Iterable[Node], symbols: Mapping[str, Domain], roles: IntegerRoles, *, only_needed: bool
) -> list[str]:
    """Return the names that are set to integers, in alphabetical order.

    Args:
        roots: The expressions.
        symbols: The domains of the symbols.
        roles: What integers are needed for.
        only_needed: Leave out symbols that need not be known exactly.
    """
    used = frozenset[str]().union(*map(free_symbols, roots))
    dimensions = frozenset[str]().union(
        *(domain.dimension_names for name, domain in symbols.items() if name in used)
    )
    names = dimensions | (used - set(symbols))
    for name in used & set(symbols):
        kind = symbols[name].kind
        if kind == "size":
            needed = name in roles.counted or name in roles.exact
        else:
            needed = not only_needed or name in roles.counted | roles.exact
        if kind in _WHOLE_KINDS and needed:
            names |= {name}
    return sorted(names)


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
        others += [[random.randrange(_LEVELS) for _ in range(columns)] for _ in range(15)]
    others.sort(key=lambda row: sum(row[:columns]))
    return [tuple(row[:columns]) for row in (first, *others)]


def _values(
    names: Sequence[str],
    levels: Sequence[int],
    symbols: Mapping[str, Domain],
    roles: IntegerRoles,
) -> dict[str, int]:
    values: dict[str, int] = {}
    for name, level in zip(names, levels, strict=True):
        kind = symbols[name].kind if name in symbols else "natural"
        if name in roles.indices:
            values[name] = _DEFINED[level]
        elif kind == "integer":
            values[name] = _INTEGERS[level]
        else:
            values[name] = level + 1
    for name in names:
        if name in symbols and symbols[name].kind == "index":
            values[name] = (values[name] - 1) % symbols[name].dimensions[0].at(values) + 1
    return values


def describe_sizes(names: Sequence[str], plan: Sequence[Mapping[str, int]]) -> str:
    """Return at which integers something holds, such as " at d in {1, …, 7}"."""
    # A search that was cut short has no sizes yet.
    names = [name for name in names if all(name in sizes for sizes in plan)]
    if not names or not plan:
        return ""
    if len(names) == 1:
        values = sorted({sizes[names[0]] for sizes in plan})
        return f" at {names[0]} in {{{_abbreviated([str(value) for value in values])}}}"
    rows = [f"({','.join(str(sizes[name]) for name in names)})" for sizes in plan]
    return f" at ({','.join(names)}) in {{{_abbreviated(rows)}}}"


def _abbreviated(texts: Sequence[str]) -> str:
    if len(texts) > _SHOWN:
        texts = [*texts[: _SHOWN - 1], "…", texts[-1]]
    return ", ".join(texts)
