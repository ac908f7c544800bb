"""Tells a template as it was handed out from one in which somebody has begun to answer.

The files are compared as tokens: comments, docstrings, empty lines, line ends and encodings make no
difference, and a parser, which a student's text could exhaust, is not needed.
"""

from __future__ import annotations

import codecs
import io
import tokenize
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["is_untouched"]

# What a student adds to a template without answering; a larger file need not be looked at.
_MAX_GROWTH, _MAX_ADDED = 2, 10_000
# The tokens of a header, from its name to its colon.
_MAX_HEADER = 1_000
_BLANK = b"\0\t\n\v\f\r \xef\xbb\xbf"
_STUB = b"NotImplementedError"
_LAYOUT = {tokenize.COMMENT, tokenize.NL}
# What stands around the statements of a body; its docstring is no statement here.
_AROUND = {tokenize.NEWLINE, tokenize.INDENT, tokenize.STRING}


def is_untouched(source: bytes, template: bytes) -> bool:
    """Return whether a file answers nothing: each function of the template is as it was, or blank.

    Args:
        source: The file.
        template: What was handed out; nothing if that is not known.
    """
    if not source.strip(_BLANK):
        return True
    if not template or len(source) > _MAX_GROWTH * len(template) + _MAX_ADDED:
        return False
    handed_out = _handed_out(template)
    if handed_out is None or not handed_out.stubs:
        return False
    if _is_bytewise(source) and source.count(_STUB) < sum(handed_out.stubs.values()):
        return False  # somebody has answered: no need to take it apart
    found = _outline(source)
    return (
        found is not None
        and found.stubs == handed_out.stubs
        and all(found.names[name] == handed_out.names[name] for name in handed_out.stubs)
        and found.stars <= handed_out.stars
    )


@dataclass(frozen=True, slots=True)
class _Outline:
    """How often each function is there without an answer, and each name at all.

    `stars` has the modules of which everything is imported, which may bring answers along.
    """

    stubs: Counter[str]
    names: Counter[str]
    stars: Counter[str]


@lru_cache(maxsize=64)
def _handed_out(template: bytes) -> _Outline | None:
    """Return the outline of a template: that of the last submission is that of the next."""
    return _outline(template)


def _is_bytewise(source: bytes) -> bool:
    """Return whether words stand in a file as their letters, a byte each."""
    return b"\0" not in source


def _outline(source: bytes) -> _Outline | None:
    """Return the outline of a module, or None where it is no Python."""
    try:
        text = _text(source)
        tokens = [
            token
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
            if token.type not in _LAYOUT
        ]
    except (tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        return None
    outline = _Outline(Counter(), Counter(), Counter())
    for index, token in enumerate(tokens):
        if token.type == tokenize.NAME:
            outline.names[token.string] += 1
        if token.string == "def" and _is_stub(tokens, index + 2):
            outline.stubs[tokens[index + 1].string] += 1
        if token.string == "*" and tokens[index - 1].string == "import":
            outline.stars[tokens[index - 2].string] += 1
    return outline


def _text(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = source.decode("utf-16")
    else:
        text = source.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_stub(tokens: list[tokenize.TokenInfo], index: int) -> bool:
    """Return whether a body is nothing but ``raise NotImplementedError``, after its docstring."""
    depth, last = 0, min(len(tokens), index + _MAX_HEADER)
    while index < last and (depth or tokens[index].string != ":"):
        string = tokens[index].string
        depth += (string in ("(", "[", "{")) - (string in (")", "]", "}"))
        index += 1
    body = [token for token in tokens[index + 1 : index + 12] if token.type not in _AROUND]
    if [token.string for token in body[2:4]] == ["(", ")"]:
        del body[2:4]
    raised = [token.string for token in body[:2]] == ["raise", "NotImplementedError"]
    return raised and len(body) > 2 and body[2].type == tokenize.DEDENT
