"""Which part of an answer is its data: what is boxed, displayed, in a list; the rest is prose."""

from __future__ import annotations

from collections.abc import Sequence

from .parts import filled, is_comma, labelled, stripped
from .pieces import Piece, Pieces, inside, split
from .tokens import Problem, Token

__all__ = ["that_counts"]

#: Beside each formula, for an answer to be no prose.
_FEW_WORDS = 2
_MOST_LABEL_WORDS = 8


def that_counts(pieces: Pieces) -> Pieces:
    """Return the part of an answer that is the data; the rest is prose."""
    boxed = inside(pieces, "boxed")
    if boxed:
        if len(boxed) > 1 and not all(labelled(stripped(one))[0] for one in boxed):
            if len({str([one.text for one in box]) for box in boxed}) > 1:
                raise Problem("several are boxed: which is the answer?", boxed[1][0].position)
            return boxed[0]
        return _rows_of(boxed)
    displays = inside(pieces, "display")
    if displays:
        labels = [any(labelled(stripped(row))[0] for row in _row_parts(one)) for one in displays]
        return _rows_of(displays) if all(labels) else displays[-1]
    named = filled(split(pieces, is_comma))
    if len(named) > 1 and all(labelled(stripped(one))[0] for one in named):
        return stripped(pieces)
    # A matrix in an item belongs to the list.
    kinds = ("list",) if inside(pieces, "list") else ("table",)
    blocks = [(kind, part) for kind in kinds for part in inside(pieces, kind)]
    if blocks:
        kind, part = max(blocks, key=lambda block: block[1][0].position if block[1] else 0)
        position = part[0].position if part else 0
        return [Token("open", kind, position), *part, Token("close", kind, position)]
    formulas = _no_labels(pieces)
    inline = [one for one in formulas if _says_more(one)]
    words = sum(one.kind == "text" for one in pieces) - sum(
        one.kind == "text" for formula in formulas for one in formula
    )
    if inline and words > _FEW_WORDS * len(formulas) and not _is_introduced(pieces, words):
        return _rows_of(inline) if all(labelled(one)[0] for one in inline) else inline[-1]
    return stripped(pieces)


def _no_labels(pieces: Pieces) -> Sequence[Pieces]:
    """Return the formulas within lines, but for those that a colon makes a label."""
    ends = [k for k, one in enumerate(pieces) if one.kind == "close" and one.text == "inline"]
    formulas = inside(pieces, "inline")
    are_labels = [k + 1 < len(pieces) and pieces[k + 1].text == ":" for k in ends]
    if len(ends) != len(formulas):
        return formulas
    kept = zip(formulas, are_labels, strict=True)
    return [one for one, is_label in kept if not is_label]


def _is_introduced(pieces: Pieces, words: int) -> bool:
    """Return whether a few words and a colon stand before the only formula: a label."""
    places = [k for k, one in enumerate(pieces) if one.kind == "open" and one.text == "inline"]
    is_label = len(places) == 1 and places[0] > 0 and pieces[places[0] - 1].text == ":"
    return is_label and words <= _MOST_LABEL_WORDS


def _rows_of(parts: Sequence[Pieces]) -> list[Piece]:
    joined: list[Piece] = []
    for part in parts:
        if joined and part:
            joined.append(Token("row", "\\", part[0].position))
        joined += part
    return joined


def _row_parts(pieces: Pieces) -> list[list[Piece]]:
    return split(pieces, lambda one: one.kind == "row")


def _says_more(pieces: Pieces) -> bool:
    """Return whether a formula within a line is data by itself, and no mere number or symbol."""
    return any(
        one.kind in ("text", "open") or one.text in (",", "=", "{", "(", "[", "xrightarrow", "to")
        for one in pieces
        if one.kind not in ("begin", "end")
    ) and pieces[-1].text not in ("mid",)
