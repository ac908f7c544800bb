r"""Functions: those of numbers, those of matrices, and those that a question declares.

How far an argument without brackets goes: over what stands side by side, up to a +, a −, a
relation, the name of another function, or a bracket. What ``\log x\cdot y`` and ``\log(x)^2`` say
is left to the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from . import bigs, scripts
from .atoms import Atom, Row, row_text, shown
from .cursor import Cursor, split
from .listed import listed
from .term import Term, number
from .tokens import Problem

if TYPE_CHECKING:
    from .grammar import Grammar

__all__ = ["applied", "argument", "function", "with_power"]

_INVERSE: Mapping[str, str] = {
    "sin": "asin", "cos": "acos", "tan": "atan", "sinh": "asinh", "cosh": "acosh",
    "tanh": "atanh",
}  # fmt: skip
_OF_NUMBERS = frozenset(
    listed(
        "exp log sin cos tan cot sec csc sinh cosh tanh coth asin acos atan asinh acosh atanh "
        "sech erf erfc sign Abs sqrt floor ceiling"
    )
)
#: What an argument without brackets may be made of.
_BESIDE = frozenset({"letter", "number", "frac", "binom", "sqrt", "group", "bars", "word"})
#: As many derivatives of a function as anybody takes.
_MOST_DERIVATIVES = 9


def function(grammar: Grammar, cursor: Cursor) -> Term:
    """Read a known function with its argument.

    Raises:
        Problem: It has none, or means nothing here.
    """
    atom = cursor.take()
    name = atom.text
    if name == "E":
        cursor.at -= 1
        return bigs.expectation(grammar, cursor)
    if name in ("max", "min"):
        return _extreme(grammar, cursor, atom)
    if name in _OF_NUMBERS:
        return _of_numbers(grammar, cursor, atom)
    reader = _OPERATIONS.get(name)
    if reader is None:
        raise Problem(f"{shown(atom)} is not read here: work it out", atom.position)
    return reader(grammar, cursor, atom)


# ---------------------------------------------------------------------------- arguments


def argument(grammar: Grammar, cursor: Cursor, atom: Atom, *, of_product: bool = True) -> Term:
    """Read the argument of a function, with or without brackets.

    Args:
        grammar: What reads it.
        cursor: Where the argument begins.
        atom: The function.
        of_product: Whether an argument without brackets goes over what stands side by side.
    """
    first = cursor.next
    if first is None:
        raise Problem(f"{shown(atom)} without an argument", atom.position)
    if first.kind == "paren" and first.text in ("(", "[", "{"):
        cursor.take()
        return grammar.whole(first.parts[0], first.position)
    if cursor.take_if("operator", "-"):
        return Term("neg", "", (_beside(grammar, cursor),))
    if first.kind in ("function", "big", "paren") or not of_product:
        return grammar.factor(cursor)
    return _beside(grammar, cursor)


def _beside(grammar: Grammar, cursor: Cursor) -> Term:
    factors = [grammar.factor(cursor)]
    while (atom := cursor.next) is not None:
        if atom.kind in _BESIDE:
            factors.append(grammar.factor(cursor))
        elif atom.is_a("operator", "cdot", "times", "*"):
            if not _goes_on(cursor) or not grammar.policy.choose("function, then a dot"):
                break
            cursor.take()
            factors.append(grammar.factor(cursor))
        elif atom.is_a("operator", "/"):
            if grammar.policy.choose("function, then a slash"):
                break
            cursor.take()
            below = grammar.factor(cursor)
            factors = [grammar.divided(_times(factors), below, atom.position)]
        else:
            break
    return _times(factors)


def _goes_on(cursor: Cursor) -> bool:
    """Return whether what follows a dot could be part of the argument."""
    following = cursor.row[cursor.at + 1] if cursor.at + 1 < len(cursor.row) else None
    return following is not None and following.kind in (*_BESIDE, "paren")


def _times(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Term("mul", "", tuple(factors))


# ------------------------------------------------------------------- functions of numbers


def _of_numbers(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    if atom.text == "sqrt" and atom.sup is not None:
        raise Problem(f"{shown(atom)}: put the root in brackets", atom.position)
    following = cursor.next
    if following is not None and following.kind == "paren" and following.text in ("(", "[", "{"):
        value, power = _in_brackets(grammar, cursor, atom, following)
    else:
        value, power = argument(grammar, cursor, atom), None
    result = _called(grammar, atom, value)
    return result if power is None else scripts.attached(grammar, result, power)


def _in_brackets(
    grammar: Grammar, cursor: Cursor, atom: Atom, brackets: Atom
) -> tuple[Term, Atom | None]:
    """Read ``(x)`` behind a function, and what stands on it: a power may be of either."""
    cursor.take()
    if atom.text == "sign" and len(split(brackets.parts[0], "mark", ",")) > 1:
        raise Problem(f"{shown(atom)} takes one value", atom.position)
    value = grammar.whole(brackets.parts[0], brackets.position)
    power: Atom | None = replace(brackets, kind="letter", parts=())
    above = brackets.sup
    has_power = above is not None and brackets.sub is None and not scripts.is_transpose(above)
    if has_power and above and grammar.policy.choose("function, then a power"):
        value, power = scripts.powered(grammar, value, above), None
    following = cursor.next
    goes_on = following is not None and following.is_a("paren", "(", "[") and brackets.is_bare
    if goes_on and grammar.policy.choose("function, then brackets"):
        value = Term("mul", "", (value, grammar.factor(cursor)))
    return value, power


def _called(grammar: Grammar, atom: Atom, value: Term) -> Term:
    name, power = atom.text, atom.sup
    if power is not None and row_text(power) == "-1":
        if name not in _INVERSE:
            raise Problem(f"{shown(atom)} may be an inverse or 1/…: write which", atom.position)
        name, power = _INVERSE[name], None
    if atom.primes:
        raise Problem(f"{shown(atom)}: work out the derivative", atom.position)
    result = Term("call", name, (value,))
    if atom.sub is not None:
        if name != "log":
            raise Problem(f"{shown(atom)} is not known here", atom.position)
        base = grammar.whole(atom.sub, atom.position)
        if base != Term("call", "exp", (number(1),)):
            result = Term("div", "", (result, Term("call", "log", (base,))))
    return result if power is None else scripts.powered(grammar, result, power)


# ----------------------------------------------------------------------- largest, smallest


def _extreme(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    following = cursor.next
    if following is not None and following.kind == "bars" and following.text == "|":
        return _largest_entry(grammar, cursor, atom)
    if following is None or following.kind != "paren":
        raise Problem(f"{shown(atom)} of what? Write its values in brackets", atom.position)
    cursor.take()
    inside = following.parts[0]
    if atom.text == "max" and len(inside) == 1 and inside[0].is_a("bars", "|"):
        return _largest_entry(grammar, Cursor(inside), atom)
    if atom.sub is not None:
        raise Problem(f"{shown(atom)} over an index is not read here", atom.position)
    values = [grammar.whole(p, following.position) for p in split(inside, "mark", ",")]
    name = "Max" if atom.text == "max" else "Min"
    if len(values) < 2:
        raise Problem(f"{shown(atom)} of one value", atom.position)
    return scripts.attached(grammar, Term("call", name, tuple(values)), following)


def _largest_entry(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    r"""``\max_{i,j} |A_{ij}|``, ``\max|A|``."""
    entry = cursor.take()
    inside = entry.parts[0]
    if atom.text != "max":
        raise Problem(f"{shown(atom)} of moduli is not read here", atom.position)
    if len(inside) == 1 and atom.sub and _letters(inside[0].sub) == _letters(atom.sub):
        inside = (replace(inside[0], sub=None),)
    value = grammar.whole(inside, entry.position)
    if grammar.shapes.is_scalar(value):
        raise Problem(f"{shown(atom)} of one value", atom.position)
    return scripts.attached(grammar, Term("maxabs", "", (value,)), entry)


def _letters(row: Row | None) -> list[str]:
    return [atom.text for atom in row or () if atom.kind == "letter"]


# ------------------------------------------------------------------ operations on matrices


def _operation(name: str, *, of_product: bool = False) -> Callable[[Grammar, Cursor, Atom], Term]:
    def read(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
        following = cursor.next
        if atom.sub is not None:
            raise Problem(f"{shown(atom)} is not known here", atom.position)
        value = argument(grammar, cursor, atom, of_product=of_product)
        return with_power(grammar, Term(name, "", (value,)), atom, following)

    return read


def with_power(grammar: Grammar, term: Term, atom: Atom, following: Atom | None) -> Term:
    """Return a value with what stands on the brackets of its argument, and on its name."""
    if following is not None and following.kind == "paren":
        term = scripts.attached(grammar, term, replace(following, kind="letter", parts=()))
    return term if atom.sup is None else scripts.powered(grammar, term, atom.sup)


def _softmax(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    said = row_text(atom.sub or ())
    name = "softmax_col" if said.startswith(("col", "c", "Col")) else "softmax_row"
    if atom.text == "softmax_col":
        name = "softmax_col"
    following = cursor.next
    value = argument(grammar, cursor, atom)
    return with_power(grammar, Term(name, "", (value,)), replace(atom, sub=None), following)


def _rectified(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    following = cursor.next
    value = argument(grammar, cursor, atom)
    return with_power(grammar, Term("call", "Max", (value, number(0))), atom, following)


def _logistic(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    following = cursor.next
    value = Term("neg", "", (argument(grammar, cursor, atom),))
    below = Term("add", "", (number(1), Term("call", "exp", (value,))))
    return with_power(grammar, Term("div", "", (number(1), below)), atom, following)


def _length(grammar: Grammar, cursor: Cursor, atom: Atom) -> Term:
    following = cursor.next
    value = argument(grammar, cursor, atom)
    name = "norm" if grammar.shapes.is_column(value) else "norm2"
    return with_power(grammar, Term(name, "", (value,)), atom, following)


_OPERATIONS: Mapping[str, Callable[[Grammar, Cursor, Atom], Term]] = {
    "diag": _operation("diag"), "trace": _operation("trace", of_product=True),
    "det": _operation("det"), "inv": _operation("inv"), "maxabs": _operation("maxabs"),
    "softmax": _softmax, "softmax_row": _softmax, "softmax_col": _softmax, "relu": _rectified,
    "sigmoid": _logistic, "norm": _length,
}  # fmt: skip


# --------------------------------------------------------------- functions of the question


def applied(grammar: Grammar, cursor: Cursor, name: str, atom: Atom) -> Term:
    """Read a function that the question declares, with its argument.

    Args:
        grammar: What reads its argument.
        cursor: Where that begins.
        name: The function.
        atom: What it looks like, with what stands on it: primes, dots, ``^{(2)}`` for derivatives.
    """
    order = atom.primes + 2 * ("ddot" in atom.marks) + ("dot" in atom.marks)
    power = atom.sup
    if power is not None and len(power) == 1 and power[0].kind == "paren":
        inner = power[0].parts[0]
        if len(inner) == 1 and inner[0].kind == "number" and inner[0].text.isdigit():
            order, power = order + int(inner[0].text), None
    if power is not None and row_text(power) == "-1":
        raise Problem(f"the inverse of {name} is none of this question", atom.position)
    if order > _MOST_DERIVATIVES:
        raise Problem("a derivative of too high an order", atom.position)
    if atom.sub is not None:
        raise Problem(f"{shown(atom)} is no function of this question", atom.position)
    following = cursor.next
    if following is None or following.kind not in (*_BESIDE, "paren", "function"):
        bare = shown(atom.nucleus)
        raise Problem(f"{bare} is a function: apply it, as in {bare}(x)", atom.position)
    called = Term("function", name)
    for _ in range(order):
        called = Term("D", "", (called,))
    value = argument(grammar, cursor, atom)
    result = Term("apply", "", (called, value))
    if following.kind == "paren":
        result = scripts.attached(grammar, result, replace(following, kind="letter", parts=()))
    return result if power is None else scripts.powered(grammar, result, power)
