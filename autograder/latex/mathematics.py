"""Reads a formula as an answer: which side of it counts, and all readings that it has."""

from __future__ import annotations

from collections.abc import Sequence

from .atoms import Row
from .chains import answer_of
from .dotted import without_dots
from .grammar import Grammar
from .mathlist import atoms_of
from .notations import Notations
from .policy import Policy, all_choices
from .setting import Reading, Setting, Understood
from .shapes import Shapes
from .term import Term, flat, postorder
from .tokens import Problem, Token

__all__ = ["MOST_READINGS", "Attempt", "attempt", "read", "read_row"]

MOST_READINGS = 4

_SQUARED = frozenset({"square of a column"})
#: The places where shapes alone decide: if both ways fit, the first is meant.
_QUIET = frozenset({"elementwise product", "modulus of a column"})


def read(
    tokens: Sequence[Token],
    setting: Setting,
    *,
    notations: Notations | None = None,
    is_number: bool = False,
) -> Understood:
    """Read the formula that answers a question.

    Args:
        tokens: The formula's, macros expanded.
        setting: What the question declares.
        notations: Those of the setting, where they have been read before.
        is_number: Whether a number is asked for, without symbols.

    Raises:
        Problem: It cannot be read, or in too many ways.
    """
    notations = notations or Notations(setting)
    row = answer_of(atoms_of(tokens), notations)
    return read_row(row, setting, notations, is_number=is_number)


def read_row(
    row: Row, setting: Setting, notations: Notations, *, is_number: bool = False
) -> Understood:
    """Read one side of a formula, in every way that there is."""
    found: list[Attempt] = []
    problems: list[Problem] = []
    places: set[str] = set()
    seen: set[frozenset[str]] = set()
    waiting: list[dict[str, int]] = [{}]
    while waiting:
        choices = waiting.pop(0)
        policy = Policy(choices)
        try:
            found.append(attempt(row, setting, notations, policy, is_number=is_number))
        except Problem as problem:
            problems.append(problem)
        places |= policy.met
        for more in all_choices(places):
            key = frozenset(place for place, choice in more.items() if choice)
            if key and key not in seen:
                seen.add(key)
                waiting.append(more)
    # What is refused as it stands does not become something else whose shapes fit no better.
    if all(one.misfit and one.policy.taken for one in found):
        raise problems[0]
    return _chosen(found, row)


class Attempt:
    """A reading under one policy."""

    def __init__(self, term: Term, policy: Policy, grammar: Grammar) -> None:
        self.term = term
        self.policy = policy
        self.remarks = tuple(grammar.remarks)
        self.misfit = Shapes(grammar.notations.domains).misfit(term)
        self.open_choices = policy.taken - _QUIET


def attempt(
    row: Row,
    setting: Setting,
    notations: Notations,
    policy: Policy,
    *,
    is_number: bool = False,
) -> Attempt:
    """Read one side of a formula under one choice for each place that can be read in several ways.

    Raises:
        Problem: It cannot be read.
    """
    grammar = Grammar(notations, policy, ranges=setting.ranges, is_number=is_number)
    whole = without_dots(grammar.whole(row), notations.domains)
    term = _without_orders(whole, row)
    term, is_complete = grammar.shapes.sized(term)
    if not is_complete:
        raise Problem("the size of I or 1 does not follow: write I_{n}", row[0].position)
    return Attempt(term, policy, grammar)


def _without_orders(root: Term, row: Row) -> Term:
    """Return an order of growth itself: constant factors and sums of orders are one again."""
    done: list[Term] = []
    has_order: list[bool] = []
    for term in postorder(root):
        count = len(term.children)
        children = tuple(done[len(done) - count :])
        inside = has_order[len(has_order) - count :] if count else []
        if count:
            del done[-count:], has_order[-count:]
        if term.operation == "neg" and any(inside):
            raise Problem("a difference of orders says nothing", row[0].position)
        if term.operation == "order":
            done.append(children[0])
            has_order.append(True)
        else:
            done.append(Term(term.operation, term.name, children) if count else term)
            has_order.append(any(inside))
    return done[0]


def _chosen(found: list[Attempt], row: Row) -> Understood:
    """Return the readings whose shapes fit, if there are any; else all of them."""
    best: dict[frozenset[str], Attempt] = {}
    for one in found:
        other = best.get(one.open_choices)
        if other is None or (other.misfit and not one.misfit):
            best[one.open_choices] = one
    first = next(iter(best.values()))
    attempts = [one for one in best.values() if not one.misfit] or [first]
    if first.misfit and all(one.open_choices == _SQUARED for one in attempts):
        attempts = [first, *attempts]  # what is usual stays, though it does not fit
    distinct: dict[object, Attempt] = {}
    for one in attempts:
        distinct.setdefault(flat(one.term), one)
    if len(distinct) > MOST_READINGS:
        raise Problem("this can be read in too many ways: add brackets", row[0].position)
    kept = list(distinct.values())
    alone = len(kept) == 1
    readings = tuple(Reading(one.term, "" if alone else one.policy.described()) for one in kept)
    remarks = list(kept[0].remarks)
    if kept[0].misfit:
        remarks.append(f"its shapes do not fit: {kept[0].misfit}")
    return Understood(readings, tuple(remarks))
