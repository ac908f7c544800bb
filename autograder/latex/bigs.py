"""Sums, products, integrals and expectations: what they bind, and how far they go.

A sum goes to the next + or − at its own level, and further where its index still occurs: it would
be bound by nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from . import scripts
from .atoms import Atom, Row, is_letter, row_text, shown
from .cursor import Cursor, split
from .domains import ONE, as_term
from .term import Term, number, postorder, substituted, symbol
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["big", "expectation"]


@dataclass(frozen=True, slots=True)
class _Limits:
    """An index: its letter, where it begins and ends as far as that is said, what is left out."""

    letter: str
    first: Row | None
    last: Row | None
    without: Row | None = None


def big(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a sum, a product or an integral.

    Raises:
        Problem: It cannot be told from where to where it goes.
    """
    atom = cursor.take()
    if atom.text == "integral":
        return _integral(grammar, cursor, atom)
    if atom.text not in ("sum", "product"):
        raise Problem(f"{shown(atom)} is not read here", atom.position)
    limits = _limits(atom)
    before = dict(grammar.scope)
    ends: list[tuple[str, Term | None, Term | None]] = []
    for one in limits:
        first, last = (
            None if row is None else grammar.whole(row, atom.position)
            for row in (one.first, one.last)
        )
        name = grammar.fresh(one.letter)
        grammar.scope[one.letter] = name  # the limits of those behind it may have it
        ends.append((name, first, last))
    body = _body(grammar, cursor, [one.letter for one in limits])
    grammar.scope = before
    for one, (name, first, last) in zip(reversed(limits), reversed(ends), strict=True):
        if first is None or last is None:
            left_out = _ends(grammar, one, body, name, atom)
            first, last = first or left_out[0], last or left_out[1]
        whole = Term(atom.text, name, (body, first, last))
        if one.without is not None:
            whole = _less(whole, grammar.whole(one.without, atom.position), atom)
        body = whole
    return body


def _less(whole: Term, value: Term, atom: Atom) -> Term:
    r"""``\sum_{j\ne i}``: the sum over all, less what is left out."""
    if whole.operation != "sum":
        raise Problem(f"{shown(atom)}: write from where to where its index runs", atom.position)
    left_out = substituted(whole.children[0], {whole.name: value})
    return Term("add", "", (whole, Term("neg", "", (left_out,))))


def _limits(atom: Atom) -> list[_Limits]:
    if not atom.sub:
        raise Problem(f"{shown(atom)} without an index: write \\sum_{{i=1}}^{{n}}", atom.position)
    rows = split(atom.sub, "newline")
    found: list[_Limits] = []
    for row in rows:
        found += _of_row(row, atom)
    if len(found) > 1 and atom.sup is not None:
        return [replace(one, last=one.last or atom.sup) for one in found]
    return [replace(found[0], last=found[0].last or atom.sup), *found[1:]]


def _of_row(row: Row, atom: Atom) -> list[_Limits]:
    relations = [place for place, one in enumerate(row) if one.kind == "relation"]
    signs = [row[place].text for place in relations]
    if not relations:
        return [_Limits(_letter(part, atom), None, None) for part in split(row, "mark", ",")]
    sides = _sides(row, relations)
    if signs == ["="]:
        parts = split(sides[0], "mark", ",")
        return [_Limits(_letter(part, atom), sides[1], None) for part in parts]
    if signs in (["<=", "<="], ["<", "<="]) and len(split(sides[1], "mark", ",")) >= 1:
        low = sides[0] if signs[0] == "<=" else (*sides[0], *_plus_one(row[0]))
        parts = split(sides[1], "mark", ",")
        return [_Limits(_letter(part, atom), low, sides[2]) for part in parts]
    if signs == ["<=", "<", "<="]:
        first, second = sides[1], sides[2]
        above = (*first, *_plus_one(row[0]))
        return [
            _Limits(_letter(first, atom), sides[0], sides[3]),
            _Limits(_letter(second, atom), above, sides[3]),
        ]
    if signs == ["!="]:
        return [_Limits(_letter(sides[0], atom), None, None, without=sides[1])]
    if signs == ["<="]:
        return [_Limits(_letter(sides[0], atom), (_one(row[0]),), sides[1])]
    if signs == ["in"] and len(sides[1]) == 1 and sides[1][0].kind == "paren":
        return _of_set(sides, atom)
    raise Problem(
        f"{row_text(row)} does not say from where to where an index runs: write "
        "\\sum_{i=1}^{n}",
        atom.position,
    )


def _of_set(sides: Sequence[Row], atom: Atom) -> list[_Limits]:
    r"""``i\in[n]`` and ``i\in\{1,\dots,n\}``."""
    inside = sides[1][0].parts[0]
    parts = split(inside, "mark", ",")
    if len(parts) == 1 and sides[1][0].text == "[":
        return [_Limits(_letter(sides[0], atom), (_one(atom),), inside)]
    if len(parts) > 2 and any(part and part[0].is_a("letter", "\\dots") for part in parts):
        return [_Limits(_letter(sides[0], atom), parts[0], parts[-1])]
    raise Problem(f"{row_text(sides[1])} is no range of integers", atom.position)


def _sides(row: Row, relations: Sequence[int]) -> list[Row]:
    ends = [-1, *relations, len(row)]
    return [row[start + 1 : end] for start, end in pairwise(ends)]


def _letter(row: Row, atom: Atom) -> str:
    if not is_letter(row):
        raise Problem(f"{row_text(row) or shown(atom)} is no index: an index is one letter",
                      atom.position)  # fmt: skip
    return row[0].text


def _one(atom: Atom) -> Atom:
    return Atom("number", "1", position=atom.position)


def _plus_one(atom: Atom) -> Row:
    return (Atom("operator", "+", position=atom.position), _one(atom))


# ------------------------------------------------------------------------------ how far


def _body(grammar: Grammar, cursor: Cursor, letters: Sequence[str]) -> Term:
    terms = [_signed(grammar, cursor)]
    while cursor.is_at("operator", "+", "-") and _occurs(letters, cursor.row[cursor.at + 1 :]):
        sign = cursor.take()
        term = grammar.product(cursor)
        terms.append(Term("neg", "", (term,)) if sign.text == "-" else term)
    return terms[0] if len(terms) == 1 else Term("add", "", tuple(terms))


def _signed(grammar: Grammar, cursor: Cursor) -> Term:
    if cursor.take_if("operator", "-"):
        return Term("neg", "", (grammar.product(cursor),))
    return grammar.product(cursor)


def _occurs(letters: Sequence[str], row: Sequence[Atom]) -> bool:
    """Return whether a letter stands in a row where no other sum binds it."""
    bound: set[str] = set()
    for place, atom in enumerate(row):
        # A sign right behind a sum is its body's.
        if atom.is_a("operator", "+", "-") and place and row[place - 1].kind != "big":
            bound = set()
        free = [letter for letter in letters if letter not in bound]
        if atom.kind == "letter" and atom.text in free:
            return True
        if atom.kind == "big" and atom.sub is not None:
            bound |= {one.text for one in atom.sub if one.kind == "letter"}
            if atom.sup is not None and _occurs(free, atom.sup):
                return True
            continue
        rows = [*atom.parts, *(cell for cells in atom.cells for cell in cells)]
        rows += [script for script in (atom.sub, atom.sup) if script is not None]
        if any(_occurs(free, inner) for inner in rows):
            return True
    return False


# --------------------------------------------------------------------- limits left out


def _ends(
    grammar: Grammar, limits: _Limits, body: Term, name: str, atom: Atom
) -> tuple[Term, Term]:
    declared = {one.index.lstrip("\\"): one for one in grammar.ranges}
    letter = limits.letter.lstrip("\\")
    chosen = declared.get(letter)
    if chosen is None:
        side = _side(grammar, body, name)
        if side is not None:
            return number(1), side
        if len(declared) == 1:
            chosen = next(iter(declared.values()))
    if chosen is None:
        raise Problem(
            f"{shown(atom)} does not say from where to where {limits.letter} runs", atom.position
        )
    return grammar.limit(chosen.first), grammar.limit(chosen.last)


def _side(grammar: Grammar, body: Term, name: str) -> Term | None:
    """Return the side of a matrix or a column over which an index runs as an entry's."""
    for term in postorder(body):
        if term.operation != "item":
            continue
        whole, *indices = term.children
        shape = grammar.shapes.of(whole)
        for index, side in zip(indices, shape, strict=False):
            if index == symbol(name) and side is not None and side != ONE:
                return as_term(side)
    return None


# --------------------------------------------------------------------------- integrals


def _integral(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    place = _differential(grammar, cursor)
    if place is None:
        place = _pulled_out(grammar, cursor)
    if place is None:
        raise Problem("an integral without its dx", atom.position)
    if not _is_everything(atom):
        raise Problem("an integral between limits is not read here: it goes over all values",
                      atom.position)  # fmt: skip
    variable = cursor.row[place + 1]
    body = cursor.row[cursor.at : place]
    rest = cursor.row[place + 2 :]
    cursor.row, cursor.at = (*cursor.row[: place + 2], *rest), place + 2
    match = grammar.notations.at((variable,), 0)
    name = match.notation.symbol if match else grammar.scope.get(variable.text, "")
    if not name:
        raise Problem(f"{shown(variable)} is no symbol of this question", variable.position)
    inside = grammar.whole(body, atom.position) if body else number(1)
    return Term("integral", name, (inside,))


def _differential(grammar: Grammar, cursor: Cursor) -> int | None:
    """Return the place of the d of the differential that ends an integral."""
    for place in range(cursor.at, len(cursor.row) - 1):
        atom, following = cursor.row[place], cursor.row[place + 1]
        if atom.is_a("big", "integral"):
            return None
        is_d = atom.is_a("letter", "d") and atom.is_bare
        if is_d and following.kind == "letter" and following.sub is None:
            upright = "upright" in atom.marks
            if upright or not grammar.is_count(following):
                return place
    return None


def _pulled_out(grammar: Grammar, cursor: Cursor) -> int | None:
    r"""``\int\frac{dx}{x}``: put the differential behind the fraction, and return its place."""
    for place in range(cursor.at, len(cursor.row)):
        atom = cursor.row[place]
        if atom.kind != "frac" or len(atom.parts[0]) < 2:
            continue
        *above, sign, variable = atom.parts[0]
        inner = Cursor((sign, variable))
        if _differential(grammar, inner) == 0:
            row = tuple(above) or (_one(atom),)
            fraction = replace(atom, parts=(row, atom.parts[1]))
            rest = cursor.row[place + 1 :]
            cursor.row = (*cursor.row[:place], fraction, sign, variable, *rest)
            return place + 1
    return None


def _is_everything(atom: Atom) -> bool:
    below, above = row_text(atom.sub or ()), row_text(atom.sup or ())
    is_line = below == "-\\infty" and above in ("\\infty", "+\\infty")
    return is_line or (not above and (not below or "\\mathbb{R}" in below))


# ------------------------------------------------------------------------- expectations


def expectation(grammar: Grammar, cursor: Cursor) -> Term:
    """Read an expectation: of what stands in its brackets, else of the product behind it."""
    atom = cursor.take()
    name = "_" if atom.sub is None else _variable(grammar, atom)
    following = cursor.next
    if following is not None and following.kind == "paren" and following.text in ("(", "[", "{"):
        cursor.take()
        inside = grammar.whole(following.parts[0], following.position)
        term = _over(grammar, name, inside)
        term = scripts.attached(grammar, term, replace(following, kind="letter", parts=()))
    else:
        term = _over(grammar, name, grammar.product(cursor))
    return term if atom.sup is None else scripts.powered(grammar, term, atom.sup)


def _over(grammar: Grammar, name: str, inside: Term) -> Term:
    """Return an expectation; one that names nothing is over all Gaussian symbols inside."""
    domains = grammar.notations.domains
    occurring = {term.name for term in postorder(inside) if term.operation == "symbol"}
    drawn = [one for one in domains if domains[one].kind == "gaussian" and one in occurring]
    if name != "_" or not drawn:
        return Term("E", name, (inside,))
    for one in drawn:
        inside = Term("E", one, (inside,))
    return inside


def _variable(grammar: Grammar, atom: Atom) -> str:
    r"""Return the symbol that an expectation is over: ``\mathbb E_{x\sim p}``."""
    row = atom.sub or ()
    for place, one in enumerate(row):
        if one.kind == "relation":
            row = row[:place]
            break
    if not row:
        return "_"
    match = grammar.notations.at(row, 0)
    if match is None:
        letters = [one for one in row if one.kind == "letter"]
        if letters and all(not grammar.notations.claims(one) for one in letters):
            grammar.note(f"{shown(atom)} is read as the expectation over all that is random")
            return "_"
        if letters and all(_is_sequence(grammar, one) for one in letters):
            return "_"
        raise Problem(f"{row_text(row)} is no symbol of this question", row[0].position)
    known = grammar.notations.domains[match.notation.symbol]
    if known.item is not None or known.is_function:
        return "_"
    return match.notation.symbol


def _is_sequence(grammar: Grammar, atom: Atom) -> bool:
    r"""Return whether a letter alone is a sequence as a whole, as in ``\mathbb E_g``."""
    symbols = [one.symbol for one in grammar.notations.claims(atom)]
    domains = grammar.notations.domains
    return bool(symbols) and all(one in domains and domains[one].item for one in symbols)
