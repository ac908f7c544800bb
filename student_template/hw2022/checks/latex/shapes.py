"""Rows and columns of what was read: they choose between readings, and give I and 1 their sizes.

The rules are those of `notation`: columns are d×1, a 1×1 matrix is a scalar, scalars spread over
sums, and functions act on each entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from .domains import ONE, SCALAR, Dimension, Domain, Shape, as_term, dimension
from .term import Term, postorder

__all__ = ["Misfit", "Shapes"]

_NUMBERS = frozenset({"rational", "decimal", "constant", "trace", "det", "norm", "norm2",
                      "lambda_max", "maxabs"})  # fmt: skip
_SAME = frozenset({"neg", "inv", "softmax_row", "softmax_col", "E", "integral"})
_UNKNOWN: Shape = (None, None)


class Misfit(ValueError):
    """Shapes that do not fit; the text says which."""


class Shapes:
    """The shapes of expressions in a question's symbols.

    Args:
        symbols: The domains of the symbols, by name.
    """

    def __init__(self, symbols: Mapping[str, Domain]) -> None:
        self._symbols = symbols
        # With the term, so that its id is nobody else's.
        self._known: dict[int, tuple[Term, Shape]] = {}

    def of(self, term: Term) -> Shape:
        """Return a shape as far as it is known; where something does not fit it is not."""
        waiting = [term]
        while waiting:
            part = waiting[-1]
            if id(part) in self._known:
                waiting.pop()
                continue
            missing = [child for child in part.children if id(child) not in self._known]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            shapes = [self._known[id(child)][1] for child in part.children]
            try:
                shape = self._shape(part, shapes, _Unknowns())
            except Misfit:
                shape = _UNKNOWN
            self._known[id(part)] = part, shape
        return self._known[id(term)][1]

    def is_scalar(self, term: Term) -> bool:
        """Return whether a term is a number for certain."""
        return self.of(term) == SCALAR

    def is_column(self, term: Term) -> bool:
        """Return whether it is a column for certain, and no number."""
        rows, columns = self.of(term)
        return columns == ONE and rows is not None and rows != ONE

    def is_matrix(self, term: Term) -> bool:
        """Return whether it has more than one column for certain."""
        columns = self.of(term)[1]
        return columns is not None and columns != ONE

    def is_square(self, term: Term) -> bool:
        """Return whether it is a square matrix for certain."""
        rows, columns = self.of(term)
        return rows == columns and columns is not None and columns != ONE

    def misfit(self, term: Term) -> str:
        """Return what does not fit, in words; nothing where all does."""
        try:
            self._walk(term, _Unknowns())
        except Misfit as misfit:
            return str(misfit)
        return ""

    def sized(self, term: Term) -> tuple[Term, bool]:
        """Return the term with sizes for I and 1, and whether all of them follow."""
        unknowns = _Unknowns()
        named = unknowns.named(term)
        if named is term:
            return term, True
        with suppress(Misfit):
            self._walk(named, unknowns)
        return unknowns.filled(named)

    # ------------------------------------------------------------------------------ rules

    def _walk(self, root: Term, unknowns: _Unknowns) -> Shape:
        done: list[Shape] = []
        for term in postorder(root):
            count = len(term.children)
            shapes = done[len(done) - count :]
            del done[len(done) - count :]
            done.append(self._shape(term, shapes, unknowns))
        return done[0]

    def _shape(self, term: Term, shapes: list[Shape], unknowns: _Unknowns) -> Shape:
        operation = term.operation
        if operation == "symbol":
            known = self._symbols.get(term.name)
            shape = known.shape if known else SCALAR
            return shape if shape is not None else _UNKNOWN
        if operation in _NUMBERS:
            return SCALAR
        if operation in _SAME:
            return shapes[0]
        rule = _RULES.get(operation)
        if rule is not None:
            return rule(shapes, unknowns)
        if operation in ("eye", "ones", "zeros"):
            return _filled(term)
        if operation == "item":
            return self._item(term)
        if operation in ("sum", "product"):
            return shapes[0]
        if operation == "matrix":
            rows, columns = term.name.split(",")
            return dimension(rows), dimension(columns)
        if operation == "apply":
            return shapes[1]
        if operation in ("call", "add"):
            if any(shape != SCALAR for shape in shapes):
                self._check_scalars(term, shapes)
            return _spread(shapes, unknowns)
        if operation == "piecewise":
            return shapes[0]
        return SCALAR

    def _check_scalars(self, term: Term, shapes: list[Shape]) -> None:
        """A number that spreads over a column is one that was written, not made of columns."""
        for child, shape in zip(term.children, shapes, strict=True):
            if shape == SCALAR and any(part.operation == "T" for part in postorder(child)):
                raise Misfit("an inner product added to a column")

    def _item(self, term: Term) -> Shape:
        whole = term.children[0]
        known = self._symbols.get(whole.name) if whole.operation == "symbol" else None
        if known is not None and known.item is not None:
            return known.item.shape or _UNKNOWN
        return SCALAR


def _filled(term: Term) -> Shape:
    sides = [_side(child) for child in term.children]
    if term.operation == "eye":
        return (sides[0], sides[0]) if sides else _UNKNOWN
    if not sides:
        return None, ONE
    return (sides[0], sides[1] if len(sides) > 1 else ONE)


def _side(term: Term) -> Dimension | None:
    """Return a size as a dimension, where it is a sum of products."""
    if term.operation == "rational":
        return dimension(term.name) if term.name.isdigit() else None
    if term.operation == "symbol":
        return dimension(term.name)
    if term.operation not in ("add", "mul"):
        return None
    sides = [_side(child) for child in term.children]
    if any(side is None for side in sides):
        return None
    sign = "+" if term.operation == "add" else "*"
    if sign == "*" and any(len(side or ()) != 1 for side in sides):
        return None
    return dimension(sign.join(_text(side or ()) for side in sides))


def _text(side: Dimension) -> str:
    return "+".join("*".join([str(factor), *names]) for names, factor in side)


def _spread(shapes: list[Shape], unknowns: _Unknowns) -> Shape:
    """Scalars spread over what is none; the others have one shape."""
    found: Shape = SCALAR
    for shape in shapes:
        if shape == SCALAR:
            continue
        found = shape if found == SCALAR else unknowns.same(found, shape, "added")
    return found


def _hadamard(shapes: list[Shape], unknowns: _Unknowns) -> Shape:
    if shapes.count(SCALAR) == 1:
        raise Misfit("an elementwise product with a number")
    return _spread(shapes, unknowns)


def _product(shapes: list[Shape], unknowns: _Unknowns) -> Shape:
    left: Shape = SCALAR
    for right in shapes:
        if left == SCALAR:
            left = right
        elif right != SCALAR:
            unknowns.side(left[1], right[0], left, right)
            left = (left[0], right[1])
    return left


def _quotient(shapes: list[Shape], _: _Unknowns) -> Shape:
    above, below = shapes
    if below != SCALAR and above != below and None not in below:
        raise Misfit("a quotient with a matrix below the line")
    return above if above != SCALAR else below


def _power(shapes: list[Shape], _: _Unknowns) -> Shape:
    return shapes[0]


def _transposed(shapes: list[Shape], _: _Unknowns) -> Shape:
    return shapes[0][1], shapes[0][0]


def _diagonal(shapes: list[Shape], _: _Unknowns) -> Shape:
    rows, columns = shapes[0]
    if columns not in (None, ONE) or shapes[0] == SCALAR:
        raise Misfit("diag of what is no column")
    return rows, rows


_RULES: Mapping[str, Callable[[list[Shape], _Unknowns], Shape]] = {
    "mul": _product, "hadamard": _hadamard, "div": _quotient, "pow": _power, "T": _transposed,
    "diag": _diagonal,
}  # fmt: skip


class _Unknowns:
    """Sizes that follow from where I and 1 stand; a size that is sought has a name with a ``?``."""

    def __init__(self) -> None:
        self._found: dict[str, Dimension] = {}
        self._count = 0

    def named(self, root: Term) -> Term:
        """Return the term with a name for each size that is not given."""
        done: list[Term] = []
        changed = False
        for term in postorder(root):
            count = len(term.children)
            children = tuple(done[len(done) - count :])
            del done[len(done) - count :]
            if term.operation in ("eye", "ones", "zeros") and not children:
                children, changed = (Term("symbol", f"?{self._count}"),), True
                self._count += 1
            done.append(Term(term.operation, term.name, children) if children else term)
        return done[0] if changed else root

    def filled(self, root: Term) -> tuple[Term, bool]:
        """Return the term with the sizes that were found, and whether none is missing."""
        done: list[Term] = []
        complete = True
        for term in postorder(root):
            count = len(term.children)
            children = tuple(done[len(done) - count :])
            del done[len(done) - count :]
            if term.operation == "symbol" and term.name.startswith("?"):
                found = self._resolved(dimension(term.name))
                complete = complete and not _sought(found)
                done.append(as_term(found))
            else:
                done.append(Term(term.operation, term.name, children) if children else term)
        return done[0], complete

    def same(self, left: Shape, right: Shape, how: str) -> Shape:
        """Return the shape that two have, which have to be one."""
        sides = []
        for one, other in zip(left, right, strict=True):
            self._unify(one, other, lambda: f"{_said(left)} and {_said(right)} {how}")
            sides.append(one if one is not None and not _sought(one) else other)
        return sides[0], sides[1]

    def side(
        self, one: Dimension | None, other: Dimension | None, left: Shape, right: Shape
    ) -> None:
        """Note that two sides are one, since a product has them inside."""
        self._unify(one, other, lambda: f"{_said(left)} times {_said(right)}")

    def _unify(
        self, one: Dimension | None, other: Dimension | None, said: Callable[[], str]
    ) -> None:
        if one is None or other is None:
            return
        one, other = self._resolved(one), self._resolved(other)
        if one == other:
            return
        for name in _sought(one):
            self._found[name] = other
            return
        for name in _sought(other):
            self._found[name] = one
            return
        raise Misfit(said())

    def _resolved(self, side: Dimension) -> Dimension:
        for name in _sought(side):
            if name in self._found:
                return self._resolved(self._found[name])
        return side


def _sought(side: Dimension) -> Iterator[str] | list[str]:
    return [names[0] for names, _ in side if names and names[0].startswith("?")]


def _said(shape: Shape) -> str:
    return "×".join("?" if side is None else _plain(side) for side in shape)


def _plain(side: Dimension) -> str:
    texts = []
    for names, factor in side:
        texts.append("".join([str(factor)] * (factor != 1 or not names) + list(names)))
    return "+".join(texts) or "0"
