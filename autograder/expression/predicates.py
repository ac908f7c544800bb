"""Ways of being partly right: a multiple of the right answer, or a term too many.

Each is decided like equality, with the same outcomes, so that partial credit is as certain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from autograder.expression.budget import Budget
from autograder.expression.comparison.edits import renamed
from autograder.expression.decide import (
    DEFAULT_BUDGET,
    Definition,
    Different,
    Equal,
    Malformed,
    Outcome,
    compare,
)
from autograder.expression.domain import Domain, Shape
from autograder.expression.shape import infer
from autograder.expression.tree import Node

__all__ = ["is_multiple", "is_shifted"]


def is_multiple(
    expected: Node,
    submitted: Node,
    *,
    free_of: Collection[str],
    symbols: Mapping[str, Domain],
    definitions: Sequence[Definition] = (),
    conditions: Sequence[Node] = (),
    seed: int = 0,
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Decide whether a submitted expression is the expected one times a factor that is not 0.

    The factor c is one number for all entries and does not depend on the symbols it has to be free
    of. With a second copy of those symbols, marked by a prime, that is the equation
    S·E′ = E·S′ for all pairs of entries, which is decided like any other.

    Args:
        expected: The reference's expression E.
        submitted: The answer S.
        free_of: The symbols that the factor must not depend on; none of them has a definition.
        symbols: As for `compare`.
        definitions: As for `compare`.
        conditions: As for `compare`; they are about none of those symbols.
        seed: As for `compare`.
        budget: As for `compare`.
    """
    decide = partial(
        compare, definitions=definitions, conditions=conditions, seed=seed, budget=budget
    )
    outcome = decide(expected, submitted, symbols=symbols)
    if isinstance(outcome, (Equal, Malformed)):
        return outcome
    shape = infer(expected, symbols)
    if infer(submitted, symbols) != shape:
        return outcome
    whole = {**symbols, **_index_domains(shape)}
    if not isinstance(decide(*_quotients(expected, submitted, shape), symbols=whole), Equal):
        return outcome
    primes = {name: name + "′" for name in free_of}
    doubled = {primes[name]: symbols[name] for name in free_of}
    multiple = decide(
        _product_of_entries(submitted, renamed(expected, primes), shape),
        _product_of_entries(expected, renamed(submitted, primes), shape),
        symbols={**whole, **doubled},
    )
    return outcome if isinstance(multiple, Different) else multiple


def is_shifted(
    expected: Node,
    submitted: Node,
    *,
    free_of: Collection[str],
    symbols: Mapping[str, Domain],
    definitions: Sequence[Definition] = (),
    conditions: Sequence[Node] = (),
    seed: int = 0,
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Decide whether a submitted expression is the expected one plus a term.

    The term does not depend on the symbols it has to be free of: S − E = S′ − E′, with the primes
    of `is_multiple`.

    Args:
        expected: The reference's expression E.
        submitted: The answer S.
        free_of: The symbols that the term must not depend on; none of them has a definition.
        symbols: As for `compare`.
        definitions: As for `compare`.
        conditions: As for `compare`; they are about none of those symbols.
        seed: As for `compare`.
        budget: As for `compare`.
    """
    decide = partial(
        compare, definitions=definitions, conditions=conditions, seed=seed, budget=budget
    )
    outcome = decide(expected, submitted, symbols=symbols)
    if isinstance(outcome, (Equal, Malformed)):
        return outcome
    if infer(submitted, symbols) != infer(expected, symbols):
        return outcome
    primes = {name: name + "′" for name in free_of}
    doubled = {primes[name]: symbols[name] for name in free_of}
    shifted = decide(
        _difference(submitted, expected),
        _difference(renamed(submitted, primes), renamed(expected, primes)),
        symbols={**symbols, **doubled},
    )
    return outcome if isinstance(shifted, Different) else shifted


def _difference(left: Node, right: Node) -> Node:
    return Node("add", "", (left, Node("neg", "", (right,))))


_FIRST, _SECOND = ("′row", "′column"), ("″row", "″column")


def _index_domains(shape: Shape) -> dict[str, Domain]:
    """Return the domains of symbols that count the rows and columns of two matrices."""
    sizes = (shape.rows, shape.columns)
    names = (*zip(_FIRST, sizes, strict=True), *zip(_SECOND, sizes, strict=True))
    return {name: Domain("index", (size,)) for name, size in names}


def _quotients(expected: Node, submitted: Node, shape: Shape) -> tuple[Node, Node]:
    """Return two quotients that are 1, the second only where the submitted entry is not 0 either.

    An answer that is 0 where the right one is not is no multiple of it, be it at most sizes alone.
    """
    entries = [_entry(root, shape, _FIRST) for root in (expected, submitted)]
    right, given = (Node("div", "", (entry, entry)) for entry in entries)
    return right, Node("mul", "", (right, given))


def _product_of_entries(left: Node, right: Node, shape: Shape) -> Node:
    """Return any entry of one matrix times any entry of another."""
    return Node("mul", "", (_entry(left, shape, _FIRST), _entry(right, shape, _SECOND)))


def _entry(matrix: Node, shape: Shape, names: Sequence[str]) -> Node:
    if shape.is_scalar:
        return matrix
    return Node("item", "", (matrix, *(Node("symbol", name) for name in names)))
