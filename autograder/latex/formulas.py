"""The formulas of an answer, in order: what is boxed, displayed, or stands within a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .tokens import Problem, Token

__all__ = ["Formula", "formulas_of", "meant"]

_DISPLAYS = frozenset(
    f"{name}{star}" for star in ("", "*")
    for name in ("equation", "align", "gather", "multline", "flalign", "alignat", "eqnarray",
                 "displaymath", "dmath", "split", "aligned", "gathered")
)  # fmt: skip
_INLINE = frozenset({"math"})
_BOXES = frozenset({"boxed", "Aboxed", "tcboxmath"})
_WITH_ARGUMENT = frozenset({"alignat", "alignat*"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of an answer.

    Attributes:
        kind: ``"boxed"``, ``"display"``, ``"inline"``, or ``"bare"`` for what no dollars surround.
        tokens: What it says.
        prose: What stands before it, since the formula before.
    """

    kind: str
    tokens: tuple[Token, ...]
    prose: tuple[Token, ...] = ()


def formulas_of(tokens: Sequence[Token]) -> list[Formula]:
    """Return the formulas of an answer, in order; what is boxed in one stands before it.

    Args:
        tokens: The answer, macros put in.

    Raises:
        Problem: A formula has no end.
    """
    found: list[Formula] = []
    prose: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _end_of(tokens, place)
        if end is None:
            prose.append(tokens[place])
            place += 1
            continue
        kind, start, stop, after = end
        inside = tuple(tokens[start:stop])
        found += [Formula("boxed", box) for box in _boxes(inside)]
        found.append(Formula(kind, inside, tuple(prose)))
        prose, place = [], after
    if not found and any(token.kind != "space" for token in tokens):
        return [*(Formula("boxed", box) for box in _boxes(tokens)), Formula("bare", tuple(tokens))]
    return found


def meant(formulas: Sequence[Formula]) -> list[Formula]:
    """Return the formulas among which the answer is: what is boxed, else displayed, else the rest.

    Raises:
        Problem: Several that differ are boxed.
    """
    boxed = [one for one in formulas if one.kind == "boxed"]
    if boxed:
        if len({_said(one) for one in boxed}) > 1:
            raise Problem(
                "several formulas are boxed: which of them is the answer?",
                boxed[1].tokens[0].position if boxed[1].tokens else 0,
            )
        return boxed[-1:]
    displays = [one for one in formulas if one.kind == "display" and one.tokens]
    return displays or [one for one in formulas if one.tokens]


def _said(formula: Formula) -> tuple[tuple[str, str], ...]:
    return tuple((token.kind, token.text) for token in formula.tokens if token.kind != "space")


# ------------------------------------------------------------------------------ where they are


def _end_of(tokens: Sequence[Token], place: int) -> tuple[str, int, int, int] | None:
    """Return the kind of the formula that begins here, its inside, and the place behind it."""
    token = tokens[place]
    if token.kind == "char" and token.text == "$":
        is_display = _is_dollar(tokens, place + 1)
        width = 2 if is_display else 1
        stop = _dollar(tokens, place + width, width)
        if stop is None:
            raise Problem("a $ without its other half", token.position)
        return ("display" if is_display else "inline"), place + width, stop, stop + width
    if token.kind != "command":
        return None
    if token.text in ("(", "["):
        stop = _command(tokens, place + 1, ")" if token.text == "(" else "]")
        if stop is None:
            raise Problem(f"a \\{token.text} without its other half", token.position)
        return ("inline" if token.text == "(" else "display"), place + 1, stop, stop + 1
    if token.text == "ensuremath":
        stop = _group_end(tokens, place + 1)
        return None if stop is None else ("inline", place + 2, stop, stop + 1)
    if token.text == "begin":
        return _environment(tokens, place)
    return None


def _environment(tokens: Sequence[Token], place: int) -> tuple[str, int, int, int] | None:
    name, start = _name(tokens, place + 1)
    if name not in _DISPLAYS and name not in _INLINE:
        return None
    if name in _WITH_ARGUMENT:
        end = _group_end(tokens, start)
        start = start if end is None else end + 1
    depth = 1
    for stop in range(start, len(tokens)):
        token = tokens[stop]
        if token.kind == "command" and token.text in ("begin", "end"):
            inner, after = _name(tokens, stop + 1)
            if inner == name:
                depth += 1 if token.text == "begin" else -1
                if not depth:
                    return ("inline" if name in _INLINE else "display"), start, stop, after
    raise Problem(f"\\begin{{{name}}} without its \\end", tokens[place].position)


def _name(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    end = _group_end(tokens, place)
    if end is None:
        return "", place
    start = place
    while tokens[start].kind != "begin":
        start += 1
    return "".join(token.text for token in tokens[start + 1 : end]).strip(), end + 1


def _group_end(tokens: Sequence[Token], place: int) -> int | None:
    while place < len(tokens) and tokens[place].kind == "space":
        place += 1
    if place >= len(tokens) or tokens[place].kind != "begin":
        return None
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].kind == "begin") - (tokens[end].kind == "end")
        if not depth:
            return end
    return None


def _is_dollar(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].kind == "char" and tokens[place].text == "$"


def _dollar(tokens: Sequence[Token], place: int, width: int) -> int | None:
    """Return where the dollars that end a formula stand; those inside of a group do not."""
    depth = 0
    for stop in range(place, len(tokens)):
        token = tokens[stop]
        depth += (token.kind == "begin") - (token.kind == "end")
        is_end = _is_dollar(tokens, stop) and (width == 1 or _is_dollar(tokens, stop + 1))
        if is_end and depth <= 0:
            return stop
    return None


def _command(tokens: Sequence[Token], place: int, text: str) -> int | None:
    for stop in range(place, len(tokens)):
        if tokens[stop].kind == "command" and tokens[stop].text == text:
            return stop
    return None


def _boxes(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    found = []
    for place, token in enumerate(tokens):
        if token.kind == "command" and token.text in _BOXES:
            end = _group_end(tokens, place + 1)
            if end is not None:
                start = next(k for k in range(place, end) if tokens[k].kind == "begin")
                found.append(tuple(tokens[start + 1 : end]))
        elif token.kind == "command" and token.text in ("fbox", "framebox"):
            end = _group_end(tokens, place + 1)
            if end is not None:
                start = next(k for k in range(place, end) if tokens[k].kind == "begin")
                found += [one.tokens for one in formulas_of(tokens[start + 1 : end])
                          if one.kind != "bare"]  # fmt: skip
    return found
