"""Formulas as tokens, cut where no bracket, group or environment is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .tokens import Token

__all__ = [
    "cut",
    "cut_rows",
    "environment",
    "environment_name",
    "level",
    "stripped",
    "text_of",
    "whole_bracket",
]

_OPEN = frozenset({"(", "["})
_CLOSE = frozenset({")", "]"})
_OPEN_COMMANDS = frozenset({"{", "langle", "lbrace", "begin", "lparen", "lbrack"})
_CLOSE_COMMANDS = frozenset({"}", "rangle", "rbrace", "end", "rparen", "rbrack"})
_SIZES = frozenset({"left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
                    "biggl", "biggr", "Biggl", "Biggr", "displaystyle", "textstyle", "limits",
                    ",", ";", ":", "!", "quad", "qquad", " ", "nonumber", "notag", "hfill",
                    "noindent", "centering", ">"})  # fmt: skip
_PAIRS = {"(": ")", "[": "]", "{": "}", "langle": "rangle", "lbrace": "rbrace", "\\{": "\\}"}


def level(token: Token) -> int:
    """Return 1 for what opens a bracket, a group or an environment, -1 for what closes one."""
    if token.kind == "begin":
        return 1
    if token.kind == "end":
        return -1
    if token.kind == "char":
        return (token.text in _OPEN) - (token.text in _CLOSE)
    if token.kind == "command":
        return (token.text in _OPEN_COMMANDS) - (token.text in _CLOSE_COMMANDS)
    return 0


def cut(tokens: Sequence[Token], is_sign: Callable[[Token], bool]) -> list[tuple[Token, ...]]:
    """Return the pieces between signs that stand where nothing is open."""
    pieces: list[tuple[Token, ...]] = []
    start, depth = 0, 0
    for place, token in enumerate(tokens):
        depth = max(0, depth + level(token))
        if not depth and not level(token) and is_sign(token):
            pieces.append(tuple(tokens[start:place]))
            start = place + 1
    pieces.append(tuple(tokens[start:]))
    return pieces


def cut_rows(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    r"""Return the rows between ``\\``, without the space that a row asks for after it."""
    rows = cut(tokens, lambda token: token.kind == "command" and token.text in ("\\", "cr"))
    return [rows[0], *(_without_space(row) for row in rows[1:])]


def _without_space(row: tuple[Token, ...]) -> tuple[Token, ...]:
    if row and row[0].is_char("["):
        for place, token in enumerate(row[:20]):
            if token.is_char("]"):
                inside = "".join(one.text for one in row[1:place])
                return row[place + 1 :] if inside[-2:] in _UNITS else row
    return row


_UNITS = frozenset({"pt", "em", "ex", "mm", "cm", "in", "pc", "px"})


def stripped(tokens: Sequence[Token], also: str = "") -> tuple[Token, ...]:
    """Leave out blanks, sizes and stops at both ends, and groups around the whole."""
    start, end = 0, len(tokens)
    while start < end and _is_nothing(tokens[start], also):
        start += 1
    while end > start and _is_nothing(tokens[end - 1], also + ".,;"):
        end -= 1
    kept = tuple(tokens[start:end])
    if len(kept) > 1 and kept[0].kind == "begin" and _closes(kept) == len(kept) - 1:
        return stripped(kept[1:-1], also)
    return kept


def _is_nothing(token: Token, also: str) -> bool:
    if token.kind == "command":
        return token.text in _SIZES
    return token.kind == "space" or (token.kind == "char" and token.text in also)


def _closes(tokens: Sequence[Token]) -> int:
    """Return where what opens at the start is closed."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += level(token)
        if depth <= 0:
            return place
    return -1


def whole_bracket(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    """Return the bracket around the whole of a formula, and what stands inside."""
    kept = [token for token in tokens if not _is_nothing(token, "")]
    if len(kept) < 2 or kept[0].text not in _PAIRS or level(kept[0]) != 1:
        return None
    if kept[0].kind == "begin" or kept[-1].text != _PAIRS[kept[0].text]:
        return None
    return (kept[0].text, tuple(kept[1:-1])) if _closes(kept) == len(kept) - 1 else None


def environment_name(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    r"""Return the name behind a ``\begin`` or ``\end``, and the place behind that."""
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    name = ""
    if place < len(tokens) and tokens[place].kind == "begin":
        for end in range(place + 1, min(len(tokens), place + 40)):
            if tokens[end].kind == "end":
                return name.strip(), end + 1
            name += tokens[end].text
    return "", place


def environment(
    tokens: Sequence[Token],
) -> tuple[str, tuple[Token, ...], tuple[Token, ...]] | None:
    """Return the environment that a formula begins with: name, inside, and what follows."""
    if not tokens or tokens[0].kind != "command" or tokens[0].text != "begin":
        return None
    name, start = environment_name(tokens, 1)
    depth = 0
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in ("begin", "end"):
            depth += 1 if token.text == "begin" else -1
            if not depth:
                _, after = environment_name(tokens, place + 1)
                return name, tuple(tokens[start:place]), tuple(tokens[after:])
    return None


def text_of(tokens: Sequence[Token]) -> str:
    """Return what a formula says in one word: ``h^{(f)}_1`` is ``h^(f)_1``."""
    plain = {"sup": "^", "sub": "_"}
    return "".join(
        plain.get(token.kind, f"\\{token.text}" if token.kind == "command" else token.text)
        for token in tokens
        if token.kind not in ("space", "begin", "end")
    )
