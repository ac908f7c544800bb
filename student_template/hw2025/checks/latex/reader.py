"""Reads an answer of a document: which of its formulas counts, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from .asked import read_asked
from .atoms import LOOSE, Atom, Row, is_letter, same_atoms
from .chains import Chain, answer_of, chains
from .clauses import without_asides
from .document import Document
from .formulas import Formula, formulas_of, meant
from .macros import expand
from .mathematics import read_row
from .mathlist import atoms_of
from .notations import Notations
from .proofs import read_proof
from .setting import Setting, Understood
from .tokens import Problem, Token

__all__ = ["Problem", "read_answer"]


def read_answer(document: Document, asked: str, setting: Setting) -> Understood:
    """Return how an answer is understood.

    Args:
        document: Where it stands.
        asked: The number of the line.
        setting: What the question declares.

    Raises:
        Problem: It cannot be read, or it is not clear which of its formulas is the answer.
    """
    answer = document.answers[asked]
    if answer.trouble:
        raise Problem(answer.trouble, answer.tokens[0].position if answer.tokens else 0)
    tokens = expand(answer.tokens, document.macros)
    if setting.asks:
        return read_asked(tokens, setting)
    if setting.is_proof:
        return read_proof(formulas_of(tokens), setting, Notations(setting))
    return _expression(tokens, setting) if setting.symbols else read_asked(tokens, setting)


def _expression(tokens: Sequence[Token], setting: Setting) -> Understood:
    notations = Notations(setting)
    formulas = meant(formulas_of(tokens))
    if not formulas:
        raise Problem("there is no formula in this answer", tokens[0].position if tokens else 0)
    row = _that_counts(formulas, notations)
    return read_row(answer_of(row, notations), setting, notations)


def _that_counts(formulas: Sequence[Formula], notations: Notations) -> Row:
    """Return the formula that is the answer.

    It is the last that begins with the line's name; else the last display, or the last that says
    more than a symbol, or than that something lies somewhere.
    """
    rows = _joined([(one, atoms_of(_without_stop(one.tokens))) for one in formulas])
    if len(rows) == 1:
        return rows[0][1]
    read = [(one, row, chains(row, notations)) for one, row in rows]
    named = [row for _, row, found in read if any(_is_named(one, notations) for one in found)]
    if named:
        return named[-1]
    if formulas[-1].kind == "display":
        return read[-1][1]
    are_said = without_asides([one for one, _, _ in read])
    read = [part for part, is_said in zip(read, are_said, strict=True) if is_said]
    saying = [row for _, row, found in read if any(_says_more(one, notations) for one in found)]
    if saying:
        return _not_a_definition(saying, notations)
    left = [
        (one, row)
        for one, row, found in read
        if not all(_only_restricts(chain, notations) for chain in found)
    ] or rows
    if len({str([token.text for token in one.tokens]) for one, _ in left}) > 1:
        raise Problem(
            "several symbols: which of them is the answer? Put a \\boxed{…} around it",
            left[-1][0].tokens[0].position,
        )
    return left[-1][1]


def _joined(rows: Sequence[tuple[Formula, Row]]) -> list[tuple[Formula, Row]]:
    """Join a formula to the one before it, where it goes on with a sign: ``$a$ (that) $+ b$``."""
    found: list[tuple[Formula, Row]] = []
    for one, row in rows:
        goes_on = bool(row) and row[0].is_a("operator", "+", "cdot", "times")
        if goes_on and found and one.kind == found[-1][0].kind == "inline":
            found[-1] = (one, (*found[-1][1], *row))
        else:
            found.append((one, row))
    return found


def _not_a_definition(saying: Sequence[Row], notations: Notations) -> Row:
    """Return the last, if it does not only say what a letter of one before it stands for."""
    last = chains(saying[-1], notations)[-1]
    if len(saying) < 2 or len(last.sides) != 2 or len(last.sides[0]) != 1:
        return saying[-1]
    letter = last.sides[0]
    is_used = any(_has(row, letter[0]) for row in saying[-2:-1])
    is_unknown = not notations.claims(letter[0]) and letter[0].kind == "letter"
    return saying[-2] if is_used and is_unknown else saying[-1]


def _has(row: Row, atom: Atom) -> bool:
    return any(
        same_atoms(one, atom, LOOSE) or any(_has(part, atom) for part in one.parts) for one in row
    )


def _is_named(chain: Chain, notations: Notations) -> bool:
    return len(chain.sides) > 1 and notations.is_name(chain.sides[0])


def _says_more(chain: Chain, notations: Notations) -> bool:
    alone = chain.sides[0] if len(chain.sides) == 1 else ()
    is_symbol = len(alone) == 1 and alone[0].kind != "number"
    return not is_symbol and not _only_restricts(chain, notations)


def _only_restricts(chain: Chain, notations: Notations) -> bool:
    r"""Return whether a chain says where something lies or how large it is, as ``d \le n``."""
    first = chain.sides[0]
    is_about_symbol = len(first) == 1 and not notations.is_name(first)
    grows = is_about_symbol and any(is_letter(side, "\\infty") for side in chain.sides[1:])
    return chain.is_condition or grows or (chain.is_inequality and is_about_symbol)


def _without_stop(tokens: Sequence[Token]) -> Sequence[Token]:
    """Leave out the full stop or comma that ends the sentence."""
    end = len(tokens)
    while end and (tokens[end - 1].kind == "space" or tokens[end - 1].text in (".", ",", ";")):
        end -= 1
    return tokens[:end]
