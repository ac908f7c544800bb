r"""Answers that are data: true or false, a choice, numbers, arrays, lists of words, edges.

They are read as they are commonly written: ``\begin{pmatrix}``, an ``enumerate`` with an answer in
each item, a table, ``\mu_1 = \frac12,\ \mu_2 = 3``, ``x_1 \xrightarrow{W} h_1``, ``the red box
($-9.7$)``; or as the docstring writes them in Python. What is read is what Python's function would
return.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from .atoms import Atom, Row
from .blocks import Block, blocks_of, plain_text
from .chains import Chain, chains
from .formulas import Formula, formulas_of, meant
from .listed import listed
from .literals import NoLiteral, literal
from .mathlist import atoms_of
from .notations import Notations
from .numerals import Number, number_of
from .setting import Setting
from .tokens import Problem, Token

__all__ = ["read_data"]

_TRUE = frozenset(listed("true yes right correct ja wahr richtig stimmt ✓ ✔"))
_FALSE = frozenset(listed("false no wrong incorrect nein falsch ✗ ✘"))
_NEGATIONS = frozenset(listed("not nicht never kein keine isn't doesn't don't cannot"))
_LABEL = re.compile(
    r"^\W*(?:step|statement|schritt|t|\(?[a-z0-9]{1,2}\)?)?\s*=?\s*\d*\s*[:.)]\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"\W*(?:\d|[a-z]\))")
_PART = re.compile(r"([A-Za-z]\w*) *[=:] *([A-Za-z][A-Za-z ]*[A-Za-z])")
_NOTATIONS = Notations(Setting(""))


def read_data(tokens: Sequence[Token]) -> Any:
    """Return the data that an answer is.

    Args:
        tokens: The answer, macros put in.

    Raises:
        Problem: It is none that can be read.
    """
    boxed = [one for one in formulas_of(tokens) if one.kind == "boxed"]
    if boxed:
        tokens = meant(boxed)[0].tokens
    blocks = [block for block in blocks_of(tokens) if block.says_something]
    if not blocks:
        raise Problem("there is nothing in this answer", tokens[0].position if tokens else 0)
    lists = [block for block in blocks if block.kind != "line"]
    if lists:
        return _of_list(lists[-1])
    return _of_lines(blocks)


def _of_list(block: Block) -> Any:
    if block.kind == "items":
        return [_of_lines([item], is_item=True) for item in block.rows[0]]
    rows = [row for row in block.rows if any(cell.says_something for cell in row)]
    values = [[_of_lines([cell], is_item=True) for cell in row] for row in rows]
    if len(values) > 1 and all(isinstance(value, str) for value in values[0]):
        values = values[1:]  # the table's head
    if values and all(len(row) == 2 for row in values):
        keys = [_index(row[0]) for row in values]
        if None not in keys:
            return {key: row[1] for key, row in zip(keys, values, strict=True)}
    return values


def _index(value: Any) -> int | None:
    if isinstance(value, str):
        found = re.fullmatch(r"\D{0,12}(\d{1,3})\W*", value)
        return int(found[1]) if found else None
    is_number = isinstance(value, (int, Fraction)) and not isinstance(value, bool)
    return int(value) if is_number and value == int(value) else None


def _of_lines(lines: Sequence[Block], *, is_item: bool = False) -> Any:
    text = " ".join(plain_text(line.tokens) for line in lines).strip()
    try:
        return literal(text.removesuffix("."))
    except NoLiteral:
        pass
    if is_item and len(lines) == 1:
        return _of_line(lines[0].tokens, is_item=True)
    edges = [edge for line in lines for edge in _edges(line.tokens)]
    if edges:
        return edges
    if len(lines) == 1:
        return _of_line(lines[0].tokens)
    values = [_of_line(line.tokens) for line in lines]
    kinds = {type(value) for value in values}
    if len(kinds) == 1 and kinds <= {tuple, bool, list}:
        return values
    whole = tuple(token for line in lines for token in line.tokens)
    return _of_line(whole)


# --------------------------------------------------------------------------------- one line


def _of_line(tokens: Sequence[Token], *, is_item: bool = False) -> Any:
    formulas = [one for one in formulas_of(tokens) if one.kind in ("display", "inline")]
    text = plain_text(tokens).strip()
    words = _words(formulas, tokens)
    if formulas and (not words or _PART.search(plain_text(_prose(formulas, tokens)))):
        return _with_parts(_of_formulas(formulas), formulas, tokens)
    truth = _truth(text)
    if truth is not None:
        return truth
    if is_item or not formulas:
        text = _LABEL.sub("", text, count=1)
    paired = _with_number(text)
    if paired is not None:
        return paired
    numbers = _number_text(tokens) if not formulas else None
    if numbers is not None:
        return numbers
    if formulas and _has_value(formulas):
        return _of_formulas(formulas)
    parts = [part.strip(" {}()[]“”\"'`") for part in re.split(r"[,;]|\band\b|\bund\b", text)]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and is_item else text.strip(" .{}“”\"'`")


def _words(formulas: Sequence[Formula], tokens: Sequence[Token]) -> str:
    """Return what stands in words outside of formulas."""
    if not formulas:
        return plain_text(tokens)
    return "".join(letter for letter in plain_text(_prose(formulas, tokens)) if letter.isalpha())


def _prose(formulas: Sequence[Formula], tokens: Sequence[Token]) -> list[Token]:
    prose = [token for one in formulas for token in one.prose]
    last = formulas[-1].tokens[-1].position if formulas[-1].tokens else -1
    return [*prose, *(token for token in tokens if token.position > last)]


def _with_parts(value: Any, formulas: Sequence[Formula], tokens: Sequence[Token]) -> Any:
    """Return named parts with those that stand in words: ``activation = tanh``."""
    parts = dict(_PART.findall(plain_text(_prose(formulas, tokens))))
    return {**parts, **value} if parts and isinstance(value, dict) else value


def _truth(text: str) -> bool | None:
    """Return the one truth value that a sentence says; None where it says none for certain."""
    words: list[str] = re.findall(r"[^\W\d_]+(?:'t)?|[✓✔✗✘]", text.lower())
    if not words:
        return None
    if _NUMBERED.match(text) and sum(word in _TRUE | _FALSE for word in words) > 1:
        return None  # several statements, which are told apart where they are judged
    if len(words) == 1 and words[0] in ("t", "f"):
        return words[0] == "t"
    if words[0] in _TRUE | _FALSE:
        return words[0] in _TRUE
    said = {word in _TRUE for word in words if word in _TRUE | _FALSE}
    if len(said) == 1 and not _NEGATIONS.intersection(words):
        return True in said
    return None


def _with_number(text: str) -> tuple[str, Any] | None:
    """``the red box (−9.7)``: words, and a number behind them."""
    found = re.fullmatch(
        r"\W*([^\W\d][^\d]*?)[\s,:;(=]*(?:log\S*\s*)?[=:≈(]?\s*([+−-]?\s*\d+(?:[.,]\d+)?)[\s).]*",
        text,
    )
    if found is None:
        return None
    words = re.sub(r"\s*(?:with|mit|score|log-likelihood|at|:)*\s*$", "", found[1]).strip(
        " ,:(“”\"'`"
    )
    number = found[2].replace("−", "-").replace(" ", "").replace(",", ".")
    return words, literal(number)


def _number_text(tokens: Sequence[Token]) -> Any:
    """Return the number that stands without dollars."""
    try:
        return _of_formulas([Formula("bare", tuple(tokens))])
    except Problem:
        return None


# -------------------------------------------------------------------------------- formulas


def _has_value(formulas: Sequence[Formula]) -> bool:
    return any(any(atom.kind in ("number", "frac", "matrix") for atom in atoms_of(one.tokens))
               for one in formulas)  # fmt: skip


def _of_formulas(formulas: Sequence[Formula]) -> Any:
    values: list[Any] = []
    labels: list[str] = []
    for formula in formulas:
        for chain in _chains(formula):
            labels.append(_label(chain))
            values.append(_of_side(chain.sides[-1]))
    values = [value for value in values if value is not None]
    if not values:
        raise Problem("no value can be read here", formulas[0].tokens[0].position)
    if len(values) == 1:
        return values[0]
    if all(labels) and len(set(labels)) == len(labels) and not _are_numbered(labels):
        return dict(zip(labels, values, strict=False))
    return values


def _chains(formula: Formula) -> list[Chain]:
    row = atoms_of(formula.tokens)
    pieces: list[list[Atom]] = [[]]
    for atom in row:
        if atom.is_a("mark", ",", ";") or atom.kind == "newline" or atom.is_a("word", "and", "und"):
            pieces.append([])
        else:
            pieces[-1].append(atom)
    return [chain for piece in pieces for chain in chains(piece, _NOTATIONS)]


def _label(chain: Chain) -> str:
    return "" if len(chain.sides) < 2 else name_of(chain.sides[0])


def _are_numbered(labels: Sequence[str]) -> bool:
    r"""Return whether labels are one name with numbers: ``\mu_1``, ``\mu_2``."""
    stems = {re.sub(r"[\d,]+$", "", label) for label in labels}
    return len(stems) == 1


def name_of(row: Row) -> str:
    """Return what a row of letters is called in Python: ``h^f_1`` is ``hf1``."""
    text = ""
    for atom in row:
        if atom.kind not in ("letter", "number", "word", "function", "group", "paren", "mark"):
            return ""
        text += atom.text.lstrip("\\") if atom.kind not in ("group", "paren") else ""
        for part in (*atom.parts, atom.sup or (), atom.sub or ()):
            text += name_of(part)
    return text


def _of_side(side: Row) -> Any:
    if len(side) == 1 and side[0].kind == "matrix" and side[0].text != "cases":
        rows = [[_entry(cell) for cell in row] for row in side[0].cells]
        if len(rows) == 1 or all(len(row) == 1 for row in rows):
            return [value for row in rows for value in row]
        return rows
    if len(side) == 1 and side[0].kind == "paren" and "," in {a.text for a in side[0].parts[0]}:
        return [_entry(part) for part in _split(side[0].parts[0])]
    if side and side[0].kind == "paren" and len(side) == 1 and side[0].text == "[":
        return [_entry(side[0].parts[0])]
    said = [atom for atom in side if atom.kind == "word"]
    if said and len(said) == len(side):
        text = " ".join(atom.text for atom in said)
        truth = _truth(text)
        return text if truth is None else truth
    if len(side) == 1 and side[0].is_a("letter", "\\checkmark"):
        return True
    if len(side) == 1 and side[0].is_a("operator", "times"):
        return False
    return _entry(side)


def _split(row: Row) -> list[Row]:
    parts: list[list[Atom]] = [[]]
    for atom in row:
        if atom.is_a("mark", ",", ";"):
            parts.append([])
        else:
            parts[-1].append(atom)
    return [tuple(part) for part in parts if part]


def _entry(row: Row) -> Number | Any:
    if len(row) == 1 and row[0].kind in ("matrix", "paren"):
        inner = row[0]
        if inner.kind == "matrix" or any(atom.is_a("mark", ",") for atom in inner.parts[0]):
            return _of_side(row)
    return number_of(row)


# ----------------------------------------------------------------------------------- edges


def _edges(tokens: Sequence[Token]) -> list[tuple[str, str, str]]:
    r"""Return the edges of ``x_1 \xrightarrow{W} h_1 \xrightarrow{V} y_1``."""
    edges: list[tuple[str, str, str]] = []
    for formula in formulas_of(tokens):
        if formula.kind not in ("display", "inline"):
            continue
        source: list[Atom] = []
        arrow: Atom | None = None
        before = ""
        for atom in (*atoms_of(formula.tokens), Atom("newline")):
            ends = atom.kind in ("newline", "blank") or atom.is_a("mark", ",", ";")
            if atom.is_a("relation", "->") or ends:
                here = name_of(tuple(source))
                if arrow is not None and before and here:
                    edges.append((before, here, name_of(arrow.sup or ())))
                before, arrow, source = here, atom if not ends else None, []
            else:
                source.append(atom)
    return [edge for edge in edges if all(edge)]
