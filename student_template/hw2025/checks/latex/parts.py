r"""The parts of an answer that is data: what separates them, and what stands in front of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .labels import Label, label_of
from .pieces import Piece, Pieces, spans, split

__all__ = [
    "filled",
    "is_comma",
    "is_semicolon",
    "joined",
    "labelled",
    "specific",
    "stripped",
    "without_transpose",
]

_RELATIONS = frozenset({"coloneqq", "equiv", "leftarrow", "gets", "triangleq"})
_ESTIMATES = frozenset({"approx", "simeq", "doteq"})
_TRANSPOSES = frozenset({"T", "top", "intercal", "prime", "'"})


def stripped(pieces: Pieces) -> list[Piece]:
    """Leave out what begins and ends formulas, and the blanks and stops at the ends."""
    kept = [
        one
        for one in pieces
        if one.kind not in ("open", "close") or one.text not in ("inline", "display", "boxed")
    ]
    start, end = 0, len(kept)
    while start < end and _is_margin(kept[start]):
        start += 1
    while end > start and (_is_margin(kept[end - 1]) or kept[end - 1].text in (".", "!")):
        end -= 1
    return kept[start:end]


def _is_margin(piece: Piece) -> bool:
    if piece.kind in ("row", "align"):
        return True
    return piece.kind == "char" and piece.text in (",", ";", "`", "'", '"')


def filled(parts: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return the parts in which something stands."""
    return [part for part in parts if stripped(part)]


def is_comma(piece: Piece) -> bool:
    """Return whether a piece separates parts as a comma does: a wide blank, or ``and``."""
    if piece.kind == "text":
        return piece.text.lower() in ("and", "und")
    return (piece.kind, piece.text) in (("char", ","), ("row", "blank"))


def is_semicolon(piece: Piece) -> bool:
    """Return whether a piece separates parts that may hold commas."""
    return piece.kind == "char" and piece.text == ";"


def _is_relation(piece: Piece) -> bool:
    return piece.text == "=" if piece.kind == "char" else (
        piece.kind == "command" and piece.text in _RELATIONS
    )  # fmt: skip


def _is_estimate(piece: Piece) -> bool:
    return piece.kind == "command" and piece.text in _ESTIMATES


def labelled(pieces: Pieces) -> tuple[Label | None, Pieces]:
    """Return what a part is called and what stands behind that; no name where it has none."""
    head, *rest = split(pieces, lambda one: one.kind == "char" and one.text == ":")
    if rest and rest[0] and rest[0][0].text != "=" and head:
        return _label_before_colon(head), list(pieces[len(head) + 1 :])
    sides = split(pieces, lambda one: _is_relation(one) or _is_estimate(one))
    if len(sides) == 1:
        return _numbered(pieces)
    first = [one for one in sides[0] if one.text != ":"]
    exact = split(pieces, _is_estimate)[0]
    sides = split(exact, _is_relation) if any(map(_is_relation, exact)) else sides
    return (label_of(first) if stripped(first) else None), sides[-1]


def _label_before_colon(head: Pieces) -> Label:
    """``t=1:`` is the number of a step."""
    sides = split(stripped(head), _is_relation)
    digits = [one.text for one in sides[-1] if one.kind == "char"]
    if len(sides) == 2 and digits and all(digit.isdigit() for digit in digits):
        return Label("", (int("".join(digits)),))
    return label_of(head)


def _numbered(pieces: Pieces) -> tuple[Label | None, Pieces]:
    """``1. True``, ``(2) false``: a number that counts, before a word."""
    place = 1 if pieces and pieces[0].text == "(" else 0
    start = place
    while place < len(pieces) and pieces[place].kind == "char" and pieces[place].text.isdigit():
        place += 1
    if place == start or place >= len(pieces) or pieces[place].text not in (".", ")"):
        return None, pieces
    rest = pieces[place + 1 :]
    if rest and rest[0].kind == "text":
        return Label("", (int("".join(one.text for one in pieces[start:place])),)), rest
    return None, pieces


def joined(parts: Sequence[Pieces]) -> Iterator[Pieces]:
    """Yield the parts; rows that go on with a relation with the row before, pairs apart."""
    rows: list[list[Piece]] = []
    for part in parts:
        begins = stripped(part)
        if rows and begins and (_is_relation(begins[0]) or _is_estimate(begins[0])):
            rows[-1] += begins
        else:
            rows.append(list(part))
    for row in rows:
        pieces = stripped(row)
        inner = filled(split(pieces, is_comma))
        begun = sum(bool(labelled(stripped(one))[0]) or _has_arrow(one) for one in inner)
        yield from inner if begun > 1 else [row]


def _has_arrow(pieces: Pieces) -> bool:
    return any(one.kind == "command" and one.text.endswith(("arrow", "to")) for one in pieces)


def specific(labels: list[Label]) -> list[Label]:
    r"""Leave out the general formula before its values: ``\mu_c`` beside ``\mu_1``."""
    names = {label.name[:1] for label in labels if label.indices and not label.is_words}
    return [one for one in labels if one.indices or one.is_words or one.name[:1] not in names]


def without_transpose(pieces: list[Piece]) -> tuple[list[Piece], bool]:
    """Return a column or a table without the sign of a transpose, and whether there was one."""
    for place, one in enumerate(pieces):
        if one.kind == "sup" and place:
            tail = {
                piece.text for piece in pieces[place + 1 :] if piece.kind not in ("begin", "end")
            }
            if tail and tail <= _TRANSPOSES and next(spans(pieces), None) == (0, place - 1):
                return pieces[:place], True
    return pieces, False
