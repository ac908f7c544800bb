"""What stands below and above a value: entries, transposes, inverses, powers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .atoms import Atom, Row, row_text, shown
from .term import Term, number
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["attached", "indices_of", "is_transpose", "powered"]

_UPRIGHT = frozenset({"upright", "bold"})
_MOST_FACTORS = 12
_TRANSPOSES = ("\\top", "\\dagger")


def attached(grammar: Grammar, base: Term, atom: Atom) -> Term:
    """Return a value with what stands on an atom that is it.

    Raises:
        Problem: It cannot stand there.
    """
    for _ in range(atom.primes):
        if grammar.shapes.is_scalar(base):
            raise Problem(
                f"{shown(atom)}: a prime is for functions and for transposes", atom.position
            )
        base = Term("T", "", (base,))
    if atom.sub is None:
        return base if atom.sup is None else powered(grammar, base, atom.sup)
    entry = _entry(grammar, base, atom.sub)
    if atom.sup is None:
        return entry
    if grammar.shapes.is_scalar(base) or not indices_of(grammar, base):
        return powered(grammar, entry, atom.sup)
    if is_transpose(atom.sup):
        is_letter = atom.sup[0].text == "T"
        if is_letter and grammar.policy.choose("entry of a transpose"):
            return powered(grammar, entry, atom.sup)
        return _entry(grammar, powered(grammar, base, atom.sup), atom.sub)
    if _is_inverse(atom.sup):
        if atom.sub_first and grammar.policy.choose("entry of an inverse"):
            return powered(grammar, entry, atom.sup)
        return _entry(grammar, powered(grammar, base, atom.sup), atom.sub)
    return powered(grammar, entry, atom.sup)


def indices_of(grammar: Grammar, base: Term) -> int:
    """Return how many indices an entry of a value has; 0 of a number and where it is not known."""
    if grammar.shapes.is_column(base):
        return 1
    return 2 if grammar.shapes.is_matrix(base) else 0


def _entry(grammar: Grammar, base: Term, sub: Row) -> Term:
    if len(sub) == 1 and sub[0].is_a("operator", "+"):
        return Term("call", "Max", (base, number(0)))  # (x)_+
    wanted = indices_of(grammar, base)
    found = grammar.indices(sub, wanted) if wanted else None
    if found is None and not wanted and not grammar.shapes.is_scalar(base):
        found = grammar.indices(sub, 2) or grammar.indices(sub, 1)
    if found is None:
        raise Problem(
            f"{row_text(sub)} below a value is no index of an entry of it", sub[0].position
        )
    return Term("item", "", (base, *found))


def is_transpose(row: Row) -> bool:
    """Return whether what stands above is a transpose, or could be one."""
    return len(row) == 1 and row[0].is_bare and row[0].is_a("letter", *_TRANSPOSES, "T")


def _is_inverse(row: Row) -> bool:
    return len(row) == 2 and row[0].is_a("operator", "-") and row[1].is_a("number", "1")


def powered(grammar: Grammar, base: Term, row: Row) -> Term:
    """Return a value with what stands above it.

    Raises:
        Problem: It is neither a transpose, nor an inverse, nor an exponent.
    """
    if not row:
        return base
    if len(row) == 1 and row[0].is_bare and row[0].is_a("letter", *_TRANSPOSES, "T"):
        return _transposed(grammar, base, row[0])
    if row[0].is_a("operator", "-") and is_transpose(row[1:]):
        return Term("T", "", (Term("inv", "", (base,)),))
    if len(row) > 1 and row[-1].is_bare and row[-1].is_a("letter", "\\top"):
        return Term("T", "", (powered(grammar, base, _without_comma(row[:-1])),))
    if row[0].is_a("operator", "odot", "circ"):
        return _elementwise(grammar, base, row)
    if _is_inverse(row) and not grammar.shapes.is_scalar(base):
        return Term("inv", "", (base,))
    return _power(grammar, base, grammar.whole(row), row)


def _without_comma(row: Row) -> Row:
    return row[:-1] if row[-1].is_a("mark", ",") else row


def _transposed(grammar: Grammar, base: Term, atom: Atom) -> Term:
    transpose = Term("T", "", (base,))
    if atom.text != "T" or atom.marks & _UPRIGHT:
        return transpose
    is_count = grammar.is_count(atom) or grammar.notations.declares("T")
    if grammar.shapes.is_scalar(base):
        return Term("pow", "", (base, grammar.whole((atom,)))) if is_count else base
    if not is_count or not grammar.shapes.is_square(base):
        return transpose
    if grammar.policy.choose("T"):
        return Term("product", grammar.fresh("k"), (base, number(1), grammar.whole((atom,))))
    return transpose


def _elementwise(grammar: Grammar, base: Term, row: Row) -> Term:
    r"""``A^{\odot 2}``: each entry to a power."""
    if len(row) == 1:
        raise Problem(f"{shown(row[0])} alone stands above", row[0].position)
    exponent = grammar.whole(row[1:])
    if not grammar.shapes.is_square(base):
        return Term("pow", "", (base, exponent))
    count = _count(exponent)
    if count is None:
        raise Problem("an elementwise power of a matrix has an integer above", row[0].position)
    product = base
    for _ in range(count - 1):
        product = Term("hadamard", "", (product, base))
    return product


def _power(grammar: Grammar, base: Term, exponent: Term, row: Row) -> Term:
    count = _count(exponent)
    if count is not None and grammar.shapes.is_square(base):
        return Term("mul", "", (base,) * count) if count > 1 else base
    is_square = count == 2 and grammar.shapes.is_column(base)
    if is_square and grammar.policy.choose("square of a column"):
        return Term("mul", "", (Term("T", "", (base,)), base))
    if grammar.shapes.is_matrix(base) and len(row) == 1 and row[0].kind == "paren":
        raise Problem(f"^{{{row_text(row)}}} is part of no name here", row[0].position)
    return Term("pow", "", (base, exponent))


def _count(term: Term) -> int | None:
    """Return a small positive integer that a term is."""
    if term.operation != "rational" or not term.name.isdigit():
        return None
    value = int(term.name)
    return value if 0 < value <= _MOST_FACTORS else None
