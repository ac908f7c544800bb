"""Answers to questions without symbols: true or false, a choice, numbers, words, edges, parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from .graphs import edges_of
from .labelled import parts_of
from .layout import rows_of, said
from .literals import NoLiteral, as_python, literal
from .numerals import numbers_of
from .sequences import sequences_of
from .setting import Reading, Setting, Understood
from .tokens import Problem, Token
from .verdicts import claims_of, option_of, truth_of

__all__ = ["KINDS", "read_asked"]


def _truth(tokens: Sequence[Token], setting: Setting) -> bool:
    kept = said(tokens)
    return truth_of(rows_of(kept), setting.number, _position(tokens))


def _option(tokens: Sequence[Token], setting: Setting) -> str:
    return option_of(rows_of(said(tokens)), setting.parts, _position(tokens))


def _claims(tokens: Sequence[Token], _: Setting) -> dict[int, bool]:
    return claims_of(rows_of(said(tokens)), _position(tokens))


def _sequences(tokens: Sequence[Token], _: Setting) -> Any:
    return sequences_of(rows_of(said(tokens)), _position(tokens))


def _edges(tokens: Sequence[Token], _: Setting) -> list[tuple[str, str, str]]:
    return edges_of(said(tokens))


#: So long that a page of reasons is read, so short that searching it again and again costs nothing.
_MOST_TOKENS = 5_000

#: What a question can ask for, by the word in `notation.question`.
KINDS: Mapping[str, Callable[[Sequence[Token], Setting], Any]] = {
    "truth": _truth,
    "choice": _option,
    "claims": _claims,
    "numbers": numbers_of,
    "sequences": _sequences,
    "edges": _edges,
    "parts": parts_of,
}


def read_asked(tokens: Sequence[Token], setting: Setting) -> Understood:
    """Return what an answer says, which is one thing.

    Args:
        tokens: The answer, macros put in.
        setting: What the question declares; of one that does not say what it asks for, the answer
            itself has to show it.

    Raises:
        Problem: It cannot be read, or could be meant in two ways.
    """
    if not any(token.kind != "space" for token in tokens):
        raise Problem("there is no answer here", 0)
    if len(tokens) > _MOST_TOKENS:
        raise Problem(f"more than {_MOST_TOKENS} signs: which of them are the answer?",
                      tokens[0].position)  # fmt: skip
    with suppress(NoLiteral):
        text = as_python(tokens)
        if text.lstrip().startswith(("[", "(", "{", '"', "'")):
            return Understood((Reading(literal(text)),))
    read = KINDS.get(setting.asks) or _shown
    return Understood((Reading(read(tokens, setting)),))


def _shown(tokens: Sequence[Token], setting: Setting) -> Any:
    """Read an answer as the first kind that it fits."""
    if setting.parts:
        return _option(tokens, setting)
    for read in (_truth, _claims, numbers_of):
        try:
            return read(tokens, setting)
        except Problem:
            continue
    return _option(tokens, setting)


def _position(tokens: Sequence[Token]) -> int:
    return next((token.position for token in tokens if token.kind != "space"), 0)
