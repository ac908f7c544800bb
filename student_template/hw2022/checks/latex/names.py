"""Letters and words: the question's symbols, bound indices, constants, and what nobody declared."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from . import functions, scripts
from .atoms import Atom, Row, row_text, shown
from .constants import SPECIAL
from .cursor import Cursor
from .domains import Dimension, Domain
from .listed import listed
from .mathwords import WORD_FUNCTIONS
from .notations import ASKED, Claim, Hole, Match
from .term import Term, number, postorder, symbol
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["bound", "declared", "letter", "plain_function", "word"]

#: Functions that are often written without their backslash.
_PLAIN_FUNCTIONS = frozenset(
    listed("log ln exp sin cos tan tanh sinh cosh max min diag softmax sqrt det tr sign erf")
)


def bound(grammar: Grammar, atom: Atom) -> Term:
    """Read an index that a sum or a product binds."""
    if atom.sub is not None:
        raise Problem(f"{shown(atom)}: an index has no index of its own", atom.position)
    return scripts.attached(grammar, symbol(grammar.scope[atom.text]), atom)


def declared(grammar: Grammar, cursor: Cursor, match: Match) -> Term:
    """Read a symbol whose notation stands here."""
    first = cursor.row[cursor.at]
    cursor.at += match.count
    name = match.notation.symbol
    known = grammar.notations.domains[name]
    if known.is_function:
        return functions.applied(grammar, cursor, name, match.rest)
    if known.item is not None:
        if match.holes:
            index = _index(grammar, match.holes)
            return _finished(grammar, cursor, Term("item", "", (symbol(name), index)), match.rest)
        return _item(grammar, cursor, name, match.rest)
    if match.rest.marks - match.notation.row[-1].marks and "hat" in match.ignored:
        grammar.note(f"{shown(first.nucleus)} is read as {name}")
    return _labelled(grammar, cursor, name, match.rest)


def _index(grammar: Grammar, holes: tuple[Hole, ...]) -> Term:
    """Return the index that all places of a notation agree on."""
    indices = [_shifted(grammar.whole(hole.row), -hole.offset) for hole in holes]
    first = indices[0]
    for hole, other in zip(holes, indices, strict=True):
        if _linear(first) != _linear(other):
            raise Problem(
                f"{row_text(hole.row)} does not belong to the same index", hole.row[0].position
            )
    return first


def _shifted(index: Term, offset: int) -> Term:
    if not offset:
        return index
    constant, rest = 0, []
    for part in index.children if index.operation == "add" else (index,):
        value = _integer(part)
        if value is None:
            rest.append(part)
        else:
            constant += value
    constant += offset
    if not rest:
        return number(constant)
    if constant > 0:
        rest.append(number(constant))
    elif constant < 0:
        rest.append(Term("neg", "", (number(-constant),)))
    return rest[0] if len(rest) == 1 else Term("add", "", tuple(rest))


def _integer(term: Term) -> int | None:
    if term.operation == "neg":
        value = _integer(term.children[0])
        return None if value is None else -value
    return int(term.name) if term.operation == "rational" and term.name.isdigit() else None


def _linear(term: Term) -> dict[str, int] | Term:
    """Return an index as a sum of symbols and a number, in any order; else the term itself."""
    total: dict[str, int] = {}
    for part in term.children if term.operation == "add" else (term,):
        sign, inner = (-1, part.children[0]) if part.operation == "neg" else (1, part)
        value = _integer(inner)
        if value is not None:
            total[""] = total.get("", 0) + sign * value
        elif inner.operation == "symbol":
            total[inner.name] = total.get(inner.name, 0) + sign
        else:
            return term
    return {name: count for name, count in total.items() if count}


# --------------------------------------------------------------------------------- items


def _item(grammar: Grammar, cursor: Cursor, name: str, atom: Atom) -> Term:
    """Read an item whose index stands in one of the usual places, other than the declared one."""
    index, rest = _usual_index(grammar, cursor, atom)
    if index is None:
        raise Problem(
            f"{shown(atom)} is a sequence: write an item of it, as in {_example(grammar, name)}",
            atom.position,
        )
    return _finished(grammar, cursor, Term("item", "", (symbol(name), index)), rest)


def _usual_index(grammar: Grammar, cursor: Cursor, atom: Atom) -> tuple[Term | None, Atom]:
    if atom.sub is not None:
        parts = _first_part(atom.sub)
        return grammar.whole(parts[0]), replace(atom, sub=parts[1])
    if atom.sup is not None and len(atom.sup) == 1 and atom.sup[0].kind == "paren":
        inner = atom.sup[0].parts[0]
        if grammar.is_index(inner):
            return grammar.whole(inner), replace(atom, sup=None)
    following = cursor.next
    is_bracket = following is not None and following.is_a("paren", "(", "[")
    if following is not None and is_bracket and grammar.is_index(following.parts[0]):
        cursor.take()
        rest = replace(following, kind="letter", parts=(), text=atom.text)
        return grammar.whole(following.parts[0]), rest
    return None, atom


def _first_part(row: Row) -> tuple[Row, Row | None]:
    for place, atom in enumerate(row):
        if atom.is_a("mark", ","):
            return row[:place], row[place + 1 :] or None
    return row, None


def _finished(grammar: Grammar, cursor: Cursor, item: Term, atom: Atom) -> Term:
    """Read what stands on an item, and an entry of it in brackets behind it."""
    item, atom = _split_index(grammar, item, atom)
    if atom.sub is not None and _entry(grammar, item, atom.sub) is None:
        raise Problem(f"{row_text(atom.sub)} is no index of an entry", atom.position)
    if atom.sup is not None and _label(grammar, item, atom.sup):
        raise Problem(f"{shown(atom)} is no item of a sequence of this question", atom.position)
    return _bracketed(grammar, cursor, scripts.attached(grammar, item, atom))


def _split_index(grammar: Grammar, item: Term, atom: Atom) -> tuple[Term, Atom]:
    """``h_{i,t}``: which of the two counts entries is told by what is declared of them."""
    whole, index = item.children
    if atom.sub is None:
        return item, atom
    entry = _entry(grammar, item, atom.sub)
    kinds = grammar.notations.domains
    if entry is None or len(entry) > 1 or index.operation != "symbol":
        return item, atom
    rows = grammar.shapes.of(item)[0]
    first = kinds.get(index.name)
    second = kinds.get(entry[0].name) if entry[0].operation == "symbol" else None
    if not _runs_over(first, rows) or _runs_over(second, rows):
        return item, atom
    swapped = Term("item", "", (whole, entry[0]))
    return Term("item", "", (swapped, index)), replace(atom, sub=None)


def _runs_over(known: Domain | None, side: Dimension | None) -> bool:
    """Return whether a symbol is an index of entries, of which there are so many."""
    return known is not None and known.kind == "index" and known.dimensions[0] == side


def _entry(grammar: Grammar, base: Term, sub: Row) -> list[Term] | None:
    wanted = scripts.indices_of(grammar, base)
    return grammar.indices(sub, wanted) if wanted else None


def _bracketed(grammar: Grammar, cursor: Cursor, term: Term) -> Term:
    """``h_t[i]``: an entry."""
    following = cursor.next
    if following is None or not following.is_a("paren", "["):
        return term
    wanted = scripts.indices_of(grammar, term)
    indices = grammar.indices(following.parts[0], wanted) if wanted else None
    if indices is None:
        return term
    cursor.take()
    return scripts.attached(grammar, Term("item", "", (term, *indices)), following)


# ------------------------------------------------------------------- symbols and labels


def _labelled(grammar: Grammar, cursor: Cursor, name: str, atom: Atom) -> Term:
    """Read what stands on a symbol; what is a mere label is dropped where nothing else has it."""
    base = symbol(name)
    kept = atom
    if atom.sub is not None and not _is_entry(grammar, base, atom.sub):
        if all(one.kind == "number" for one in atom.sub) and scripts.indices_of(grammar, base):
            raise Problem(f"{shown(atom)}: an entry has indices with a comma", atom.position)
        kept = replace(kept, sub=None)
    if atom.sup is not None:
        label = _label(grammar, base, atom.sup)
        if label:
            kept = replace(kept, sup=atom.sup[label:] or None)
    if kept is not atom and not _drop(grammar, name, atom):
        raise Problem(
            f"{shown(atom)} is no symbol of this question: {_others(grammar, atom)}", atom.position
        )
    return _bracketed(grammar, cursor, scripts.attached(grammar, base, kept))


def _is_entry(grammar: Grammar, base: Term, sub: Row) -> bool:
    indices = _entry(grammar, base, sub)
    if indices is None:
        return False
    # A time below a column that is one and not a sequence is a label.
    domains = grammar.notations.domains
    return len(indices) > 1 or not any(
        part.operation == "symbol" and part.name in domains and domains[part.name].kind != "index"
        for part in postorder(indices[0])
    )


def _label(grammar: Grammar, base: Term, sup: Row) -> int:
    """Return how many atoms above a symbol are a name's and no exponent."""
    first = sup[0]
    if first.kind == "paren":
        is_exponent = grammar.shapes.is_scalar(base) and grammar.is_index(first.parts[0])
        return 0 if is_exponent else 1
    if any(atom.is_a("mark", ",") for atom in sup):
        return len(sup)
    if first.is_a("letter", "*") or first.is_a("operator", "*"):
        return 1
    letters = [atom for atom in sup if atom.kind == "letter"]
    if len(letters) < len(sup) or any(atom.text in ("T", "\\top", "\\dagger") for atom in letters):
        return 0
    unknown = [
        atom
        for atom in letters
        if atom.text not in grammar.scope and not grammar.notations.claims(atom)
        and atom.text not in ("e", "\\pi", "\\infty")
    ]  # fmt: skip
    return len(sup) if len(unknown) == len(letters) else 0


def _drop(grammar: Grammar, name: str, atom: Atom) -> bool:
    """Note that a label is left aside, if one symbol alone has the letter."""
    claims = grammar.notations.claims(atom)
    if {claim.symbol for claim in claims} - {name}:
        return False
    grammar.note(f"{shown(atom)} is read as {name}")
    return True


def letter(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a letter that no notation has as it stands."""
    atom = cursor.row[cursor.at]
    special = SPECIAL.get(atom.text)
    claims = grammar.notations.claims(atom)
    symbols = [claim for claim in claims if claim.symbol != ASKED]
    if not symbols and special is not None:
        term = special(grammar, cursor)
        if term is not None:
            return term
    if len(claims) == 1 and symbols:
        return _claimed(grammar, cursor, symbols[0], atom)
    if symbols:
        names = " or ".join(sorted(claim.symbol or "what is asked for" for claim in claims))
        raise Problem(f"{shown(atom)} could be {names}: write it in full", atom.position)
    if claims:
        raise Problem(f"{shown(atom)} is what is asked for, and no symbol here", atom.position)
    raise Problem(
        f"{shown(atom)} is no symbol of this question: {_others(grammar, atom)}", atom.position
    )


def _claimed(grammar: Grammar, cursor: Cursor, claim: Claim, atom: Atom) -> Term:
    """Read a letter that one symbol alone has, with other things below or above it."""
    cursor.take()
    known = grammar.notations.domains[claim.symbol]
    own = claim.notation.row[0]
    if known.is_function:
        return functions.applied(grammar, cursor, claim.symbol, atom)
    if known.item is not None:
        if own.sup is not None and atom.sup is None:
            grammar.note(f"{shown(atom)} is read as {claim.symbol}")
        return _item(grammar, cursor, claim.symbol, atom)
    if atom.is_bare and not own.is_bare:
        grammar.note(f"{shown(atom)} is read as {claim.symbol}")
    return _labelled(grammar, cursor, claim.symbol, atom)


def plain_function(grammar: Grammar, cursor: Cursor) -> Term | None:
    """``log n`` without its backslash, where not all of the letters are symbols."""
    start = cursor.at
    text, place = "", start
    found = 0
    while place < len(cursor.row) and cursor.row[place].kind == "letter" and len(text) < 8:
        text += cursor.row[place].text
        place += 1
        if text in _PLAIN_FUNCTIONS:
            found = place
        if not cursor.row[place - 1].is_bare:
            break
    known = all(
        one.text in grammar.scope or grammar.notations.declares(one.text)
        for one in cursor.row[start:found]
    )
    if not found or known:
        return None
    spelled = "".join(atom.text for atom in cursor.row[start:found])
    last = cursor.row[found - 1]
    cursor.row = (
        *cursor.row[:start],
        replace(last, kind="function", text=WORD_FUNCTIONS[spelled], marks=frozenset()),
        *cursor.row[found:],
    )
    grammar.note(f"{spelled} is read as the function: write \\{spelled}")
    return functions.function(grammar, cursor)


def word(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a word in a formula: it is no symbol, or its notation would have been found."""
    atom = cursor.take()
    raise Problem(
        f"“{atom.text}” is no symbol of this question: {_others(grammar, atom)}", atom.position
    )


def _others(grammar: Grammar, atom: Atom) -> str:
    known = grammar.notations.written()
    if not known:
        return "it has none"
    near = difflib.get_close_matches(shown(atom), known, n=1, cutoff=0.6)
    listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"is it {near[0]}? It has {listed}" if near else f"it has {listed}"


def _example(grammar: Grammar, name: str) -> str:
    return grammar.notations.written_of(name)
