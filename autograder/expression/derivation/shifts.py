"""Integrals over all of space with their variable shifted, which changes none of them.

∫ f(x − a) dx = ∫ f(x) dx is no property of a linear functional, as which an opaque integral is
judged. So a step that fails is tried again with other variables: x − a in the place of x. Nothing
but shifts is tried; ∫ f(2x) dx needs a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from autograder.expression.comparison.edits import replaced
from autograder.expression.domain import Domain
from autograder.expression.tree import AVERAGES, COUNTERS, Node, free_symbols, postorder, substitute

__all__ = ["shifted"]

_BINDERS = AVERAGES | COUNTERS
_FEWEST = 2  # of one alone nothing is known, wherever it is taken
_MOST_CHOICES = 2
_MOST_VECTORS = 2


def shifted(left: Node, right: Node, symbols: Mapping[str, Domain]) -> Iterator[tuple[Node, Node]]:
    """Yield two sides with the variables of their integrals shifted, in each way that may help.

    Args:
        left: The one side.
        right: The other.
        symbols: The domains of the question's symbols.
    """
    nodes = [node for root in (left, right) for node in postorder(root)]
    if sum(node.operation == "integral" for node in nodes) < _FEWEST:
        return
    bound = {node.name for node in nodes if node.operation in _BINDERS}
    choices = range(_MOST_CHOICES + 1)
    for first, second in islice(product(choices, choices), 1, None):
        sides = _centred(left, first, bound), _centred(right, second, bound)
        if sides[0] is not None and sides[1] is not None:
            yield sides[0], sides[1]
    for moved in _moved(left, symbols, bound):
        yield moved, right


def _centred(root: Node, choice: int, bound: set[str]) -> Node | None:
    """Return a side with x in the place of a sum that x is a term of; none where there is none.

    The choice is which sum; 0 leaves the side as it is.
    """
    if not choice:
        return root
    new: dict[int, Node] = {}
    for node in _integrals(root):
        sums = list(islice(_offsets(node, bound), choice))
        if len(sums) == choice:
            new[id(node)] = _with_variable(node, sums[-1])
    return replaced(root, new) if new else None


def _moved(root: Node, symbols: Mapping[str, Domain], bound: set[str]) -> Iterator[Node]:
    """Yield a side with all variables shifted by sums and differences of symbols of their kind."""
    integrals = list(_integrals(root))
    domains = {str(symbols[node.name].shape) for node in integrals if node.name in symbols}
    others = [
        name
        for name, domain in symbols.items()
        if domain.shape and str(domain.shape) in domains and name not in bound
    ]
    if not integrals or len(domains) != 1 or not 0 < len(others) <= _MOST_VECTORS:
        return
    for signs in product((0, 1, -1), repeat=len(others)):
        terms = [Node("symbol", name) for name, sign in zip(others, signs, strict=True) if sign > 0]
        terms += [
            _negative(Node("symbol", name))
            for name, sign in zip(others, signs, strict=True)
            if sign < 0
        ]
        if terms:
            new = {
                id(node): _with_variable(node, _total(Node("symbol", node.name), *terms))
                for node in integrals
            }
            yield replaced(root, new)


def _integrals(root: Node) -> Iterator[Node]:
    """Yield the integrals that are in no other, and whose variable nothing in them binds."""
    inside: set[int] = set()
    for node in reversed(list(postorder(root))):
        if node.operation == "integral" and id(node) not in inside:
            below = list(postorder(node))[:-1]
            inside.update(id(part) for part in below)
            if not any(p.operation in _BINDERS and p.name == node.name for p in below):
                yield node


def _offsets(integral: Node, bound: set[str]) -> Iterator[Node]:
    """Yield what to write for x, such that a sum of x and others in the integral becomes x."""
    variable = Node("symbol", integral.name)
    for node in postorder(integral.children[0]):
        if node.operation != "add":
            continue
        terms = _terms(node)
        for position, (term, is_negative) in enumerate(terms):
            others = terms[:position] + terms[position + 1 :]
            names = frozenset[str]().union(*(free_symbols(other) for other, _ in others))
            if term.operation == "symbol" and term.name == integral.name and not names & bound:
                signed = [
                    other if negated is not is_negative else _negative(other)
                    for other, negated in others
                ]
                yield _total(variable, *signed)


def _terms(total: Node) -> list[tuple[Node, bool]]:
    """Return the terms of a sum, and whether each is subtracted."""
    if total.operation == "neg":
        return [(term, not is_negative) for term, is_negative in _terms(total.children[0])]
    if total.operation == "add":
        return [term for child in total.children for term in _terms(child)]
    return [(total, False)]


def _with_variable(integral: Node, new: Node) -> Node:
    body = substitute(integral.children[0], {integral.name: new})
    return Node("integral", integral.name, (body,))


def _negative(node: Node) -> Node:
    return Node("neg", "", (node,))


def _total(*terms: Node) -> Node:
    return Node("add", "", terms)
