"""Commands that take arguments: fractions, roots, accents, words, matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .atoms import Atom, Row, row_text
from .mathwords import ACCENTS, STYLES, WORD_FUNCTIONS
from .tokens import Problem, Token

if TYPE_CHECKING:
    from .mathlist import Builder

__all__ = ["command_atoms"]

_MOST_SAID = 1_000
_MOST_CELLS = 10_000
_MATRICES = frozenset(
    f"{kind}matrix{star}" for kind in ("", "p", "b", "B", "v", "V", "small") for star in ("", "*")
) | {"array", "psmallmatrix", "bsmallmatrix", "tabular"}  # fmt: skip
_CASES = frozenset({"cases", "dcases", "rcases", "cases*", "dcases*"})


def command_atoms(builder: Builder, token: Token) -> Sequence[Atom]:
    """Return what a command and its arguments leave.

    Raises:
        Problem: It is not known, or its arguments are missing.
    """
    name = token.text
    if name in _MADE:
        return _MADE[name](builder, token)
    if name in ACCENTS:
        return _accented(builder.argument(), ACCENTS[name], token)
    if name in STYLES:
        if STYLES[name] in ("text", "operator"):
            return _words(builder, token)
        return _styled(builder, STYLES[name], token)
    raise Problem(f"the command \\{name} is not known here", token.position)


# --------------------------------------------------------------------------- built atoms


def _fraction(builder: Builder, token: Token) -> Sequence[Atom]:
    builder.optional()
    parts = (builder.argument(), builder.argument())
    return (Atom("frac", parts=parts, position=token.position),)


def _binomial(builder: Builder, token: Token) -> Sequence[Atom]:
    parts = (builder.argument(), builder.argument())
    return (Atom("binom", parts=parts, position=token.position),)


def _root(builder: Builder, token: Token) -> Sequence[Atom]:
    degree = builder.optional()
    body = builder.argument()
    parts = (body,) if degree is None else (body, builder.sub_builder(degree).row())
    return (Atom("sqrt", parts=parts, position=token.position),)


def _second_argument(builder: Builder, token: Token) -> Sequence[Atom]:
    r"""``\textcolor{red}{x}``: the first says nothing."""
    builder.optional()
    builder.raw_group()
    return _one(builder.argument(), token)


def _braced(builder: Builder, token: Token) -> Sequence[Atom]:
    r"""``\underbrace{x}_{said}``: what is said of it is a remark."""
    row = builder.argument()
    for kind in ("sub", "sup"):
        if builder.take_if(kind):
            builder.argument()
    return _one(row, token)


def _between_rows(builder: Builder, token: Token) -> Sequence[Atom]:
    r"""``\intertext{said}`` stands between two rows, in a row of its own."""
    end = Atom("newline", position=token.position)
    said = row_text(_words(builder, token), _MOST_SAID)
    return (end, Atom("word", said, position=token.position), end)


def _stacked(builder: Builder, token: Token) -> Sequence[Atom]:
    r"""``\overset{said}{=}``, ``\stackrel{said}{=}``: a relation keeps what is said over it."""
    said = builder.argument()
    return _with(builder.argument(), "sup", said, token)


def _underset(builder: Builder, token: Token) -> Sequence[Atom]:
    said = builder.argument()
    return _with(builder.argument(), "sub", said, token)


def _with(row: Row, place: str, said: Row, token: Token) -> Sequence[Atom]:
    if len(row) != 1:
        return _one(row, token)
    atom = row[0]
    if atom.kind == "relation" and place == "sub":
        return row
    if place == "sup" and atom.kind not in ("relation", "big", "function"):
        return row
    return (replace(atom, sup=said) if place == "sup" else replace(atom, sub=said),)


def _arrow(builder: Builder, token: Token) -> Sequence[Atom]:
    builder.optional()
    return (Atom("relation", "->", sup=builder.argument(), position=token.position),)


def _negated(builder: Builder, token: Token) -> Sequence[Atom]:
    row = builder.argument()
    text = {"=": "!="}.get(row[0].text, "!") if row and row[0].kind == "relation" else "!"
    return (Atom("relation", text, position=token.position),)


def _modulus(builder: Builder, token: Token) -> Sequence[Atom]:
    row = builder.argument()
    return (
        Atom("operator", "mod", position=token.position),
        *_one(row, token),
    )


def _substack(builder: Builder, _: Token) -> Sequence[Atom]:
    return builder.argument()


def _one(row: Row, token: Token) -> Row:
    return row if len(row) < 2 else (Atom("group", parts=(row,), position=token.position),)


# --------------------------------------------------------------------- styles and accents


def _accented(row: Row, accent: str, token: Token) -> Sequence[Atom]:
    if len(row) == 1 and row[0].kind in ("letter", "number", "word", "group"):
        return (replace(row[0], marks=row[0].marks | {accent}),)
    return (Atom("group", parts=(row,), marks=frozenset({accent}), position=token.position),)


def _styled(builder: Builder, style: str, token: Token) -> Sequence[Atom]:
    row = builder.argument()
    if not style:
        return _one(row, token)
    text = "".join(atom.text for atom in row)
    plain = all(atom.is_bare and atom.kind == "letter" and len(atom.text) == 1 for atom in row)
    if plain and len(row) > 1 and (text in WORD_FUNCTIONS or style == "upright"):
        return (_word(text, token),)
    if len(row) == 1 and style == "upright" and text == "E":
        return (replace(row[0], marks=frozenset({"double"})),)
    marked = tuple(_marked(atom, style) for atom in row)
    return _one(marked, token)


def _marked(atom: Atom, style: str) -> Atom:
    if atom.kind not in ("letter", "number", "group"):
        return atom
    parts = tuple(tuple(_marked(one, style) for one in row) for row in atom.parts)
    marks = atom.marks if atom.kind == "group" else atom.marks | {style}
    return replace(atom, parts=parts, marks=marks)


def _word(text: str, token: Token) -> Atom:
    if text in WORD_FUNCTIONS:
        return Atom("function", WORD_FUNCTIONS[text], position=token.position)
    return Atom("word", text, position=token.position)


def _words(builder: Builder, token: Token) -> Sequence[Atom]:
    """Read what is set as text; formulas between dollars in it are parts of it."""
    rows: list[Row] = []
    text, inside = "", False
    mathematics: list[Token] = []
    builder.take_if("char", "*")
    for part in builder.raw_group():
        if _is_shift(part):
            if inside:
                rows.append(builder.sub_builder(mathematics).row())
                text += row_text(rows[-1])
            inside, mathematics = not inside, []
        elif inside:
            mathematics.append(part)
        else:
            text += _written(part)
    if not rows:
        return _text_atoms(text, token)
    said = " ".join(text.split())
    if said == " ".join("".join(map(row_text, rows)).split()):
        return tuple(atom for row in rows for atom in row)
    return (Atom("word", said, parts=tuple(rows), position=token.position),)


def _is_shift(token: Token) -> bool:
    return (token.kind == "char" and token.text == "$") or (
        token.kind == "command" and token.text in "()"
    )


def _written(token: Token) -> str:
    if token.kind == "space":
        return " "
    if token.kind == "command":
        return " " if token.text in ",;:! " else token.text if len(token.text) == 1 else ""
    return {"sub": "_", "sup": "^"}.get(token.kind, token.text if token.kind == "char" else "")


def _text_atoms(text: str, token: Token) -> Sequence[Atom]:
    text = " ".join(text.split())
    if not text:
        return ()
    if len(text) == 1 and text.isalpha():
        is_expectation = text == "E"
        marks = frozenset({"double" if is_expectation else "upright"})
        return (Atom("letter", text, marks=marks, position=token.position),)
    if text in "-+=":
        kind = "relation" if text == "=" else "operator"
        return (Atom(kind, text, position=token.position),)
    if text.isdigit():
        return (Atom("number", text, position=token.position),)
    if text in ",.;:":
        return (Atom("mark", text, position=token.position),)
    return (_word(text, token),)


# -------------------------------------------------------------------------- environments


def _environment(builder: Builder, token: Token) -> Sequence[Atom]:
    name = _name(builder.raw_group())
    if name in _CASES or name in _MATRICES:
        if name in ("array", "tabular"):
            builder.optional()
            builder.raw_group()
        elif name.endswith("*"):
            builder.optional()
        kind = "cases" if name in _CASES else name.rstrip("*")
        cells = _cells(builder, name, token)
        return (Atom("matrix", kind, cells=cells, position=token.position),)
    if name in ("array*", "alignat", "alignat*", "alignedat"):
        builder.raw_group()
    if name in ("aligned", "gathered"):
        builder.optional()
    atoms = builder.row(closing=_ends)
    _end(builder, name, token)
    is_formula = any(atom.kind in ("newline", "relation") for atom in atoms)
    return atoms if is_formula else _one(atoms, token)


def _cells(builder: Builder, name: str, token: Token) -> tuple[tuple[Row, ...], ...]:
    rows: list[list[Row]] = [[]]
    count = 0
    while True:
        rows[-1].append(builder.row(closing=_ends_cell))
        count += 1
        if count > _MOST_CELLS:
            raise Problem(f"a matrix of more than {_MOST_CELLS} entries", token.position)
        if builder.take_if("align"):
            continue
        if builder.take_if("command", "\\"):
            builder.optional()
            rows.append([])
            continue
        _end(builder, name, token)
        break
    if len(rows) > 1 and all(not cell for cell in rows[-1]):
        rows.pop()
    return tuple(tuple(row) for row in rows)


def _ends(token: Token) -> bool:
    return token.kind == "command" and token.text == "end"


def _ends_cell(token: Token) -> bool:
    return token.kind == "align" or (token.kind == "command" and token.text in ("\\", "end"))


def _end(builder: Builder, name: str, token: Token) -> None:
    if not builder.take_if("command", "end"):
        raise Problem(f"\\begin{{{name}}} without its \\end", token.position)
    found = _name(builder.raw_group())
    if found != name:
        raise Problem(f"\\begin{{{name}}} ends with \\end{{{found}}}", token.position)


def _name(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind != "space")


def _nothing(_: Builder, token: Token) -> Sequence[Atom]:
    raise Problem("\\end without its \\begin", token.position)


_MADE: Mapping[str, Callable[[Builder, Token], Sequence[Atom]]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    "sqrt": _root,
    **dict.fromkeys(("textcolor", "colorbox", "parbox", "href", "scalebox"), _second_argument),
    **dict.fromkeys(("underbrace", "overbrace", "underbracket", "overbracket"), _braced),
    **dict.fromkeys(("overset", "stackrel"), _stacked),
    "underset": _underset,
    **dict.fromkeys(("intertext", "shortintertext"), _between_rows),
    **dict.fromkeys(("xrightarrow", "xleftarrow", "xRightarrow"), _arrow),
    "not": _negated,
    **dict.fromkeys(("pmod", "pod"), _modulus),
    "substack": _substack,
    "begin": _environment,
    "end": _nothing,
}  # fmt: skip
