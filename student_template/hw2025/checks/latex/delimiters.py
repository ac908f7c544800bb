"""Brackets and bars: what opens, what closes, and which bar belongs to which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .atoms import Atom, Row
from .mathwords import CLOSING, OPENING, SIZES
from .tokens import Problem, Token

if TYPE_CHECKING:
    from .mathlist import Builder

__all__ = ["bar", "bracket"]

_MAX_BARS = 200


def bracket(builder: Builder, opening: str, token: Token) -> Atom:
    """Read what stands in brackets; one that is never closed is a stray."""
    kind = OPENING[opening]
    builder.opened.append(kind)
    row = builder.row(closing=lambda end: _closes(builder, end))
    builder.opened.pop()
    end = _closing_token(builder)
    if end is None:
        return Atom("stray", opening, parts=(row,), position=token.position)
    text = kind if CLOSING.get(end, kind) == kind else f"{kind} {CLOSING[end]}"
    return Atom("paren", text, parts=(row,), position=token.position)


def _closes(builder: Builder, token: Token) -> bool:
    if token.kind == "command" and token.text == "right":
        return True
    if token.kind == "command" and token.text in SIZES:
        return _size_closes(builder)
    if token.kind == "char" and token.text in "}{":
        return False
    return token.kind in ("char", "command") and token.text in CLOSING


def _size_closes(builder: Builder) -> bool:
    place = builder.place + 1
    while place < len(builder.tokens) and builder.tokens[place].kind == "space":
        place += 1
    return place < len(builder.tokens) and builder.tokens[place].text in CLOSING


def _closing_token(builder: Builder) -> str | None:
    """Take what closes a bracket; the text is empty where nothing is drawn."""
    while (token := builder.peek) is not None and token.kind == "command":
        if token.text == "right":
            builder.take()
            end = builder.take()
            return "" if end.text == "." else {">": "rangle"}.get(end.text, end.text)
        if token.text not in SIZES:
            break
        builder.take()
    if token is None or token.kind not in ("char", "command") or token.text not in CLOSING:
        return None
    return builder.take().text


def bar(builder: Builder, sign: str, token: Token, side: str = "") -> Sequence[Atom]:
    """Read what stands between two bars; one that has no other stands alone."""
    start = builder.place
    if sign == "|" and not side and start not in builder.alone and _is_bar(builder, start):
        double = _double(builder, token)
        if double is not None:
            return (double,)
    mid = Atom("mid", sign, position=token.position)
    if start in builder.alone or side in ("mid", "close"):
        return (mid,)
    if len(builder.alone) > _MAX_BARS:
        raise Problem("too many bars", token.position)
    builder.opened.append(sign)
    depth = builder.depth
    builder.go_deeper()
    row = _until_bar(builder, sign)
    builder.opened.pop()
    if row is not None:
        builder.depth = depth
        return (Atom("bars", sign, parts=(row,), position=token.position),)
    builder.alone.add(start)
    builder.place, builder.depth = start, depth
    return (mid,)


def _is_bar(builder: Builder, place: int) -> bool:
    return place < len(builder.tokens) and builder.tokens[place].is_char("|")


def _double(builder: Builder, token: Token) -> Atom | None:
    """Read ``||x||``, a norm that is typed with single bars."""
    start, depth = builder.place, builder.depth
    builder.place += 1
    builder.opened.append("||")
    builder.go_deeper()
    row = _until_bar(builder, "||")
    builder.opened.pop()
    builder.depth = depth
    if row:
        return Atom("bars", "||", parts=(row,), position=token.position)
    builder.place = start
    return None


def _until_bar(builder: Builder, sign: str) -> Row | None:
    atoms: list[Atom] = []
    while (token := builder.peek) is not None and token.kind != "end":
        if _is_closing_bar(builder, token, sign, atoms):
            return tuple(atoms)
        if _closes(builder, token) and builder.opened[-2:-1]:
            return None
        for atom in builder.element():
            atoms.append(builder.with_scripts(atom))
    return None


def _is_closing_bar(builder: Builder, token: Token, sign: str, before: Sequence[Atom]) -> bool:
    start = builder.place
    while token.kind == "command" and (token.text in SIZES or token.text == "right"):
        builder.take()
        following = builder.peek
        if following is None:
            break
        token = following
    is_double = token.text in ("Vert", "rVert") or (token.kind == "command" and token.text == "|")
    is_typed = token.is_char("|") and sign == "||" and _is_bar(builder, builder.place + 1)
    if is_typed and before and _ends_operand(before[-1]):
        builder.take()
        builder.take()
        return True
    is_bar = is_double or (token.text in ("|", "vert", "rvert") and token.kind != "begin")
    fits = is_bar and is_double == (sign == "||")
    is_sided = token.text in ("rvert", "rVert") or builder.place > start
    if fits and (is_sided or (before and _ends_operand(before[-1]))):
        builder.take()
        return True
    builder.place = start
    return False


def _ends_operand(atom: Atom) -> bool:
    return atom.kind not in ("operator", "relation", "function", "big", "mark", "mid") or (
        atom.is_a("operator", "!") or atom.is_a("mark", "'") or not atom.is_bare
    )
