r"""Products whose middle is left out: ``a_T a_{T-1} \cdots a_1`` is the product of all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from .term import Term, postorder, symbol
from .tokens import Problem

__all__ = ["DOTS", "dots", "without_dots"]

#: How a problem with dots begins.
DOTS = "dots leave open what they stand for"
_LETTERS = ("t", "s", "r", "k", "j", "l")


def dots(position: int) -> Term:
    """Return what keeps the place of what is left out, until the whole product is known."""
    return Term("dots", str(position))


def without_dots(root: Term, taken: Collection[str]) -> Term:
    """Return a term with products in the place of those whose middle is left out.

    Args:
        root: The term.
        taken: The names of symbols that no index may have.

    Raises:
        Problem: It does not follow what the dots stand for.
    """
    if not any(term.operation == "dots" for term in postorder(root)):
        return root
    names = {term.name for term in postorder(root)}.union(taken)
    letter = next((one for one in _LETTERS if one not in names), "")
    done: list[Term] = []
    for term in postorder(root):
        count = len(term.children)
        children = tuple(done[len(done) - count :])
        if count:
            del done[-count:]
        whole = Term(term.operation, term.name, children) if count else term
        if term.operation == "mul" and letter:
            whole = _product(children, letter) or whole
        done.append(whole)
    left = [term for term in postorder(done[0]) if term.operation == "dots"]
    if left:
        raise Problem(rf"{DOTS}: write it with \sum or \prod", int(left[0].name))
    return done[0]


def _product(factors: Sequence[Term], letter: str) -> Term | None:
    """Return a product with an index for factors among which there are dots."""
    places = [place for place, factor in enumerate(factors) if factor.operation == "dots"]
    if len(places) != 1:
        return None
    before, after = factors[: places[0]], factors[places[0] + 1 :]
    read = [_opened(factor, letter) for factor in (*before, *after)]
    if None in read or not before or not after:
        return None
    bodies, indices = zip(*filter(None, read), strict=True)
    steps = {
        _difference(one, other)
        for row in (indices[: len(before)], indices[len(before) :])
        for one, other in pairwise(row)
    }
    if len(set(bodies)) != 1 or len(steps) != 1 or not steps <= {1, -1}:
        return None
    return Term("product", letter, (bodies[0], indices[0], indices[-1]))


def _opened(factor: Term, letter: str) -> tuple[Term, Term] | None:
    """Return a factor with a letter in the place of the index of its one item, and that index."""
    found: list[Term] = []
    done: list[Term] = []
    for term in postorder(factor):
        count = len(term.children)
        children = tuple(done[len(done) - count :])
        if count:
            del done[-count:]
        if term.operation == "item":
            found.append(children[1])
            children = (children[0], symbol(letter))
        done.append(Term(term.operation, term.name, children) if count else term)
    return (done[0], found[0]) if len(found) == 1 else None


def _difference(one: Term, other: Term) -> int | None:
    """Return by how much an index is larger than another; None if that is no number."""
    left, right = _linear(one), _linear(other)
    if left is None or right is None:
        return None
    names = {name for name in left.keys() | right.keys() if left.get(name) != right.get(name)}
    return right.get("", 0) - left.get("", 0) if names <= {""} else None


def _linear(index: Term) -> Mapping[str, int] | None:
    """Return an index as so many of each symbol, and a number by the empty name."""
    if index.operation == "symbol":
        return {index.name: 1}
    if index.operation == "rational" and index.name.isdigit():
        return {"": int(index.name)}
    if index.operation not in ("add", "neg"):
        return None
    sign = -1 if index.operation == "neg" else 1
    total: dict[str, int] = {}
    for child in index.children:
        part = _linear(child)
        if part is None:
            return None
        for name, count in part.items():
            total[name] = total.get(name, 0) + sign * count
    return total
