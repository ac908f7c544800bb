"""Ways of being partly right: a multiple of the right answer, or a term too many.

Each is decided like equality, with the same outcomes, so that partial credit is as certain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.expression.budget import Budget
from autograder.expression.comparison.edits import renamed
from autograder.expression.decide import (
    DEFAULT_BUDGET,
    Different,
    Equality,
    Malformed,
    Outcome,
    compare,
)
from autograder.expression.domain import Domain, Shape
from autograder.expression.premises import Premises
from autograder.expression.shape import infer
from autograder.expression.tree import Node

__all__ = ["is_multiple", "is_shifted"]


def is_multiple(
    expected: Node,
    submitted: Node,
    premises: Premises,
    *,
    free_of: Collection[str],
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Decide whether a submitted expression is the expected one times a factor that is not 0.

    The factor c is one number for all entries and does not depend on the symbols it has to be free
    of. With a second copy of those symbols, and of what they are made of and what is made of them,
    marked by a prime, that is the equation S·E′ = E·S′ for all pairs of entries, which is decided
    like any other.

    Args:
        expected: The reference's expression E.
        submitted: The answer S.
        premises: What is known of their symbols.
        free_of: The symbols that the factor must not depend on.
        budget: As for `compare`.
    """
    outcome = compare(expected, submitted, premises, budget=budget)
    if isinstance(outcome, (Equality, Malformed)):
        return outcome
    shape = infer(expected, premises.symbols)
    if infer(submitted, premises.symbols) != shape:
        return outcome
    indexed = premises.with_symbols(_index_domains(shape))
    quotients = _quotients(expected, submitted, shape)
    if not isinstance(compare(*quotients, indexed, budget=budget), Equality):
        return outcome
    primes = premises.primes(free_of)
    multiple = compare(
        _product_of_entries(submitted, renamed(expected, primes), shape),
        _product_of_entries(expected, renamed(submitted, primes), shape),
        indexed.doubled(primes),
        budget=budget,
    )
    return outcome if isinstance(multiple, Different) else multiple


def is_shifted(
    expected: Node,
    submitted: Node,
    premises: Premises,
    *,
    free_of: Collection[str],
    budget: Budget = DEFAULT_BUDGET,
) -> Outcome:
    """Decide whether a submitted expression is the expected one plus a term.

    The term does not depend on the symbols it has to be free of: S − E = S′ − E′, with the primes
    of `is_multiple`.

    Args:
        expected: The reference's expression E.
        submitted: The answer S.
        premises: What is known of their symbols.
        free_of: The symbols that the term must not depend on.
        budget: As for `compare`.
    """
    outcome = compare(expected, submitted, premises, budget=budget)
    if isinstance(outcome, (Equality, Malformed)):
        return outcome
    if infer(submitted, premises.symbols) != infer(expected, premises.symbols):
        return outcome
    primes = premises.primes(free_of)
    shifted = compare(
        _difference(submitted, expected),
        _difference(renamed(submitted, primes), renamed(expected, primes)),
        premises.doubled(primes),
        budget=budget,
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
