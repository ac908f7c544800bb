"""Macros that an author has defined: collected, and put in for what they stand for, within bounds.

Of TeX's programming only this is done: a definition with up to nine arguments, the first of which
may have a value of its own where it is left out. What goes beyond it stays text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .tokens import Problem, Token

__all__ = ["Macro", "collect", "expand"]

_MOST_TOKENS = 20_000
_MOST_USES = 5_000
_MOST_MACROS = 2_000
_DEFINING = frozenset({"newcommand", "newcommand*", "renewcommand", "renewcommand*",
                       "providecommand", "providecommand*"})  # fmt: skip
_PAIRED = frozenset({"DeclarePairedDelimiter"})
_OPERATORS = frozenset({"DeclareMathOperator", "DeclareMathOperator*"})


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for.

    Attributes:
        arguments: How many it takes.
        body: The tokens; of an argument ``#`` and its digit.
        default: What the first argument is where it is left out; None where it cannot be.
    """

    arguments: int
    body: tuple[Token, ...]
    default: tuple[Token, ...] | None = None


def collect(tokens: Sequence[Token]) -> dict[str, Macro]:
    """Return the macros that a source defines; what is none that can be read is left out."""
    found: dict[str, Macro] = {}
    place = 0
    while place < len(tokens) and len(found) < _MOST_MACROS:
        token = tokens[place]
        place += 1
        if token.kind != "command":
            continue
        try:
            if token.text in _DEFINING:
                gives_way = token.text.startswith("provide")
                place = _new_command(tokens, place, found, gives_way=gives_way)
            elif token.text in _OPERATORS:
                place = _operator(tokens, place, found)
            elif token.text == "def":
                place = _definition(tokens, place, found)
            elif token.text in _PAIRED:
                place = _paired(tokens, place, found)
            elif token.text == "let":
                place = _alias(tokens, place, found)
        except _NoDefinition:
            continue
    return found


class _NoDefinition(Exception):
    """Something that looks like a definition and cannot be read as one."""


def _new_command(
    tokens: Sequence[Token], place: int, found: dict[str, Macro], *, gives_way: bool
) -> int:
    name, place = _name(tokens, place)
    count, default = 0, None
    optional, place = _optional(tokens, place)
    if optional is not None:
        digits = "".join(token.text for token in optional).strip()
        if not digits.isdigit() or int(digits) > 9:
            raise _NoDefinition
        count = int(digits)
        default, place = _optional(tokens, place)
    body, place = _argument(tokens, place)
    if not (gives_way and name in found):
        found[name] = Macro(count, tuple(body), None if default is None else tuple(default))
    return place


def _operator(tokens: Sequence[Token], place: int, found: dict[str, Macro]) -> int:
    name, place = _name(tokens, place)
    body, place = _argument(tokens, place)
    position = tokens[place - 1].position
    operator = (
        Token("command", "operatorname", position),
        Token("begin", "{", position),
        *body,
        Token("end", "}", position),
    )
    found[name] = Macro(0, operator)
    return place


def _paired(tokens: Sequence[Token], place: int, found: dict[str, Macro]) -> int:
    r"""``\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}``, of mathtools."""
    name, place = _name(tokens, place)
    left, place = _argument(tokens, place)
    right, place = _argument(tokens, place)
    position = tokens[place - 1].position
    body = (
        Token("command", "left", position), *left,
        Token("char", "#", position), Token("char", "1", position),
        Token("command", "right", position), *right,
    )  # fmt: skip
    found[name] = Macro(1, body)
    return place


def _definition(tokens: Sequence[Token], place: int, found: dict[str, Macro]) -> int:
    name, place = _name(tokens, place)
    count = 0
    while place + 1 < len(tokens) and tokens[place].text == "#":
        count += 1
        if tokens[place + 1].text != str(count):
            raise _NoDefinition
        place += 2
    if place >= len(tokens) or tokens[place].kind != "begin":
        raise _NoDefinition  # delimited arguments
    body, place = _argument(tokens, place)
    found[name] = Macro(count, tuple(body))
    return place


def _alias(tokens: Sequence[Token], place: int, found: dict[str, Macro]) -> int:
    name, place = _name(tokens, place)
    place = _after_blanks(tokens, place)
    if place < len(tokens) and tokens[place].text == "=":
        place = _after_blanks(tokens, place + 1)
    if place >= len(tokens) or tokens[place].kind not in ("command", "char"):
        raise _NoDefinition
    meant = tokens[place]
    if meant.text != name:
        known = found.get(meant.text) if meant.kind == "command" else None
        found[name] = known or Macro(0, (meant,))
    return place + 1


def _after_blanks(tokens: Sequence[Token], place: int) -> int:
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    return place


def _name(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    place = _after_blanks(tokens, place)
    inside, place = _argument(tokens, place)
    kept = [token for token in inside if token.kind != "space"]
    if len(kept) != 1 or kept[0].kind != "command":
        raise _NoDefinition
    return kept[0].text, place


def _optional(tokens: Sequence[Token], place: int) -> tuple[list[Token] | None, int]:
    place = _after_blanks(tokens, place)
    if place >= len(tokens) or tokens[place].text != "[" or tokens[place].kind != "char":
        return None, place
    depth = 0
    for end in range(place + 1, len(tokens)):
        token = tokens[end]
        depth += (token.kind == "begin") - (token.kind == "end")
        if token.kind == "char" and token.text == "]" and not depth:
            return list(tokens[place + 1 : end]), end + 1
    raise _NoDefinition


def _argument(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    """Return a group's tokens, or the next token alone, and the place behind it."""
    place = _after_blanks(tokens, place)
    if place >= len(tokens) or tokens[place].kind == "end":
        raise _NoDefinition
    if tokens[place].kind != "begin":
        return [tokens[place]], place + 1
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].kind == "begin") - (tokens[end].kind == "end")
        if not depth:
            return list(tokens[place + 1 : end]), end + 1
    raise _NoDefinition


# -------------------------------------------------------------------------------- putting in


def expand(tokens: Sequence[Token], macros: Mapping[str, Macro]) -> list[Token]:
    """Return tokens with macros put in for what they stand for.

    Raises:
        Problem: They do not come to an end, or become too many.
    """
    # From the end, so that what was put in is looked at next.
    waiting = list(reversed(tokens))
    done: list[Token] = []
    uses = 0
    while waiting:
        token = waiting.pop()
        macro = macros.get(token.text) if token.kind == "command" else None
        if macro is None:
            done.append(token)
        else:
            uses += 1
            waiting += reversed(_put_in(macro, token, waiting))
        if uses > _MOST_USES or len(done) + len(waiting) > max(_MOST_TOKENS, 2 * len(tokens)):
            raise Problem("macros that become too much to read", token.position)
    return done


def _put_in(macro: Macro, use: Token, waiting: list[Token]) -> list[Token]:
    values: list[Sequence[Token]] = []
    if macro.default is not None:
        values.append(_optional_value(waiting) or macro.default)
    while len(values) < macro.arguments:
        values.append(_value(waiting, use))
    made: list[Token] = []
    place = 0
    while place < len(macro.body):
        token = macro.body[place]
        following = macro.body[place + 1].text if place + 1 < len(macro.body) else ""
        if token.text == "#" and following.isdigit() and 0 < int(following) <= len(values):
            made += values[int(following) - 1]
            place += 2
        else:
            made.append(replace(token, position=use.position))
            place += 1
        if len(made) > _MOST_TOKENS:
            raise Problem("a macro that becomes too much to read", use.position)
    return made


def _value(waiting: list[Token], use: Token) -> list[Token]:
    while waiting and waiting[-1].kind == "space":
        waiting.pop()
    if not waiting or waiting[-1].kind == "end":
        raise Problem(f"\\{use.text} without its argument", use.position)
    token = waiting.pop()
    if token.kind != "begin":
        return [token]
    depth = 1
    inside: list[Token] = []
    while waiting:
        token = waiting.pop()
        depth += (token.kind == "begin") - (token.kind == "end")
        if not depth:
            return inside
        inside.append(token)
    raise Problem(f"\\{use.text} without the end of its argument", use.position)


def _optional_value(waiting: list[Token]) -> list[Token] | None:
    place = len(waiting) - 1
    while place >= 0 and waiting[place].kind == "space":
        place -= 1
    if place < 0 or waiting[place].text != "[":
        return None
    for end in range(place - 1, -1, -1):
        if waiting[end].text == "]" and waiting[end].kind == "char":
            inside = list(reversed(waiting[end + 1 : place]))
            del waiting[end:]
            return inside
    return None
